package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.ModelPromoted;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.SignalEmitted;
import io.colin.api.ledger.EventStore;
import io.colin.api.market.MarketDataSource;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.ModelStage;
import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.LookaheadReport;
import io.colin.execution.backtest.Parity;
import io.colin.execution.backtest.Trials;
import io.colin.execution.source.SourceSpan;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.ml.BarTraining;
import io.colin.ml.evaluation.Baseline;
import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelDirectory;
import io.colin.ml.registry.ModelFile;
import io.colin.server.config.ConfigLoader;
import io.colin.server.fixture.SmallModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backtest in which a successor comes to trade by the lifecycle's own rules. What takes a year of data to measure, the floor
 * for live capital and the verdict beside the baselines, is planted on its card; its week in the shadow, what it won there, the
 * back-test beside it and its expiry are measured.
 */
class BacktestPromotionTest {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();
    private static final int BARS = 11_900;
    private static final long SUNDAY_NS =
            SmallModel.START_NS + Duration.ofDays(6).toNanos();
    private static final long FROM_NS = SUNDAY_NS - Duration.ofHours(3).toNanos();
    /** The first decision point of the first day on which it has been in the shadow for a week. */
    private static final long PROMOTED_NS = SUNDAY_NS + Duration.ofDays(8).toNanos();

    /** A seed that cuts after the promotion, and so that there is something to compare. */
    private static final long AFTER_THE_PROMOTION = 41;

    @TempDir
    private static Path shared;

    private static Path bars;

