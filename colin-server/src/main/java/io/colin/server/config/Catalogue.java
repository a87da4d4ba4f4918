package io.colin.server.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every field there is, and every field there will be. */
public final class Catalogue {
    /** The section that is everything. */
    public static final String ALL = "all";

    private static final BigDecimal MOST_BPS = new BigDecimal(5000);

    private static final List<Field> FIELDS = together(
            List.of(RiskFields.ALL, BreakerFields.ALL),
            Field.choice("mode", "development", "development", "test", "staging", "production"),
            Field.choice("log.level", "INFO", "DEBUG", "INFO", "WARNING", "ERROR"),
            Field.text("data_dir", "data", ".{1,1000}", "must name a directory"),
            Field.text("trading.account", "main", "[A-Za-z0-9._-]{1,64}", "must be 1 to 64 of A-Z a-z 0-9 . _ -"),
            Field.positive("trading.initial_cash", "1000000"),
            Field.symbols("trading.reference_symbols"),
            Field.flag("ai.demonstration", "false").demonstration("true"),
            Field.decimal(
                            "ai.confidence_threshold",
                            "0.65",
                            v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) <= 0,
                            "must be a number in [0, 1]")
                    .demonstration("0.40"),
            Field.flag("ai.training.retrain", "false"),
            Field.integer("ai.training.seed", "42", Integer.MIN_VALUE, Integer.MAX_VALUE),
            Field.text("execution.default_venue", VenueFields.USUAL, "[a-z0-9_-]{1,32}", "must name a venue"),
            Field.positive("execution.max_slippage_bps", "20").demonstration("60"),
            Field.integer("execution.routing.max_book_age_ms", "2000", 1, 86_400_000)
                    .demonstration("60000"),
            Field.integer("execution.routing.max_venues", "3", 1, 8),
            Field.decimal(
                            "execution.routing.min_liquidity",
                            "10000",
                            v -> v.signum() >= 0,
                            "must be a number of 0 or more")
                    .demonstration("0"),
            Field.decimal(
                            "execution.routing.max_expected_slippage_bps",
                            "1",
                            v -> v.signum() > 0 && v.compareTo(MOST_BPS) <= 0,
                            "must be a number in (0, 5000]")
                    .orWord("none"),
            Field.integer("execution.routing.max_latency_ms", "100", 1, 86_400_000),
            Field.integer("execution.routing.assumed_latency_ms", "50", 0, 60_000),
            Field.decimal(
                    "execution.routing.min_fill_ratio",
                    "0.8",
                    v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) <= 0,
                    "must be a number in [0, 1]"),
            Field.integer("execution.routing.reroute_rounds", "3", 0, 10),
            Field.integer("execution.twap.interval_s", "60", 1, 86_400),
            Field.integer("execution.twap.duration_s", "3600", 1, 604_800),
            Field.positive("execution.twap.max_slippage_bps", "10"),
            Field.text("execution.impact.reference", "", "|" + Field.SYMBOL, "must be a symbol as BTC/USD"),
            Field.pairs(
                    "execution.impact.betas",
                    "",
                    Field.SYMBOL + "=-?[0-9]{1,2}([.][0-9]{1,9})?",
                    "must be a list as ETH/USD=1.2"),
            Field.flag("execution.impact.keep", "false"),
            Field.integer("execution.vwap.curve_days", "20", 0, 366),
            Field.text("server.host", "127.0.0.1", "[A-Za-z0-9.:-]{1,253}", "must be an address or host name"),
            Field.integer("server.port", "8000", 0, 65_535),
            Field.hosts("server.allowed_hosts"),
            Field.choice("security.auth", "loopback_open", "loopback_open", "required"),
            Field.keys("security.api_keys"),
            Field.choice("ledger.store", "sqlite", "sqlite", "memory"));

    /** Fields of the specification that later versions bring: accepting them now would be a promise nobody keeps. */
    private static final List<String> LATER = List.of(
            "log.format",
            "retention_days",
            "metrics_retention_days",
            "memory_budget_mb",
            "profiling",
            "features",
            "trading.enabled",
            "trading.max_portfolio_value",
            "trading.default_order_size",
            "trading.symbols",
            "performance",
            "ai.model_path",
            "ai.horizons_minutes",
            "ai.max_signals_per_minute",
            "ai.feature_interval_s",
            "ai.ensemble",
            "ai.training.batch_size",
            "ai.training.epochs",
            "ai.training.patience",
            "ai.training.validation_share",
            "ai.lstm",
            "ai.transformer",
            "execution.retries",
            "execution.fill_target",
            "execution.impact",
            "execution.vwap",
            "market_data",
            "server.websocket_port",
            "server.metrics_port",
            "server.max_body",
            "server.idle_timeout_s",
            "server.cors_origins",
            "server.trusted_proxies",
            "server.tls",
            "security.jwt",
            "security.key_days",
            "security.totp_roles",
            "security.lockout",
            "security.rate",
            "alerts",
            "ledger.path",
            "ledger.url",
            "ledger.capture");

    private Catalogue() {}

    /**
     * Whether a violation of a field belongs to a section. One that is about no field there is belongs to all of them.
     *
     * @param section one of {@link #sections()}
     * @param path of the violation
     * @return true if it is to be shown
     */
    static boolean isIn(String section, String path) {
        String first = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        boolean isField = first.equals("venues")
                || LATER.stream().anyMatch(later -> later.equals(first) || later.startsWith(first + "."))
                || FIELDS.stream()
                        .anyMatch(field ->
                                field.path().equals(first) || field.path().startsWith(first + "."));
        return section.equals(ALL)
                || !isField
                || first.equals(section)
                || memberOf(section).contains(first);
    }

    private static List<String> memberOf(String section) {
        return switch (section) {
            case "execution" -> List.of("venues", "trading");
            case "server" -> List.of("security");
            default -> List.of();
        };
    }

    /** Every field of a configuration with some venues, by path. */
    static Map<String, Field> fields(List<String> venues) {
        Map<String, Field> fields = new LinkedHashMap<>();
        FIELDS.forEach(field -> fields.put(field.path(), field));
        venues.forEach(venue -> VenueFields.of(venue).forEach(field -> fields.put(field.path(), field)));
        return fields;
    }

    /**
     * The sections that can be checked apart.
     *
     * @return all, ai, execution, risk, server
     */
    public static List<String> sections() {
        return List.of(ALL, "ai", "execution", "risk", "server");
    }

    /** Whether a later version of Colin knows a path that this one does not. */
    static boolean isLater(String path) {
        return VenueFields.isLater(path)
                || LATER.stream().anyMatch(later -> path.equals(later) || path.startsWith(later + "."));
    }

    private static List<Field> together(List<List<Field>> groups, Field... others) {
        List<Field> all = new ArrayList<>(List.of(others));
        groups.forEach(all::addAll);
        return List.copyOf(all);
    }

    /** The known path that is most like one that is not, if one is close. */
    static Optional<String> nearest(String path, List<String> venues) {
        return Nearest.of(path, List.copyOf(fields(venues).keySet()));
    }
}
