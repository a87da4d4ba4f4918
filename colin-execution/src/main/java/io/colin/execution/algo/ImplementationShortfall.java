package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.market.Tape;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ParentOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Execution against the price at arrival: trades early where waiting is a risk, late where hurrying costs, along the path
 * of Almgren and Chriss, x(t) = Q · sinh(κ(T − t)) / sinh(κT) remaining. Slices are immediate-or-cancel limit orders.
 *
 * <ul>
 *   <li>Pace: {@code urgency} 1, 2 or 3 stands for κT of 0.5, 1.5 or 3. With {@code urgency} 0 it follows from
 *       {@code risk_aversion} λ (per unit of quote currency): κ minimises expected cost + λ · variance, with the temporary
 *       impact {@code impact_eta} · σ · (own / market volume)^{@code impact_beta}, the daily volatility {@code volatility} σ
 *       and the market's {@code daily_volume}. Where they are 0 these two are measured: with {@code adaptive} over the last half
 *       hour at each step, else over the half hour before the order; while they are not known, and for λ = 0, the pace is
 *       even, as a TWAP's.
 *   <li>Plan: each step sends, in whole lots, what the path has for it; once an earlier step did not get its own, the
 *       path starts anew from what is left, so that the rest is spread over the later steps. The last one takes all. With
 *       {@code adaptive} an urgency's κ follows the market too: it is multiplied by σ · √volume of the last half hour over that of the half hour before the order, within ½ and 2.
 *   <li>Cap, limits of children, skipped steps and the end: as {@link Twap}.
 * </ul>
 *
 * <p>Parameters (defaults): {@code duration_s} 1800, {@code interval_s} 30, {@code urgency} 2, {@code risk_aversion} 0,
 * {@code impact_eta} 0.15, {@code impact_beta} 0.5, {@code volatility} 0, {@code daily_volume} 0, {@code adaptive} true,
 * {@code participation} 0.2, {@code price_control_bps} 50, {@code child_limit_bps} 20, {@code max_spread_bps} 50,
 * {@code max_quote_age_ms} 2000, {@code max_move_sigmas} 3, {@code min_depth} 0.3. Thread-safe.
 */
public final class ImplementationShortfall extends PacedAlgo<ShortfallSettings> {
    /** The type orders name it by. */
    public static final String TYPE = "is";

    /** Another one with every change of what it answers; a test holds its answers against it. */
    private static final String VERSION = "1";

    private static final long MEASURED_NS = 1_800_000_000_000L;
    private static final double DAY_S = 86_400;
    private static final double LEAST_CHANGE = 0.5;
    private static final double MOST_CHANGE = 2;

    private ImplementationShortfall(AlgoSpec defaults) {
        super(defaults);
    }

    /** What the market does: its volatility and its volume, both a day. */
    private record Activity(double sigma, double volume) {}

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
    ShortfallSettings settings(AlgoSpec asked, AlgoSpec usual) {
        return ShortfallSettings.of(asked, usual);
    }

    @Override
    AlgoStep next(AlgoState state, ShortfallSettings settings) {
        Timetable.Even times = Timetable.Even.of(state.parent(), settings.pace());
        return Steps.next(state, times, settings.pace().prices(), k -> wanted(state, settings, times, k));
    }

    @Override
    List<PlannedSlice> plan(AlgoState state, ShortfallSettings settings) {
        Timetable.Even times = Timetable.Even.of(state.parent(), settings.pace());
        BigDecimal quantity = state.parent().progress().quantity();
        double theta = theta(state, settings, times);
        return Plan.of(
                state,
                times,
                times.count(),
                settings.pace().participation(),
                k -> quantity.subtract(planned(state, theta, times.count(), k + 1)));
    }

    private static BigDecimal wanted(AlgoState state, ShortfallSettings settings, Timetable.Even times, int step) {
        BigDecimal wanted = state.parent()
                .progress()
                .leavesQuantity()
                .subtract(state.working())
                .subtract(leftAfter(state, theta(state, settings, times), times.count(), step));
        return Market.cap(state, times.stepNs(), settings.pace().participation())
                .map(wanted::min)
                .orElse(wanted);
    }

    /** What stays after a step: as planned from the start while it is on plan, else the path from here. */
    private static BigDecimal leftAfter(AlgoState state, double theta, int steps, int step) {
        BigDecimal leaves = state.parent().progress().leavesQuantity();
        BigDecimal off = leaves.subtract(planned(state, theta, steps, step)).abs();
        return off.compareTo(state.instrument().lotSize()) < 0
                ? planned(state, theta, steps, step + 1)
                : leaves.multiply(Market.quantity(AlmgrenChriss.staying(theta, steps - step)));
    }

    /** What the whole path leaves after some steps, what was sent being whole lots. */
    private static BigDecimal planned(AlgoState state, double theta, int steps, int done) {
        BigDecimal quantity = state.parent().progress().quantity();
        BigDecimal left = quantity.multiply(Market.quantity(AlmgrenChriss.staying(theta, steps, done)));
        return quantity.subtract(
                Sizes.lots(quantity.subtract(left), state.instrument().lotSize()));
    }

