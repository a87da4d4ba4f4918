package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreStoreTest {
    private static final ScoredOutcome RIGHT =
            new ScoredOutcome(Symbol.of("BTC/USD"), 10, 20, Direction.LONG, true, 0.001, 0.0003, 0.4);
    private static final ScoredOutcome UNKNOWN =
            new ScoredOutcome(Symbol.of("ETH/USD"), 30, 45, Direction.SHORT, false, 0, 0, 1);

    @TempDir
    private Path root = Path.of("");

    @Test
    void whatAModelDidIsThereAfterARestart() {
        assertThat(ScoreStore.in(root).record("m-1")).isEmpty();
        try (ScoreStore store = ScoreStore.in(root)) {
            store.add("m-1", RIGHT);
            store.add("m-2", UNKNOWN);
            store.add("m-1", UNKNOWN);
        }
        TrackRecord record = ScoreStore.in(root).record("m-1").orElseThrow();
        assertThat(record).isEqualTo(new TrackRecord(10, 45, List.of(RIGHT, UNKNOWN)));
        assertThat(ScoreStore.in(root).record("m-2").orElseThrow().outcomes()).containsExactly(UNKNOWN);
        assertThat(ScoreStore.in(root).record("m-3")).isEmpty();
    }

    @Test
    void aScoreIsReadableAsSoonAsItIsAdded() {
        try (ScoreStore store = ScoreStore.in(root)) {
            store.add("m-1", RIGHT);
            assertThat(ScoreStore.in(root).record("m-1")).isPresent();
        }
    }

    @Test
    void aLineCutShortByACrashIsPassedOverAndTheNextOneIsWhole() throws IOException {
        try (ScoreStore store = ScoreStore.in(root)) {
            store.add("m-1", RIGHT);
        }
        Path file = root.resolve("m-1.csv");
        String line = Files.readString(file).strip();
        for (int cut = 1; cut < line.length(); cut++) {
            Files.writeString(file, line + "\n" + line.substring(0, cut));
            try (ScoreStore store = ScoreStore.in(root)) {
                assertThat(store.record("m-1").orElseThrow().outcomes()).containsExactly(RIGHT);
                store.add("m-1", UNKNOWN);
            }
            assertThat(ScoreStore.in(root).record("m-1").orElseThrow().outcomes())
                    .containsExactly(RIGHT, UNKNOWN);
        }
        Files.writeString(file, "what is this\n", StandardOpenOption.APPEND);
        assertThat(ScoreStore.in(root).record("m-1").orElseThrow().outcomes()).hasSize(2);
    }

    @Test
    void noNameLeavesTheDirectory() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreStore.in(root).record("../m"))
                .withMessageContaining("model");
    }
}
