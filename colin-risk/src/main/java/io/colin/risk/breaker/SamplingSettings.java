package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * How often the market is looked at.
 * Times are above 0 and at most 366 days.
 *
 * @param priceEvery shortest event time between two looks at a symbol's price, above 0
 * @param bookEvery shortest event time between two looks at a symbol's books, at least {@code priceEvery}
 * @param maxGap oldest price, book or measurement that counts as fresh, above 0; time without a fresh one counts for at
 *     most this towards a stay that must be clear
 */
public record SamplingSettings(Duration priceEvery, Duration bookEvery, Duration maxGap) {
    /** 250 ms, 1 s and 5 s. */
    public static final SamplingSettings STANDARD =
            new SamplingSettings(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** Checks. */
    public SamplingSettings {
        Require.span("breakers.sampling.price_every", priceEvery);
        Require.span("breakers.sampling.book_every", bookEvery);
        Require.span("breakers.sampling.max_gap", maxGap);
        Require.that(
                bookEvery.compareTo(priceEvery) >= 0,
                "breakers.sampling.book_every",
                "must be at least price_every " + priceEvery,
                bookEvery);
    }

    /**
     * The same with another age.
     *
     * @param value oldest that counts as fresh, above 0
     * @return a copy
     */
    public SamplingSettings withMaxGap(Duration value) {
        return new SamplingSettings(priceEvery, bookEvery, value);
    }
}
