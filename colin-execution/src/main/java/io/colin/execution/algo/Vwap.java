package io.colin.execution.algo;

import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Tape;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ParentOrder;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Volume-weighted execution: trades when the market trades, so that the average price comes close to the market's.
 * Slices are immediate-or-cancel limit orders.
 *
 * <ul>
 *   <li>Target: by the end of a step the share (R + s·E₁) / (R + s·E₂) of the order, with R what the market traded since the
 *       order came, E₁ and E₂ what is expected of the coming step and of the rest of the window at the level of the hour
 *       before the order, and s = (R + m) / (E₀ + m) how the market compares with that so far, E₀ being expected up to now
 *       and m a quarter of the whole window's. With {@code live} false, and where the market before the order is not
 *       known, R is E₀ and s is 1. The last step takes the rest.
 *   <li>Expectation: the {@link VolumeCurve} given for the symbol; without one what traded at the same minutes of up to six
 *       days before; without such days as much in every moment.
 *   <li>A step sends what its target lacks, filled and working quantity considered; with {@code adaptive} 1.2 times that
 *       from 70 % and 1.5 times from 90 % of the window while it is behind; never more than {@code participation} of what the
 *       market traded in a time as long as the step, where that is known: before a tape says so, of the last bar's volume,
 *       scaled. A market that trades nothing gets nothing. Where neither trades nor bars came, as from a source of quotes
 *       alone, no volume is known, and there is no such cap.
 *   <li>Limits of children, skipped steps and the end: as {@link Twap}.
 * </ul>
 *
 * <p>Parameters (defaults): {@code duration_s} 300, {@code interval_s} 30, {@code participation} 0.1 (0.05 to 0.2),
 * {@code adaptive} true, {@code live} true, {@code price_control_bps} 50, {@code child_limit_bps} 20,
 * {@code max_spread_bps} 50, {@code max_quote_age_ms} 2000, {@code max_move_sigmas} 3, {@code min_depth} 0.3. Curves are part
 * of the algorithm: a run that is taken up again needs the same ones. Thread-safe.
 */
public final class Vwap extends PacedAlgo<VwapSettings> {
    /** The type orders name it by. */
    public static final String TYPE = "vwap";

    /** Another one with every change of what it answers; a test holds its answers against it. */
    private static final String VERSION = "1";

    private static final double PRIOR = 0.25;
    private static final double LEVEL_COVERED = 0.1;
    private static final double LATE = 0.7;
    private static final double LAST = 0.9;
    private static final BigDecimal LATE_FACTOR = new BigDecimal("1.2");
    private static final BigDecimal LAST_FACTOR = new BigDecimal("1.5");

    private final Map<Symbol, VolumeCurve> curves;

    private Vwap(AlgoSpec defaults, Map<Symbol, VolumeCurve> curves) {
        super(defaults);
        this.curves = Map.copyOf(curves);
    }

    /** How far the window's volume is: now, and at the end of the coming step; both in [0, 1]. */
    private record Done(double now, double then) {}

    /**
     * Starts an algorithm.
     *
     * @return a builder with the defaults above and no curves
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    VwapSettings settings(AlgoSpec asked, AlgoSpec usual) {
        return VwapSettings.of(asked, usual);
    }

    @Override
    AlgoStep next(AlgoState state, VwapSettings settings) {
        Timetable.Even times = Timetable.Even.of(state.parent(), settings.pace());
        return Steps.next(state, times, settings.pace().prices(), k -> wanted(state, settings, times, k));
    }

    /** By the expectation alone: what the market trades after the order came is not known yet. */
    @Override
    List<PlannedSlice> plan(AlgoState state, VwapSettings settings) {
        Timetable.Even times = Timetable.Even.of(state.parent(), settings.pace());
        BigDecimal quantity = state.parent().progress().quantity();
        Expected expected = expected(state, times.startNs(), times.endNs());
        double all = expected.between(times.startNs(), times.endNs());
        return Plan.of(
                state,
                times,
                times.count(),
                settings.pace().participation(),
                k -> times.isLast(k) || all <= 0
                        ? quantity
                        : quantity.multiply(Market.quantity(expected.between(times.startNs(), times.after(k)) / all)));
    }

