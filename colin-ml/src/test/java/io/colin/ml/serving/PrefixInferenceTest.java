package io.colin.ml.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.colin.api.instrument.Symbol;
import io.colin.ml.RandomNetwork;
import io.colin.ml.dl4j.LstmNetwork;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.onnx.OnnxClassifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixInferenceTest {
    private static final int STEPS = 8;
    private static final int COLUMNS = 3;
    private static final int BARS = 40;
    private static final List<Symbol> SYMBOLS = List.of(Symbol.of("BTC/USD"), Symbol.of("ETH/USD"));

    private static byte[] graph = {};

    @BeforeAll
    static void export() {
        LstmSettings settings = new LstmSettings(
                STEPS, 7, 2, 5, 0.1, LstmSettings.demonstration().training());
        try (LstmNetwork network = RandomNetwork.of(settings, COLUMNS, 4)) {
            graph = network.toOnnx();
        }
    }

    /** Workers race with the test here: whoever wins, the numbers are the same, bit for bit. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void howBusyTheWorkersAreChangesNoBit(int workers) {
        List<List<BarInput>> bars = bars(0);
        try (PrefixInference inline = inference(0);
                PrefixInference prepared = inference(workers)) {
            for (List<BarInput> bar : bars) {
                assertThat(prepared.probabilities(bar)).isEqualTo(inline.probabilities(bar));
                prepared.prepareAfter(bar);
            }
        }
    }

    @Test
    void answersAsTheWholeWindowDoes() {
        try (PrefixInference parts = inference(1);
                WholeWindows whole = new WholeWindows(network())) {
            for (List<BarInput> bar : bars(0)) {
                assertClose(parts.probabilities(bar), whole.probabilities(bar));
                parts.prepareAfter(bar);
            }
        }
    }

    /** A symbol misses bars, inputs come twice, late, or several of a symbol together. */
    @Test
    void aPrefixOfOtherRowsIsNotUsed() {
        List<List<BarInput>> bars = bars(0);
        List<List<BarInput>> others = bars(1);
        SplittableRandom random = new SplittableRandom(1);
        try (PrefixInference parts = inference(1);
                WholeWindows whole = new WholeWindows(network())) {
            for (int i = 0; i < 150; i++) {
                List<BarInput> some = new ArrayList<>(bars.get(random.nextInt(bars.size())));
                some.add(others.get(random.nextInt(others.size())).getFirst());
                assertClose(parts.probabilities(some), whole.probabilities(some));
                parts.prepareAfter(some);
            }
        }
    }

    @Test
    void aQuestionInsideABarTakesOneStepFromTheKeptStateAndLeavesItThere() {
        List<List<BarInput>> bars = bars(0);
        BarInput closed = bars.get(3).getFirst();
        BarInput next = bars.get(4).getFirst();
        BarInput.At inside = new BarInput.At(
                next.symbol(), closed.dataAsOfNs(), next.dataAsOfNs(), "schema", BigDecimal.ONE, List.of());
        List<float[]> rows = new ArrayList<>(next.rowsButLast());
        rows.add(new float[] {0.5f, -1, 2});
        BarInput unfinished = new BarInput(inside, rows, 1, 0.001, 0.0005, List.of());
        assertThat(unfinished.provisional()).isTrue();
        try (PrefixInference parts = inference(0);
                OnnxClassifier open = network();
                WholeWindows whole = new WholeWindows(network())) {
            parts.prepareAfter(List.of(closed));
            Prefix kept = parts.kept(closed.symbol()).orElseThrow();
            assertThat(kept.isOf(unfinished.rowsButLast())).isTrue();
            float[] state = kept.state(open).clone();
            assertClose(parts.probabilities(List.of(unfinished)), whole.probabilities(List.of(unfinished)));
            parts.prepareAfter(List.of(unfinished));
            assertThat(parts.kept(closed.symbol())).containsSame(kept);
            assertThat(kept.state(open)).isEqualTo(state);
            assertClose(parts.probabilities(List.of(next)), whole.probabilities(List.of(next)));
        }
    }

    @Test
    void aPreparedPrefixIsRunOnce() {
        BarInput input = bars(0).getFirst().getFirst();
        Prefix prefix = new Prefix(input.rowsButLast(), input.dataAsOfNs());
        OnnxClassifier closed = network();
        closed.close();
        float[] state;
        try (OnnxClassifier open = network()) {
            prefix.compute(open);
            state = prefix.state(closed);
            assertThat(state).hasSize(open.stateSize()).isEqualTo(new Prefix(input.rowsButLast(), 0).state(open));
        }
        assertThat(prefix.state(closed)).isSameAs(state);
        assertThat(prefix.isOf(input.rowsButLast())).isTrue();
        assertThat(prefix.isOf(input.rowsButFirst())).isFalse();
    }

    @Test
    void whatFailedElsewhereIsTriedAgain() {
        BarInput input = bars(0).getFirst().getFirst();
        Prefix prefix = new Prefix(input.rowsButLast(), input.dataAsOfNs());
        OnnxClassifier closed = network();
        closed.close();
        prefix.compute(closed);
        assertThatIllegalStateException().isThrownBy(() -> prefix.state(closed));
        try (OnnxClassifier open = network()) {
            assertThat(prefix.state(open)).hasSize(open.stateSize());
        }
    }

    /** The longest array there is never fits, whatever the heap. */
    @Test
    void nobodyWaitsForeverForAPrefixThatRanOutOfMemory() {
        Prefix prefix = new Prefix(Collections.nCopies(Integer.MAX_VALUE, new float[1]), 0);
        try (OnnxClassifier network = network()) {
            prefix.compute(network);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> assertThatThrownBy(() -> prefix.state(network)).isInstanceOf(OutOfMemoryError.class));
        }
    }

    @Test
    void canBeClosedTwiceAndWithWorkWaiting() {
        PrefixInference inference = inference(1);
        bars(0).forEach(inference::prepareAfter);
        inference.close();
        inference.close();
        assertThatIllegalStateException().isThrownBy(() -> inference.probabilities(bars(0).getFirst()));
    }

    private static void assertClose(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    private static PrefixInference inference(int workers) {
        return PrefixInference.of(network(), workers, PrefixInferenceTest::network);
    }

    private static OnnxClassifier network() {
        return OnnxClassifier.builder().graph(graph).shape(STEPS, COLUMNS).build();
    }

    /** Windows of both symbols that share their rows, bar after bar. */
    private static List<List<BarInput>> bars(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<float[]>> rows = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<BarInput>> bars = new ArrayList<>();
        for (int bar = 0; bar < BARS + STEPS; bar++) {
            List<BarInput> inputs = new ArrayList<>();
            for (int symbol = 0; symbol < SYMBOLS.size(); symbol++) {
                float[] row = new float[COLUMNS];
                for (int i = 0; i < COLUMNS; i++) {
                    row[i] = (float) random.nextGaussian();
                }
                rows.get(symbol).add(row);
                BarInput.At at = new BarInput.At(SYMBOLS.get(symbol), bar, bar, "schema", BigDecimal.ONE, List.of());
                if (bar >= STEPS) {
                    List<float[]> window = rows.get(symbol).subList(bar + 1 - STEPS, bar + 1);
                    inputs.add(new BarInput(at, window, 1, 0.001, 0.0005, List.of()));
                }
            }
            if (bar >= STEPS) {
                bars.add(inputs);
            }
        }
        return bars;
    }
}
