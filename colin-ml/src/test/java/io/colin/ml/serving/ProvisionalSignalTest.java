package io.colin.ml.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.Trade;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.network.NetworkSettings;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.TreeSettings;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A question inside a bar: the answer is that of the whole window, and nothing after it is different. */
class ProvisionalSignalTest {
    private static final Symbol SYMBOL = SyntheticMarket.SYMBOL;
    private static final List<Bar> BARS = Trained.BARS.subList(0, 460);
    private static final int FROM = 380;

    record Kind(String name, ModelFile file) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Kind> kinds() {
        return Kinds.ALL.stream();
    }

    /** Trained once. */
    private static final class Kinds {
        private static final List<Kind> ALL = List.of(
                new Kind("LSTM", Trained.model().file()),
                new Kind("transformer", transformer()),
                new Kind("trees", train(Preset.demonstration(), new TreeSettings(20, 3, 0.2, 0.8, 20, 5))));

        private static ModelFile transformer() {
            TransformerSettings settings = new TransformerSettings(
                    List.of(1, 5, 15),
                    4,
                    8,
                    2,
                    1,
                    16,
                    8,
                    0.1,
                    new TransformerSettings.Training(64, 3, 2e-3, 1e-5, 1, 1e-4, 1, 3));
            Preset preset = Preset.demonstration().toBuilder()
                    .schema(FrameSchema.of(
                            BarCatalog.standard().schema(List.of("ret_5", "body", "vol_ratio_20")), List.of(1, 5, 15)))
                    .network(settings)
                    .build();
            return train(preset, settings);
        }

        private static ModelFile train(Preset base, NetworkSettings network) {
            Preset preset = base.toBuilder()
                    .network(network)
                    .minSamples(100)
                    .minScores(20)
                    .build();
            return Trained.small().preset(preset).build().train().file();
        }
    }

