package io.colin.ml.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.Trade;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.RandomNetwork;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.dl4j.LstmNetwork;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.registry.ModelFile;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BarSignalModelTest {
    private static final int READY_AFTER = 105 + 10 - 1;

    private final ModelFile file = Trained.model().file();
    private final BarSignalModel model = BarSignalModel.of(file);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void saysWhatItIs() {
        ModelDescription description = model.description();
        assertThat(description.id()).isEqualTo("small");
        assertThat(description.version()).isEqualTo(file.version());
        assertThat(description.horizonNs()).isEqualTo(Duration.ofMinutes(15).toNanos());
        assertThat(description.schemaHash()).isEqualTo(file.card().schemaHash());
        assertThat(description.dataToNs()).isEqualTo(SyntheticMarket.START_NS + 960 * SyntheticMarket.MINUTE_NS);
        assertThat(description.metrics()).containsKeys("accuracy", "baseline", "calibration_error", "samples");
    }

    @Test
    void warmsUpAndThenSpeaksAtEveryBar() {
        for (int i = 0; i < READY_AFTER + 5; i++) {
            SignalOutcome outcome = judge(Trained.BARS.get(i));
            if (i < READY_AFTER - 1) {
                assertThat(outcome).isInstanceOfSatisfying(NoSignal.class, silent -> {
                    assertThat(silent.reason()).isEqualTo(SignalReason.WARMING_UP);
                    assertThat(silent.model()).isEqualTo("small");
                });
            } else if (outcome instanceof NoSignal silent) {
                // One in two hundred rows of the training itself lies beyond its own limit.
                assertThat(silent.reason()).isEqualTo(SignalReason.OUT_OF_DISTRIBUTION);
            } else {
                assertThat(outcome).isInstanceOf(Signal.class);
            }
            assertThat(outcome.dataAsOfNs()).isEqualTo(Trained.BARS.get(i).timeNs());
        }
    }

    @Test
    void aSignalCarriesWhatItRestsOn() {
        List<Signal> signals = signals(model, Trained.BARS);
        assertThat(signals).anyMatch(s -> s.direction() == Direction.LONG);
        assertThat(signals).anyMatch(s -> s.direction() == Direction.SHORT);
        for (Signal signal : signals) {
            Bar bar = Trained.BARS.get(
                    (int) ((signal.dataAsOfNs() - SyntheticMarket.START_NS) / SyntheticMarket.MINUTE_NS - 1));
            assertThat(signal.referencePrice()).isEqualByComparingTo(bar.close());
            assertThat(signal.band()).isGreaterThanOrEqualTo(2 * 0.0004);
            assertThat(signal.expiresAtNs()).isEqualTo(signal.dataAsOfNs() + SyntheticMarket.MINUTE_NS);
            assertThat(signal.horizonNs()).isEqualTo(15 * SyntheticMarket.MINUTE_NS);
            assertThat(signal.expectedNetReturn()).isEqualTo(Math.abs(signal.expectedReturn()) - 0.0004, within(1e-12));
            if (signal.direction() != Direction.NEUTRAL) {
                assertThat(signal.confidence()).isGreaterThanOrEqualTo(0.40);
                assertThat(signal.strength()).isEqualTo(signal.confidence());
                assertThat(Math.signum(signal.expectedReturn()))
                        .isEqualTo(signal.direction().sign());
            }
        }
    }

    @Test
    void theSameEventsGiveTheSameOutcomes() {
        try (BarSignalModel again = BarSignalModel.of(file)) {
            assertThat(signals(again, Trained.BARS.subList(0, 300)))
                    .isEqualTo(signals(model, Trained.BARS.subList(0, 300)));
        }
    }

    /** Every bar judged when it comes, as an engine does: once while a worker prepares, once without any. */
    @Test
    void theSignalsOfAReplayDoNotDependOnHowFastTheWorkersAre() {
        List<Bar> bars = Trained.BARS.subList(0, 400);
        List<List<SignalOutcome>> outcomes = new ArrayList<>();
        for (int workers : new int[] {0, 1, 1, 2}) {
            try (BarSignalModel served =
                    BarSignalModel.builder(file).prefixWorkers(workers).build()) {
                outcomes.add(bars.stream()
                        .map(bar -> served.evaluate(List.of(served.observe(bar).orElseThrow()))
                                .getFirst())
                        .toList());
            }
        }
        assertThat(outcomes.getFirst()).anyMatch(Signal.class::isInstance);
        assertThat(outcomes).allSatisfy(one -> assertThat(one).isEqualTo(outcomes.getFirst()));
    }

    @Test
    void deeplearning4jGivesTheSameProbabilities() {
        try (BarSignalModel reference = BarSignalModel.builder(file).reference().build()) {
            List<Signal> expected = signals(reference, Trained.BARS);
            List<Signal> found = signals(model, Trained.BARS);
            assertThat(found).hasSameSizeAs(expected).hasSizeGreaterThan(600);
            for (int i = 0; i < found.size(); i++) {
                for (Direction direction : Direction.values()) {
                    assertThat(found.get(i).probabilities().of(direction))
                            .isCloseTo(expected.get(i).probabilities().of(direction), within(1e-5));
                }
            }
            assertThat(reference.description()).isEqualTo(model.description());
        }
    }

    /** What is a hole to one symbol leaves a prepared prefix of rows that are no longer before the next one. */
    @Test
    void aHoleLeavesNoOldPrefixBehind() {
        List<Bar> bars = new ArrayList<>(Trained.BARS.subList(0, 300));
        bars.subList(150, 160).clear();
        try (BarSignalModel reference = BarSignalModel.builder(file).reference().build()) {
            for (Bar bar : bars) {
                SignalOutcome expected = reference
                        .evaluate(List.of(reference.observe(bar).orElseThrow()))
                        .getFirst();
                SignalOutcome found = judge(bar);
                assertThat(found.getClass()).isEqualTo(expected.getClass());
                if (found instanceof Signal signal) {
                    assertThat(signal.probabilities().up())
                            .isCloseTo(((Signal) expected).probabilities().up(), within(1e-5));
                }
            }
        }
    }

    @Test
    void aModelWithoutItsGraphOrWithAnotherIsRefused() {
        ModelFile bare = ModelFile.of(file.card(), file.weights());
        assertThatExceptionOfType(ColinException.class)
                .isThrownBy(() -> BarSignalModel.of(bare))
                .withMessageContaining("has no part model.onnx");
        LstmSettings shape =
                new LstmSettings(10, 4, 1, 3, 0.1, LstmSettings.demonstration().training());
        try (LstmNetwork other = RandomNetwork.of(shape, 5, 1)) {
            ModelFile foreign = bare.with(ModelFile.ONNX, other.toOnnx());
            assertThatExceptionOfType(ColinException.class)
                    .isThrownBy(() -> BarSignalModel.of(foreign))
                    .withMessageContaining("[any × any × 24], found [any × any × 5]");
        }
        try (BarSignalModel reference = BarSignalModel.builder(bare).reference().build()) {
            assertThat(reference.description().kind()).isEqualTo("lstm");
        }
    }

    @Test
    void answersEveryInputInItsOrderWhateverTheyAre() {
        List<BarInput> inputs = new ArrayList<>();
        for (Bar bar : Trained.BARS.subList(0, READY_AFTER + 3)) {
            inputs.add(model.observe(bar).orElseThrow());
        }
        List<BarInput> mixed = inputs.subList(READY_AFTER - 4, READY_AFTER + 3).reversed();
        List<SignalOutcome> outcomes = model.evaluate(mixed);
        assertThat(outcomes).hasSameSizeAs(mixed);
        for (int i = 0; i < mixed.size(); i++) {
            assertThat(outcomes.get(i).dataAsOfNs()).isEqualTo(mixed.get(i).dataAsOfNs());
        }
        assertThat(outcomes.getFirst()).isInstanceOf(Signal.class);
        assertThat(outcomes.getLast()).isInstanceOf(NoSignal.class);
    }

    @Test
    void anInputDoesNotChangeWhenTimeGoesOn() {
        for (Bar bar : Trained.BARS.subList(0, 199)) {
            assertThat(model.observe(bar)).isPresent();
        }
        BarInput input = model.observe(Trained.BARS.get(199)).orElseThrow();
        List<SignalOutcome> before = model.evaluate(List.of(input));
        for (Bar bar : Trained.BARS.subList(200, 300)) {
            assertThat(model.observe(bar)).isPresent();
        }
        assertThat(model.evaluate(List.of(input))).isEqualTo(before);
        assertThat(model.latest(SyntheticMarket.SYMBOL).orElseThrow().dataAsOfNs())
                .isEqualTo(Trained.BARS.get(299).timeNs());
    }

    @Test
    void ignoresOtherSymbolsOtherBarLengthsAndBarsAlreadySeen() {
        Bar bar = Trained.BARS.getFirst();
        assertThat(model.observe(copy(bar, Symbol.of("ETH/USD"), 1))).isEmpty();
        assertThat(model.observe(copy(bar, bar.symbol(), 5))).isEmpty();
        assertThat(model.latest(bar.symbol())).isEmpty();
        assertThat(model.latest(Symbol.of("ETH/USD"))).isEmpty();
        assertThat(model.observe(bar)).isPresent();
        assertThat(model.observe(bar)).isEmpty();
        assertThat(model.observe(
                        new Trade(bar.symbol(), bar.timeNs(), BigDecimal.TEN, BigDecimal.ONE, Aggressor.UNKNOWN)))
                .isEmpty();
    }

    @Test
    void sixMinutesWithoutATradeGiveNoData() {
        for (Bar bar : Trained.BARS.subList(0, 200)) {
            assertThat(model.observe(bar)).isPresent();
        }
        double price = Trained.BARS.get(199).close().doubleValue();
        Optional<SignalOutcome> last = Optional.empty();
        for (int i = 200; i < 206; i++) {
            last = Optional.of(judge(SyntheticMarket.bar(i, price, price, price, price, 0)));
        }
        assertThat(last.orElseThrow())
                .isInstanceOfSatisfying(
                        NoSignal.class, silent -> assertThat(silent.reason()).isEqualTo(SignalReason.NO_DATA));
    }

    @Test
    void aMarketUnlikeTheTrainingsGivesNoSignal() {
        for (Bar bar : Trained.BARS.subList(0, 200)) {
            judge(bar);
        }
        double price = Trained.BARS.get(199).close().doubleValue();
        Optional<SignalOutcome> last = Optional.empty();
        for (int i = 200; i < 230; i++) {
            price *= i % 2 == 0 ? 1.08 : 0.93;
            last = Optional.of(judge(SyntheticMarket.bar(i, price, price * 1.05, price * 0.95, price, 50)));
        }
        assertThat(last.orElseThrow()).isInstanceOfSatisfying(NoSignal.class, silent -> {
            assertThat(silent.reason()).isEqualTo(SignalReason.OUT_OF_DISTRIBUTION);
            assertThat(silent.detail()).containsAnyOf("columns clipped", "from the training data");
        });
    }

    /** The window after it may be like the training again, and is then answered as fast as any. */
    @Test
    void whatIsUnlikeTheTrainingIsPreparedForTheWindowAfterItAllTheSame() {
        for (Bar bar : Trained.BARS.subList(0, 200)) {
            judge(bar);
        }
        double price = Trained.BARS.get(199).close().doubleValue() * 1.5;
        Bar unlike = SyntheticMarket.bar(200, price, price * 1.05, price * 0.95, price, 50);
        assertThat(judge(unlike))
                .isInstanceOfSatisfying(
                        NoSignal.class,
                        silent -> assertThat(silent.reason()).isEqualTo(SignalReason.OUT_OF_DISTRIBUTION));
        assertThat(model.inference())
                .isInstanceOfSatisfying(
                        PrefixInference.class,
                        network -> assertThat(network.kept(unlike.symbol()))
                                .hasValueSatisfying(
                                        kept -> assertThat(kept.asOfNs()).isEqualTo(unlike.timeNs())));
    }

    @Test
    void theTrainingsOwnRowsLieWithinItsLimitButForOneInTwoHundred() {
        List<SignalOutcome> outcomes = new ArrayList<>();
        Trained.BARS.subList(0, 700).forEach(bar -> outcomes.add(judge(bar)));
        long refused = outcomes.stream()
                .filter(o -> o instanceof NoSignal silent && silent.reason() == SignalReason.OUT_OF_DISTRIBUTION)
                .count();
        assertThat(refused).isBetween(1L, 12L);
    }

    @Test
    void aModelPastItsExpiryIsSilent() {
        int later = 60 * 24 * 31;
        for (int i = 0; i < READY_AFTER; i++) {
            Bar bar = SyntheticMarket.bar(later + i, 1_000 + i % 7, 1_010, 990, 1_000 + i % 5, 1);
            SignalOutcome outcome = judge(bar);
            SignalReason expected = i < READY_AFTER - 1 ? SignalReason.WARMING_UP : SignalReason.STALE_MODEL;
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            NoSignal.class,
                            silent -> assertThat(silent.reason()).isEqualTo(expected));
        }
    }

    @Test
    void servesSeveralSymbolsApart() {
        Symbol other = Symbol.of("ETH/USD");
        try (BarSignalModel both = BarSignalModel.of(file, Set.of(SyntheticMarket.SYMBOL, other))) {
            for (Bar bar : Trained.BARS.subList(0, 200)) {
                assertThat(both.observe(bar)).isPresent();
                assertThat(both.observe(copy(bar, other, 1))).isPresent();
            }
            BarInput mine = both.latest(SyntheticMarket.SYMBOL).orElseThrow();
            BarInput its = both.latest(other).orElseThrow();
            List<SignalOutcome> outcomes = both.evaluate(List.of(mine, its));
            assertThat(outcomes).extracting(SignalOutcome::symbol).containsExactly(SyntheticMarket.SYMBOL, other);
            assertThat(((Signal) outcomes.get(1)).probabilities().up())
                    .isEqualTo(((Signal) outcomes.get(0)).probabilities().up(), within(1e-6));
        }
    }

    @Test
    void refusesInputsOfAnotherModelAndNoInputs() {
        ModelInput foreign = new ModelInput() {
            @Override
            public Symbol symbol() {
                return SyntheticMarket.SYMBOL;
            }

            @Override
            public long dataAsOfNs() {
                return 0;
            }
        };
        assertThatIllegalArgumentException().isThrownBy(() -> model.evaluate(List.of(foreign)));
        assertThatIllegalArgumentException().isThrownBy(() -> model.evaluate(List.of()));
    }

    private SignalOutcome judge(Bar bar) {
        return model.evaluate(List.of(model.observe(bar).orElseThrow())).getFirst();
    }

    private static List<Signal> signals(BarSignalModel model, List<Bar> bars) {
        List<BarInput> inputs = new ArrayList<>();
        for (Bar bar : bars) {
            inputs.add(model.observe(bar).orElseThrow());
        }
        return model.evaluate(inputs).stream()
                .filter(Signal.class::isInstance)
                .map(Signal.class::cast)
                .toList();
    }

    private static Bar copy(Bar bar, Symbol symbol, int minutes) {
        return Bar.ofPrices(
                symbol,
                bar.openTimeNs(),
                bar.openTimeNs() + minutes * SyntheticMarket.MINUTE_NS,
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume());
    }
}
