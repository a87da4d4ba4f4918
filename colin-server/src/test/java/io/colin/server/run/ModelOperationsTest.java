package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.api.ColinException;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.ModelPromoted;
import io.colin.api.market.MarketDataSource;
import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.SignalModel;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.Promotion;
import io.colin.ml.lifecycle.ScoreStore;
import io.colin.ml.lifecycle.TrainingResult;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import io.colin.server.fixture.CapGate;
import io.colin.server.fixture.LiveServer;
import io.colin.server.fixture.LiveServer.Reply;
import io.colin.server.fixture.SmallModel;
import io.colin.server.security.Authenticator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models at work in a real engine, changed over REST and in code. */
class ModelOperationsTest {
    private static final long DAY_NS = Duration.ofDays(1).toNanos();

    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<String, Double> gauges = new ConcurrentHashMap<>();
    private final MetricsSink sink = new Gauges();
    private final ModelFile trading = SmallModel.file();
    private final ModelFile next = SmallModel.calibrated();

    @TempDir
    private Path root = Path.of("");

    private ModelRegistry registry = ModelRegistry.in(Path.of(""));

    @BeforeEach
    void register() {
        registry = ModelRegistry.in(root.resolve("models"));
        for (ModelFile file : List.of(trading, next)) {
            registry.register(file, "tester", file.card().dataToNs(), "trained");
        }
    }

    @AfterEach
    void nobodyHoldsTheModelsAnyMore() {
        registry.claim().close();
    }

    @Test
    void aLineOfModelsTradesAsItsChampionAloneWould() {
        RunReport alone = engine(BarSignalModel.of(trading)).run();
        try (ModelOperations models = start()) {
            RunReport inLine = engine(models.line().model()).run();
            assertThat(inLine.stateHash()).isEqualTo(alone.stateHash());
            assertThat(inLine.signals().resolved()).isPositive();
        }
        assertThat(ScoreStore.in(root.resolve("scores")).record(trading.id())).isPresent();
    }

    @Test
    void aModelEntersTheShadowWhileTheEngineRunsAndTheLedgerSaysSo() throws Exception {
        try (ModelOperations models = start();
                TradingEngine engine = engine(models.line().model())) {
            models.open(engine);
            engine.start();
            engine.ended().get(60, TimeUnit.SECONDS);
            assertThat(models.promote(trading.id(), "tester", "try")).isInstanceOf(Promotion.Refused.class);
            assertThat(models.promote(next.id(), "tester", "calibrated")).isInstanceOf(Promotion.Done.class);
            assertThat(models.line().live().roles().shadows()).isEmpty();
            assertThat(models.promote(next.id(), "tester", "watch it")).isInstanceOf(Promotion.Done.class);
            assertThat(models.line().live().roles().shadows()).containsExactly(next.id());
            assertThat(models.line().live().roles().champion()).contains(trading.id());
        }
        assertThat(events.stream().filter(ModelPromoted.class::isInstance).map(e -> ((ModelPromoted) e).after()))
                .containsExactly(ModelStage.VALIDATED, ModelStage.SHADOW);
    }

    @Test
    void whatAnEngineDoesNotTakeIsNotRecorded() throws Exception {
        try (ModelOperations models = start()) {
            TradingEngine engine = engine(models.line().model());
            models.open(engine);
            engine.start();
            engine.ended().get(60, TimeUnit.SECONDS);
            engine.close();
            assertThatThrownBy(() -> models.promote(next.id(), "tester", "too late"))
                    .isInstanceOf(Exception.class);
        }
        assertThat(registry.standing(next.id()).stage()).isEqualTo(ModelStage.CANDIDATE);
        assertThat(registry.history()).hasSize(2);
    }

