package io.colin.api.execution;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The implementation shortfall of a parent (Perold, 1988) and its parts, exact decimals of one currency; positive = against us.
 * A part whose prices were not all known is empty, and so is the total then; where the total is there, so are all parts, and
 * delay + spread + impact + timing + opportunity + fees = total to the last digit. Impact is what the model says, rounded once;
 * where the model could not say it, impact and timing are empty and {@link #move} holds their sum.
 *
 * @param currency of all amounts: quote currency for spot, settlement currency for a derivative
 * @param value of the order at the decision mid, above 0; empty without that mid
 * @param delay of what was filled, from decision to arrival
 * @param spread fills against the mids at fill
 * @param move of the mids from arrival to the fills: impact and timing together
 * @param impact the part of the move that the model takes for our own permanent impact
 * @param timing the rest of the move
 * @param opportunity of what was not filled, from decision to the end
 * @param fees less rebates, as far as they are known in the currency; below 0 when rebates prevail
 * @param feesApart fees in currencies without a known rate, by currency: not in the total
 * @param feeRates what one unit of another currency was taken to be worth, by currency; a fee in the base currency of a linear
 *     contract is converted at its fill's own price and is not listed
 * @param total the shortfall, fees included but for those apart
 */
public record ExecutionCosts(
        String currency,
        Optional<BigDecimal> value,
        Optional<BigDecimal> delay,
        Optional<BigDecimal> spread,
        Optional<BigDecimal> move,
        Optional<BigDecimal> impact,
        Optional<BigDecimal> timing,
        Optional<BigDecimal> opportunity,
        BigDecimal fees,
        SortedMap<String, BigDecimal> feesApart,
        SortedMap<String, BigDecimal> feeRates,
        Optional<BigDecimal> total) {
    /** Checks the sums and copies. */
    public ExecutionCosts {
        Require.text("currency", currency);
        feesApart = Collections.unmodifiableSortedMap(new TreeMap<>(feesApart));
        feeRates = Collections.unmodifiableSortedMap(new TreeMap<>(feeRates));
        Require.that(
                impact.isPresent() == timing.isPresent(), "timing", "must be there exactly when impact is", timing);
        if (total.isPresent()) {
            BigDecimal parts = sum(List.of(delay, spread, move, opportunity)).add(fees);
            Require.that(
                    parts.compareTo(total.orElseThrow()) == 0, "total", "must be the sum of the parts " + parts, total);
        }
        if (impact.isPresent() && move.isPresent()) {
            BigDecimal both = sum(List.of(impact, timing));
            Require.that(both.compareTo(move.orElseThrow()) == 0, "move", "must be impact and timing " + both, move);
        }
    }

    private static BigDecimal sum(List<Optional<BigDecimal>> parts) {
        return parts.stream().flatMap(Optional::stream).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Whether fees in other currencies are missing from the total.
     *
     * @return true when some had no rate
     */
    public boolean isWithoutSomeFees() {
        return !feesApart.isEmpty();
    }
}
