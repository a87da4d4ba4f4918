package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.signal.ModelStage;
import io.colin.ml.lifecycle.StageChange.Cause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageLogTest {
    @TempDir
    private Path root = Path.of("");

    @Test
    void exactlyTheseChangesOfStageExist() {
        Set<String> allowed = new TreeSet<>();
        for (Cause cause : Cause.values()) {
            for (ModelStage before : ModelStage.values()) {
                for (ModelStage after : ModelStage.values()) {
                    if (StageTable.allows(before, after, cause)) {
                        allowed.add(cause + " " + before + " " + after);
                    }
                }
            }
        }
        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "REGISTRATION CANDIDATE CANDIDATE",
                        "REGISTRATION VALIDATED VALIDATED",
                        "REGISTRATION REJECTED REJECTED",
                        "PROMOTION CANDIDATE VALIDATED",
                        "PROMOTION VALIDATED SHADOW",
                        "PROMOTION SHADOW CHALLENGER",
                        "PROMOTION CHALLENGER CHALLENGER",
                        "PROMOTION CHALLENGER CHAMPION",
                        "PROMOTION CHAMPION RETIRED",
                        "REJECTION CANDIDATE REJECTED",
                        "REJECTION VALIDATED REJECTED",
                        "REJECTION SHADOW REJECTED",
                        "REJECTION CHALLENGER REJECTED",
                        "REFRESH SHADOW CHAMPION",
                        "REFRESH CHAMPION RETIRED",
                        "ROLLBACK CHAMPION RETIRED",
                        "ROLLBACK RETIRED CHAMPION");
    }

    @Test
    void aChangeThatCannotBeIsNoChange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change(1, ModelStage.CANDIDATE, ModelStage.CHAMPION))
                .withMessageContaining("after");
    }

    @Test
    void noOtherProcessGetsInBetweenReadingAndWriting() {
        log().append(before -> List.of(change(1, ModelStage.CANDIDATE, ModelStage.VALIDATED)));
        log().append(before -> {
            assertThat(Rival.gets(path())).isFalse();
            return List.of(change(2, ModelStage.VALIDATED, ModelStage.SHADOW));
        });
        assertThat(Rival.gets(path())).isTrue();
        assertThat(log().read()).hasSize(2);
    }

    @Test
    void threadsOfOneProcessAddOneAfterTheOther() {
        IntStream.range(0, 40)
                .parallel()
                .forEach(i -> log().append(before ->
                        List.of(change(before.size() + 1, ModelStage.CANDIDATE, ModelStage.VALIDATED))));
        assertThat(log().read()).extracting(StageChange::sequence).containsExactlyElementsOf(sequences(40));
    }

    private static List<Long> sequences(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    /** Another process that wants the file for itself. */
    static final class Rival {
        private Rival() {}

        public static void main(String[] file) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? 3 : 0);
            }
        }

        static boolean gets(Path file) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            String classes = System.getProperty("java.class.path");
            try {
                Process rival = new ProcessBuilder(
                                java.toString(), "-cp", classes, Rival.class.getName(), file.toString())
                        .start();
                int code = rival.waitFor();
                assertThat(code).isIn(0, 3);
                return code == 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void whatACrashLeftOfTheLastLineIsCutOffAtEveryByte() throws IOException {
        StageLog log = log();
        log.append(before -> List.of(change(1, ModelStage.CANDIDATE, ModelStage.VALIDATED)));
        byte[] first = Files.readAllBytes(path());
        log.append(before -> List.of(
                change(2, ModelStage.VALIDATED, ModelStage.SHADOW),
                change(3, ModelStage.SHADOW, ModelStage.CHALLENGER)));
        byte[] both = Files.readAllBytes(path());
        for (int length = first.length; length < both.length; length++) {
            Files.write(path(), Arrays.copyOf(both, length));
            assertThat(log.read()).hasSize(1);
        }
        log.append(before -> List.of(change(2, ModelStage.VALIDATED, ModelStage.REJECTED)));
        assertThat(log.read())
                .extracting(StageChange::after)
                .containsExactly(ModelStage.VALIDATED, ModelStage.REJECTED);
    }

    @Test
    void aChangedByteOrAMissingLineIsNoticed() throws IOException {
        StageLog log = log();
        log.append(before -> List.of(change(1, ModelStage.CANDIDATE, ModelStage.VALIDATED)));
        log.append(before -> List.of(change(2, ModelStage.VALIDATED, ModelStage.SHADOW)));
        byte[] whole = Files.readAllBytes(path());
        for (int at = 0; at < whole.length; at += 7) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            if (whole[at] != '\n') {
                Files.write(path(), changed);
                assertThatThrownBy(log::read).isInstanceOf(ColinException.class).hasMessageContaining("byte");
            }
        }
        List<String> lines = new String(whole, StandardCharsets.UTF_8).lines().toList();
        Files.writeString(path(), lines.get(1) + "\n");
        assertThatThrownBy(log::read).hasMessageContaining("is damaged at byte 0");
    }

    @Test
    void twoWhoWriteSeeEachOther() {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            log().append(before -> {
                seen.add(before.size());
                return List.of(change(before.size() + 1L, ModelStage.CANDIDATE, ModelStage.VALIDATED));
            });
        }
        assertThat(seen).containsExactly(0, 1, 2, 3);
        assertThat(log().append(before -> List.of())).isEmpty();
        assertThat(log().read()).hasSize(4);
    }

    private StageLog log() {
        return new StageLog(path());
    }

    private Path path() {
        return root.resolve("models").resolve("stages.log");
    }

    private static StageChange change(long sequence, ModelStage before, ModelStage after) {
        return new StageChange(
                sequence,
                "m",
                "bar",
                before,
                after,
                0,
                after == ModelStage.REJECTED ? Cause.REJECTION : Cause.PROMOTION,
                "tester",
                7,
                "because",
                List.of(new Criterion("sharpe", true, "2", ">= 1.5")));
    }
}