    /** κ of the moment times the length of a step. */
    private static double theta(AlgoState state, ShortfallSettings settings, Timetable.Even times) {
        if (settings.urgency() == 0) {
            return byRiskAversion(state, settings, times);
        }
        double theta = settings.kappaT() / times.count();
        return settings.adaptive() ? theta * change(state) : theta;
    }

    private static double byRiskAversion(AlgoState state, ShortfallSettings settings, Timetable.Even times) {
        ParentOrder parent = state.parent();
        Optional<Activity> lately = settings.adaptive() ? activity(state, state.timeNs()) : Optional.empty();
        Optional<Activity> measured = lately.or(() -> activity(state, parent.createdTimeNs()));
        double sigma = settings.volatility() > 0
                ? settings.volatility()
                : measured.map(Activity::sigma).orElse(0.0);
        double volume = settings.dailyVolume() > 0
                ? settings.dailyVolume()
                : measured.map(Activity::volume).orElse(0.0);
        if (sigma == 0 || volume == 0) {
            return 0;
        }
        double worth = Decimals.statistic(state.instrument().notional(BigDecimal.ONE, parent.arrivalMid()));
        return new AlmgrenChriss(sigma, volume, settings.eta(), settings.beta(), worth)
                .theta(
                        settings.riskAversion(),
                        Decimals.statistic(parent.progress().quantity()),
                        times.count(),
                        times.stepNs() / 1e9 / DAY_S);
    }

    /** How much faster the market makes the path than it was at arrival: κ goes with σ and the root of the volume. */
    private static double change(AlgoState state) {
        Optional<Activity> before = activity(state, state.parent().createdTimeNs());
        Optional<Activity> now = activity(state, state.timeNs());
        if (before.isEmpty() || now.isEmpty()) {
            return 1;
        }
        double change = now.get().sigma()
                / before.get().sigma()
                * Math.sqrt(now.get().volume() / before.get().volume());
        return Math.clamp(change, LEAST_CHANGE, MOST_CHANGE);
    }

    /** The market of the half hour before a time; empty where it is not known or stood still. */
    private static Optional<Activity> activity(AlgoState state, long timeNs) {
        Optional<Tape> tape = Market.tape(state);
        if (tape.isEmpty()) {
            return Optional.empty();
        }
        long from = Math.max(timeNs - MEASURED_NS, tape.get().sinceNs().orElse(timeNs));
        OptionalDouble sigma = tape.get().volatility(from, timeNs);
        double volume = tape.get().volume(from, timeNs);
        return sigma.isEmpty() || sigma.getAsDouble() == 0 || volume == 0
                ? Optional.empty()
                : Optional.of(
                        new Activity(sigma.getAsDouble() * Math.sqrt(DAY_S), volume * DAY_S / ((timeNs - from) / 1e9)));
    }

    /** Builds the algorithm; every setter checks its own argument. */
    public static final class Builder extends PacedBuilder<Builder> {
        private Builder() {
            super(ShortfallSettings.DEFAULTS);
        }

        /**
         * Sets the pace by name.
         *
         * @param value 1 patient (κT 0.5), 2 usual (1.5), 3 urgent (3); 0 leaves it to the risk aversion
         * @return this
         */
        public Builder urgency(int value) {
            return with(ShortfallSettings.URGENCY, Integer.toString(value));
        }

        /**
         * Sets what a unit of variance is worth, with {@link #urgency} 0.
         *
         * @param value per unit of quote currency, [0, 1]; 0 is an even pace
         * @return this
         */
        public Builder riskAversion(double value) {
            return with(ShortfallSettings.RISK_AVERSION, text(value));
        }

        /**
         * Sets the impact law: a slice costs eta · daily volatility · (own / market volume)^beta.
         *
         * @param eta [0.0001, 100]
         * @param beta [0.1, 1]
         * @return this
         */
        public Builder impact(double eta, double beta) {
            with(ShortfallSettings.ETA, text(eta));
            return with(ShortfallSettings.BETA, text(beta));
        }

        /**
         * Sets the volatility the risk aversion is held against.
         *
         * @param value daily, a fraction, [0, 10]; 0 is measured
         * @return this
         */
        public Builder volatility(double value) {
            return with(ShortfallSettings.VOLATILITY, text(value));
        }

        /**
         * Sets the market's volume the impact is held against.
         *
         * @param value base currency or contracts a day, [0, 1e12]; 0 is measured
         * @return this
         */
        public Builder dailyVolume(double value) {
            return with(ShortfallSettings.DAILY_VOLUME, text(value));
        }

        /**
         * Sets whether the pace follows the market while the order works.
         *
         * @param value default true
         * @return this
         */
        public Builder adaptive(boolean value) {
            return with(ShortfallSettings.ADAPTIVE, Boolean.toString(value));
        }

        /**
         * Builds the algorithm.
         *
         * @return the algorithm
         * @throws IllegalArgumentException if parameters do not fit together
         */
        public ImplementationShortfall build() {
            ShortfallSettings.of(spec(), spec());
            return new ImplementationShortfall(spec());
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        void check(AlgoSpec asked, AlgoSpec defaults) {
            ShortfallSettings.eachOf(asked, defaults);
        }
    }
}
