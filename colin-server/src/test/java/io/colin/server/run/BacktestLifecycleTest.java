package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.ModelPromoted;
import io.colin.api.ledger.EventStore;
import io.colin.api.market.MarketDataSource;
import io.colin.api.signal.ModelStage;
import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.DecisionLog;
import io.colin.execution.backtest.LookaheadReport;
import io.colin.execution.backtest.ModelUse;
import io.colin.execution.backtest.Parity;
import io.colin.execution.backtest.Trials;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.ml.BarTraining;
import io.colin.ml.lifecycle.BoundedSource;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import io.colin.server.config.ConfigLoader;
import io.colin.server.fixture.SmallModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backtests in which models succeed each other, over two days with a Sunday in the middle of what is traded. */
class BacktestLifecycleTest {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();
    private static final int BARS = 2_400;
    private static final long SUNDAY_NS =
            SmallModel.START_NS + Duration.ofDays(6).toNanos();
    /** The second half begins six hours before Sunday, and the last four tenths two hours before. */
    private static final long FROM_NS = SUNDAY_NS - 1_560 * MINUTE_NS;

    private static final long AN_HOUR_LATER_NS = SUNDAY_NS + Duration.ofHours(1).toNanos();

    @TempDir
    private static Path shared;

    private static Path bars;

