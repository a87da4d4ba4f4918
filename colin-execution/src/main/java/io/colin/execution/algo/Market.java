package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.market.Bar;
import io.colin.api.market.Tape;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the market did lately, as far as it is known: the border from statistics to quantities. */
final class Market {
    static final long DAY_NS = 86_400_000_000_000L;
    /** Statistics leave for decimals with this many places; lots are coarser. */
    private static final int PLACES = 12;
    /** A span measured for less than this share of its length says nothing yet. */
    private static final double LEAST_COVERED = 0.1;

    private Market() {}

    static Optional<Tape> tape(AlgoState state) {
        return state.market().tape(state.parent().intent().symbol());
    }

    /**
     * What others traded in the last span that is known, scaled up where it is known for a part only; before a tape says anything, the
     * last bar's volume scaled to the span; empty when neither is known.
     */
    static OptionalDouble recentVolume(AlgoState state, long spanNs) {
        Optional<Tape> tape = tape(state);
        if (tape.isPresent()) {
            long since = tape.get().sinceNs().orElse(Long.MAX_VALUE);
            long until = tape.get().knownToNs(state.timeNs());
            double covered = Math.min(1, (double) (until - since) / spanNs);
            if (covered >= LEAST_COVERED) {
                return OptionalDouble.of(tape.get().volume(until - spanNs, until) / covered);
            }
        }
        Optional<Bar> bar = state.market().lastBar(state.parent().intent().symbol());
        return bar.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Decimals.statistic(bar.get().volume())
                        * spanNs
                        / (bar.get().timeNs() - bar.get().openTimeNs()));
    }

    /** The most that a share of a span's recent volume allows; empty when no volume is known. */
    static Optional<BigDecimal> cap(AlgoState state, long spanNs, BigDecimal share) {
        OptionalDouble volume = recentVolume(state, spanNs);
        return volume.isEmpty()
                ? Optional.empty()
                : Optional.of(quantity(volume.getAsDouble()).multiply(share));
    }

    /** A statistic as a quantity. */
    static BigDecimal quantity(double statistic) {
        return Decimals.fromStatistic(statistic, PLACES);
    }
}
