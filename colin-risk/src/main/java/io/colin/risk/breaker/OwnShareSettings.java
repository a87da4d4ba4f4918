package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Own share: our executions against what traded of a symbol, over the 24 hours that end now.
 * Times are above 0 and at most 366 days.
 *
 * @param share that trips it, in (0, 1]
 * @param below the share must be back below, at most {@code share}
 * @param lock how long the symbol is locked at least
 * @param minHours hours whose volume must be known; with fewer it cannot judge, 1 to 24
 */
public record OwnShareSettings(BigDecimal share, BigDecimal below, Duration lock, int minHours) {
    /** 20 %; 300 s, then below 15 %; 20 of 24 hours known. */
    public static final OwnShareSettings STANDARD =
            new OwnShareSettings(new BigDecimal("0.20"), new BigDecimal("0.15"), Duration.ofMinutes(5), 20);

    /** Checks. */
    public OwnShareSettings {
        share = Thresholds.ratio("breakers.own_share.share", share);
        Require.that(share.compareTo(BigDecimal.ONE) <= 0, "breakers.own_share.share", "must be at most 1", share);
        below = Thresholds.ratio("breakers.own_share.below", below);
        Require.that(below.compareTo(share) <= 0, "breakers.own_share.below", "must be at most " + share, below);
        Require.span("breakers.own_share.lock", lock);
        Require.within("breakers.own_share.min_hours", minHours, 1, 24);
    }
}
