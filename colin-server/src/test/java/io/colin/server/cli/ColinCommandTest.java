package io.colin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColinCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --prot=1            | --port",
                "rum                     | run",
                "run --speed=fast        | --speed: must be max or a number above 0 (fast)",
                "run --speed=-1          | --speed: must be max or a number above 0",
                "run --for=soon          | --for: must be a duration",
                "run --port=notaport     | server.port: must be a whole number in [0, 65535] (notaport)",
                "run --mode=production   | mode: is not in this version",
                "run --config=none.yaml  | none.yaml: there is no such file",
                "validate --section=food | --section: must be one of all, ai, execution, risk, server (food)",
                "validate none.yaml      | none.yaml: there is no such file",
            })
    void aUsageErrorIsOneLineOnStandardErrorAndExitCodeTwo(String arguments, String message) {
        assertThat(colin(arguments.strip().split(" +"))).isEqualTo(2);
        assertThat(err.toString().strip())
                .contains(message)
                .doesNotContain("\n")
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpShowsExamples() {
        for (String command : new String[] {"--help", "run --help", "validate --help", "test --help"}) {
            assertThat(colin(command.split(" "))).isZero();
        }
        assertThat(out.toString()).contains("Examples:").contains("--exit-when-done");
        assertThat(colin("--version")).isZero();
    }

    @Test
    void validateNamesEveryViolationOfASection() throws IOException {
        Path file = Files.writeString(
                directory.resolve("bad.yaml"), "server: {port: -1}\nrisk: {daily_loss: 5, collar_ratio: 0}\n");
        assertThat(colin("validate", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(3);
        err.getBuffer().setLength(0);
        assertThat(colin("validate", "--section=risk", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("risk."));
        assertThat(colin("validate", "--section=ai", file.toString())).isZero();
    }

    /** Names that are those of sections, too. */
    @ParameterizedTest
    @ValueSource(strings = {"trading.yaml", "execution.yaml", "venues.yaml"})
    void validateOfASectionRefusesAFileThatCannotBeTakenWhateverItsName(String file) {
        assertThat(colin("validate", "--section=risk", file)).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly(file + ": there is no such file");
    }

    @Test
    void validateNamesEveryRuleThatScopesPermissionsScenariosAndSizersBreak() throws IOException {
        Path file = Files.writeString(directory.resolve("scopes.yaml"), """
                trading: {account: main}
                risk:
                  scopes:
                    gross: ["firm=0", "strategy.momentum=50000"]
                    positions: ["venue.binance|BTC/USD=5000", "account.other|BTC/USD=5000"]
                    long: ["firm|BTC/USD=5"]
                    short: ["account.other=5", "venue.paper=5"]
                    quantities: ["strategy.a|BTC/USD=2", "strategy.a|BTC/USD=3"]
                  permissions: {allow: ["engine|BTC/USD|kraken|amend"]}
                  stress:
                    scenarios: [covid_19_crash, exchange_failure]
                    limited: [covid_19_crash, exchange_failure, dot_com_bubble]
                    custom: ["luna sector.memes=-0.9"]
                  correlation: {min_bets: -1}
                  drawdown: {active_reduction: maybe, halt_target: 0.6}
                  sizing: {method: martingale, ladder: ["0.6:0.5", "0.7:0.4"], volatility: 11}
                  breakers:
                    volatility: {median_hours: 500, ratio: 1000001, floor: 1000001}
                    venue: {spread_bps: 10001}
                    var: {factor: 1}
                  var: {min_returns: 300, proxies: ["NEW/USD=NEW/USD"]}
                """);
        assertThat(colin("validate", "--section=risk", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "risk.scopes.gross: must be a list as strategy.momentum=50000 or firm=1000000"
                                + " ([\"firm=0\",\"strategy.momentum=50000\"])",
                        "risk.scopes.positions: must name a venue there is: paper (venue.binance|BTC/USD=5000)",
                        "risk.scopes.positions: must name the account of trading.account, main"
                                + " (account.other|BTC/USD=5000)",
                        "risk.scopes.long: must be a list as strategy.momentum=50000, strategy.momentum|BTC/USD=5000 or"
                                + " firm=1000000 ([\"firm|BTC/USD=5\"])",
                        "risk.scopes.short: must name the account of trading.account, main (account.other=5)",
                        "risk.scopes.quantities: must name each once"
                                + " ([\"strategy.a|BTC/USD=2\",\"strategy.a|BTC/USD=3\"])",
                        "risk.permissions.allow: must name a venue there is: paper (engine|BTC/USD|kraken|amend)",
                        "risk.permissions.allow: must be empty while risk.permissions.deny_by_default is false"
                                + " ([engine|BTC/USD|kraken|amend])",
                        "risk.stress.custom: must name a sector of risk.position.sectors (luna sector.memes)",
                        "risk.stress.limited: must be a sum over positions: it strikes the largest venue, which an order"
                                + " may change (exchange_failure)",
                        "risk.stress.limited: must be one of risk.stress.scenarios or risk.stress.custom (dot_com_bubble)",
                        "risk.correlation.min_bets: must be a number of 0 or more (-1)",
                        "risk.drawdown.active_reduction: must be true or false (maybe)",
                        "risk.drawdown.halt_target: must be at most risk.drawdown.hard_target 0.5 (0.6)",
                        "risk.sizing.method: must be one of equity_share, fixed_fraction, volatility_target,"
                                + " fractional_kelly, confidence_ladder, risk_parity (martingale)",
                        "risk.sizing.ladder: must rise, each confidence once, no part below the one before (0.7:0.4)",
                        "risk.sizing.volatility: must be a number in (0, 10] (11)",
                        "risk.breakers.volatility.ratio: must be a number in (1, 1000000] (1000001)",
                        "risk.breakers.volatility.floor: must be a number in (0, 1000000] (1000001)",
                        "risk.breakers.venue.spread_bps: must be a number in [0.000001, 10000] (10001)",
                        "risk.breakers.var.factor: must be a number above 1 (1)",
                        "risk.breakers.volatility.min_median_hours: must be at most"
                                + " risk.breakers.volatility.median_hours 500 (648)",
                        "risk.var.min_returns: must be at most risk.var.min_historical 250 (300)",
                        "risk.var.min_returns: must be at most risk.var.lookback 252 (300)",
                        "risk.var.proxies: must name another symbol (NEW/USD=NEW/USD)");
    }

    @Test
    void validateNamesEveryRuleThatAFileOfLimitsBreaksInOneAnswer() throws IOException {
        Path file = Files.writeString(directory.resolve("limits.yaml"), """
                risk:
                  position: {max_equity_ratio: 1.5, sector: -0.4, quantity_caps: [BTC-10]}
                  var: {95/1d: 0.04, paths: 10001, lookback: 20}
                  stress_max: "a tenth"
                  drawdown: {warn: 0.06, max_hour: 4}
                  correlation: {group: 0}
                  compliance: {regime: mifid_3, order_min: 2000000, trades_per_day: 10.5}
                  throttle: {orders_per_s: 200}
                  daily_loss: 1
                """);
        assertThat(colin("validate", "--section=risk", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "risk.position.max_equity_ratio: must be a number in (0, 1] (1.5)",
                        "risk.position.sector: must be a number above 0 (-0.4)",
                        "risk.position.quantity_caps: must be a list as BTC/USD=10 ([\"BTC-10\"])",
                        "risk.var.lookback: must be a whole number in [30, 10000] (20)",
                        "risk.stress_max: must be a number in (0, 1] (a tenth)",
                        "risk.drawdown.max_hour: unknown; did you mean risk.drawdown.max_hours?",
                        "risk.correlation.group: must be a number above 0 (0)",
                        "risk.compliance.regime: must be one of none, sec_finra, mifid_ii, fca, asic (mifid_3)",
                        "risk.compliance.trades_per_day: must be a whole number in [1, 1000000] (10.5)",
                        "risk.var.95/1d: must be at most risk.var.99/1d 0.03 (0.04)",
                        "risk.var.paths: must be even: each path has its mirror image (10001)",
                        "risk.drawdown.reduce: must be above risk.drawdown.warn 0.06 (0.04)",
                        "risk.compliance.order_min: must be at most risk.compliance.order_max 1000000 (2000000)",
                        "risk.throttle.orders_per_s: must be at most risk.throttle.orders_per_s_all 100 (200)",
                        "risk.daily_loss: must be below 1 (1)");
    }

    @Test
    void aMissingSourceAndATakenPortAreOneLine() throws IOException {
        assertThat(run("--source=" + directory.resolve("none.csv"))).isNotZero();
        assertThat(err.toString().lines().filter(line -> line.startsWith("colin: ")))
                .hasSize(1);
        err.getBuffer().setLength(0);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(colin(
                            "run",
                            "--data-dir=" + directory,
                            "--source=" + trades(),
                            "--exit-when-done",
                            "--port=" + taken.getLocalPort()))
                    .isNotZero();
        }
        assertThat(err.toString().lines().filter(line -> line.startsWith("colin: ")))
                .singleElement()
                .asString()
                .contains("cannot be bound");
    }

    @Test
    void aRunOverAFileEndsWithItsReportAndTheNextOneIsAnother() throws IOException {
        String source = "--source=" + trades();
        assertThat(run(source)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Run r0001").contains("ai.demonstration = false");
        out.getBuffer().setLength(0);
        assertThat(run(source, "--json")).as(err.toString()).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("run_id").asText()).isEqualTo("r0002");
        assertThat(report.path("market_events").asLong()).isEqualTo(500);
        assertThat(report.path("finished").asBoolean()).isTrue();
        assertThat(report.path("money").path("equity").asText()).isEqualTo("1000000");
    }

    @Test
    void aDamagedLedgerIsOneLineAndNothingIsOverwritten() throws IOException {
        Path run = Files.createDirectories(directory.resolve("runs").resolve("r0001"));
        Path ledger = Files.writeString(
                run.resolve("ledger.db"), "this is no database, and long enough to say so".repeat(20));
        byte[] before = Files.readAllBytes(ledger);
        assertThat(run("--source=" + trades())).isEqualTo(1);
        assertThat(err.toString().lines().filter(line -> line.startsWith("colin: ")))
                .singleElement()
                .asString()
                .contains("ledger");
        assertThat(Files.readAllBytes(ledger)).isEqualTo(before);
    }

    private int run(String... more) {
        String[] all = new String[more.length + 5];
        all[0] = "run";
        all[1] = "--speed=max";
        all[2] = "--exit-when-done";
        all[3] = "--port=0";
        all[4] = "--data-dir=" + directory;
        System.arraycopy(more, 0, all, 5, more.length);
        return colin(all);
    }

    private int colin(String... arguments) {
        return ColinCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    /** Too few trades to learn from. */
    private Path trades() throws IOException {
        Random random = new Random(7);
        StringBuilder csv = new StringBuilder("time,price,quantity\n");
        for (int i = 0; i < 500; i++) {
            csv.append(1_700_000_000L + 20L * i)
                    .append(',')
                    .append(600 + random.nextInt(10))
                    .append(',')
                    .append(1 + random.nextInt(3))
                    .append('\n');
        }
        return Files.writeString(directory.resolve("btc-usd.csv"), csv);
    }
}
