package io.colin.api.execution;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the execution of one parent cost and how the market moved around it. What was not measured is empty and never zero.
 *
 * @param orderId the parent
 * @param terms what it was to do
 * @param realm whose money; empty without a fill, and where paper and real venues filled it together
 * @param fidelity label of the least real book it was filled against, empty without a fill
 * @param venue where most of it was filled, the first in alphabetical order of several; empty without a fill
 * @param arrivedNs when its first child was sent, ns since epoch; empty when none was
 * @param endedNs when it ended
 * @param ordered quantity in force at its end, above 0
 * @param filled 0 or more; above ordered only after an overfill
 * @param benchmarks prices to compare with
 * @param costs the shortfall
 * @param impact what the impact model made of it; empty without a fill, and where the market at arrival was not known
 * @param fills in the order they were reported
 * @param flags what a reader must know, for example {@code no_reference}
 */
public record ExecutionAnalysis(
        String orderId,
        Terms terms,
        Optional<Realm> realm,
        String fidelity,
        String venue,
        Optional<Long> arrivedNs,
        long endedNs,
        BigDecimal ordered,
        BigDecimal filled,
        Benchmarks benchmarks,
        ExecutionCosts costs,
        Optional<ExecutionImpact> impact,
        List<ExecutedFill> fills,
        List<String> flags) {
    /** The flag of {@link #isInterchanged()}. */
    public static final String INTERCHANGED = "interchanged";

    /** Checks, normalises and copies. */
    public ExecutionAnalysis {
        Require.text("orderId", orderId);
        ordered = Decimals.normal(Require.positive("ordered", ordered));
        filled = Decimals.normal(Require.notNegative("filled", filled));
        fills = List.copyOf(fills);
        flags = List.copyOf(flags);
    }

    /**
     * Whether a venue that filled it had a book that crossed the symbol's quote, at the arrival or at the fill: part of what the
     * fills cost against the arrival mid is then the distance between two markets and no cost of trading.
     *
     * @return true where it carries the flag {@code interchanged}; the impact model learns nothing from it
     */
    public boolean isInterchanged() {
        return flags.contains(INTERCHANGED);
    }

    /**
     * What a parent was to do.
     *
     * @param symbol what to trade
     * @param side which way
     * @param strategy whose it was
     * @param algo type of the algorithm that worked it
     * @param decidedNs when it was decided, ns since epoch
     */
    public record Terms(Symbol symbol, Side side, String strategy, String algo, long decidedNs) {
        /** Checks. */
        public Terms {
            Require.text("algo", algo);
        }
    }

    /**
     * Prices to compare with, in quote currency.
     *
     * @param decision the mid when it was decided
     * @param arrival the mid when the first child was sent
     * @param end the mid when it ended
     * @param close the last price traded at its end
     * @param vwap what others paid from arrival to end, weighted by quantity
     * @param twap the last price traded from arrival to end, weighted by time
     * @param volume what others traded from arrival to end, base currency or contracts
     */
    public record Benchmarks(
            Optional<BigDecimal> decision,
            Optional<BigDecimal> arrival,
            Optional<BigDecimal> end,
            Optional<BigDecimal> close,
            Optional<Double> vwap,
            Optional<Double> twap,
            Optional<Double> volume) {}
}
