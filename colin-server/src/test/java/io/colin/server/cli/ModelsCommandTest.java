package io.colin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataStream;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Probabilities;
import io.colin.ml.book.BookModel;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.book.MirrorScore;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.ScoreStore;
import io.colin.ml.lifecycle.ScoredOutcome;
import io.colin.ml.lifecycle.StageChange;
import io.colin.ml.registry.ModelFile;
import io.colin.server.fixture.SmallModel;
import io.colin.server.json.Json;
import io.colin.server.json.JsonException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
    /** A day after the model's data. */
    private static final String AT = "--at=2013-11-26T12:00:00Z";

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ModelFile crooked = SmallModel.file();
    private final ModelFile good = SmallModel.calibrated();

    @BeforeEach
    void register() {
        ModelRegistry registry = registry();
        for (ModelFile file : List.of(crooked, good)) {
            registry.register(file, "trainer", file.card().dataToNs(), "trained");
        }
    }

    @Test
    void listShowsEveryModelAndItsStage() throws JsonException {
        assertThat(models("list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith(good.id()) && line.contains("CANDIDATE"));
        clear();
        assertThat(models("list", "--json")).isZero();
        assertThat(json().path("items").findValuesAsText("id")).containsExactly(crooked.id(), good.id());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aDamagedModelIsNamedAndHidesNoOther() throws IOException, JsonException {
        Path weights = directory.resolve("models").resolve(crooked.id()).resolve(ModelFile.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[7] ^= 1;
        Files.write(weights, bytes);
        assertThat(models("list", "--json")).isZero();
        assertThat(json().path("items").findValuesAsText("id")).containsExactly(good.id());
        assertThat(json().path("damaged").path(0).asText()).isEqualTo(crooked.id());
    }

    @Test
    void anEmptyDirectorySaysSo() {
        Path empty = directory.resolve("empty");
        assertThat(colin("models", "list", "--data-dir=" + empty)).isZero();
        assertThat(out.toString()).startsWith("no models in ");
    }

    @Test
    void showNamesWhatStandsBetweenAModelAndItsNextStep() throws JsonException {
        assertThat(models("show", crooked.id(), AT)).isZero();
        assertThat(out.toString()).contains("missing calibration_error").contains("ok      expiry");
        clear();
        assertThat(models("show", good.id(), AT, "--json")).isZero();
        assertThat(json().path("gate").findValuesAsText("name")).contains("brier", "data_cut_off");
        assertThat(json().path("gate").findValuesAsText("passed")).doesNotContain("false");
    }

    @Test
    void promoteTakesOneStepAndIsRefusedWithEveryCriterionThatFailed() throws JsonException {
        assertThat(models("promote", crooked.id(), AT, "--reason=try")).isEqualTo(1);
        assertThat(err.toString()).contains("refused; nothing has changed").contains("calibration_error");
        assertThat(out.toString()).isEmpty();
        clear();
        assertThat(models("promote", good.id(), AT, "--reason=calibrated")).isZero();
        assertThat(models("promote", good.id(), AT, "--reason=watch it")).isZero();
        assertThat(out.toString()).contains("VALIDATED").contains("SHADOW").contains("watch it");
        clear();
        assertThat(models("promote", good.id(), AT, "--reason=now", "--json")).isEqualTo(1);
        JsonNode failed = json().path("failed_criteria");
        assertThat(failed.findValuesAsText("name"))
                .contains("shadow_days", "shadow_resolved", "floor_shadow_correlation");
        assertThat(out.toString()).contains("not measured");
    }

    @Test
    void withoutATimeTheNewestEventTimeThatIsKnownCountsAndNoClock() {
        assertThat(models("promote", good.id(), "--reason=calibrated")).isZero();
        StageChange change = registry().history().getLast();
        assertThat(change.after()).isEqualTo(ModelStage.VALIDATED);
        assertThat(change.timeNs()).isEqualTo(good.card().dataToNs());

        long later = good.card().dataToNs() + 3_600_000_000_000L;
        try (ScoreStore scores = ScoreStore.in(directory.resolve("scores"))) {
            scores.add(
                    crooked.id(),
                    new ScoredOutcome(Symbol.of("BTC/USD"), later, later, Direction.LONG, true, 0.01, 0.01, 1));
        }
        assertThat(models("promote", good.id(), "--reason=watch it")).isZero();
        assertThat(registry().history().getLast().timeNs()).isEqualTo(later);
    }

    @Test
    void aBookModelIsListedShownAndNeverPromoted() throws JsonException {
        String id =
                registry().register(book("ETH/USD"), "colin train", 2, "fitted").model();
        assertThat(models("list")).isZero();
        assertThat(out.toString()).contains(id).contains("book-ETH/USD");
        clear();
        assertThat(models("list", "--json")).isZero();
        assertThat(json().path("damaged")).isEmpty();
        assertThat(json().path("items").path(2).path("kind").asText()).isEqualTo("mirror-logistic");
        clear();
        assertThat(models("show", id)).isZero();
        assertThat(out.toString()).contains("timing of child orders").contains("missing profile");
        clear();
        assertThat(models("promote", id, "--reason=try")).isEqualTo(1);
        assertThat(err.toString()).contains("opens no position");
    }

    /** A book model that was measured on nothing. */
    private static BookModelFile book(String symbol) {
        int columns = BookModel.schema().size();
        MirrorScore score = new MirrorScore(Collections.nCopies(columns, 1.0), Collections.nCopies(columns, 0.5), 0, 1);
        return BookModelFile.of(new BookModel(
                BookModel.FORMAT,
                symbol,
                new BookModel.Settings(100, 0.6, 0.25, 5, 30L * 86_400_000_000_000L, 42),
                BookModel.schema().hash(),
                "recording",
                1,
                2,
                score,
                score,
                new BookModel.Adaptation(100, 1_000),
                1e-4,
                Direction.LONG,
                Direction.NEUTRAL,
                Collections.nCopies(2, new Probabilities(1, 0, 0)),
                List.of()));
    }

    @Test
    void explainNamesTheColumnsAnAnswerRestsOn() throws IOException, JsonException {
        Path data = directory.resolve("btc-usd.csv");
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        try (MarketDataStream stream = SmallModel.bars(SmallModel.START_NS, 500).open()) {
            while (stream.poll(event -> row((Bar) event, csv)) == MarketDataStream.Polled.EVENT) {
                // poll() moves on
            }
        }
        Files.writeString(data, csv);
        assertThat(models("explain", good.id(), "--data=" + data))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("probability, on average");
        assertThat(out.toString().lines()).hasSize(6);
        clear();
        assertThat(models("explain", good.id(), "--data=" + data, "--top=3", "--json"))
                .isZero();
        assertThat(json().path("contributions")).hasSize(3);
        assertThat(json().path("unit").asText()).isEqualTo("probability");
        clear();
        assertThat(models("explain", good.id())).isEqualTo(2);
        assertThat(err.toString()).contains("--data: must be given");
    }

    @Test
    void rollbackWithoutAFormerChampionIsRefused() {
        assertThat(models("rollback", good.id(), AT, "--reason=two bad days")).isEqualTo(1);
        assertThat(err.toString()).contains("refused; nothing has changed");
        assertThat(registry().history()).hasSize(2);
    }

    @Test
    void whatIsNoModelAndWhatIsNoTimeAreOneLine() {
        assertThat(models("show", "nobody-000000000000")).isEqualTo(1);
        assertThat(err.toString().strip())
                .contains("no model nobody-000000000000")
                .doesNotContain("\n");
        clear();
        assertThat(models("show", good.id(), "--at=tomorrow")).isEqualTo(2);
        assertThat(err.toString().strip()).contains("--at: must be an instant").doesNotContain("\n");
        clear();
        assertThat(models("promote", good.id())).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
        assertThat(registry().history()).hasSize(2);
    }

    @Test
    void nothingIsDecidedWhileAServerIsAtWorkWithTheModels() {
        try (ModelRegistry.Claim claim = registry().claim()) {
            assertThat(models("promote", good.id(), AT, "--reason=now")).isEqualTo(1);
            assertThat(models("rollback", good.id(), AT, "--reason=now")).isEqualTo(1);
            assertThat(models("list")).isZero();
            assertThat(claim).isNotNull();
        }
        assertThat(err.toString()).contains("ask it through its API");
        assertThat(registry().history()).hasSize(2);
    }

    private static void row(Bar bar, StringBuilder csv) {
        csv.append(bar.openTimeNs() / 1_000_000_000L);
        for (BigDecimal value : List.of(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume())) {
            csv.append(',').append(value.toPlainString());
        }
        csv.append('\n');
    }

    private ModelRegistry registry() {
        return ModelRegistry.in(directory.resolve("models"));
    }

    private int models(String command, String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "models";
        all[1] = command;
        all[2] = "--data-dir=" + directory;
        System.arraycopy(more, 0, all, 3, more.length);
        return colin(all);
    }

    private int colin(String... arguments) {
        return ColinCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private JsonNode json() throws JsonException {
        return Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }
}
