package io.colin.execution.algo;

import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Time-weighted execution: the parent is cut into slices of equal time, one every interval, sent as
 * immediate-or-cancel limit orders.
 *
 * <ul>
 *   <li>Plan: slice k of n is due at creation + step · (k + jitter · (1 + u)) with u in [−1, 1] from the parent's seed,
 *       so that the start varies by ± jitter of an interval and every slice lies within the window. Sizes follow
 *       cumulative targets in whole lots that end at the quantity exactly. A GTD or DAY parent's window ends no later
 *       than the parent.
 *   <li>A step sends what its target lacks, filled and working quantity considered, at most {@code catch_up} times its
 *       planned size and at most {@code participation} of what the market traded in a time as long as the step (before a
 *       tape says so, of the last bar's volume, scaled; nothing known: no such cap). One attempt a step: what is not
 *       filled is caught up by later steps.
 *   <li>Limit of a child: the tightest of the parent's limit, the fresh mid ± {@code child_limit_bps} and the arrival mid
 *       ± {@code price_control_bps}. A step is skipped while the mid is worse than the arrival mid by more than the
 *       price control, the spread exceeds {@code max_spread_bps}, or the limit does not reach the other side; while the
 *       price moved by more than {@code max_move_sigmas} standard deviations within a step's time; and while the side it
 *       takes from is thinner than {@code min_depth} of its hourly mean (both where the market is known for long
 *       enough). Without a fresh price nothing is sent; the step is tried again every second, for five seconds after its
 *       time.
 *   <li>At the end of the window what is left is returned with the reason.
 * </ul>
 *
 * <p>Parameters (defaults): {@code duration_s} 3600, {@code interval_s} 60, {@code adaptive} true, {@code jitter} 0.2,
 * {@code catch_up} 1.5, {@code participation} 0.2, {@code price_control_bps} 10, {@code child_limit_bps} 20,
 * {@code max_spread_bps} 50, {@code max_quote_age_ms} 2000, {@code max_move_sigmas} 3, {@code min_depth} 0.3. Thread-safe.
 */
public final class Twap extends PacedAlgo<TwapSettings> {
    /** The type orders name it by. */
    public static final String TYPE = "twap";

    /** Another one with every change of what it answers; a test holds its answers against it. */
    private static final String VERSION = "1";

    private Twap(AlgoSpec defaults) {
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
    TwapSettings settings(AlgoSpec asked, AlgoSpec usual) {
        return TwapSettings.of(asked, usual);
    }

    @Override
    AlgoStep next(AlgoState state, TwapSettings settings) {
        TwapSchedule schedule = TwapSchedule.of(state.parent(), state.instrument(), settings, state.seed());
        return Steps.next(
                state,
                schedule,
                settings.pace().prices(),
                k -> wanted(state, settings, schedule.steps().get(k)));
    }

    @Override
    List<PlannedSlice> plan(AlgoState state, TwapSettings settings) {
        TwapSchedule schedule = TwapSchedule.of(state.parent(), state.instrument(), settings, state.seed());
        return Plan.of(
                state,
                schedule,
                schedule.steps().size(),
                settings.pace().participation(),
                k -> schedule.steps().get(k).cumulative());
    }

    /** How long the first planned time has gone by that no slice was sent for, until one is or the end leaves something. */
    @Override
    public Optional<ExecutionNote.Kept> kept(AlgoState state, AlgoStep step) {
        TwapSettings settings = settings(state.parent().intent().algo(), defaults());
        TwapSchedule schedule = TwapSchedule.of(state.parent(), state.instrument(), settings, state.seed());
        int slices = step instanceof AlgoStep.Continue more ? more.slices().size() : 0;
        int lacking = schedule.due(state.lastChildTimeNs()) + 1;
        boolean isLate = lacking <= schedule.due(state.timeNs())
                && state.parent().progress().leavesQuantity().signum() > 0;
        return Optional.of(new ExecutionNote.Kept(slices, isLate ? state.timeNs() - schedule.timeNs(lacking) : 0));
    }

    private static BigDecimal wanted(AlgoState state, TwapSettings settings, TwapSchedule.Step step) {
        BigDecimal committed = state.parent().progress().filledQuantity().add(state.working());
        BigDecimal wanted =
                step.cumulative().subtract(committed).min(step.planned().multiply(settings.catchUp()));
        return Market.cap(state, step.spanNs(), settings.pace().participation())
                .map(wanted::min)
                .orElse(wanted);
    }

    /** Builds the algorithm; every setter checks its own argument. */
    public static final class Builder extends PacedBuilder<Builder> {
        private Builder() {
            super(TwapSettings.DEFAULTS);
        }

        /**
         * Sets whether more is traded early: 1.2, 1 and 0.8 times the even pace.
         *
         * @param value default true
         * @return this
         */
        public Builder adaptive(boolean value) {
            return with(TwapSettings.ADAPTIVE, Boolean.toString(value));
        }

        /**
         * Sets how far the start may vary.
         *
         * @param value share of the interval, [0, 0.4]
         * @return this
         */
        public Builder jitter(double value) {
            return with(TwapSettings.JITTER, text(value));
        }

        /**
         * Sets how much larger than planned a slice may be to catch up.
         *
         * @param value a factor, [1, 10]
         * @return this
         */
        public Builder catchUp(double value) {
            return with(TwapSettings.CATCH_UP, text(value));
        }

        /**
         * Builds the algorithm.
         *
         * @return the algorithm
         * @throws IllegalArgumentException if interval and duration do not fit together
         */
        public Twap build() {
            TwapSettings.of(spec(), spec());
            return new Twap(spec());
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        void check(AlgoSpec asked, AlgoSpec defaults) {
            TwapSettings.eachOf(asked, defaults);
        }
    }
}
