package io.colin.api.execution;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the market was like at a moment that the costs of a parent are measured by. What was not known then is empty: a price is
 * never made up afterwards.
 */
public sealed interface ExecutionNote {
    /**
     * The first child was sent.
     *
     * @param mid the mid then
     * @param relativeSpread (ask − bid) / mid then, a fraction; negative where it was crossed
     * @param dailyVolatility deviation of a day's log return as seen until then, a fraction
     * @param dailyVolume what others traded in a day as seen until then, base currency or contracts
     * @param reference mid of the reference that market drift is measured by
     * @param apart venues whose own books crossed the symbol's quote then, in the order of the engine's venues
     */
    record Arrival(
            Optional<BigDecimal> mid,
            Optional<Double> relativeSpread,
            Optional<Double> dailyVolatility,
            Optional<Double> dailyVolume,
            Optional<BigDecimal> reference,
            List<String> apart)
            implements ExecutionNote {
        /** Copies. */
        public Arrival {
            apart = List.copyOf(apart);
        }
    }

    /**
     * What the parent is expected to cost, told with the arrival of one whose algorithm plans its slices and whose market is known.
     *
     * @param forecast as of then
     */
    record Foretold(ExecutionForecast forecast) implements ExecutionNote {}

    /**
     * A child was filled.
     *
     * @param venue where
     * @param tradeId the venue's id of the fill
     * @param mid the last mid of the venue's own book before it executed the fill; the symbol's where it showed no sound book
     * @param reference mid of the reference when the fill was reported
     * @param fidelity label of the book it was filled against, empty when the venue showed none
     * @param realm whose money it was
     * @param apart whether the venue's own book crossed the symbol's quote when the fill was reported
     */
    record AtFill(
            String venue,
            String tradeId,
            Optional<BigDecimal> mid,
            Optional<BigDecimal> reference,
            String fidelity,
            Realm realm,
            boolean apart)
            implements ExecutionNote {}

    /**
     * Some time has passed since fills of a venue.
     *
     * @param venue where
     * @param filledNs when they were executed, ns since epoch
     * @param seconds how long ago that is, above 0
     * @param mid the mid of the venue's own book now; the symbol's where it shows no sound book
     */
    record Later(String venue, long filledNs, int seconds, Optional<BigDecimal> mid) implements ExecutionNote {
        /** Checks. */
        public Later {
            Require.positive("seconds", seconds);
        }
    }

    /**
     * How the parent kept to the times its algorithm plans, told at its end where every slice of it was seen.
     *
     * @param slices how many it sent, 0 or more
     * @param offPlanNs the longest that a planned time had gone by before a slice was sent, or before the algorithm ended with
     *     something left, ns, 0 or more; a step that was skipped counts until the slice after it
     */
    record Kept(long slices, long offPlanNs) implements ExecutionNote {
        /** Checks. */
        public Kept {
            Require.notNegative("slices", slices);
            Require.notNegative("offPlanNs", offPlanNs);
        }

        /**
         * The same with what comes after.
         *
         * @param next how that was
         * @return how all was
         */
        public Kept and(Kept next) {
            return new Kept(slices + next.slices(), Math.max(offPlanNs, next.offPlanNs()));
        }
    }

    /**
     * The parent ended.
     *
     * @param mid the mid then
     * @param close the last price traded
     * @param vwap what others paid since the arrival, weighted by quantity
     * @param twap the last price traded since the arrival, weighted by time
     * @param volume what others traded since the arrival, base currency or contracts
     */
    record Ended(
            Optional<BigDecimal> mid,
            Optional<BigDecimal> close,
            Optional<Double> vwap,
            Optional<Double> twap,
            Optional<Double> volume)
            implements ExecutionNote {}
}