    @TempDir
    private Path root = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        bars = Files.writeString(shared.resolve("btc-usd.csv"), SmallModel.csv(SmallModel.bars(FROM_NS, BARS)));
    }

    @Test
    void everyModelIsNamedWithItsTimeAndWhatBecameOfItAndTheServersModelsAreNotTouched() throws IOException {
        BacktestReport report = run(2, true, BacktestLifecycleTest::honest, "one.db");

        assertThat(report.models().spoke()).hasSize(2);
        ModelUse.Spoken first = report.models().spoke().getFirst();
        ModelUse.Spoken second = report.models().spoke().getLast();
        assertThat(first.model()).startsWith("small@").isNotEqualTo(second.model());
        long stepNs = FROM_NS + 1_801 * MINUTE_NS;
        assertThat(first.fromNs()).isBetween(FROM_NS + 1_201 * MINUTE_NS, first.toNs());
        assertThat(second.fromNs()).isBetween(stepNs, second.toNs());
        assertThat(first.toNs()).isLessThan(stepNs);
        assertThat(first.signals() + second.signals())
                .isEqualTo(report.activity().signals());
        assertThat(note(report, "stays CANDIDATE", ""))
                .satisfies(note -> assertThat(note.model()).isEqualTo(second.model()))
                .satisfies(note -> assertThat(note.timeNs()).isEqualTo(stepNs))
                .satisfies(note -> assertThat(note.why())
                        .isEqualTo("the next step of the walk forward: it trades in place of " + first.model()
                                + " while there is no champion (steward)"));
        assertThat(root.resolve("data")).doesNotExist();
        // The same bars, settings and seed: the same models at the same times, and the same decisions.
        BacktestReport again = run(2, true, BacktestLifecycleTest::honest, "again.db");
        assertThat(again).isEqualTo(report);
        assertDecidedTheSame("one.db", "again.db");
    }

    @Test
    void aSuccessorIsTrainedOnWhatWasKnownAndAsksTheGatesAnHourLater() {
        List<String> learntFrom = new ArrayList<>();
        List<String> known = new ArrayList<>();
        BiFunction<BarTraining, MarketDataSource, ModelFile> poor = (training, recorded) -> {
            ModelFile file = training.train().file();
            learntFrom.add(file.card().dataFingerprint());
            known.add(
                    BoundedSource.of(recorded, SUNDAY_NS - Duration.ofDays(730).toNanos(), SUNDAY_NS, () -> {})
                            .fingerprint());
            return file.withMetrics(Map.of("calibration_error", 0.5, "brier", 0.01));
        };
        BacktestReport report = run(0, true, poor, "refused.db");

        ModelUse.Note trained = note(report, "trained", "WEEKLY: Sunday 00:00 UTC has passed");
        assertThat(trained.timeNs()).isEqualTo(AN_HOUR_LATER_NS);
        assertThat(learntFrom.getLast()).isEqualTo(known.getLast());
        assertThat(report.models().notes())
                .filteredOn(note -> note.model().equals(trained.model())
                        && note.what().equals("refused at the gate from CANDIDATE"))
                .singleElement()
                .isEqualTo(new ModelUse.Note(
                        AN_HOUR_LATER_NS,
                        trained.model(),
                        "refused at the gate from CANDIDATE",
                        "calibration_error: 0.5000, must be <= 0.0300"));
        // A candidate changes nothing: the same is decided without it.
        run(0, false, poor, "plain.db");
        assertThat(report.models().spoke()).hasSize(1);
        assertDecidedTheSame("refused.db", "plain.db");
    }

    @Test
    void whatPassesItsGatesEntersTheShadowAndTheLedgerSaysWhen() {
        BacktestReport report;
        try (BacktestRun run = prepare(0, true, calibrated(BacktestLifecycleTest::honest))) {
            report = run.run(() -> SqliteEventStore.open(root.resolve("shadow.db")));
        }

        String weekly = note(report, "trained", "WEEKLY").model();
        assertThat(promotions("shadow.db"))
                .filteredOn(event -> event.model().equals(weekly))
                .extracting(event -> event.header().timeNs(), ModelPromoted::after, ModelPromoted::principal)
                .containsExactly(
                        tuple(AN_HOUR_LATER_NS, ModelStage.VALIDATED, "steward"),
                        tuple(AN_HOUR_LATER_NS, ModelStage.SHADOW, "steward"));
        assertThat(report.models().notes())
                .contains(new ModelUse.Note(
                        AN_HOUR_LATER_NS, weekly, "VALIDATED to SHADOW", "its gate lets it (steward)"));
        assertThat(report.models().notes()).noneMatch(note -> note.what().startsWith("refused"));
        assertThat(report.models().spoke()).hasSize(1);
    }

    @Test
    void aSuccessorThatIsWalkedForwardCarriesWhatTheFloorForLiveCapitalAsksFor() {
        BarTraining training = BarTraining.builder()
                .source(SmallModel.bars(FROM_NS, 4_000))
                .instrument(SmallModel.BTC)
                .preset(SmallModel.preset(Preset.demonstration()))
                .build();
        ModelFile walked = BacktestModels.Making.STANDARD.successors().of(training, SmallModel.bars(), 2);
        assertThat(walked.metrics()).containsKeys("daily_returns", "max_drawdown", "win_rate", "profit_factor");
        ModelFile split = BacktestModels.Making.STANDARD.successors().of(training, SmallModel.bars(), 0);
        assertThat(split.metrics()).doesNotContainKeys("daily_returns", "max_drawdown");
        assertThatThrownBy(() -> prepare(0, false, 2, BacktestModels.Making.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--successor-folds: must come with --lifecycle (2)");
    }

    @Test
    void whatExpiresBeforeItCouldTradeIsTurnedDown() {
        BacktestModels.Making brief =
                new BacktestModels.Making(preset -> brief(SmallModel.preset(preset)), BacktestLifecycleTest::honest);
        BacktestReport report;
        try (BacktestRun run = prepare(0, true, brief)) {
            report = run.run();
        }
        String weekly = note(report, "trained", "WEEKLY").model();
        assertThat(report.models().notes())
                .contains(new ModelUse.Note(
                        AN_HOUR_LATER_NS,
                        weekly,
                        "CANDIDATE to REJECTED",
                        "it expired before it could trade (steward)"));
    }

    /** Eleven hours after its data a model is too old. */
    private static Preset brief(Preset of) {
        return new Preset(
                of.name(),
                of.barNs(),
                of.maxEmptyRun(),
                of.schema(),
                of.barriers(),
                of.split(),
                of.network(),
                of.classWeights(),
                of.minSamples(),
                of.alpha(),
                of.minScores(),
                of.emission(),
                Duration.ofHours(11).toNanos());
    }

    @Test
    void noDecisionKnowsTheFutureWhereModelsAreTrainedInside() {
        try (BacktestRun run = prepare(1, true, calibrated(BacktestLifecycleTest::honest))) {
            LookaheadReport report = run.lookahead(2, 5);
            assertThat(report.cuts())
                    .extracting(cut -> cut.parity().difference().map(Parity.Difference::text))
                    .containsOnly(Optional.empty());
            assertThat(report.cuts()).hasSize(2);
            // The last cut comes after a successor entered the shadow.
            assertThat(report.cuts().getLast().timeNs()).isGreaterThan(AN_HOUR_LATER_NS);
            assertThat(report.cuts().getLast().parity().equal()).isGreaterThan(100);
        }
    }

    @Test
    void findsATrainingOfAStepThatReadsOn() {
        try (BacktestRun run =
                prepare(1, false, new BacktestModels.Making(SmallModel::preset, BacktestLifecycleTest::peeking))) {
            Parity.Difference first = first(run.lookahead(1, 5));
            assertThat(first.text()).contains("SignalEmitted at 2013-11-30T");
        }
    }

    @Test
    void findsATrainingOfASuccessorThatReadsOn() {
        BiFunction<BarTraining, MarketDataSource, ModelFile> later = (training, recorded) -> training.settings()
                        .preset()
                        .split()
                        .equals(Preset.demonstration().split())
                ? peeking(training, recorded)
                : training.train().file();
        try (BacktestRun run = prepare(1, true, calibrated(later))) {
            Parity.Difference first = first(run.lookahead(2, 5));
            assertThat(first.text()).contains("ModelPromoted at 2013-1", "model is small@");
        }
    }

    private static ModelFile honest(BarTraining training, MarketDataSource recorded) {
        return training.train().file();
    }

    /** Looks at all that it is handed, and not only at the stretch it is asked to learn from. */
    private static ModelFile peeking(BarTraining training, MarketDataSource recorded) {
        return BarTraining.builder()
                .source(recorded)
                .instrument(SmallModel.BTC)
                .preset(training.settings().preset())
                .costs(training.settings().costs())
                .seed(training.settings().seed())
                .build()
                .train()
                .file();
    }

    private static Parity.Difference first(LookaheadReport report) {
        assertThat(report.isClean()).isFalse();
        return report.cuts().stream()
                .flatMap(cut -> cut.parity().difference().stream())
                .findFirst()
                .orElseThrow();
    }

    /** Passes the first gate, so that the ledger names every successor. */
    private static BacktestModels.Making calibrated(BiFunction<BarTraining, MarketDataSource, ModelFile> recipe) {
        return new BacktestModels.Making(
                SmallModel::preset,
                (training, recorded) ->
                        recipe.apply(training, recorded).withMetrics(Map.of("calibration_error", 0.01, "brier", 0.01)));
    }

    private BacktestReport run(
            int steps, boolean lifecycle, BiFunction<BarTraining, MarketDataSource, ModelFile> recipe, String ledger) {
        BacktestModels.Making making = new BacktestModels.Making(SmallModel::preset, recipe);
        try (BacktestRun run = prepare(steps, lifecycle, making)) {
            return run.run(() -> SqliteEventStore.open(root.resolve(ledger)));
        }
    }

    private BacktestRun prepare(int steps, boolean lifecycle, BacktestModels.Making making) {
        return prepare(steps, lifecycle, 0, making);
    }

    private BacktestRun prepare(int steps, boolean lifecycle, int folds, BacktestModels.Making making) {
        Map<String, String> values = Map.of("data_dir", root.resolve("data").toString());
        BacktestSettings settings = new BacktestSettings(
                List.of(bars.toString()),
                List.of(),
                steps,
                lifecycle,
                folds,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Trials.ONE,
                ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), values)));
        return BacktestRun.prepare(settings, new Silent(), () -> 0, making);
    }

    private static ModelUse.Note note(BacktestReport report, String what, String why) {
        List<ModelUse.Note> found = report.models().notes().stream()
                .filter(note -> note.what().equals(what) && note.why().startsWith(why))
                .toList();
        assertThat(found).as("%s in %s", what, report.models().notes()).hasSize(1);
        return found.getFirst();
    }

    private void assertDecidedTheSame(String one, String other) {
        Parity parity = Parity.between(decisions(one), decisions(other));
        assertThat(parity.difference()).map(Parity.Difference::text).isEmpty();
        assertThat(parity.equal()).isGreaterThan(100);
    }

    private DecisionLog decisions(String ledger) {
        try (EventStore store = SqliteEventStore.open(root.resolve(ledger))) {
            return DecisionLog.read(store);
        }
    }

    private List<ModelPromoted> promotions(String ledger) {
        List<ModelPromoted> found = new ArrayList<>();
        try (EventStore store = SqliteEventStore.open(root.resolve(ledger))) {
            store.read(1, entry -> {
                EngineEvent event = LedgerCodec.decode(entry);
                if (event instanceof ModelPromoted promoted) {
                    found.add(promoted);
                }
            });
        }
        return found;
    }

    private static final class Silent implements Console {
        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}
    }
}
