package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * Price move: a symbol's price away from any of its prices within a window.
 * Times are above 0 and at most 366 days.
 *
 * @param move share that trips it, in (0, 1)
 * @param window how far back prices are compared, at most an hour
 * @param lock how long the symbol is locked at least
 * @param calm how long its quotes must then stay together
 * @param calmMove how far apart they may be, a share in (0, 1)
 */
public record PriceMoveSettings(double move, Duration window, Duration lock, Duration calm, double calmMove) {
    /** 10 % in 60 s; 30 s, then 60 s within 3 %. */
    public static final PriceMoveSettings STANDARD =
            new PriceMoveSettings(0.10, Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(60), 0.03);

    /** Checks. */
    public PriceMoveSettings {
        Thresholds.fraction("breakers.price_move.move", move);
        Require.positive("breakers.price_move.window", window);
        Require.that(
                window.compareTo(Duration.ofHours(1)) <= 0,
                "breakers.price_move.window",
                "must be at most an hour",
                window);
        Require.span("breakers.price_move.lock", lock);
        Require.span("breakers.price_move.calm", calm);
        Thresholds.fraction("breakers.price_move.calm_move", calmMove);
    }
}
