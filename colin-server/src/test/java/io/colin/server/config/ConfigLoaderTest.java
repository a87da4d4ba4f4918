package io.colin.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.colin.server.security.ApiKey;
import io.colin.server.security.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final String HASH = "a".repeat(64);

    @TempDir
    private Path directory;

    @Test
    void commandLineBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
        Path file = file("server:\n  port: 1\ndata_dir: from-file\ntrading: {account: from-file}\n");
        Config config = ConfigLoader.load(new ConfigLoader.Sources(
                Optional.of(file),
                Map.of("COLIN_SERVER__PORT", "2", "COLIN_DATA_DIR", "from-env", "PATH", "/bin"),
                Map.of("server.port", "3")));
        assertThat(config.integer("server.port")).isEqualTo(3);
        assertThat(config.source("server.port")).isEqualTo("command line");
        assertThat(config.text("data_dir")).isEqualTo("from-env");
        assertThat(config.source("data_dir")).isEqualTo("environment");
        assertThat(config.text("trading.account")).isEqualTo("from-file");
        assertThat(config.text("mode")).isEqualTo("development");
        assertThat(config.source("mode")).isEqualTo("default");
    }

    @Test
    void everyViolationComesAtOnce() throws IOException {
        ConfigException e = broken("""
                server: {port: 70000, prot: 1}
                risk: {daily_loss: 2, var: {method: x}}
                mode: fast
                """);
        assertThat(e.violations().stream().map(ConfigViolation::line))
                .contains(
                        "server.port: must be a whole number in [0, 65535] (70000)",
                        "server.prot: unknown; did you mean server.port?",
                        "risk.daily_loss: must be a number in (0, 1] (2)",
                        "risk.var.method: must be one of larger (x)")
                .anyMatch(line -> line.startsWith("mode: must be one of"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "risk:\n  position:\n    max_value: 1000\nrisk.position.max_value: 900000000\n",
                "risk.position.max_value: 1000\nrisk:\n  position:\n    max_value: 900000000\n",
                "risk:\n  position: {max_value: 1000}\n  position.max_value: 900000000\n"
            })
    void aFieldThatAFileGivesInTwoWaysIsAMistake(String yaml) throws IOException {
        assertThat(broken(yaml).violations().stream().map(ConfigViolation::line))
                .containsExactly("risk.position.max_value: a key occurs twice in the file (900000000)");
    }

    @Test
    void aFieldThatTheEnvironmentGivesInTwoWaysIsAMistake() {
        Map<String, String> twice =
                Map.of("COLIN_RISK__POSITION__MAX_VALUE", "1000", "COLIN_RISK__POSITION__max_value", "1000");
        assertThatThrownBy(() -> load(Optional.empty(), twice, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("risk.position.max_value: a key occurs twice in the environment (1000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"010", "0x10", "0b11", "+010", "0_17", "00.5", "1:30", "!!int '010'", "-0x10"})
    void aNumberThatYamlReadsAsAnotherThanItIsWrittenIsAMistake(String raw) throws IOException {
        String written = raw.replaceAll("!!int |'", "");
        for (String field : List.of("risk.position.max_value", "risk.throttle.orders_per_s")) {
            assertThat(broken(field + ": " + raw + "\n").violations().stream().map(ConfigViolation::line))
                    .anyMatch(line -> line.startsWith(field + ": must be ") && line.endsWith("(" + written + ")"));
        }
    }

    @Test
    void aLeadingZeroIsNamedAlsoInAListOfKeysAndNotShownThere() throws IOException {
        ConfigException e = broken("""
                security: {api_keys: [{id: 010, owner: ann, role: viewer, sha256: %s}]}
                risk: {throttle: {orders_per_s: 0017}}
                """.formatted(HASH));
        assertThat(e.violations().stream().map(ConfigViolation::line))
                .containsExactlyInAnyOrder(
                        "security.api_keys: must be written as a decimal number without a leading zero",
                        "risk.throttle.orders_per_s: must be written as a decimal number without a leading zero (0017)");
    }

    @ParameterizedTest
    @CsvSource({"1_000,1000", "1_000.5,1000.5", "0.25,0.25", "+7,7", "1.5e+3,1500", "12e2,1200", "'\"010\"',10", "8,8"})
    void aNumberThatIsReadAsItIsWrittenIsTaken(String raw, String value) throws IOException {
        Config config = load(Optional.of(file("risk: {position: {max_value: " + raw + "}}\n")), Map.of(), Map.of());
        assertThat(config.decimal("risk.position.max_value")).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "risk.position.quantity_caps,BTC/USD:-=10",
        "risk.position.quantity_caps,BTC/USD:USD-261340=10",
        "risk.compliance.restricted,BTC/USD:-",
        "risk.scopes.long,strategy.a|BTC/USD:-=10",
        "risk.scopes.positions,strategy.a|BTC/USD:-=10",
        "risk.scopes.quantities,strategy.a|BTC/USD:USD-1=10",
        "risk.permissions.allow,ann|BTC/USD:-|*",
        "risk.var.proxies,BTC/USD:-=ETH/USD",
        "risk.var.proxies,ETH/USD=BTC/USD:-",
        "trading.reference_symbols,BTC/USD:-",
        "execution.impact.reference,BTC/USD:-",
        "execution.impact.betas,BTC/USD:-=1",
        "venues.paper.symbols,BTC/USD:-",
        "venues.paper.interchangeable,BTC/USD=BTC/USD:-"
    })
    void aSymbolIsWhatAStartTakesAsOne(String path, String value) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> load(Map.of(path, value)));
        assertThat(e.violations()).anyMatch(violation -> violation.path().equals(path));
        String future = value.replaceFirst(":(-|USD-\\d+)(?=$|[=|])", ":USD-261225");
        Map<String, String> taken = switch (path) {
            case "risk.permissions.allow" -> Map.of(path, future, "risk.permissions.deny_by_default", "true");
            case "execution.impact.betas" -> Map.of(path, future, "execution.impact.reference", "BTC/USD");
            default -> Map.of(path, future);
        };
        assertThat(load(taken).texts("risk.stress.custom")).isEmpty();
    }

    @Test
    void aVariableNamesAHorizonWithAnUnderscore() {
        Config config = ConfigLoader.load(new ConfigLoader.Sources(
                Optional.empty(),
                Map.of("COLIN_RISK__VAR__95_1D", "0.015", "COLIN_RISK__VAR__ES_99_1D", "0.035"),
                Map.of()));
        assertThat(config.decimal("risk.var.95/1d")).isEqualByComparingTo("0.015");
        assertThat(config.decimal("risk.var.es_99/1d")).isEqualByComparingTo("0.035");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "features.ml_signals",
                "market_data.sources",
                "server.tls.enabled",
                "alerts.cooldown_s",
                "security.jwt.minutes",
                "trading.symbols",
                "execution.vwap.participation"
            })
    void whatALaterVersionBringsIsRefusedAndNotIgnored(String path) {
        assertThatThrownBy(() -> load(Map.of(path, "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(path + ": is not in this version");
    }

    @ParameterizedTest
    @CsvSource({
        "server.port,8000.5",
        "server.port,-1",
        "trading.initial_cash,0",
        "trading.initial_cash,1e999999999",
        "ai.confidence_threshold,1.1",
        "ai.demonstration,yes",
        "risk.position.max_equity_ratio,0",
        "risk.drawdown.reduce,0.03",
        "risk.drawdown.kill,1",
        "execution.twap.interval_s,3601",
        "risk.compliance.order_min,2000000",
        "venues.paper.fees.taker,0.1",
        "execution.routing.max_expected_slippage_bps,0",
        "execution.routing.max_expected_slippage_bps,5001",
        "execution.routing.max_expected_slippage_bps,off",
        "venues.paper.impact.model,linear",
        "venues.paper.margin.model,isolated",
        "venues.paper.margin.initial_rate,0",
        "venues.paper.margin.maintenance_rate,1.1",
        "venues.paper.impact.eta,101",
        "venues.paper.impact.beta,0",
        "venues.paper.impact.gamma,-0.1",
        "execution.vwap.curve_days,367",
        "mode,production",
        "mode,staging",
        "server.host,0.0.0.0",
        "server.host,10.0.0.1",
        "security.auth,required",
        "log.level,loud",
        "ledger.store,postgres"
    })
    void aValueThatBreaksItsRuleIsNamed(String path, String value) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> load(Map.of(path, value)));
        assertThat(e.violations())
                .anyMatch(violation -> violation.path().equals(path)
                        || (path.equals("security.auth") && violation.path().equals("security.api_keys")));
    }

    @Test
    void marginThatIsNotThereOrThatKeepsMoreThanItOpensIsAMistake() {
        assertThatThrownBy(() -> load(Map.of("venues.paper.margin.initial_rate", "0.2")))
                .hasMessage("venues.paper.margin.initial_rate: must come with venues.paper.margin.model cross (0.2)");
        assertThatThrownBy(() -> load(
                        Map.of("venues.paper.margin.model", "cross", "venues.paper.margin.maintenance_rate", "0.11")))
                .hasMessage(
                        "venues.paper.margin.maintenance_rate: must be at most venues.paper.margin.initial_rate, 0.1"
                                + " (0.11)");
        Config config = load(Map.of("venues.paper.margin.model", "cross", "venues.paper.margin.initial_rate", "0.5"));
        assertThat(config.decimal("venues.paper.margin.initial_rate")).isEqualByComparingTo("0.5");
        assertThat(config.decimal("venues.paper.margin.maintenance_rate")).isEqualByComparingTo("0.05");
    }

    @Test
    void numbersOfAnImpactThatIsNotThereAreAMistake() {
        assertThatThrownBy(() -> load(Map.of("venues.paper.impact.eta", "0.2")))
                .hasMessage("venues.paper.impact.eta: must come with venues.paper.impact.model square_root (0.2)");
        Config config = load(Map.of("venues.paper.impact.model", "square_root", "venues.paper.impact.eta", "0.2"));
        assertThat(config.decimal("venues.paper.impact.eta")).isEqualByComparingTo("0.2");
        assertThat(config.decimal("venues.paper.impact.gamma")).isEqualByComparingTo("0.3");
    }

    @Test
    void aVenueIsThereOnceAFieldOfItIsGivenAndPaperWhereNoneIs() throws IOException {
        assertThat(load(Map.of()).venues()).containsExactly("paper");
        assertThat(load(Map.of("venues.paper.fees.taker", "0.0002")).venues()).containsExactly("paper");
        Config two = load(
                Optional.of(file("venues: {spot: {type: paper}, perp: {type: paper, fees: {taker: 0.0005}}}")),
                Map.of("COLIN_VENUES__SPOT__LATENCY__MEDIAN_MS", "7"),
                Map.of());
        assertThat(two.venues()).containsExactly("perp", "spot");
        assertThat(two.text("execution.default_venue")).isEqualTo("perp");
        assertThat(two.integer("venues.spot.latency.median_ms")).isEqualTo(7);
        assertThat(two.integer("venues.perp.latency.median_ms")).isEqualTo(20);
        assertThat(two.shown()).doesNotContainKey("venues.paper.type");
        Config spotFirst = load(
                Map.of("venues.spot.type", "paper", "venues.perp.type", "paper", "execution.default_venue", "spot"));
        assertThat(spotFirst.venues()).containsExactly("spot", "perp");
        assertThat(spotFirst.hash()).isNotEqualTo(two.hash());
        assertThat(load(Map.of("venues.paper.seed", "7")).text("venues.paper.seed"))
                .isEqualTo("7");
        assertThat(load(Optional.of(file("venues: {paper: {seed: 7}}")), Map.of(), Map.of())
                        .text("venues.paper.seed"))
                .isEqualTo("7");
    }

    @Test
    void everythingThatIsWrongWithVenuesComesAtOnce() throws IOException {
        ConfigException e = broken("""
                execution: {default_venue: paper}
                risk: {scopes: {gross: [venue.paper=1000]}}
                venues:
                  any: {type: paper}
                  Spot: {type: paper}
                  binance: {type: binance, key: k}
                  one:
                    symbols: [BTC/USDT, btc]
                    fees: {takr: 0.1, maker: -1}
                    seed: soon
                    faults: {reject_rate: 2, down_every_s: 5, down_for_s: 5, late_by_ms: 9}
                  two:
                    type: paper
                    symbols: [BTC/USDT]
                    interchangeable: [BTC/USDT=BTC/USD:BTC, ETH/USDT=BTC/USDT, ETH/BTC=ETH/BTC]
                    latency: {median_ms: 90}
                    requests_per_minute: -1
                    faults: {down_every_s: 5, answer_timeout_ms: 9}
                    impact: {eta: 1}
                  three: {type: paper, latency: {median_ms: 0}, faults: {down_for_s: 1, answer_timeout_ms: 9}}
                """);
        String name = "the venue's name must be 1 to 32 of a-z 0-9 _ -, begin with a letter and not be any";
        assertThat(e.violations().stream().map(ConfigViolation::line))
                .containsExactlyInAnyOrder(
                        "venues.any.type: " + name,
                        "venues.Spot.type: " + name,
                        "venues.binance.type: must be one of paper (binance)",
                        "venues.binance.key: is not in this version",
                        "venues.one.type: must be given for every venue but paper",
                        "venues.one.symbols: must be a list of symbols as BTC/USD ([\"BTC/USDT\",\"btc\"])",
                        "venues.one.fees.takr: unknown; did you mean venues.one.fees.taker?",
                        "venues.one.fees.maker: must be a share in (-0.1, 0.1), or published (-1)",
                        "venues.one.seed: must be a whole number in [-2147483648, 2147483647], or run (soon)",
                        "venues.one.faults.reject_rate: must be a number in [0, 1] (2)",
                        "venues.one.faults.down_for_s: must be shorter than venues.one.faults.down_every_s 5 (5)",
                        "venues.one.faults.late_by_ms: must come with venues.one.faults.late_rate (9)",
                        "venues.two.interchangeable: must list no symbol that venues.two.symbols lists"
                                + " (BTC/USDT=BTC/USD:BTC)",
                        "venues.two.interchangeable: must name two symbols of one underlying (ETH/USDT=BTC/USDT)",
                        "venues.two.interchangeable: must name two symbols (ETH/BTC=ETH/BTC)",
                        "venues.two.latency.median_ms: must be at most venues.two.latency.p99_ms 80 (90)",
                        "venues.two.requests_per_minute: must be a whole number in [0, 1000000] (-1)",
                        "venues.two.faults.down_every_s: must come with venues.two.faults.down_for_s (5)",
                        "venues.two.impact.eta: must come with venues.two.impact.model square_root (1)",
                        "venues.three.latency.p99_ms: must be 0 when the median is (80)",
                        "venues.three.faults.down_for_s: must be shorter than venues.three.faults.down_every_s 0 (1)",
                        "venues.three.faults.answer_timeout_ms: must come with venues.three.faults.drop_rate (9)",
                        "execution.default_venue: must name a venue there is: binance, one, three, two (paper)",
                        "risk.scopes.gross: must name a venue there is: binance, one, three, two (venue.paper=1000)");
    }

    @Test
    void tiersOfFeesBeginAtNothingAndRise() throws IOException {
        Config config = load(Map.of("venues.paper.fees.tiers", "0=0.001/0.001, 1000000=-0.0001/0.0008"));
        assertThat(config.feeTiers("paper"))
                .containsExactly(FeeTier.parse("0=0.001/0.001"), FeeTier.parse("1000000=-0.0001/0.0008"));
        assertThat(config.text("venues.paper.fees.taker")).isEqualTo("published");
        assertThat(load(Map.of("venues.paper.fees.maker", "-0.0001")).number("venues.paper.fees.maker"))
                .hasValueSatisfying(rate -> assertThat(rate).isEqualByComparingTo("-0.0001"));
        ConfigException e = broken("""
                venues:
                  paper:
                    fees: {tiers: [5=0.1/0.01, 5=0/0.0], maker: 0.001}
                  one: {type: paper, fees: {tiers: [5=0.01/0.01, 4=0/0]}}
                  two: {type: paper, fees: {tiers: [0=1/0], taker: free}}
                """);
        assertThat(e.violations().stream().map(ConfigViolation::line))
                .containsExactlyInAnyOrder(
                        "venues.paper.fees.tiers: must name each once ([\"5=0.1/0.01\",\"5=0/0.0\"])",
                        "venues.one.fees.tiers: must begin at a volume of 0 (5=0.01/0.01)",
                        "venues.one.fees.tiers: must rise in volume (4=0/0)",
                        "venues.two.fees.tiers: must be a list of volumes with the maker's and the taker's share as"
                                + " 1000000=0.0008/0.001 ([\"0=1/0\"])",
                        "venues.two.fees.taker: must be a share in [0, 0.1), or published (free)");
        assertThat(broken("venues: {paper: {fees: {tiers: [0=0.5/0.1], maker: 0.001}}}").violations().stream()
                        .map(ConfigViolation::line))
                .containsExactlyInAnyOrder(
                        "venues.paper.fees.tiers: must have shares in (-0.1, 0.1) for the maker and in [0, 0.1) for the"
                                + " taker (0=0.5/0.1)",
                        "venues.paper.fees.maker: must come without venues.paper.fees.tiers (0.001)");
    }

    @Test
    void typesOfAFileAreStrict() throws IOException {
        assertThat(broken("server: {port: '8000'}").violations()).hasSize(1);
        assertThat(broken("ai: {demonstration: 'true'}").violations()).hasSize(1);
        assertThat(broken("server: 8000").violations().getFirst().path()).isEqualTo("server");
        assertThat(broken("- a").getMessage()).contains("must hold fields and values");
    }

    @Test
    void aKeyThatOccursTwiceAndTextThatIsNoYamlAreErrors() throws IOException {
        assertThat(broken("mode: test\nmode: test\n").getMessage()).contains("a key occurs twice (line 2");
        assertThat(broken("mode: [").getMessage()).contains("is not valid YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "mode: test\nmode: test\n", "mode: ["})
    void aFileThatCannotBeTakenIsOfEverySection(String text) throws IOException {
        ConfigViolation whole = broken(text).violations().getFirst();
        assertThat(whole.ofFile()).isTrue();
        assertThat(new ConfigViolation("trading.yaml", whole.rule(), "", true).isIn("risk"))
                .isTrue();
        assertThat(broken("server: {port: -1}").violations().getFirst().isIn("risk"))
                .isFalse();
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        Path none = directory.resolve("none.yaml");
        assertThatThrownBy(() -> load(Optional.of(none), Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> load(Optional.empty(), Map.of("COLIN_CONFIG", none.toString()), Map.of()))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void anUnknownVariableOfOursIsAnError() {
        assertThatThrownBy(() -> load(Optional.empty(), Map.of("COLIN_SERVER__PROT", "1"), Map.of()))
                .hasMessage("server.prot: unknown; did you mean server.port?");
    }

    @Test
    void keysAreGivenByTheirHashOrByAReferenceAndNeverByThemselves() throws IOException {
        Path secret = directory.resolve("key.txt");
        Files.writeString(secret, "colin_0123456789012345678901234567890123456789012\n");
        Config config = load(Optional.of(file("""
                        security:
                          auth: required
                          api_keys:
                            - {id: k1, owner: ann, role: trader, sha256: %s}
                            - {id: k2, owner: bob, role: VIEWER, key: '${file:%s}'}
                        """.formatted(HASH, secret))), Map.of(), Map.of());
        List<ApiKey> keys = config.apiKeys();
        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst().role()).isEqualTo(Role.TRADER);
        assertThat(keys.getLast().sha256()).hasSize(64).isNotEqualTo(HASH);
        assertThat(config.shown().get("security.api_keys")).doesNotContain(HASH);
        ConfigException plain = broken("security: {api_keys: [{id: k, owner: o, role: admin, key: colin_secret}]}");
        assertThat(plain.getMessage()).contains("must not stand here").doesNotContain("colin_secret");
        assertThat(broken("security: {api_keys: [{id: k, owner: o, role: nobody, sha256: " + HASH + "}]}")
                        .getMessage())
                .contains("role of a key must be");
    }

    @Test
    void theDemonstrationChangesDefaultsAndNothingThatWasGiven() {
        Config rare = load(Map.of("execution.max_slippage_bps", "33"));
        assertThat(rare.decimal("ai.confidence_threshold")).isEqualByComparingTo("0.40");
        assertThat(rare.integer("risk.quote_age_ms")).isEqualTo(60_000);
        assertThat(rare.integer("risk.mark_age_s")).isEqualTo(900);
        Config usual = rare.forData(false);
        assertThat(usual.decimal("ai.confidence_threshold")).isEqualByComparingTo("0.65");
        assertThat(usual.integer("risk.quote_age_ms")).isEqualTo(2000);
        assertThat(usual.integer("risk.mark_age_s")).isEqualTo(300);
        assertThat(usual.decimal("risk.stale_share")).isEqualByComparingTo("0.001");
        assertThat(usual.decimal("execution.max_slippage_bps")).isEqualByComparingTo("33");
        assertThat(load(Map.of("ai.demonstration", "false")).integer("risk.quote_age_ms"))
                .isEqualTo(2000);
    }

    @Test
    void theHashFollowsTradingSettingsOnly() {
        String hash = load(Map.of()).hash();
        assertThat(load(Map.of("server.port", "1", "data_dir", "x")).hash()).isEqualTo(hash);
        assertThat(load(Map.of("risk.daily_loss", "0.04")).hash()).isNotEqualTo(hash);
    }

    private ConfigException broken(String yaml) throws IOException {
        Path file = file(yaml);
        return catchThrowableOfType(ConfigException.class, () -> load(Optional.of(file), Map.of(), Map.of()));
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("colin.yaml"), yaml);
    }

    private static Config load(Map<String, String> commandLine) {
        return load(Optional.empty(), Map.of(), commandLine);
    }

    private static Config load(Optional<Path> file, Map<String, String> environment, Map<String, String> commandLine) {
        return ConfigLoader.load(new ConfigLoader.Sources(file, environment, commandLine));
    }
}
