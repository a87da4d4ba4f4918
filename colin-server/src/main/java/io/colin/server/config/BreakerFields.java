package io.colin.server.config;

import java.math.BigDecimal;
import java.util.List;

/** The fields of the breakers; those of daily loss and tail risk are the limits'. */
final class BreakerFields {
    private static final int DAY_MS = 86_400_000;
    private static final int DAY_S = 86_400;
    private static final int MANY = 1_000_000;

    static final List<Field> ALL = List.of(
            above("risk.breakers.volatility.ratio", "3", "1", "1000000"),
            above("risk.breakers.volatility.floor", "0.80", "0", "1000000"),
            Field.integer("risk.breakers.volatility.min_median_hours", "648", 1, 8760)
                    .demonstration("24"),
            Field.integer("risk.breakers.volatility.cooldown_s", "1800", 1, DAY_S),
            Field.integer("risk.breakers.volatility.median_hours", "720", 1, 8760),
            part("risk.breakers.volatility.size_multiplier", "0.5"),
            below("risk.breakers.price_move.ratio", "0.10"),
            Field.integer("risk.breakers.price_move.window_s", "60", 1, 3600),
            Field.integer("risk.breakers.price_move.lock_s", "30", 1, DAY_S),
            Field.integer("risk.breakers.price_move.calm_s", "60", 1, DAY_S),
            below("risk.breakers.price_move.calm_ratio", "0.03"),
            Field.decimal(
                    "risk.breakers.venue.spread_bps",
                    "50",
                    v -> v.compareTo(new BigDecimal("0.000001")) >= 0 && v.compareTo(new BigDecimal(10_000)) <= 0,
                    "must be a number in [0.000001, 10000]"),
            below("risk.breakers.venue.depth", "0.30"),
            below("risk.breakers.venue.divergence", "0.01"),
            Field.integer("risk.breakers.venue.divergence_s", "5", 1, DAY_S),
            Field.integer("risk.breakers.venue.clear_s", "60", 1, DAY_S),
            below("risk.breakers.errors.rate", "0.01"),
            Field.integer("risk.breakers.errors.requests", "100", 1, MANY),
            Field.integer("risk.breakers.errors.rejects_in_a_row", "5", 1, MANY),
            Field.integer("risk.breakers.errors.window_s", "300", 1, 3600),
            Field.integer("risk.breakers.performance.end_to_end_ms", "100", 1, DAY_MS),
            Field.integer("risk.breakers.performance.samples", "20", 1, MANY),
            Field.integer("risk.breakers.performance.window_s", "60", 1, 3600),
            Field.integer("risk.breakers.performance.lag_ms", "1000", 1, DAY_MS),
            Field.integer("risk.breakers.performance.clear_s", "60", 1, DAY_S),
            Field.decimal(
                    "risk.breakers.correlation.change",
                    "0.5",
                    v -> v.signum() > 0 && v.compareTo(new BigDecimal(2)) < 0,
                    "must be a number in (0, 2)"),
            Field.integer("risk.breakers.correlation.cooldown_s", "3600", 1, DAY_S),
            Field.integer("risk.breakers.correlation.window_s", "86400", 1, 7 * DAY_S),
            part("risk.breakers.correlation.size_multiplier", "0.5"),
            Field.integer("risk.breakers.order_flood.orders", "1000", 1, MANY),
            Field.integer("risk.breakers.order_flood.cooldown_s", "60", 1, DAY_S),
            Field.integer("risk.breakers.order_flood.window_ms", "1000", 1, DAY_MS),
            Field.integer("risk.breakers.order_flood.manual_at", "3", 1, 100),
            Field.integer("risk.breakers.order_flood.manual_window_s", "3600", 1, DAY_S),
            Field.share("risk.breakers.own_share.ratio", "0.20"),
            Field.share("risk.breakers.own_share.below", "0.15"),
            Field.integer("risk.breakers.own_share.lock_s", "300", 1, DAY_S),
            Field.decimal(
                    "risk.breakers.var.factor",
                    "1.5",
                    v -> v.compareTo(BigDecimal.ONE) > 0,
                    "must be a number above 1"));

    private BreakerFields() {}

    /** A number above one and up to another. */
    private static Field above(String path, String usual, String low, String high) {
        BigDecimal above = new BigDecimal(low);
        BigDecimal most = new BigDecimal(high);
        return Field.decimal(
                path,
                usual,
                v -> v.compareTo(above) > 0 && v.compareTo(most) <= 0,
                "must be a number in (" + low + ", " + high + "]");
    }

    /** A share in [0, 1]. */
    private static Field part(String path, String usual) {
        return Field.decimal(
                path, usual, v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) <= 0, "must be a number in [0, 1]");
    }

    /** A share in (0, 1). */
    private static Field below(String path, String usual) {
        return Field.decimal(
                path, usual, v -> v.signum() > 0 && v.compareTo(BigDecimal.ONE) < 0, "must be a number in (0, 1)");
    }
}