    @Test
    void aDamagedModelInTheShadowIsLeftOutAndTheOthersWork() throws Exception {
        try (ModelOperations models = start();
                TradingEngine engine = engine(models.line().model())) {
            models.open(engine);
            engine.start();
            engine.ended().get(60, TimeUnit.SECONDS);
            models.promote(next.id(), "tester", "calibrated");
            models.promote(next.id(), "tester", "watch it");
        }
        flip(root.resolve("models").resolve(next.id()).resolve(ModelFile.WEIGHTS));
        try (ModelOperations models = start()) {
            assertThat(models.line().live().roles().shadows()).isEmpty();
            assertThat(models.line().live().roles().champion()).contains(trading.id());
            models.line().model().close();
        }
        assertThat(lines).anyMatch(line -> line.contains(next.id() + " is left out") && line.contains("is damaged"));
    }

    @Test
    void aDamagedModelInTheShadowDoesNotKeepAnotherFromJoiningIt() throws Exception {
        ModelFile third = trading.withMetrics(Map.of("calibration_error", 0.02, "brier", 0.01));
        registry.register(third, "tester", third.card().dataToNs(), "trained");
        shadow(next);
        flip(root.resolve("models").resolve(next.id()).resolve(ModelFile.WEIGHTS));
        shadow(third);
        assertThat(registry.standing(third.id()).stage()).isEqualTo(ModelStage.SHADOW);
    }

    /** Two promotions beside an engine: the model is at work in the shadow, alone there. */
    private void shadow(ModelFile model) throws Exception {
        try (ModelOperations models = start();
                TradingEngine engine = engine(models.line().model())) {
            models.open(engine);
            engine.start();
            engine.ended().get(60, TimeUnit.SECONDS);
            assertThat(models.promote(model.id(), "tester", "calibrated")).isInstanceOf(Promotion.Done.class);
            assertThat(models.promote(model.id(), "tester", "watch it")).isInstanceOf(Promotion.Done.class);
            assertThat(models.line().live().roles().shadows()).containsExactly(model.id());
        }
    }

