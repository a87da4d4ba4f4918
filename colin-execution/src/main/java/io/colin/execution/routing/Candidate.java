package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.execution.Slice;
import io.colin.api.order.Refusal;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one venue offers for a slice.
 *
 * @param venue the venue
 * @param slice the part it takes
 * @param expected how much of the slice the book shows to be filled at once; all of a slice that rests
 * @param rest the part it does not take, 0 or more
 * @param restReason why, present when rest is above 0
 * @param netPrice expected price with the taker fee added to buy, taken off to sell; 0 for a slice that rests
 * @param feeRate maker rate of a slice that rests, else taker rate
 * @param depth quantity shown that it could trade with
 */
record Candidate(
        Venue venue,
        Slice slice,
        BigDecimal expected,
        BigDecimal rest,
        Optional<Refusal> restReason,
        BigDecimal netPrice,
        BigDecimal feeRate,
        BigDecimal depth) {
    /** Prices within a tenth of a basis point are the same. */
    private static final BigDecimal TIE = new BigDecimal("0.00001");

    /** A venue that can take the slice, or why it cannot. */
    sealed interface Answer {
        /** It can. */
        record Takes(Candidate candidate) implements Answer {}

        /** It cannot. */
        record Declines(Refusal reason) implements Answer {}
    }

    /**
     * The best of some candidates, never none: most quantity expected, then best net price, then, among prices within 0.1 bp of
     * the best, lowest fee, deepest book and first named.
     */
    static Candidate best(List<Candidate> candidates, int sign) {
        BigDecimal most = candidates.stream()
                .map(Candidate::expected)
                .reduce(BigDecimal::max)
                .orElseThrow();
        List<Candidate> fullest = candidates.stream()
                .filter(c -> c.expected().compareTo(most) == 0)
                .toList();
        BigDecimal bestPrice = fullest.stream()
                .map(c -> signed(c.netPrice(), sign))
                .reduce(BigDecimal::min)
                .orElseThrow();
        BigDecimal bound = bestPrice.add(bestPrice.abs().multiply(TIE));
        return fullest.stream()
                .filter(c -> signed(c.netPrice(), sign).compareTo(bound) <= 0)
                .min(Comparator.comparing(Candidate::feeRate)
                        .thenComparing(c -> c.depth().negate()))
                .orElseThrow();
    }

    private static BigDecimal signed(BigDecimal price, int sign) {
        return sign > 0 ? price : Decimals.normal(price.negate());
    }
}
