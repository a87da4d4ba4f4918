package io.colin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colin.ml.book.BookModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The book profile as a person calls it, on made-up recordings. One model is trained for all tests. */
class BookCommandTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final int STEPS = 5_500;

    @TempDir
    private static Path directory;

    private static Path book;
    private static Path model;
    private static JsonNode trained;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        book = recording("btcusdt", 5, STEPS);
        StringWriter result = new StringWriter();
        int code = ColinCommand.execute(
                new PrintWriter(result),
                new PrintWriter(new StringWriter()),
                "train",
                "--profile=book",
                "--data=" + book,
                "--out=" + directory.resolve("models"),
                "--report=" + directory.resolve("train.html"),
                "--json");
        assertThat(code).isZero();
        trained = new ObjectMapper().readTree(result.toString());
        model = models("models").getFirst();
    }

    @Test
    void trainingGivesOneDocumentAPageAndAModel() throws IOException {
        assertThat(trained.path("title").asText()).isEqualTo("Book model " + model.getFileName());
        assertThat(trained.path("verdict").asText()).startsWith("BTC/USDT:USDT, next move");
        assertThat(models("models")).hasSize(1);
        assertThat(Files.readString(directory.resolve("train.html")))
                .contains("Reliability", "Confusion", "Equity after costs", "Importance of columns", "<svg");
    }

    @Test
    void evaluatingOnTheSameDataJudgesWhatWasHeldOut() throws IOException {
        assertThat(evaluate(book, model.getFileName().toString(), "--json", "--report=" + directory.resolve("e.html")))
                .as(err.toString())
                .isZero();
        JsonNode again = new ObjectMapper().readTree(out.toString());
        assertThat(again.path("verdict")).isEqualTo(trained.path("verdict"));
        assertThat(Files.readString(directory.resolve("e.html"))).contains("Reliability", "<svg");
    }

    @Test
    void whatWasTrainedIsShownWithWhatWasMeasured() {
        assertThat(colin("models", "show", model.getFileName().toString(), "--data-dir=" + directory))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("  measured    BTC/USDT:USDT, ")))
                .hasSize(4)
                .first()
                .asString()
                .endsWith(trained.path("verdict").asText());
    }

    @Test
    void fitsEachBookAndSaysWhatHoldsForAllTogether() throws IOException {
        Path other = recording("ethusdt", 6, STEPS);
        assertThat(colin(
                        "train",
                        "--profile=book",
                        "--fit-each",
                        "--data=" + book,
                        "--data=" + other,
                        "--out=" + directory.resolve("each")))
                .as(err.toString())
                .isZero();
        assertThat(models("each")).hasSize(2).contains(directory.resolve("each").resolve(model.getFileName()));
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("ETH/USDT:USDT, next move"))
                .anyMatch(line -> line.startsWith("model "))
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("together"));
    }

    @Test
    void aModelCutShortOrWithAChangedByteIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(model.resolve(BookModelFile.CONTENT));
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        for (byte[] content : List.of(changed, Arrays.copyOf(whole, whole.length / 2))) {
            Path damaged = Files.createTempDirectory(directory, "damaged");
            Files.copy(model.resolve("manifest.sha256"), damaged.resolve("manifest.sha256"));
            Files.write(damaged.resolve(BookModelFile.CONTENT), content);
            assertThat(evaluate(book, damaged.toString())).isEqualTo(1);
            oneLine(BookModelFile.CONTENT + " is damaged");
        }
    }

    @Test
    void whatCameOutIsSaidBeforeAPageThatCannotBeWritten() {
        Path tooLong = directory.resolve("a".repeat(300));
        assertThat(evaluate(book, model.toString(), "--report=" + tooLong)).isEqualTo(2);
        oneLine("--report: cannot be written (");
        assertThat(out.toString()).startsWith("BTC/USDT:USDT, next move");
    }

    @Test
    void aRecordingThatIsTooShortIsRefused() throws IOException {
        Path shorter = recording("shortusdt", 5, 2_800);
        assertThat(colin("train", "--profile=book", "--data=" + shorter, "--out=" + directory.resolve("none")))
                .isEqualTo(1);
        oneLine("training needs at least 1000 rows with an answer");
        assertThat(evaluate(shorter, model.toString())).isEqualTo(1);
        oneLine("data: must hold at least 15 rows with an answer more than 30 s after the model's own data");
        assertThat(directory.resolve("none")).doesNotExist();
    }

    private int evaluate(Path data, String which, String... more) {
        String[] arguments = {
            "evaluate", "--profile=book", "--data=" + data, "--model=" + which, "--models=" + model.getParent()
        };
        return colin(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    }

    private int colin(String... arguments) {
        err.getBuffer().setLength(0);
        return ColinCommand.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private void oneLine(String message) {
        assertThat(err.toString().strip())
                .startsWith("colin: ")
                .contains(message)
                .doesNotContain("\n");
    }

    private static List<Path> models(String folder) throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve(folder))) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** A market whose mid goes to the lighter side of the best quote three times in four. */
    private static Path recording(String symbol, long seed, int steps) throws IOException {
        return Files.writeString(
                directory.resolve(symbol + "-" + steps + ".jsonl"),
                new Tape(symbol.startsWith("eth") ? "ETHUSDT" : "BTCUSDT", seed).written(steps));
    }

    /** Writes what the exchange would have sent. */
    private static final class Tape {
        private static final int DEPTH = 40;

        private final StringBuilder text = new StringBuilder();
        private final String symbol;
        private final SplittableRandom random;
        private long timeNs = START_NS;
        private long update = 100;
        private int mid = 600_000;

        private Tape(String symbol, long seed) {
            this.symbol = symbol;
            this.random = new SplittableRandom(seed);
        }

        private String written(int steps) {
            StringBuilder bids = new StringBuilder();
            StringBuilder asks = new StringBuilder();
            for (int k = 1; k <= DEPTH; k++) {
                level(bids, mid - k, size());
                level(asks, mid + k, size());
            }
            quote(size(), size());
            text.append(timeNs).append(" {\"lastUpdateId\":100,\"bids\":[").append(bids);
            text.append("],\"asks\":[").append(asks).append("]}\n");
            for (int i = 0; i < steps; i++) {
                step();
            }
            return text.toString();
        }

        private void step() {
            timeNs += (1 + random.nextInt(60)) * 1_000_000L;
            StringBuilder bids = new StringBuilder();
            StringBuilder asks = new StringBuilder();
            int bid = size();
            int ask = size();
            if (random.nextInt(8) == 0) {
                boolean up = bid > ask == (random.nextInt(4) > 0);
                level(up ? asks : bids, up ? mid + 1 : mid - 1, 0);
                mid += up ? 1 : -1;
                level(up ? asks : bids, up ? mid + DEPTH : mid - DEPTH, size());
            }
            level(bids, mid - 1, bid);
            level(asks, mid + 1, ask);
            message(
                    "depth@0ms",
                    "depthUpdate",
                    "\"U\":" + (update + 1) + ",\"u\":" + (update + 1) + ",\"pu\":" + update + ",\"b\":[" + bids
                            + "],\"a\":[" + asks + "]");
            update++;
            quote(bid, ask);
            if (random.nextInt(4) == 0) {
                boolean sell = random.nextBoolean();
                message(
                        "trade",
                        "trade",
                        "\"t\":1,\"p\":\"" + price(sell ? mid - 1 : mid + 1) + "\",\"q\":\"0.010\",\"m\":" + sell);
            }
        }

        private void quote(int bid, int ask) {
            message(
                    "bookTicker",
                    "bookTicker",
                    "\"b\":\"" + price(mid - 1) + "\",\"B\":\"" + quantity(bid) + "\",\"a\":\"" + price(mid + 1)
                            + "\",\"A\":\"" + quantity(ask) + "\"");
        }

        private void message(String stream, String kind, String content) {
            text.append(timeNs)
                    .append(" {\"stream\":\"")
                    .append(symbol.toLowerCase(Locale.ROOT))
                    .append('@')
                    .append(stream)
                    .append("\",\"data\":{\"e\":\"")
                    .append(kind)
                    .append("\",\"s\":\"")
                    .append(symbol)
                    .append("\",")
                    .append(content)
                    .append("}}\n");
        }

        private int size() {
            return 1 + random.nextInt(5_000);
        }

        private static void level(StringBuilder side, int ticks, int lots) {
            side.append(side.isEmpty() ? "" : ",")
                    .append("[\"")
                    .append(price(ticks))
                    .append("\",\"")
                    .append(quantity(lots))
                    .append("\"]");
        }

        private static String price(int ticks) {
            return ticks / 10 + "." + ticks % 10;
        }

        private static String quantity(int lots) {
            return String.format(Locale.ROOT, "%.3f", lots / 1_000.0);
        }
    }
}
