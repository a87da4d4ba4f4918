package io.colin.ml.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointTest {
    private static final String TASK = "a".repeat(64);
    private static final byte[] STATE = {1, 2, 3};

    @TempDir
    private Path root = Path.of("");

    @Test
    void givesBackWhatWasKeptLast() {
        FileCheckpoint checkpoint = FileCheckpoint.in(root.resolve("new/run.checkpoint"));
        assertThat(checkpoint.load(TASK)).isEmpty();
        checkpoint.save(TASK, new byte[] {9});
        checkpoint.save(TASK, STATE);
        assertThat(checkpoint.load(TASK)).contains(STATE);
    }

    @Test
    void refusesAnotherTrainingsState() {
        FileCheckpoint checkpoint = FileCheckpoint.in(root.resolve("run.checkpoint"));
        checkpoint.save("b".repeat(64), STATE);
        assertThatThrownBy(() -> checkpoint.load(TASK))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("another training");
    }

    @Test
    void refusesAChangedByteAndAFileCutShort() throws IOException {
        Path file = root.resolve("run.checkpoint");
        FileCheckpoint checkpoint = FileCheckpoint.in(file);
        checkpoint.save(TASK, STATE);
        byte[] good = Files.readAllBytes(file);
        byte[] changed = good.clone();
        changed[good.length - 1]++;
        Files.write(file, changed);
        assertThatThrownBy(() -> checkpoint.load(TASK)).hasMessageContaining("damaged");
        Files.write(file, Arrays.copyOf(good, 20));
        assertThatThrownBy(() -> checkpoint.load(TASK)).hasMessageContaining("damaged");
    }
}