    @Test
    void aDamagedModelIsNamedAndHidesNoOther() throws Exception {
        flip(root.resolve("models").resolve(next.id()).resolve(ModelFile.WEIGHTS));
        try (ModelOperations models = start();
                TradingEngine engine = engine(models.line().model());
                LiveServer server = LiveServer.trading(Authenticator.loopbackOpen(List.of()))) {
            models.open(engine);
            server.models(models);
            Reply list = server.get("/api/v2/models");
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.json().path("items").findValuesAsText("id")).containsExactly(trading.id());
            assertThat(list.json().path("damaged").path(0).asText()).isEqualTo(next.id());
        }
    }

    @Test
    void onlyOneMayChangeTheModelsAtATime() {
        try (ModelOperations models = start()) {
            assertThatThrownBy(registry::claim)
                    .isInstanceOf(ColinException.class)
                    .hasMessageContaining("ask it through its API");
            models.line().model().close();
        }
    }

    @Test
    void restListsPromotesAndRefusesWithEveryFailedCriterion() throws Exception {
        try (ModelOperations models = start();
                TradingEngine engine = engine(models.line().model());
                LiveServer server = LiveServer.trading(Authenticator.loopbackOpen(List.of()))) {
            models.open(engine);
            engine.start();
            engine.ended().get(60, TimeUnit.SECONDS);
            server.models(models);
            Reply list = server.get("/api/v2/models");
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.json().path("items")).hasSize(2);
            assertThat(list.json().path("items").path(0).path("sha256").asText())
                    .isEqualTo(trading.sha256());
            JsonNode drift = list.json().path("items").path(0).path("drift");
            assertThat(drift.path("verdict").asText()).isIn("not_judged", "retrain");
            assertThat(drift.has("score_drop")).isTrue();
            assertThat(list.json().path("items").path(1).path("drift").isNull()).isTrue();
            Reply refused = promote(server, trading, trading.version());
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("gate_refused");
            assertThat(refused.json().path("failed_criteria").findValuesAsText("name"))
                    .contains("calibration_error");
            assertThat(promote(server, next, "000000000000").status()).isEqualTo(409);
            Reply promoted = promote(server, next, next.version());
            assertThat(promoted.status()).isEqualTo(200);
            assertThat(promoted.text("stage")).isEqualTo("validated");
            assertThat(server.post("/api/v2/models/" + next.id() + "/rollback", "{\"reason\":\"no\"}")
                            .status())
                    .isEqualTo(409);
            assertThat(server.post("/api/v2/models/" + next.id() + "/promote", "{\"version\":\"x\"}")
                            .status())
                    .isIn(400, 422);
            assertThat(server.post("/api/v2/models/nobody/rollback", "{\"reason\":\"no\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aRunTrainsItsSuccessorOnSundayAndTradesAsIfItHadNot() throws Exception {
        // Started on a Saturday, so that a Sunday lies within.
        MarketDataSource source = SmallModel.bars(SmallModel.START_NS + 5 * DAY_NS, 1_600);
        RunReport alone = engine(BarSignalModel.of(trading), source).run();
        try (ModelOperations models = start(source, true);
                TradingEngine engine = engine(models.line().model(), source)) {
            models.open(engine);
            engine.start();
            RunReport inLine = engine.ended().get(60, TimeUnit.SECONDS);
            assertThat(inLine.stateHash()).isEqualTo(alone.stateHash());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> lines.stream().anyMatch(line -> line.startsWith("candidate ")));
        }
        assertThat(registry.standings()).hasSize(3);
        ModelFile successor =
                registry.files().load(registry.standings().getLast().model());
        assertThat(registry.standings().getLast().stage()).isEqualTo(ModelStage.CANDIDATE);
        assertThat(successor.card().origin().parent()).isEqualTo(trading.id());
        assertThat(successor.card().dataToNs())
                .isLessThanOrEqualTo(registry.standings().getLast().sinceNs());
    }

    @Test
    void driftOfTheChampionIsAGauge() throws Exception {
        // A hundred observations, fifteen bars apart, after the end of what the model learnt from.
        MarketDataSource source = SmallModel.bars(SmallModel.START_NS, 2_700);
        try (ModelOperations models = start(source, false);
                TradingEngine engine = engine(models.line().model(), source)) {
            models.open(engine);
            engine.start();
            engine.ended().get(60, TimeUnit.SECONDS);
        }
        assertThat(gauges).containsKeys("model_drift_kl small", "model_drift_columns_ratio small");
        assertThat(gauges.get("model_drift_columns_ratio small")).isBetween(0.0, 1.0);
    }

    private static Reply promote(LiveServer server, ModelFile model, String version) {
        String body = "{\"version\":\"" + version + "\",\"reason\":\"for the test\"}";
        return server.post("/api/v2/models/" + model.id() + "/promote", body);
    }

    private ModelOperations start() {
        return start(SmallModel.bars(), false);
    }

    private ModelOperations start(MarketDataSource source, boolean retrains) {
        ModelLine.Surroundings around = new ModelLine.Surroundings(
                new Lines(),
                sink,
                source,
                SmallModel.BTC,
                trading.card().settings(),
                builder -> (retrains ? builder : builder.watchOnly())
                        .onResult(result -> lines.add(
                                result instanceof TrainingResult.Trained trained
                                        ? "candidate " + trained.candidate().model()
                                        : result.toString())));
        return ModelOperations.of(ModelLine.start(registry, ScoreStore.in(root.resolve("scores")), trading, around));
    }

    private TradingEngine engine(SignalModel model) {
        return engine(model, SmallModel.bars());
    }

    private TradingEngine engine(SignalModel model, MarketDataSource source) {
        return TradingEngine.builder()
                .instruments(SmallModel.BTC)
                .source(source)
                .model(model)
                .gate(new CapGate())
                .venue(PaperVenue.builder()
                        .instruments(SmallModel.BTC)
                        .feeBps(10)
                        .seed(42)
                        .build())
                .onEvent(events::add)
                .build();
    }

    private static void flip(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        bytes[7] ^= 1;
        Files.write(path, bytes);
    }

    private final class Lines implements Console {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void progress(String text) {}
    }

    private final class Gauges implements MetricsSink {
        @Override
        public void count(MetricDefinition metric, double amount, String... labels) {}

        @Override
        public void gauge(MetricDefinition metric, double value, String... labels) {
            gauges.put(metric.name() + " " + String.join(" ", labels), value);
        }

        @Override
        public void observe(MetricDefinition metric, double value, String... labels) {}
    }
}
