package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.market.Tape;
import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A share of the market's volume: trades as much as others do, times p / (1 − p), until the order is filled, expires or
 * its duration is over. Slices are immediate-or-cancel limit orders.
 *
 * <ul>
 *   <li>Target: p / (1 − p) of what others traded since the order came, own executions excluded. What is filled or working
 *       counts against it; what is too small to be sent is carried on. What was traded while nothing was recorded, as after
 *       a restart over a live source, is not known and not followed.
 *   <li>Bound: a slice is at most c / (1 − c) of what others traded since the slice before, c being
 *       {@code max_participation}: so the share stays within it over every span of slices, and what was missed is caught up
 *       at that pace only. Without volume nothing is sent.
 *   <li>Limits of children, skipped steps and the end: as {@link Twap}. A move of the market is held against the volatility
 *       of one step.
 * </ul>
 *
 * <p>Parameters (defaults): {@code duration_s} 604800 (a week, the longest), {@code interval_s} 5, {@code participation} 0.1 (0.05 to 0.2),
 * {@code max_participation} 0.2 (0.05 to 0.2), {@code price_control_bps} 50, {@code child_limit_bps} 20,
 * {@code max_spread_bps} 50, {@code max_quote_age_ms} 2000, {@code max_move_sigmas} 3, {@code min_depth} 0.3. Thread-safe.
 */
public final class Pov extends PacedAlgo<PovSettings> {
    /** The type orders name it by. */
    public static final String TYPE = "pov";

    private static final long RATE_NS = Duration.ofHours(1).toNanos();
    private static final long PARTS = 100;
    /** Another one with every change of what it answers; a test holds its answers against it. */
    private static final String VERSION = "1";

    private Pov(AlgoSpec defaults) {
        super(defaults);
    }

    /**
     * Starts an algorithm.
     *
     * @return a builder with the defaults above
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    PovSettings settings(AlgoSpec asked, AlgoSpec usual) {
        return PovSettings.of(asked, usual);
    }

    @Override
    AlgoStep next(AlgoState state, PovSettings settings) {
        Timetable.Even times = Timetable.Even.of(state.parent(), settings.pace());
        return Steps.next(state, times, settings.pace().prices(), k -> wanted(state, settings));
    }

    /**
     * As if the market went on as in the last hour, or the part of it that is known, in a hundred parts at most: what trades in a
     * part is followed at its end.
     */
    @Override
    List<PlannedSlice> plan(AlgoState state, PovSettings settings) {
        Timetable.Even times = Timetable.Even.of(state.parent(), settings.pace());
        OptionalDouble others = Market.recentVolume(state, RATE_NS);
        if (others.isEmpty() || others.getAsDouble() <= 0) {
            return List.of();
        }
        double share = Decimals.statistic(settings.pace().participation());
        double rate = others.getAsDouble() * share / (1 - share) / RATE_NS;
        double all = Decimals.statistic(state.parent().progress().quantity());
        double spanNs = Math.min(all / rate, (double) times.endNs() - state.timeNs());
        int parts = (int) Math.clamp((long) Math.ceil(spanNs / times.stepNs()), 1L, PARTS);
        BigDecimal slice = Market.quantity(rate * spanNs / parts);
        return slice.signum() <= 0
                ? List.of()
                : IntStream.rangeClosed(1, parts)
                        .mapToObj(k -> new PlannedSlice(state.timeNs() + (long) (spanNs * k / parts), slice))
                        .toList();
    }

    private static BigDecimal wanted(AlgoState state, PovSettings settings) {
        Optional<Tape> tape = Market.tape(state);
        if (tape.isEmpty()) {
            return BigDecimal.ZERO;
        }
        long start = state.parent().createdTimeNs();
        BigDecimal committed = state.parent().progress().filledQuantity().add(state.working());
        BigDecimal others = Market.quantity(tape.get().volume(start, state.timeNs()));
        BigDecimal recent =
                Market.quantity(tape.get().volume(Math.max(start, state.lastChildTimeNs()), state.timeNs()));
        BigDecimal target = besides(others, settings.pace().participation());
        return target.subtract(committed).min(besides(recent, settings.maxParticipation()));
    }

    /** The quantity that is a share of itself and others together. */
    private static BigDecimal besides(BigDecimal others, BigDecimal share) {
        return others.multiply(share).divide(BigDecimal.ONE.subtract(share), Decimals.QUOTIENT);
    }

    /** Builds the algorithm; every setter checks its own argument. */
    public static final class Builder extends PacedBuilder<Builder> {
        private Builder() {
            super(PovSettings.DEFAULTS);
        }

        /**
         * Sets the share it catches up with at most.
         *
         * @param value [0.05, 0.2], at least {@link #participation}
         * @return this
         */
        public Builder maxParticipation(double value) {
            return with(PovSettings.MAX_PARTICIPATION, text(value));
        }

        /**
         * Builds the algorithm.
         *
         * @return the algorithm
         * @throws IllegalArgumentException if parameters do not fit together
         */
        public Pov build() {
            PovSettings.of(spec(), spec());
            return new Pov(spec());
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        void check(AlgoSpec asked, AlgoSpec defaults) {
            PovSettings.eachOf(asked, defaults);
        }
    }
}
