package io.colin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RunStarted;
import io.colin.api.instrument.Symbol;
import io.colin.api.ledger.EventStore;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.ml.registry.ModelDirectory;
import io.colin.server.fixture.SmallModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** One small model and its bars serve all tests. */
class BacktestCommandTest {
    @TempDir
    private static Path directory;

    private static Path bars;
    private static Path model;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void prepare() throws IOException {
        bars = Files.writeString(directory.resolve("btc-usd.csv"), SmallModel.csv(SmallModel.bars()));
        model = ModelDirectory.in(directory.resolve("models")).save(SmallModel.file());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "backtest                                        | --data",
                "backtest --data=none.csv                        | none.csv",
                "backtest --data=builtin --trials=0              | --trials: must be at least 1 (0)",
                "backtest --data=builtin --trial-variance=-1     | --trial-variance: must be above 0 (-1.0)",
                "backtest --data=builtin --walk-forward=99       | --walk-forward: must be in [0.0, 50.0] (99.0)",
                "backtest --data=builtin --from=soon             | --from: must be a UTC time such as 2024-08-08",
                "backtest --data=builtin --from=2024-08-08 --to=2024-08-07 | --to: must be later than --from"
                        + " (2024-08-07)",
                "backtest --data=builtin --model=none            | --model: must be a model's directory or the id of"
                        + " one in",
                "backtest --data=builtin --report=no/such/b.html | --report: must be a file in an existing directory",
                "backtest --data=builtin --costs=no/such/b.html  | --costs: must be a file in an existing directory",
                "backtest --data=builtin --json=no/such/b.json   | --json: must be a file in an existing directory",
                "report none                                     | RUN: must be the directory of a run or its"
                        + " ledger.db (none)",
                "report none --trials=0                          | --trials: must be at least 1 (0)",
                "check parity none other                         | RUN: must be the directory of a run or its"
                        + " ledger.db (none)",
                "check lookahead --data=builtin --cuts=0         | --cuts: must be in [1, 1000] (0)",
                "check future                                    | future",
            })
    void aUsageErrorIsOneLineAndExitCodeTwo(String arguments, String message) {
        assertThat(colin(arguments.strip().split(" +"))).isEqualTo(2);
        assertThat(err.toString().strip()).contains(message).doesNotContain("\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void measuresARunAsAPageAndADocument() throws IOException {
        Path page = directory.resolve("backtest.html");
        Path document = directory.resolve("backtest.json");
        Path costs = directory.resolve("costs.html");
        Path config = Files.writeString(
                directory.resolve("impact.yaml"),
                "venues: {paper: {impact: {model: square_root, eta: 0.2}, margin: {model: cross, initial_rate: 0.2}}}");
        assertThat(backtest(
                        "--config=" + config,
                        "--trials=3",
                        "--report=" + page,
                        "--costs=" + costs,
                        "--json=" + document))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(Files.readString(document));

        assertThat(json.path("run").path("symbols")).hasSize(1);
        assertThat(json.path("run").path("fidelity").asText()).isEqualTo("bar-simulated");
        assertThat(json.path("run").path("state_hash").asText()).hasSize(64);
        assertThat(json.path("activity").path("signals").asLong()).isPositive();
        assertThat(json.path("performance").path("trials").asInt()).isEqualTo(3);
        assertThat(json.path("performance").path("sharpe_ratio").isNull()).isTrue();
        assertThat(json.path("missing").path("sharpe_ratio").asText()).startsWith("needs 20 days, the run has ");
        assertThat(json.path("settings").path("trading.initial_cash").asText()).isNotEmpty();
        assertThat(json.path("settings").path("venue.paper.assumes").asText())
                .contains("impact by eta 0.2, beta 0.5, gamma 0.3")
                .contains("margin on a collateral of 1000000 USD, initial 0.2 and maintenance 0.05");
        assertThat(json.path("settings").path("execution.vwap.curve.BTC/USD").asText())
                .startsWith("none: 0 whole days of history before the first trade, 5 are needed");
        assertThat(Files.readString(page))
                .contains(
                        "Beside buying and holding",
                        json.path("run").path("state_hash").asText());
        assertThat(Files.readString(costs)).contains("<title>Costs of execution, bt</title>", "parents with");
        assertThat(out.toString())
                .contains("Performance, net of all costs", "report " + page, "document " + document, "costs " + costs);
    }

    @Test
    void writesTheCostsAsADocumentWhereTheFileIsNamedLikeOne() throws IOException {
        Path costs = directory.resolve("costs.json");
        assertThat(backtest("--costs=" + costs)).isZero();
        JsonNode json = new ObjectMapper().readTree(Files.readString(costs));
        assertThat(json.path("parents").isArray()).isTrue();
        assertThat(json.path("summary").path("total").path("parents").asInt())
                .isEqualTo(json.path("parents").size());
        assertThat(json.path("grades").isArray()).isTrue();
        assertThat(json.path("summary").path("grades").isObject()).isTrue();
    }

    @Test
    void givesTheSameDocumentTwiceAndAnotherInAnotherTime() {
        assertThat(backtest("--json")).isZero();
        String first = out.toString();
        out.getBuffer().setLength(0);
        assertThat(backtest("--json")).isZero();
        assertThat(out.toString()).isEqualTo(first);
        out.getBuffer().setLength(0);
        assertThat(backtest("--json", "--to=2013-11-25T23:30:00Z")).isZero();
        assertThat(out.toString()).isNotEqualTo(first).contains("2013-11-25T23:");
    }

    @Test
    void keepsALedgerThatDecidedAsAnotherBacktestDid() {
        Path one = directory.resolve("one.db");
        Path again = directory.resolve("again.db");
        Path shorter = directory.resolve("shorter.db");
        assertThat(backtest("--ledger=" + one)).isZero();
        assertThat(backtest("--ledger=" + again)).isZero();
        assertThat(backtest("--ledger=" + shorter, "--to=2013-11-25T23:30:00Z")).isZero();
        assertThat(colin("check", "parity", one.toString(), again.toString())).isZero();
        assertThat(out.toString()).containsPattern("[1-9][0-9]* decisions are equal");
        assertThat(colin("check", "parity", one.toString(), shorter.toString())).isEqualTo(1);
        assertThat(backtest("--ledger=" + one)).isEqualTo(2);
        assertThat(err.toString()).contains("--ledger: must be a new file in an existing directory (" + one + ")");
    }

    @Test
    void aBacktestThatFailsLeavesNoLedgerAndSaysSo() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("failing"));
        Path torn = Files.writeString(folder.resolve("btc-usd.csv"), Files.readString(bars) + "1,2,3\n");
        Path ledger = folder.resolve("torn.db");
        assertThat(colin("backtest", "--data=" + torn, "--model=" + model, "--ledger=" + ledger))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("the backtest did not come to its end: no ledger is kept in " + ledger)
                .contains("btc-usd.csv");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("torn"));
    }

    @Test
    void aLedgerComesToItsPlaceWhenItsBacktestIsOverAndWhatAKilledOneLeftIsNotTakenForIt() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("whole"));
        Path ledger = folder.resolve("kept.db");
        NewLedger begun = NewLedger.at(ledger, silent());
        EventStore store = begun.open();
        assertThat(ledger).doesNotExist();
        assertThat(folder.resolve("kept.db.partial")).exists();
        // As a kill leaves it: nobody closes anything.
        assertThat(backtest("--ledger=" + ledger)).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--ledger: must not have an unfinished ledger beside it, of a backtest that runs or was killed:"
                                + " remove it if none runs (" + folder.resolve("kept.db.partial") + ")");
        store.close();
        begun.close();
        assertThat(folder).isEmptyDirectory();

        assertThat(backtest("--ledger=" + ledger)).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("kept.db", "kept.db.head");
        }
        try (EventStore kept = SqliteEventStore.open(ledger)) {
            assertThat(kept.lastSequence()).isPositive();
        }
    }

    @Test
    void whatCameToThePlaceMeanwhileIsNotOverwritten() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("meanwhile"));
        Path ledger = folder.resolve("kept.db");
        try (NewLedger begun = NewLedger.at(ledger, silent())) {
            begun.open().close();
            Files.writeString(ledger, "mine");
            assertThatThrownBy(begun::keep).hasMessageContaining("it is whole in " + folder.resolve("kept.db.partial"));
        }
        assertThat(ledger).hasContent("mine");
        SqliteEventStore.open(folder.resolve("kept.db.partial")).close();
    }

    @Test
    void ofTwoThatBeginOneLedgerAtOnceTheSecondTakesNothingFromTheFirst() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("at-once"));
        for (int round = 0; round < 20; round++) {
            Path ledger = folder.resolve("kept" + round + ".db");
            CyclicBarrier together = new CyclicBarrier(2);
            Callable<Boolean> begin = () -> {
                NewLedger one = NewLedger.at(ledger, silent());
                together.await();
                try {
                    one.open().close();
                    return true;
                } catch (IllegalArgumentException e) {
                    one.close();
                    return false;
                }
            };
            try (ExecutorService two = Executors.newFixedThreadPool(2)) {
                List<Future<Boolean>> begun = two.invokeAll(List.of(begin, begin));
                assertThat(begun.get(0).get()).isNotEqualTo(begun.get(1).get());
            }
            assertThat(folder.resolve("kept" + round + ".db.partial")).exists();
        }
    }

    @Test
    void aLedgerThatDoesNotReachItsPlaceKeepsItsHead() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("between"));
        // A link to nothing lets the head pass and stops the ledger, as a kill between the two would.
        Path ledger = Files.createSymbolicLink(folder.resolve("kept.db"), folder.resolve("nothing"));
        try (NewLedger begun = NewLedger.at(ledger, silent())) {
            begun.open().close();
            assertThatThrownBy(begun::keep).hasMessageContaining("it is whole in " + folder.resolve("kept.db.partial"));
        }
        assertThat(folder.resolve("kept.db.partial")).exists();
        assertThat(folder.resolve("kept.db.partial.head")).exists();
    }

    @Test
    void oneFileForTwoIsRefusedBeforeAnythingRuns() {
        Path page = directory.resolve("same.html");
        Path spelt = directory.resolve(".").resolve("same.html");
        assertThat(backtest("--report=" + page, "--costs=" + spelt)).isEqualTo(2);
        assertThat(err.toString()).contains("--costs: must differ from --report (" + spelt + ")");
        err.getBuffer().setLength(0);
        assertThat(colin("report", "none", "--report=" + page, "--json=" + page))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--json: must differ from --report (" + page + ")");
        assertThat(page).doesNotExist();
    }

    @Test
    void whatCameOutIsSaidBeforeAWriteFails() {
        Path tooLong = directory.resolve("a".repeat(300));
        assertThat(backtest("--report=" + tooLong)).isEqualTo(2);
        assertThat(err.toString()).contains("--report: cannot be written (");
        assertThat(out.toString()).contains("Performance, net of all costs").doesNotContain("report " + tooLong);
    }

    @Test
    void refusesAPeriodWithoutData() {
        assertThat(backtest("--from=2030-01-01")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--from: must have an event of the data after it; they are from 2013-",
                        "(2030-01-01T00:00:00Z)");
        err.getBuffer().setLength(0);
        assertThat(backtest("--to=2001-01-01")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--to: must not be before the data, which are from 2013-", "(2001-01-01T00:00:00Z)");
    }

    @Test
    void refusesAModelOfAnotherSymbol() throws IOException {
        Path other = Files.copy(bars, directory.resolve("eth-usd.csv"));
        assertThat(colin("backtest", "--data=" + other, "--model=" + model)).isEqualTo(2);
        assertThat(err.toString()).contains("--model: must be of a symbol of the data, not of BTC/USD");
    }

    @Test
    void theSmallModelKnowsNoFuture() throws IOException {
        assertThat(colin("check", "lookahead", "--data=" + bars, "--model=" + model, "--cuts=2", "--json", "--quiet"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("clean").asBoolean()).isTrue();
        assertThat(json.path("cuts")).hasSize(2);
        assertThat(json.path("cuts").get(1).path("equal_decisions").asLong()).isPositive();
    }

    @Test
    void comparesLedgersAndNamesTheFirstDifference() {
        Path one = ledger("one", "a", "BTC/USD", "100", "110");
        Path same = ledger("same", "b", "BTC/USD", "100", "110");
        Path other = ledger("other", "c", "BTC/USD", "100", "111");

        assertThat(colin("check", "parity", one.toString(), same.toString())).isZero();
        assertThat(out.toString()).contains("2 decisions are equal");
        assertThat(colin("check", "parity", one.toString(), other.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("1 decisions are equal, then decision 2, OrderFilled at 1970-01-01T00:00:02Z: fill.price is"
                        + " 110 on the left and 111 on the right");
    }

    @Test
    void reportsARunFromItsLedger() throws IOException {
        Path page = directory.resolve("run.html");
        Path run = ledger("spot", "r0001", "BTC/USD", "100", "110");
        assertThat(colin("report", run.toString(), "--report=" + page, "--json"))
                .isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());

        assertThat(json.path("round_trips")).hasSize(1);
        assertThat(json.path("round_trips").get(0).path("net").asText()).isEqualTo("8");
        assertThat(json.path("run").path("ended").asBoolean()).isFalse();
        assertThat(json.path("performance").path("total_return").isNull()).isTrue();
        assertThat(json.path("missing").path("total_return").asText()).startsWith("a ledger keeps no prices");
        assertThat(Files.readString(page)).contains("stopped before the end of the data");
    }

    @Test
    void aContractNeedsTheDataOfTheRun() {
        Path run = ledger("perpetual", "r0001", "BTC/USDT:USDT", "100", "110");
        assertThat(colin("report", run.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--data: must be given, for a ledger does not keep the contract size");
        err.getBuffer().setLength(0);
        assertThat(colin("report", run.toString(), "--data=" + bars)).isEqualTo(2);
        assertThat(err.toString()).contains("--data: must be the data of the run, somewhere with SHA-256 none");
    }

    private static Terminal silent() {
        return Terminal.of(new CommandLine(new BacktestCommand()).getCommandSpec(), true);
    }

    private int backtest(String... more) {
        List<String> arguments = new ArrayList<>(List.of("backtest", "--data=" + bars, "--model=" + model));
        arguments.addAll(List.of(more));
        return colin(arguments.toArray(String[]::new));
    }

    private int colin(String... arguments) {
        return ColinCommand.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    /** A run that bought and sold one at two prices, a unit of fee each. */
    private static Path ledger(String folder, String runId, String symbol, String bought, String sold) {
        Path run = directory.resolve(folder);
        RunStarted started = new RunStarted(
                header(1), runId, "somewhere", "none", "main", "USD", new BigDecimal("1000"), 42, "", "");
        try (EventStore store = SqliteEventStore.in(run)) {
            for (LedgerEvent event : List.of(
                    started,
                    filled(header(1), fill(symbol, Side.BUY, bought, runId + "-1", 1)),
                    filled(header(2), fill(symbol, Side.SELL, sold, runId + "-2", 2)))) {
                store.append(List.of(LedgerCodec.encode(event, "engine", "", List.of())));
            }
        }
        return run;
    }

    private static OrderFilled filled(EventHeader header, Fill fill) {
        return new OrderFilled(header, fill, OrderStatus.FILLED, OrderStatus.FILLED);
    }

    private static Fill fill(String symbol, Side side, String price, String order, long second) {
        return new Fill(
                "t" + second,
                order,
                order,
                "paper",
                Symbol.of(symbol),
                side,
                BigDecimal.ONE,
                new BigDecimal(price),
                BigDecimal.ONE,
                "USD",
                Liquidity.TAKER,
                second * 1_000_000_000L);
    }

    private static EventHeader header(long second) {
        return new EventHeader(second, second * 1_000_000_000L, second, "any", "any");
    }
}
