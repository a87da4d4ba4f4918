package io.colin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One candidate is trained for all tests. */
class TrainCommandTest {
    private static final int BARS = 4_400;

    @TempDir
    private static Path directory;

    private static Path bars;
    private static Path model;
    private static String trained;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        bars = csv("btc-usd-1m.csv", BARS, 60);
        StringWriter result = new StringWriter();
        int code = ColinCommand.execute(
                new PrintWriter(result),
                new PrintWriter(new StringWriter()),
                "train",
                "--profile=bar",
                "--data=" + bars,
                "--preset=demonstration",
                "--folds=1",
                "--seeds=1",
                "--shuffles=0",
                "--fee-bps=1",
                "--half-spread-bps=1",
                "--out=" + directory.resolve("models"),
                "--report=" + directory.resolve("train.html"),
                "--json");
        assertThat(code).isZero();
        trained = result.toString();
        try (Stream<Path> models = Files.list(directory.resolve("models"))) {
            model = models.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().startsWith("lstm-bar-demo-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void trainingGivesOneDocumentAPageAndAModel() throws IOException {
        assertThat(trained.strip()).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(trained);
        assertThat(json.path("title").asText()).isEqualTo("Walk-forward evaluation of " + model.getFileName());
        JsonNode blocks = section(json, "Every test block");
        assertThat(blocks.path("rows")).hasSize(3);
        assertThat(blocks.path("rows").get(1).path("block").asText()).isEqualTo("hold-out");
        assertThat(Files.readString(directory.resolve("train.html")))
                .contains("Learning curves")
                .contains(json.path("verdict").asText().substring(0, 12));
    }

    @Test
    void evaluatingOnTheSameDataJudgesWhatWasHeldOut() throws IOException {
        assertThat(evaluate("--json", "--report=" + directory.resolve("model.html")))
                .isZero();
        JsonNode again = section(
                new ObjectMapper().readTree(out.toString()),
                "Measured, with 95 % intervals (stationary block bootstrap)");
        JsonNode heldOut = section(new ObjectMapper().readTree(trained), "Every test block")
                .path("rows")
                .get(1);
        assertThat(again.path("rows").get(0).path("measure").asText()).isEqualTo("accuracy");
        assertThat(again.path("rows").get(0).path("value").asDouble())
                .isEqualTo(heldOut.path("accuracy").asDouble());
        assertThat(Files.readString(directory.resolve("model.html"))).contains("Equity after costs");
    }

    @Test
    void anIdIsLookedUpAmongTheModels() {
        assertThat(colin(
                        "evaluate",
                        "--profile=bar",
                        "--data=" + bars,
                        "--model=" + model.getFileName(),
                        "--models=" + model.getParent(),
                        "--shuffles=0"))
                .isZero();
        assertThat(out.toString().lines()).anyMatch(line -> line.contains("baseline logistic"));
        assertThat(err.toString()).doesNotContain("colin:");
    }

    @Test
    void aForecastIsNeverStretched() {
        assertThat(evaluate("--horizon-minutes=60")).isEqualTo(2);
        assertThat(err.toString()).contains("--horizon-minutes: must be 15").contains("(60)");
        assertThat(evaluate("--horizon-minutes=15")).isZero();
    }

    @Test
    void aDamagedModelIsNamedWithItsPart() throws IOException {
        Path damaged = Files.createDirectory(directory.resolve("damaged-" + System.identityHashCode(this)));
        try (Stream<Path> parts = Files.list(model)) {
            for (Path part : parts.toList()) {
                Files.copy(part, damaged.resolve(part.getFileName()));
            }
        }
        Path card = damaged.resolve("model.json");
        Files.writeString(card, Files.readString(card).replaceFirst("\"seed\" : 42", "\"seed\" : 43"));
        assertThat(colin("evaluate", "--profile=bar", "--data=" + bars, "--model=" + damaged))
                .isEqualTo(1);
        oneLine("model.json is damaged");
    }

    @Test
    void dataOfAnotherSymbolOrBarOrBeforeTheModelIsRefused() throws IOException {
        Path other = csv("eth-usd-1m.csv", 100, 60);
        assertThat(colin("evaluate", "--profile=bar", "--data=" + other, "--model=" + model))
                .isEqualTo(2);
        oneLine("data: must hold BTC/USD");
        err.getBuffer().setLength(0);
        Path hourly = csv("btc-usd-1h.csv", 100, 3_600);
        assertThat(colin("evaluate", "--profile=bar", "--data=" + hourly, "--model=" + model))
                .isEqualTo(1);
        oneLine("bars must be PT1M long");
        err.getBuffer().setLength(0);
        Path early = csv("btc-usd-early.csv", BARS / 2, 60);
        assertThat(colin("evaluate", "--profile=bar", "--data=" + early, "--model=" + model))
                .isEqualTo(1);
        oneLine("data: must hold at least 100 decisions after the model's own data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --profile=tick --data=@                     | 2 | --profile: must be bar or book (tick)",
                "train --data=@                                    | 2 | --profile",
                "train --profile=bar                               | 2 | --data",
                "train --profile=bar --data=none-btc-usd.csv       | 2 | none-btc-usd.csv",
                "train --profile=bar --data=@ --preset=huge        | 2 | --preset: must be",
                "train --profile=bar --data=@ --model=forest       | 2 | --model: must be",
                "train --profile=bar --data=@ --folds=-1           | 2 | folds: must be",
                "train --profile=bar --data=@ --stride=0           | 2 | stride: must be",
                "train --profile=bar --data=@ --horizon-minutes=0  | 2 | --horizon-minutes: must be a multiple",
                "train --profile=bar --data=@ --report=none/x.html | 2 | --report: must be a file in an existing"
                        + " directory",
                "train --profile=bar --data=@ --out=@/models       | 2 | --out: must be a writable directory",
                "train --profile=bar --data=@ --stride=50          | 1 | data: too short: fold 1 needs 1000",
                "evaluate --profile=bar --data=@ --model=none      | 2 | --model: must be a model's directory or the"
                        + " id",
            })
    void aMistakeIsOneLineWithItsName(String arguments, int code, String message) {
        assertThat(colin(arguments.strip().replace("@", bars.toString()).split(" +")))
                .isEqualTo(code);
        oneLine(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aBrokenFileIsNamedWithItsLine() throws IOException {
        Path broken = Files.writeString(
                directory.resolve("btc-usd-broken.csv"),
                "time,open,high,low,close,volume\n1577836800,1,1,1,1,1\n1577836860,1,1,one,1,1\n");
        assertThat(colin("train", "--profile=bar", "--data=" + broken)).isEqualTo(1);
        oneLine("btc-usd-broken.csv");
    }

    @Test
    void filesOfOneSymbolAreReadAsOneAndOthersRefused() throws IOException {
        Path other = csv("eth-usd-other.csv", 100, 60);
        assertThat(colin("train", "--profile=bar", "--data=" + bars, "--data=" + other))
                .isEqualTo(2);
        oneLine("--data: must be of one symbol");
        err.getBuffer().setLength(0);
        assertThat(colin("train", "--profile=bar", "--data=" + bars, "--data=" + bars))
                .isEqualTo(1);
        oneLine("must not begin before csv-bars:btc-usd-1m.csv has ended, for both are of BTC/USD");
    }

    private int evaluate(String... more) {
        String[] arguments = {"evaluate", "--profile=bar", "--data=" + bars, "--model=" + model, "--shuffles=0"};
        return colin(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    }

    private int colin(String... arguments) {
        return ColinCommand.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private void oneLine(String message) {
        assertThat(err.toString().strip())
                .startsWith("colin: ")
                .contains(message)
                .doesNotContain("\n");
    }

    private static JsonNode section(JsonNode report, String title) {
        for (JsonNode section : report.path("sections")) {
            if (section.path("title").asText().equals(title)) {
                return section;
            }
        }
        throw new AssertionError("no section " + title + " in " + report);
    }

    /** Regimes of steady drift, up or down for 150 bars on average. */
    private static Path csv(String name, int count, int seconds) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
        double price = 1_000;
        double drift = 0.0008;
        for (int i = 0; i < count; i++) {
            drift = random.nextInt(150) == 0 ? -drift : drift;
            double close = price * (1 + drift + 0.0006 * random.nextGaussian());
            double high = Math.max(price, close) * 1.0001;
            double low = Math.min(price, close) * 0.9999;
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%.2f,%.2f,%.2f,%.2f,%.3f%n",
                    1_577_836_800L + (long) i * seconds,
                    price,
                    high,
                    low,
                    close,
                    1 + random.nextDouble()));
            price = close;
        }
        return Files.writeString(directory.resolve(name), text);
    }
}
