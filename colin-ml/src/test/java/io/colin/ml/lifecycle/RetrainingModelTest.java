package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Profile;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.ml.BarTraining;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingModelTest {
    private static final Duration WINDOW = Duration.ofMinutes(1_600);
    private static final long SUNDAY = SyntheticMarket.START_NS + 6 * Models.DAY;

    /** What {@link Trained} learnt from, five days later, so that Sunday lies within. */
    private static final List<Bar> BARS =
            Trained.BARS.stream().map(RetrainingModelTest::later).toList();

    private static final MarketDataSource SOURCE = SyntheticMarket.source(BARS);

    @TempDir
    private Path root = Path.of("");

    private final ModelFile champion = Trained.model().file();
    private final TrainingSettings settings = champion.card().settings();
    private final BlockingQueue<TrainingResult> results = new LinkedBlockingQueue<>();
    private int executed;
    private volatile long observedNs;

    @Test
    void everySundayACandidateIsTrainedOnWhatWasKnownAndReallyPaidAndNothingElseChanges() {
        ModelRegistry registry = registry();
        List<SignalOutcome> alone;
        try (LiveModel line = line()) {
            alone = run(line, false);
        }
        try (RetrainingModel model = retraining(registry)) {
            assertThat(run(model, true)).isEqualTo(alone);
        }
        TrainingResult.Trained weekly = results.stream()
                .filter(result -> result.reason().startsWith("WEEKLY"))
                .map(TrainingResult.Trained.class::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(weekly.candidate().stage()).isEqualTo(ModelStage.CANDIDATE);
        assertThat(weekly.candidate().sinceNs()).isEqualTo(SUNDAY);
        ModelCard card = registry.files().load(weekly.candidate().model()).card();
        BoundedSource known = BoundedSource.of(SOURCE, SUNDAY - WINDOW.toNanos(), SUNDAY, () -> {});
        assertThat(card.dataFingerprint()).isEqualTo(known.fingerprint());
        assertThat(card.dataToNs()).isLessThanOrEqualTo(SUNDAY);
        assertThat(card.origin().parent()).isEqualTo(champion.id());
        // What executions cost labels it.
        assertThat(executed).isGreaterThan(60);
        assertThat(card.settings().costs())
                .isEqualTo(new TradingCosts(3, settings.costs().halfSpread(), 4));
    }

    @Test
    void inAReplayATrainingTakesItsEventTimeAndEverythingWaitsForItThen() {
        List<SignalOutcome> alone;
        try (LiveModel line = line()) {
            alone = run(line, false);
        }
        List<List<Heard>> twice = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<Heard> heard = new ArrayList<>();
            ModelRegistry registry = ModelRegistry.in(root.resolve("replay" + i));
            registry.register(champion, "tester", champion.card().dataToNs(), "first");
            RetrainingModel.Builder builder = builder(registry)
                    .replayed(Duration.ofMinutes(30))
                    .onResult(result -> heard.add(new Heard(observedNs, result, Thread.currentThread())));
            try (RetrainingModel model = builder.build()) {
                assertThat(run(model, false)).isEqualTo(alone);
            }
            twice.add(heard);
        }
        assertThat(twice.get(0)).isEqualTo(twice.get(1));
        // At the first decision point of an hour that is half an hour later, on the thread of the events.
        Heard weekly = twice.getFirst().stream()
                .filter(heard -> heard.result().reason().startsWith("WEEKLY"))
                .findFirst()
                .orElseThrow();
        assertThat(weekly.timeNs()).isEqualTo(SUNDAY + Models.HOUR);
        assertThat(weekly.on()).isEqualTo(Thread.currentThread());
        TrainingResult.Trained trained = (TrainingResult.Trained) weekly.result();
        assertThat(trained.candidate().sinceNs()).isEqualTo(SUNDAY);
        assertThat(trained.candidate().model()).isNotEqualTo(champion.id());
    }

    /** The run is killed in the middle of the week: the successor of Sunday has learnt from both halves. */
    @Test
    void liveItTrainsOnWhatWasSeenAlsoBeforeARestart() {
        SeenMarketTest.Live feed = new SeenMarketTest.Live("feed");
        ModelRegistry registry = registry();
        Path place = root.resolve("seen");
        List<Bar> first = BARS.subList(0, 800);
        List<Bar> second = BARS.subList(810, BARS.size());
        try (RetrainingModel model = live(registry, feed, place).build()) {
            run(model, true, first);
        }
        assertThat(results)
                .as("a week is not over")
                .noneMatch(result -> result.reason().startsWith("WEEKLY"));
        List<SignalOutcome> alone;
        try (LiveModel line = line()) {
            alone = run(line, false, second);
        }
        try (RetrainingModel model = live(registry, feed, place).build()) {
            assertThat(run(model, true, second)).isEqualTo(alone);
        }
        TrainingResult.Trained weekly = results.stream()
                .filter(result -> result.reason().startsWith("WEEKLY"))
                .map(TrainingResult.Trained.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(weekly.candidate().sinceNs()).isEqualTo(SUNDAY);
        ModelCard card = registry.files().load(weekly.candidate().model()).card();
        SeenMarket seen = SeenMarket.in(place, feed).build();
        MarketDataSource known = seen.between(SUNDAY - WINDOW.toNanos(), SUNDAY, () -> {});
        assertThat(card.dataFingerprint()).isEqualTo(known.fingerprint());
        assertThat(card.dataFromNs()).isEqualTo(first.get(1).openTimeNs());
        assertThat(card.dataToNs()).isLessThanOrEqualTo(SUNDAY);
        // The half spread of a source without trades is the largest its rule knows.
        assertThat(card.settings().costs().halfSpread()).isEqualTo(HalfSpread.fixed(9));
        assertThat(registry.history())
                .filteredOn(change -> change.model().equals(weekly.candidate().model()))
                .singleElement()
                .satisfies(change -> assertThat(change.timeNs()).isEqualTo(SUNDAY));
    }

    @Test
    void whatIsSeenIsWrittenBarByBarAlsoBeforeAnythingIsDecidedAndWithoutAModel() {
        SeenMarketTest.Live feed = new SeenMarketTest.Live("feed");
        Path place = root.resolve("seen");
        LiveModel nobody = LiveModel.of(
                ModelRegistry.lineOf(champion.card()),
                Profile.BAR,
                settings.preset().horizonNs(),
                (id, scored) -> {});
        for (LiveModel line : List.of(nobody, line())) {
            Path own = place.resolve(line.name());
            try (RetrainingModel model = live(line, registry(), feed, own).build()) {
                BARS.forEach(model::observe);
                model.settle();
                // Not closed: what a kill leaves.
                MarketDataSource left =
                        SeenMarket.in(own, feed).build().between(SyntheticMarket.START_NS, Long.MAX_VALUE, () -> {});
                assertThat(SeenMarketTest.read(left)).isEqualTo(BARS.subList(1, BARS.size()));
            }
        }
    }

    @Test
    void aDamagedLineInWhatWasSeenFailsTheTrainingByNameAndNotSilently() throws Exception {
        SeenMarketTest.Live feed = new SeenMarketTest.Live("feed");
        Path place = root.resolve("seen");
        ModelRegistry registry = registry();
        try (RetrainingModel model = live(registry, feed, place).build()) {
            run(model, true, BARS.subList(0, 800));
        }
        results.clear();
        Path oldest;
        try (Stream<Path> files = Files.list(place)) {
            oldest = files.min(Comparator.naturalOrder()).orElseThrow();
        }
        try (RetrainingModel model = live(registry, feed, place).build()) {
            Files.writeString(oldest, Files.readString(oldest).replaceFirst("bar,", "bor,"));
            run(model, true, BARS.subList(810, BARS.size()));
        }
        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                TrainingResult.Failed.class,
                                failed -> assertThat(failed.failure())
                                        .contains(oldest.toString())
                                        .contains("bor")));
    }

    @Test
    void aLiveSourceIsTrainedFromWithWhatWasSeenOfItAndIsNoReplay() {
        SeenMarketTest.Live feed = new SeenMarketTest.Live("feed");
        Path place = root.resolve("seen");
        try (LiveModel line = line()) {
            RetrainingModel.Builder without = RetrainingModel.builder(line, registry(), feed)
                    .instrument(Instrument.spot("BTC/USD").build())
                    .preset(settings.preset(), 42);
            assertThatIllegalArgumentException().isThrownBy(without::build).withMessageContaining("seen");
            without.seen(SeenMarket.in(place, new SeenMarketTest.Live("other")).build());
            assertThatIllegalArgumentException().isThrownBy(without::build).withMessageContaining("other");
            without.seen(SeenMarket.in(place, feed).bar(Duration.ofMinutes(5)).build());
            assertThatIllegalArgumentException().isThrownBy(without::build).withMessageContaining("length");
            without.seen(SeenMarket.in(place, feed).build()).replayed(Duration.ofHours(1));
            assertThatIllegalArgumentException().isThrownBy(without::build).withMessageContaining("replayed");
            RetrainingModel.Builder recorded = RetrainingModel.builder(line, registry(), SOURCE)
                    .instrument(Instrument.spot("BTC/USD").build())
                    .preset(settings.preset(), 42)
                    .seen(SeenMarket.in(place, feed).build());
            assertThatIllegalArgumentException().isThrownBy(recorded::build).withMessageContaining("live source");
        }
    }

    /** A result and when it was told. */
    private record Heard(long timeNs, TrainingResult result, Thread on) {}

    @Test
    void aCorrelationThatTurnedSinceTheTrainingIsABreakOfRegime() {
        try (RetrainingModel model = retraining(registry())) {
            Symbol other = Symbol.of("ETH/USD");
            double mirrored = 1_000;
            double last = BARS.getFirst().close().doubleValue();
            for (Bar bar : SyntheticMarket.trends(3, 1_600)) {
                double close = bar.close().doubleValue();
                int sign = bar.timeNs() <= champion.card().dataToNs() ? 1 : -1;
                mirrored *= Math.pow(close / last, sign);
                last = close;
                BigDecimal price = BigDecimal.valueOf(mirrored);
                model.observe(bar);
                BigDecimal none = BigDecimal.ZERO;
                BigDecimal one = BigDecimal.ONE;
                long openNs = bar.openTimeNs();
                model.observe(new Bar(other, openNs, bar.timeNs(), price, price, price, price, one, none, none, 1));
            }
            long trained = champion.card().dataToNs();
            assertThat(model.regime(Optional.of(champion), trained).trainingCorrelation())
                    .isGreaterThan(0.9);
            RetrainingTriggers.Regime now =
                    model.regime(Optional.of(champion), trained + 640 * SyntheticMarket.MINUTE_NS);
            assertThat(now.trainingCorrelation() - now.correlation()).isGreaterThan(0.5);
            assertThat(RetrainingTriggers.from(trained)
                            .check(
                                    trained + 1,
                                    Optional.empty(),
                                    Optional.empty(),
                                    new RetrainingTriggers.Regime(
                                            Double.NaN, List.of(), now.correlation(), now.trainingCorrelation()))
                            .orElseThrow()
                            .detail())
                    .startsWith("mean correlation");
        }
    }

    @Test
    void aLineOfAnotherHorizonAndAMissingInstrumentAreRefused() {
        try (LiveModel other = LiveModel.of("bar-60m-BTC/USD", Profile.BAR, 1, (id, scored) -> {})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RetrainingModel.builder(other, registry(), SOURCE)
                            .instrument(Instrument.spot("BTC/USD").build())
                            .build())
                    .withMessageContaining("bar-60m-BTC/USD");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            RetrainingModel.builder(other, registry(), SOURCE).build())
                    .withMessageContaining("instrument");
        }
    }

    private RetrainingModel retraining(ModelRegistry registry) {
        return builder(registry).build();
    }

    private RetrainingModel.Builder builder(ModelRegistry registry) {
        return RetrainingModel.builder(line(), registry, SOURCE)
                .instrument(Instrument.spot("BTC/USD").build())
                .preset(settings.preset(), 42)
                .window(WINDOW)
                .recipe(this::make)
                .onResult(results::add);
    }

    private RetrainingModel.Builder live(ModelRegistry registry, MarketDataSource feed, Path place) {
        return live(line(), registry, feed, place);
    }

    private RetrainingModel.Builder live(LiveModel line, ModelRegistry registry, MarketDataSource feed, Path place) {
        return RetrainingModel.builder(line, registry, feed)
                .instrument(Instrument.spot("BTC/USD").build())
                .preset(settings.preset(), 42)
                .window(WINDOW)
                .seen(SeenMarket.in(place, feed)
                        .halfSpread(HalfSpread.roll(20, 2, 9))
                        .build())
                .recipe(training -> observedNs >= SUNDAY && observedNs < SUNDAY + Models.HOUR
                        ? training.train().file()
                        : champion)
                .onResult(results::add);
    }

    /** Trains for real on the Sunday; what else is asked for is there already. */
    private ModelFile make(BarTraining training) {
        String sunday = BoundedSource.of(SOURCE, SUNDAY - WINDOW.toNanos(), SUNDAY, () -> {})
                .fingerprint();
        return training.dataFingerprint().equals(sunday) ? training.train().file() : champion;
    }

    private ModelRegistry registry() {
        ModelRegistry registry = ModelRegistry.in(root);
        registry.register(champion, "tester", champion.card().dataToNs(), "first");
        return registry;
    }

    private LiveModel line() {
        LiveModel line = LiveModel.of(
                ModelRegistry.lineOf(champion.card()),
                Profile.BAR,
                settings.preset().horizonNs(),
                (id, scored) -> {});
        line.swap(
                Roles.only(champion.id(), ModelStage.CHAMPION),
                List.of(line.prepare(champion.id(), BarSignalModel.of(champion))));
        return line;
    }

    /** As an engine does, but for a wait at every hour: a training that runs is to be over before event time goes on. */
    private List<SignalOutcome> run(SignalModel model, boolean waits) {
        return run(model, waits, BARS);
    }

    private List<SignalOutcome> run(SignalModel model, boolean waits, List<Bar> bars) {
        List<SignalOutcome> outcomes = new ArrayList<>();
        executed = 0;
        for (Bar bar : bars) {
            observedNs = bar.timeNs();
            Optional<? extends ModelInput> input = model.observe(bar);
            if (input.isPresent()) {
                SignalOutcome outcome =
                        model.evaluate(List.of(input.orElseThrow())).getFirst();
                outcomes.add(outcome);
                if (outcome instanceof Signal signal && signal.direction() != Direction.NEUTRAL) {
                    execute(model, signal);
                }
            }
            if (waits && bar.timeNs() % Models.HOUR == 0 && model instanceof RetrainingModel own) {
                own.settle();
                while (own.trainer().isRunning()) {
                    Thread.onSpinWait();
                }
            }
        }
        return outcomes;
    }

    /** A fee of 3 and a slippage of 5 basis points, where 1 and 1 were assumed. */
    private void execute(SignalModel model, Signal signal) {
        executed++;
        Signal known = signal.identified("s" + executed, signal.dataAsOfNs(), "s" + executed);
        model.onExecution(new ExecutionCost(known.id(), known.symbol(), known.dataAsOfNs(), BigDecimal.ONE, 5, 3));
        model.onResolved(new ResolvedSignal(known, known.dataAsOfNs(), true, Direction.NEUTRAL, 0, 0));
    }

    private static Bar later(Bar bar) {
        long by = 5 * Models.DAY;
        return new Bar(
                bar.symbol(),
                bar.openTimeNs() + by,
                bar.timeNs() + by,
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.buyVolume(),
                bar.sellVolume(),
                bar.tradeCount());
    }
}
