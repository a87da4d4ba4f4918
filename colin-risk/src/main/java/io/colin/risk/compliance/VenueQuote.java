package io.colin.risk.compliance;

import io.colin.api.internal.Require;
import io.colin.api.market.Quote;

/**
 * The best bid and offer one venue showed last.
 *
 * @param venue whose, not blank
 * @param quote what it showed and when
 */
public record VenueQuote(String venue, Quote quote) {
    /** Checks. */
    public VenueQuote {
        Require.text("venue", venue);
    }

    /**
     * Whether the quote can be relied on.
     *
     * @param nowNs event time of the order, ns since epoch
     * @param maxAgeNs oldest age that counts as fresh, 0 or more
     * @return false when it is older, from the future, or crossed
     */
    public boolean isFresh(long nowNs, long maxAgeNs) {
        long age = nowNs - quote.timeNs();
        return age >= 0 && age <= maxAgeNs && !quote.isCrossed();
    }
}