    /** At every stage of a bar the network that trained it, run over the whole window, says the same. */
    @ParameterizedTest
    @MethodSource("kinds")
    void isWhatTheWholeWindowSaysWithTheUnfinishedBarAsItsLastRow(Kind kind) {
        int checked = 0;
        try (BarSignalModel model = BarSignalModel.of(kind.file())) {
            List<Trade> before = new ArrayList<>();
            for (int i = 0; i < BARS.size(); i++) {
                List<Trade> trades = trades(BARS.get(i));
                for (int told = 1; told <= trades.size(); told++) {
                    model.observe(trades.get(told - 1));
                    if (i >= FROM && (i - FROM) % 20 == 0) {
                        SignalOutcome said = ask(model).orElseThrow();
                        assertSame(said, whole(kind, i, standing(BARS.get(i), trades.subList(0, told))));
                        checked += said instanceof Signal ? 1 : 0;
                    }
                }
                before.addAll(trades);
                model.evaluate(List.of(model.observe(BARS.get(i)).orElseThrow()));
            }
            assertThat(before).hasSize(4 * BARS.size());
        }
        assertThat(checked).isGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void changesNothingThatFollowsAndIsTheSameForTheSameEvents(Kind kind) {
        List<SignalOutcome> asked = new ArrayList<>();
        List<SignalOutcome> again = new ArrayList<>();
        List<SignalOutcome> withQuestions = run(kind, asked, 1);
        List<SignalOutcome> more = run(kind, again, 0);
        List<SignalOutcome> without = run(kind, null, 1);
        assertThat(asked).hasSizeGreaterThan(100).isEqualTo(again).anyMatch(Signal.class::isInstance);
        assertThat(withQuestions).isEqualTo(without).isEqualTo(more).anyMatch(Signal.class::isInstance);
        assertThat(asked)
                .filteredOn(Signal.class::isInstance)
                .allSatisfy(
                        outcome -> assertThat(((Signal) outcome).provisional()).isTrue());
        assertThat(without)
                .filteredOn(Signal.class::isInstance)
                .allSatisfy(
                        outcome -> assertThat(((Signal) outcome).provisional()).isFalse());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void endsWhenItsBarDoesAndSharesAllRowsButItsOwn(Kind kind) {
        try (BarSignalModel model = BarSignalModel.of(kind.file())) {
            BARS.subList(0, 400).forEach(model::observe);
            BarInput closed = model.latest(SYMBOL).orElseThrow();
            Bar next = BARS.get(400);
            Trade first = trades(next).getFirst();
            model.observe(first);
            BarInput input = model.provisional(SYMBOL).orElseThrow();
            assertThat(input.provisional()).isTrue();
            assertThat(input.dataAsOfNs()).isEqualTo(first.timeNs());
            assertThat(input.referencePrice()).isEqualByComparingTo(first.price());
            assertThat(model.latest(SYMBOL)).containsSame(closed);
            // The state that is kept for the next window is that of the rows before this last one.
            if (kind.name().equals("LSTM")) {
                assertThat(new Prefix(closed.rowsButFirst(), 0).isOf(input.rowsButLast()))
                        .isTrue();
            }
            if (model.evaluate(List.of(input)).getFirst() instanceof Signal signal) {
                assertThat(signal.expiresAtNs()).isEqualTo(next.timeNs());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void saysWhyThereIsNone(Kind kind) {
        try (BarSignalModel model = BarSignalModel.of(kind.file())) {
            assertThat(model.provisional(SYMBOL)).isEmpty();
            assertThat(model.provisional(Symbol.of("ETH/USD"))).isEmpty();
            BARS.subList(0, 400).forEach(model::observe);
            assertSilent(ask(model).orElseThrow(), "no trades were seen");
            model.observe(trades(BARS.get(401)).getFirst());
            assertSilent(ask(model).orElseThrow(), "has ended");
        }
    }

    private static void assertSilent(SignalOutcome outcome, String why) {
        assertThat(outcome).isInstanceOfSatisfying(NoSignal.class, silent -> {
            assertThat(silent.reason()).isEqualTo(SignalReason.NO_DATA);
            assertThat(silent.detail()).contains(why);
        });
    }

    private static void assertSame(SignalOutcome said, SignalOutcome whole) {
        if (said instanceof Signal found && whole instanceof Signal expected) {
            assertThat(found.probabilities().up())
                    .isCloseTo(expected.probabilities().up(), within(1e-5));
            assertThat(found.probabilities().down())
                    .isCloseTo(expected.probabilities().down(), within(1e-5));
            assertThat(found.band()).isCloseTo(expected.band(), within(1e-12));
            assertThat(found.referencePrice()).isEqualByComparingTo(expected.referencePrice());
            assertThat(found.direction()).isEqualTo(expected.direction());
        } else {
            assertThat(said).isInstanceOf(NoSignal.class);
            assertThat(whole).isInstanceOf(NoSignal.class);
        }
    }

    /** By the library that trained it, which keeps no state, and by a model that sees the bar closed as it stood. */
    private static SignalOutcome whole(Kind kind, int index, Bar standing) {
        try (BarSignalModel reference =
                BarSignalModel.builder(kind.file()).reference().build()) {
            BARS.subList(0, index).forEach(reference::observe);
            BarInput input = reference.observe(standing).orElseThrow();
            return reference.evaluate(List.of(input)).getFirst();
        }
    }

    private static List<SignalOutcome> run(Kind kind, @Nullable List<SignalOutcome> asked, int workers) {
        List<SignalOutcome> outcomes = new ArrayList<>();
        try (BarSignalModel model =
                BarSignalModel.builder(kind.file()).prefixWorkers(workers).build()) {
            for (Bar bar : BARS) {
                for (Trade trade : trades(bar)) {
                    model.observe(trade);
                    if (asked != null) {
                        ask(model).ifPresent(asked::add);
                    }
                }
                outcomes.addAll(model.evaluate(List.of(model.observe(bar).orElseThrow())));
                if (asked != null) {
                    ask(model).ifPresent(asked::add);
                }
            }
        }
        return outcomes;
    }

    private static Optional<SignalOutcome> ask(BarSignalModel model) {
        return model.provisional(SYMBOL)
                .map(input -> model.evaluate(List.of(input)).getFirst());
    }

    /** Open, high, low and close, a quarter of the volume each. */
    private static List<Trade> trades(Bar bar) {
        List<BigDecimal> prices = List.of(bar.open(), bar.high(), bar.low(), bar.close());
        BigDecimal quarter = bar.volume().divide(BigDecimal.valueOf(4), MathContext.DECIMAL64);
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < prices.size(); i++) {
            long timeNs = bar.openTimeNs() + (10 + 10 * i) * 1_000_000_000L;
            trades.add(new Trade(SYMBOL, timeNs, prices.get(i), quarter, Aggressor.UNKNOWN));
        }
        return trades;
    }

    private static Bar standing(Bar bar, List<Trade> trades) {
        BigDecimal high =
                trades.stream().map(Trade::price).reduce(BigDecimal::max).orElseThrow();
        BigDecimal low =
                trades.stream().map(Trade::price).reduce(BigDecimal::min).orElseThrow();
        BigDecimal volume =
                trades.stream().map(Trade::quantity).reduce(BigDecimal::add).orElseThrow();
        return new Bar(
                SYMBOL,
                bar.openTimeNs(),
                bar.timeNs(),
                trades.getFirst().price(),
                high,
                low,
                trades.getLast().price(),
                volume,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                trades.size());
    }
}