    @TempDir
    private Path root = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        bars = Files.writeString(shared.resolve("btc-usd.csv"), trends());
    }

    @Test
    void aSuccessorTradesOnceItsWeekInTheShadowHasShownThatItShould() {
        BacktestReport report;
        try (BacktestRun run = prepare((training, recorded) -> successor())) {
            report = run.run(() -> SqliteEventStore.open(root.resolve("a.db")));
        }
        List<EngineEvent> events = events("a.db");
        ModelPromoted promoted = events.stream()
                .filter(ModelPromoted.class::isInstance)
                .map(ModelPromoted.class::cast)
                .filter(event -> event.after() == ModelStage.CHALLENGER)
                .findFirst()
                .orElseThrow();
        assertThat(promoted.header().timeNs()).isEqualTo(PROMOTED_NS);
        assertThat(promoted.principal()).isEqualTo("steward");
        List<SignalEmitted> blended = events.stream()
                .filter(SignalEmitted.class::isInstance)
                .map(SignalEmitted.class::cast)
                .filter(event ->
                        event.signal().members().stream().map(MemberVote::name).anyMatch(promoted.model()::equals))
                .toList();
        assertThat(blended).isNotEmpty().allMatch(event -> event.header().timeNs() > PROMOTED_NS);
        assertThat(blended.getLast().signal().members())
                .as("it speaks for a tenth of the capital")
                .anySatisfy(member -> {
                    assertThat(member.name()).isEqualTo(promoted.model());
                    assertThat(member.weight()).isEqualTo(0.1);
                });
        assertThat(blended).anyMatch(SignalEmitted::traded);
        assertThat(events)
                .anyMatch(
                        event -> event instanceof OrderFilled && event.header().timeNs() > PROMOTED_NS);
        assertThat(report.models().notes())
                .filteredOn(note -> note.what().equals("SHADOW to CHALLENGER"))
                .singleElement()
                .satisfies(note -> assertThat(note.timeNs()).isEqualTo(PROMOTED_NS));
        assertThat(report.models().notes())
                .as("a minute short of its week it is refused by what was measured")
                .filteredOn(note -> note.what().equals("refused at the gate from SHADOW"))
                .singleElement()
                .satisfies(note -> assertThat(note.why()).isEqualTo("shadow_days: 6.9993, must be >= 7"));
    }

    @Test
    void whatIsDecidedUpToThePromotionAndAfterItIsTheSameWhereTheFutureIsCutOff() {
        try (BacktestRun run = prepare((training, recorded) -> successor())) {
            LookaheadReport report = run.lookahead(1, AFTER_THE_PROMOTION);
            assertThat(report.cuts().getFirst().timeNs()).isGreaterThan(PROMOTED_NS + 10 * MINUTE_NS);
            assertThat(report.cuts().getFirst().parity().difference().map(Parity.Difference::text))
                    .isEmpty();
            assertThat(report.cuts().getFirst().parity().equal()).isGreaterThan(1000);
        }
    }

    @Test
    void aSuccessorThatIsChosenByWhatComesLaterIsFound() {
        try (BacktestRun run = prepare((training, recorded) ->
                successor().withMetrics(floor(SourceSpan.of(recorded).lastTimeNs() / 1e18)))) {
            LookaheadReport report = run.lookahead(1, AFTER_THE_PROMOTION);
            assertThat(report.isClean()).isFalse();
            assertThat(report.cuts()
                            .getFirst()
                            .parity()
                            .difference()
                            .orElseThrow()
                            .text())
                    .contains("ModelPromoted at 2013-12-01T01:00:00Z");
        }
    }

    /** Trends that turn every now and then, within the prices that the model has learnt from. */
    private static String trends() {
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        SplittableRandom random = new SplittableRandom(3);
        double price = 1_000;
        double drift = 0.0008;
        for (int i = 0; i < BARS; i++) {
            drift = random.nextInt(150) == 0 ? -drift : drift;
            drift = price > 1_150 ? -0.0008 : price < 900 ? 0.0008 : drift;
            double close = price * (1 + drift + 0.0006 * random.nextGaussian());
            BigDecimal open = tick(price);
            BigDecimal last = tick(close);
            csv.append(FROM_NS / 1_000_000_000L + 60L * i)
                    .append(',')
                    .append(open)
                    .append(',')
                    .append(open.max(last))
                    .append(',')
                    .append(open.min(last))
                    .append(',')
                    .append(last)
                    .append(",1\n");
            price = close;
        }
        return csv.toString();
    }

    private static BigDecimal tick(double price) {
        return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
    }

    /** The model that has learnt these trends, as a successor made of it would be whose card tells what a year would show. */
    private static ModelFile successor() {
        ModelCard card = SmallModel.file().card();
        Evaluation its = card.evaluation();
        List<Baseline> beaten = its.baselines().stream()
                .filter(one -> one.difference() > 0 && one.pValue() < 0.01)
                .toList();
        ModelCard shownBetter = new ModelCard(
                card.format(),
                card.kind(),
                card.settings(),
                card.settingsHash(),
                card.schemaHash(),
                card.dataFingerprint(),
                card.dataFromNs(),
                card.dataToNs(),
                card.scaler(),
                card.calibration(),
                card.training(),
                new Evaluation(its.decisions(), its.classification(), its.directional(), beaten),
                card.origin());
        Map<String, byte[]> parts = new HashMap<>();
        SmallModel.file()
                .partNames()
                .forEach(name -> parts.put(name, SmallModel.file().requirePart(name)));
        return ModelFile.of(shownBetter, parts).withMetrics(floor(3));
    }

    private static Map<String, Double> floor(double sharpe) {
        Map<String, Double> shown = new HashMap<>(Map.of(
                "calibration_error", 0.01, "brier", 0.01, "sharpe", sharpe, "max_drawdown", 0.05, "win_rate", 0.6));
        shown.putAll(Map.of(
                "profit_factor", 2.0, "sortino", 3.0, "calmar", 2.0, "information_ratio", 1.0, "daily_returns", 300.0));
        return shown;
    }

    private BacktestRun prepare(BiFunction<BarTraining, MarketDataSource, ModelFile> recipe) {
        Path given = ModelDirectory.in(root.resolve("given")).save(SmallModel.calibrated());
        Map<String, String> values = Map.of("data_dir", root.resolve("data").toString());
        BacktestSettings settings = new BacktestSettings(
                List.of(bars.toString()),
                List.of(given),
                0,
                true,
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Trials.ONE,
                ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), values)));
        BacktestModels.Making making = new BacktestModels.Making(SmallModel::preset, recipe);
        return BacktestRun.prepare(settings, new Silent(), () -> 0, making);
    }

    private List<EngineEvent> events(String ledger) {
        List<EngineEvent> found = new ArrayList<>();
        try (EventStore store = SqliteEventStore.open(root.resolve(ledger))) {
            store.read(1, entry -> found.add(LedgerCodec.decode(entry)));
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
