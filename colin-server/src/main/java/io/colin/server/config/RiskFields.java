package io.colin.server.config;

import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fields of risk: each default is that of the settings it fills, which a test holds against theirs. Where data is rare
 * (the demonstration) tolerances differ; no limit of an amount does, but the trades a day that its orders at once need.
 */
final class RiskFields {
    private static final int DAY_MS = 86_400_000;
    private static final int DAY_S = 86_400;
    private static final int YEAR_DAYS = 366;
    private static final int MANY = 1_000_000;

    private static final String WORD = "[^\\p{Cntrl}=|,\\s][^\\p{Cntrl}=|,]{0,63}";
    private static final String NAME = "[.]" + WORD;
    private static final String SECTOR = "[^\\p{Cntrl}=|:,\\s][^\\p{Cntrl}=|:,]{0,63}";
    /** Above 0. */
    private static final String AMOUNT = "=(?=[0-9.]*[1-9])[0-9]{1,20}([.][0-9]{1,20})?";

    private static final String STANDARD =
            Scenarios.standard().stream().map(Scenario::name).collect(Collectors.joining("|"));

    static final List<Field> ALL = List.of(
            Field.positive("risk.position.max_value", "100000"),
            Field.share("risk.position.max_equity_ratio", "0.02"),
            Field.positive("risk.position.max_gross_exposure", "0.20"),
            Field.share("risk.position.symbol", "0.20"),
            Field.positive("risk.position.sector", "0.40"),
            Field.pairs("risk.position.sectors", "", "[A-Z0-9]{1,20}:" + SECTOR, "must be a list as BTC:majors"),
            Field.share("risk.position.venue_warn", "0.50"),
            Field.positive("risk.position.max_leverage", "3"),
            partial("risk.position.min_margin", "0.25"),
            Field.share("risk.position.initial_margin", "1"),
            partial("risk.position.fee_cushion", "0.002"),
            Field.notNegative("risk.position.min_value", "100"),
            Field.pairs("risk.position.quantity_caps", "", Field.SYMBOL + AMOUNT, "must be a list as BTC/USD=10"),
            Field.flag("risk.position.quantity_caps_required", "false"),
            Field.share("risk.warn_from", "0.80"),
            Field.integer("risk.duplicate_window_ms", "1000", 1, DAY_MS),
            Field.choice("risk.self_match", "reject", "reject", "cancel_newest", "cancel_oldest"),
            Field.share("risk.collar_ratio", "0.05"),
            Field.share("risk.drift.max", "0.05"),
            Field.integer("risk.drift.window_s", "60", 1, DAY_S),
            Field.share("risk.venue_divergence", "0.01"),
            Field.integer("risk.quote_age_ms", "2000", 1, DAY_MS).demonstration("60000"),
            Field.integer("risk.mark_age_s", "300", 1, YEAR_DAYS * DAY_S).demonstration("900"),
            partial("risk.stale_share", "0.001"),
            Field.integer("risk.figures_age_s", "900", 1, DAY_S),
            Field.integer("risk.model_age_days", "30", 1, YEAR_DAYS),
            Field.integer("risk.throttle.orders_per_s", "10", 1, MANY),
            Field.integer("risk.throttle.orders_per_s_all", "100", 1, MANY),
            Field.integer("risk.throttle.amends_per_min", "200", 1, MANY),
            Field.integer("risk.throttle.cancels_per_min", "300", 1, MANY),
            Field.integer("risk.throttle.trades_per_symbol_day", "100", 1, MANY).demonstration("1000"),
            Field.positive("risk.throttle.value_per_symbol_day", "5000000"),
            Field.integer("risk.repeat.max_cycles", "20", 1, MANY),
            Field.integer("risk.repeat.window_s", "600", 1, DAY_S),
            Field.flag("risk.var.armed", "true"),
            Field.share("risk.var.95/1d", "0.02"),
            Field.share("risk.var.99/1d", "0.03"),
            Field.share("risk.var.95/5d", "0.04"),
            Field.share("risk.var.99/5d", "0.05"),
            Field.share("risk.var.es_99/1d", "0.04"),
            Field.choice("risk.var.method", "larger", "larger"),
            Field.choice("risk.var.returns", "daily", "daily", "hourly").demonstration("hourly"),
            Field.integer("risk.var.min_returns", "30", 30, 10_000).demonstration("48"),
            Field.integer("risk.var.min_historical", "250", 100, 10_000),
            Field.choice("risk.var.covariance", "shrunk", "shrunk", "exponential"),
            Field.share("risk.var.decay", "0.94"),
            Field.choice("risk.var.horizon", "overlapping", "overlapping", "square_root"),
            Field.share("risk.var.age_decay", "1"),
            Field.choice("risk.var.distribution", "student_t", "student_t", "normal"),
            Field.pairs(
                    "risk.var.proxies",
                    "",
                    Field.SYMBOL + "=" + Field.OTHER_SYMBOL,
                    "must be a list as NEW/USD=BTC/USD"),
            Field.integer("risk.var.lookback", "252", 30, 10_000),
            Field.integer("risk.var.paths", "10000", 1000, MANY),
            Field.integer("risk.var.seed", "42", Integer.MIN_VALUE, Integer.MAX_VALUE),
            Field.integer("risk.var.refresh_s", "60", 1, DAY_S),
            Field.flag("risk.stress.armed", "true"),
            Field.share("risk.stress_max", "0.10"),
            Field.list(
                    "risk.stress.scenarios",
                    names(Scenarios.standard()),
                    STANDARD,
                    "must be a list of " + STANDARD.replace("|", ", ")),
            Field.list(
                    "risk.stress.limited",
                    names(Scenarios.limited()),
                    "[a-z0-9_]{1,60}",
                    "must be a list of names of scenarios"),
            Field.scenarios("risk.stress.custom"),
            Field.share("risk.drawdown.warn", "0.03"),
            Field.share("risk.drawdown.reduce", "0.04"),
            Field.share("risk.drawdown.hard", "0.05"),
            Field.share("risk.drawdown.halt", "0.08"),
            Field.share("risk.drawdown.kill", "0.10"),
            Field.integer("risk.drawdown.max_hours", "4", 1, 8760),
            Field.flag("risk.drawdown.active_reduction", "false"),
            part("risk.drawdown.reduce_target", "0.75"),
            part("risk.drawdown.hard_target", "0.50"),
            part("risk.drawdown.halt_target", "0.25"),
            Field.share("risk.daily_loss", "0.05"),
            Field.share("risk.correlation.warn", "0.60"),
            Field.share("risk.correlation.max", "0.70"),
            Field.positive("risk.correlation.group", "0.15"),
            Field.integer("risk.correlation.age_s", "3600", 1, DAY_S),
            Field.notNegative("risk.correlation.min_bets", "3"),
            Field.integer("risk.correlation.min_bets_symbols", "5", 1, MANY),
            Field.notNegative("risk.correlation.min_diversification", "1.1"),
            Field.integer("risk.correlation.lookback_days", "60", 1, 3650),
            Field.integer("risk.correlation.min_returns", "30", 3, 10_000),
            Field.integer("risk.correlation.refresh_s", "900", 1, DAY_S),
            Field.pairs(
                    "risk.scopes.gross",
                    "",
                    "(firm|(strategy|venue|account)" + NAME + ")" + AMOUNT,
                    "must be a list as strategy.momentum=50000 or firm=1000000"),
            side("risk.scopes.long"),
            side("risk.scopes.short"),
            Field.pairs(
                    "risk.scopes.positions",
                    "",
                    "(strategy|venue|account)" + NAME + "[|]" + Field.SYMBOL + AMOUNT,
                    "must be a list as strategy.momentum|BTC/USD=5000"),
            Field.pairs(
                    "risk.scopes.quantities",
                    "",
                    "strategy" + NAME + "[|]" + Field.SYMBOL + AMOUNT,
                    "must be a list as strategy.momentum|BTC/USD=2"),
            Field.flag("risk.permissions.deny_by_default", "false"),
            Field.list(
                    "risk.permissions.allow",
                    "",
                    WORD + "[|]([*]|" + Field.SYMBOL + ")[|]" + WORD + "([|](submit|reduce|amend))?",
                    "must be a list of principal, symbol and venue as engine|BTC/USD|paper, * for any, and perhaps submit,"
                            + " reduce or amend as ann|*|*|reduce"),
            Field.list(
                    "risk.limits_approved",
                    "",
                    "(?i)(?!(engine|clock|configuration|drawdown|overfill|order-flow|risk-reduction|algorithm)=)[A-Za-z0-9._@-]{1,64}=[0-9a-f]{64}",
                    "must be a list of who agreed to which limits as bob=HASH, by the hash that a start tells"),
            Field.choice("risk.compliance.regime", "none", "none", "sec_finra", "mifid_ii", "fca", "asic"),
            Field.positive("risk.compliance.order_max", "1000000"),
            Field.notNegative("risk.compliance.order_min", "100"),
            Field.integer("risk.compliance.trades_per_day", "1000", 1, MANY),
            Field.symbols("risk.compliance.restricted"),
            Field.integer("risk.compliance.order_to_trade_warn", "20", 1, MANY),
            Field.integer("risk.compliance.order_to_trade_max", "50", 1, MANY),
            Field.integer("risk.compliance.order_to_trade_messages", "100", 1, MANY),
            Field.integer("risk.compliance.order_to_trade_window_s", "3600", 1, DAY_S),
            Field.choice(
                    "risk.sizing.method",
                    "equity_share",
                    "equity_share",
                    "fixed_fraction",
                    "volatility_target",
                    "fractional_kelly",
                    "confidence_ladder",
                    "risk_parity"),
            Field.share("risk.sizing.share", "0.02"),
            Field.positive("risk.sizing.max_value", "100000"),
            Field.share("risk.sizing.fraction", "0.0001"),
            upTo("risk.sizing.volatility", "0.15", 10),
            Field.share("risk.sizing.kelly_fraction", "0.25"),
            Field.pairs(
                    "risk.sizing.ladder",
                    "0.55:0.25,0.60:0.50,0.65:0.75,0.70:1",
                    "(0([.][0-9]{1,9})?|1([.]0{1,9})?):(0([.][0-9]{1,9})?|1([.]0{1,9})?)",
                    "must be a list of confidence and part as 0.60:0.50, each in [0, 1]"),
            upTo("risk.sizing.gross", "0.20", 10));

    private RiskFields() {}

    private static String names(List<Scenario> scenarios) {
        return scenarios.stream().map(Scenario::name).collect(Collectors.joining(","));
    }

    /** What may be held one way, in all or of a symbol. */
    private static Field side(String path) {
        return Field.pairs(
                path,
                "",
                "(firm|(strategy|venue|account)" + NAME + "([|]" + Field.SYMBOL + ")?)" + AMOUNT,
                "must be a list as strategy.momentum=50000, strategy.momentum|BTC/USD=5000 or firm=1000000");
    }

    /** A share in [0, 1]. */
    private static Field part(String path, String usual) {
        return Field.decimal(
                path, usual, v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) <= 0, "must be a number in [0, 1]");
    }

    /** A number in (0, most]. */
    private static Field upTo(String path, String usual, int most) {
        return Field.decimal(
                path,
                usual,
                v -> v.signum() > 0 && v.compareTo(BigDecimal.valueOf(most)) <= 0,
                "must be a number in (0, " + most + "]");
    }

    /** A share in [0, 1). */
    private static Field partial(String path, String usual) {
        return Field.decimal(
                path, usual, v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) < 0, "must be a number in [0, 1)");
    }
}