    private BigDecimal wanted(AlgoState state, VwapSettings settings, Timetable.Even times, int step) {
        BigDecimal quantity = state.parent().progress().quantity();
        BigDecimal committed = state.parent().progress().filledQuantity().add(state.working());
        Done done = done(state, settings, times, step);
        BigDecimal target = times.isLast(step) ? quantity : quantity.multiply(Market.quantity(done.then()));
        BigDecimal lacking = target.subtract(committed);
        boolean behind = committed.compareTo(quantity.multiply(Market.quantity(done.now()))) < 0;
        BigDecimal wanted = settings.adaptive() && behind ? lacking.multiply(hurry(state, times)) : lacking;
        return Market.cap(state, times.stepNs(), settings.pace().participation())
                .map(wanted::min)
                .orElse(wanted);
    }

    private static BigDecimal hurry(AlgoState state, Timetable.Even times) {
        double gone = (double) (state.timeNs() - times.startNs()) / (times.endNs() - times.startNs());
        return gone >= LAST ? LAST_FACTOR : gone >= LATE ? LATE_FACTOR : BigDecimal.ONE;
    }

    private Done done(AlgoState state, VwapSettings settings, Timetable.Even times, int step) {
        long start = times.startNs();
        long now = times.timeNs(step);
        Expected expected = expected(state, start, times.endNs());
        double before = expected.between(start, now);
        double coming = expected.between(now, times.after(step));
        double rest = expected.between(now, times.endNs());
        double level = settings.live() ? level(state, expected, times) : 0;
        if (level == 0) {
            return done(before, 1, coming, rest);
        }
        double traded = Market.tape(state).orElseThrow().volume(start, now) / level;
        double prior = PRIOR * (before + rest);
        return done(traded, (traded + prior) / (before + prior), coming, rest);
    }

    private static Done done(double traded, double pace, double coming, double rest) {
        double all = traded + pace * rest;
        return all > 0 ? new Done(traded / all, (traded + pace * coming) / all) : new Done(0, 1);
    }

    /** How the market's volume compared with the expectation before the order came; 0 where that is not known. */
    private static double level(AlgoState state, Expected expected, Timetable.Even times) {
        Optional<Tape> tape = Market.tape(state);
        long start = times.startNs();
        long since = tape.isEmpty() ? start : tape.get().sinceNs().orElse(start);
        long from = Math.max(since, start - Expected.LEVEL_NS);
        if (tape.isEmpty() || start - from < LEVEL_COVERED * (times.endNs() - start)) {
            return 0;
        }
        double usual = expected.between(from, start);
        return usual > 0 ? tape.get().volume(from, start) / usual : 0;
    }

    private Expected expected(AlgoState state, long fromNs, long toNs) {
        ParentOrder parent = state.parent();
        VolumeCurve curve = curves.get(parent.intent().symbol());
        if (curve != null) {
            return Expected.by(curve, fromNs, toNs);
        }
        return Market.tape(state)
                .map(tape -> Expected.byDaysBefore(tape, fromNs, toNs))
                .orElseGet(Expected::even);
    }

    /** Builds the algorithm; every setter checks its own argument. */
    public static final class Builder extends PacedBuilder<Builder> {
        private final Map<Symbol, VolumeCurve> curves = new HashMap<>();

        private Builder() {
            super(VwapSettings.DEFAULTS);
        }

        /**
         * Gives the shape of a symbol's day.
         *
         * @param symbol what is traded
         * @param curve learnt from its history
         * @return this
         */
        public Builder curve(Symbol symbol, VolumeCurve curve) {
            curves.put(symbol, curve);
            return this;
        }

        /**
         * Sets whether it hurries late in the window while it is behind.
         *
         * @param value default true
         * @return this
         */
        public Builder adaptive(boolean value) {
            return with(VwapSettings.ADAPTIVE, Boolean.toString(value));
        }

        /**
         * Sets whether the market's volume since the order came corrects the curve.
         *
         * @param value default true
         * @return this
         */
        public Builder live(boolean value) {
            return with(VwapSettings.LIVE, Boolean.toString(value));
        }

        /**
         * Builds the algorithm.
         *
         * @return the algorithm
         * @throws IllegalArgumentException if interval and duration do not fit together
         */
        public Vwap build() {
            VwapSettings.of(spec(), spec());
            return new Vwap(spec(), curves);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        void check(AlgoSpec asked, AlgoSpec defaults) {
            VwapSettings.eachOf(asked, defaults);
        }
    }
}
