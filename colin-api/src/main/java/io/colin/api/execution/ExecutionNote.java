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
     * How the parent kept to what its algorithm plans, told at its end where every slice of it was seen.
     *
     * @param slices how many it sent, 0 or more
     * @param offPlanNs the furthest that one was sent from its planned time, ns, 0 or more; empty without a plan of times
     * @param share the highest share, [0, 1], that one slice less one lot had of itself and what others traded since the slice
     *     before, as they were seen when it was sent; empty without a cap of it
     * @param shareCap what that share may be at most, (0, 1)
     */
    record Kept(long slices, Optional<Long> offPlanNs, Optional<Double> share, Optional<Double> shareCap)
            implements ExecutionNote {
        /** Checks. */
        public Kept {
            Require.notNegative("slices", slices);
            offPlanNs.ifPresent(off -> Require.notNegative("offPlanNs", off));
            share.ifPresent(value -> Require.within("share", value, 0, 1));
        }

        /**
         * The same with one more slice.
         *
         * @param next how that one was
         * @return how all were
         */
        public Kept and(Kept next) {
            return new Kept(
                    slices + next.slices(),
                    most(offPlanNs, next.offPlanNs()),
                    most(share, next.share()),
                    most(shareCap, next.shareCap()));
        }

        private static <T extends Comparable<T>> Optional<T> most(Optional<T> one, Optional<T> other) {
            return one.isPresent() && other.isPresent()
                    ? Optional.of(one.get().compareTo(other.get()) >= 0 ? one.get() : other.get())
                    : one.or(() -> other);
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
