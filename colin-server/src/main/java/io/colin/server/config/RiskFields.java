package io.colin.server.config;

import java.math.BigDecimal;
import java.util.List;

/**
 * The fields of risk: each default is that of the settings it fills, which a test holds against theirs. Where data is rare
 * (the demonstration) tolerances differ; no limit of an amount does, but the trades a day that its orders at once need.
 */
final class RiskFields {
    private static final int DAY_MS = 86_400_000;
    private static final int DAY_S = 86_400;
    private static final int YEAR_DAYS = 366;
    private static final int MANY = 1_000_000;

    static final List<Field> ALL = List.of(
            Field.positive("risk.position.max_value", "10000"),
            Field.share("risk.position.max_equity_ratio", "0.02"),
            Field.positive("risk.position.max_gross_exposure", "0.20"),
            Field.share("risk.position.symbol", "0.20"),
            Field.positive("risk.position.sector", "0.40"),
            Field.pairs("risk.position.sectors", "[A-Z0-9]{1,20}:[^=|:]{1,64}", "must be a list as BTC:majors"),
            Field.share("risk.position.venue_warn", "0.50"),
            Field.positive("risk.position.max_leverage", "3"),
            partial("risk.position.min_margin", "0.25"),
            Field.share("risk.position.initial_margin", "1"),
            partial("risk.position.fee_cushion", "0.002"),
            Field.notNegative("risk.position.min_value", "100"),
            Field.pairs(
                    "risk.position.quantity_caps",
                    "[A-Z0-9]{1,20}/[A-Z0-9]{1,20}(:[A-Z0-9-]{1,30})?=[0-9]{1,20}([.][0-9]{1,20})?",
                    "must be a list as BTC/USD=10"),
            Field.flag("risk.position.quantity_caps_required", "false"),
            Field.share("risk.warn_from", "0.80"),
            Field.integer("risk.duplicate_window_ms", "1000", 1, DAY_MS),
            Field.share("risk.collar_ratio", "0.05"),
            Field.share("risk.drift.max", "0.05"),
            Field.integer("risk.drift.window_s", "60", 1, DAY_S),
            Field.share("risk.venue_divergence", "0.01"),
            Field.integer("risk.quote_age_ms", "2000", 1, DAY_MS).demonstration("60000"),
            Field.integer("risk.figures_age_s", "900", 1, DAY_S),
            Field.integer("risk.model_age_days", "30", 1, YEAR_DAYS),
            Field.integer("risk.throttle.orders_per_s", "10", 1, MANY),
            Field.integer("risk.throttle.orders_per_s_all", "100", 1, MANY),
            Field.integer("risk.throttle.amends_per_min", "200", 1, MANY),
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
            Field.integer("risk.var.min_returns", "30", 2, MANY).demonstration("48"),
            Field.integer("risk.var.lookback", "252", 30, 10_000),
            Field.integer("risk.var.paths", "10000", 1000, MANY),
            Field.integer("risk.var.seed", "42", Integer.MIN_VALUE, Integer.MAX_VALUE),
            Field.integer("risk.var.refresh_s", "60", 1, DAY_S),
            Field.flag("risk.stress.armed", "true"),
            Field.share("risk.stress_max", "0.10"),
            Field.share("risk.drawdown.warn", "0.03"),
            Field.share("risk.drawdown.reduce", "0.04"),
            Field.share("risk.drawdown.hard", "0.05"),
            Field.share("risk.drawdown.halt", "0.08"),
            Field.share("risk.drawdown.kill", "0.10"),
            Field.integer("risk.drawdown.max_hours", "4", 1, 8760),
            Field.share("risk.daily_loss", "0.05"),
            Field.share("risk.correlation.warn", "0.60"),
            Field.share("risk.correlation.max", "0.70"),
            Field.positive("risk.correlation.group", "0.15"),
            Field.integer("risk.correlation.age_s", "3600", 1, DAY_S),
            Field.choice("risk.compliance.regime", "none", "none", "sec_finra", "mifid_ii", "fca", "asic"),
            Field.positive("risk.compliance.order_max", "1000000"),
            Field.notNegative("risk.compliance.order_min", "100"),
            Field.integer("risk.compliance.trades_per_day", "1000", 1, MANY),
            Field.symbols("risk.compliance.restricted"),
            Field.integer("risk.compliance.order_to_trade_warn", "20", 1, MANY),
            Field.integer("risk.compliance.order_to_trade_max", "50", 1, MANY),
            Field.integer("risk.compliance.order_to_trade_messages", "100", 1, MANY),
            Field.integer("risk.compliance.order_to_trade_window_s", "3600", 1, DAY_S),
            Field.positive("risk.breakers.volatility.ratio", "3"),
            Field.positive("risk.breakers.volatility.floor", "0.80"),
            Field.integer("risk.breakers.volatility.min_median_hours", "648", 1, 720)
                    .demonstration("24"),
            Field.integer("risk.breakers.volatility.cooldown_s", "1800", 1, DAY_S),
            below("risk.breakers.price_move.ratio", "0.10"),
            Field.integer("risk.breakers.price_move.window_s", "60", 1, 3600),
            Field.integer("risk.breakers.price_move.lock_s", "30", 1, DAY_S),
            Field.positive("risk.breakers.venue.spread_bps", "50"),
            below("risk.breakers.venue.depth", "0.30"),
            below("risk.breakers.venue.divergence", "0.01"),
            Field.integer("risk.breakers.venue.clear_s", "60", 1, DAY_S),
            below("risk.breakers.errors.rate", "0.01"),
            Field.integer("risk.breakers.errors.requests", "100", 1, MANY),
            Field.integer("risk.breakers.errors.rejects_in_a_row", "5", 1, MANY),
            Field.decimal(
                    "risk.breakers.correlation.change",
                    "0.5",
                    v -> v.signum() > 0 && v.compareTo(new BigDecimal(2)) < 0,
                    "must be a number in (0, 2)"),
            Field.integer("risk.breakers.correlation.cooldown_s", "3600", 1, DAY_S),
            Field.integer("risk.breakers.order_flood.orders", "1000", 1, MANY),
            Field.integer("risk.breakers.order_flood.cooldown_s", "60", 1, DAY_S),
            Field.share("risk.breakers.own_share.ratio", "0.20"),
            Field.share("risk.breakers.own_share.below", "0.15"),
            Field.positive("risk.breakers.var.factor", "1.5"));

    private RiskFields() {}

    /** A share in [0, 1). */
    private static Field partial(String path, String usual) {
        return Field.decimal(
                path, usual, v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) < 0, "must be a number in [0, 1)");
    }

    /** A share in (0, 1). */
    private static Field below(String path, String usual) {
        return Field.decimal(
                path, usual, v -> v.signum() > 0 && v.compareTo(BigDecimal.ONE) < 0, "must be a number in (0, 1)");
    }
}
