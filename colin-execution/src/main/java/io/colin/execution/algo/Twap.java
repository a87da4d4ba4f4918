package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
 *       planned size and at most {@code participation} of the last bar's volume, scaled to the step's time (no bar yet:
 *       no such cap). One attempt a step: what is not filled is caught up by later steps.
 *   <li>Limit of a child: the tightest of the parent's limit, the fresh mid ± {@code child_limit_bps} and the arrival mid
 *       ± {@code price_control_bps}. A step is skipped while the mid is worse than the arrival mid by more than the
 *       price control, the spread exceeds {@code max_spread_bps}, or the limit does not reach the other side. Without a
 *       fresh price nothing is sent; the step is tried again every second, for five seconds after its time.
 *   <li>At the end of the window what is left is returned with the reason.
 * </ul>
 *
 * <p>Parameters (defaults): {@code duration_s} 3600, {@code interval_s} 60, {@code adaptive} true, {@code jitter} 0.2,
 * {@code catch_up} 1.5, {@code participation} 0.2, {@code price_control_bps} 10, {@code child_limit_bps} 20,
 * {@code max_spread_bps} 50, {@code max_quote_age_ms} 2000. Thread-safe.
 */
public final class Twap implements ExecutionAlgo {
    /** The type orders name it by. */
    public static final String TYPE = "twap";

    private static final long RETRY_NS = Duration.ofSeconds(1).toNanos();
    private static final long GRACE_NS = Duration.ofSeconds(5).toNanos();

    private final AlgoSpec defaults;

    private Twap(AlgoSpec defaults) {
        this.defaults = defaults;
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
    public String type() {
        return TYPE;
    }

    @Override
    public AlgoSpec defaults() {
        return defaults;
    }

    @Override
    public void validate(OrderIntent intent, Instrument instrument) {
        TwapSettings.of(intent.algo(), defaults);
        Require.that(
                intent.type() instanceof OrderType.Market || intent.type() instanceof OrderType.Limit,
                "type",
                "must be Market or Limit for twap",
                intent.type());
        Require.that(
                !intent.timeInForce().isImmediate(),
                "timeInForce",
                "must be GTC, GTD or DAY for twap",
                intent.timeInForce().kind());
        Require.that(!intent.postOnly(), "postOnly", "must be false for twap, whose slices take", true);
        Require.that(
                intent.displayQuantity().signum() == 0,
                "displayQuantity",
                "must be 0 for twap, whose slices never rest",
                intent.displayQuantity());
    }

    @Override
    public AlgoStep next(AlgoState state) {
        if (state.parent().progress().leavesQuantity().signum() == 0) {
            return new AlgoStep.Finish("complete");
        }
        if (state.parent().arrivalMid().signum() == 0) {
            return finish(state, "no arrival mid to control the price by");
        }
        TwapSettings settings = TwapSettings.of(state.parent().intent().algo(), defaults);
        TwapSchedule schedule = TwapSchedule.of(state.parent(), state.instrument(), settings, state.seed());
        if (state.timeNs() >= schedule.endNs()) {
            return state.working().signum() > 0
                    ? new AlgoStep.Continue(List.of(), AlgoStep.NO_TIMER)
                    : finish(state, "end of time" + obstacle(state, settings));
        }
        int k = schedule.due(state.timeNs());
        if (k < 0 || wasTried(state, schedule, k)) {
            return new AlgoStep.Continue(List.of(), schedule.after(k));
        }
        return step(state, settings, schedule, k);
    }

    private static AlgoStep step(AlgoState state, TwapSettings settings, TwapSchedule schedule, int k) {
        long next = schedule.after(k);
        TwapSchedule.Step step = schedule.steps().get(k);
        BigDecimal quantity = quantity(state, settings, step);
        if (quantity.signum() <= 0) {
            return new AlgoStep.Continue(List.of(), next);
        }
        return switch (ChildPrice.of(state, settings)) {
            case ChildPrice.Stale stale -> new AlgoStep.Continue(List.of(), Math.min(next, state.timeNs() + RETRY_NS));
            case ChildPrice.Skip skip -> new AlgoStep.Continue(List.of(), next);
            case ChildPrice.At at -> {
                boolean tooSmall = quantity.compareTo(state.instrument().minQuantity()) < 0
                        || state.instrument()
                                        .notional(quantity, at.limit())
                                        .compareTo(state.instrument().minNotional())
                                < 0;
                List<Slice> slices = tooSmall
                        ? List.of()
                        : List.of(new Slice(quantity, new OrderType.Limit(at.limit()), TimeInForce.IOC));
                yield new AlgoStep.Continue(slices, next);
            }
        };
    }

    /** Whether this step's one attempt was made, or its time has gone by. */
    private static boolean wasTried(AlgoState state, TwapSchedule schedule, int k) {
        long due = schedule.steps().get(k).timeNs();
        return state.lastChildTimeNs() >= due || state.timeNs() - due > GRACE_NS;
    }

    private static BigDecimal quantity(AlgoState state, TwapSettings settings, TwapSchedule.Step step) {
        BigDecimal committed = state.parent().progress().filledQuantity().add(state.working());
        BigDecimal wanted = step.cumulative()
                .subtract(committed)
                .min(step.planned().multiply(settings.catchUp()))
                .min(state.available());
        Optional<Bar> bar = state.market().lastBar(state.parent().intent().symbol());
        if (bar.isPresent()) {
            wanted = wanted.min(volumeIn(bar.get(), step.spanNs()).multiply(settings.participation()));
        }
        return wanted.signum() <= 0
                ? BigDecimal.ZERO
                : Decimals.floorTo(wanted, state.instrument().lotSize());
    }

    private static BigDecimal volumeIn(Bar bar, long spanNs) {
        return bar.volume()
                .multiply(BigDecimal.valueOf(spanNs))
                .divide(BigDecimal.valueOf(bar.timeNs() - bar.openTimeNs()), Decimals.QUOTIENT);
    }

    private static AlgoStep finish(AlgoState state, String why) {
        OrderProgress progress = state.parent().progress();
        return new AlgoStep.Finish(why + ": leaves=" + Decimals.text(progress.leavesQuantity()) + " quantity="
                + Decimals.text(progress.quantity()));
    }

    private static String obstacle(AlgoState state, TwapSettings settings) {
        return switch (ChildPrice.of(state, settings)) {
            case ChildPrice.Stale stale -> ", " + stale.reason();
            case ChildPrice.Skip skip -> ", " + skip.reason();
            case ChildPrice.At at -> "";
        };
    }

    /** Builds the algorithm; every setter checks its own argument. */
    public static final class Builder {
        private AlgoSpec spec = TwapSettings.DEFAULTS;

        private Builder() {}

        /**
         * Sets the window.
         *
         * @param value whole seconds, [1 s, 7 days]
         * @return this
         */
        public Builder duration(Duration value) {
            Require.positive("duration", value);
            return with(TwapSettings.DURATION_S, Long.toString(value.toSeconds()));
        }

        /**
         * Sets the time between slices.
         *
         * @param value whole seconds, [1 s, 1 day]
         * @return this
         */
        public Builder interval(Duration value) {
            Require.positive("interval", value);
            return with(TwapSettings.INTERVAL_S, Long.toString(value.toSeconds()));
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
         * Sets the largest share of the market's volume.
         *
         * @param value [0.0001, 1]
         * @return this
         */
        public Builder participation(double value) {
            return with(TwapSettings.PARTICIPATION, text(value));
        }

        /**
         * Sets how much worse than the arrival mid it may trade.
         *
         * @param value basis points, [0.01, 5000]
         * @return this
         */
        public Builder priceControlBps(double value) {
            return with(TwapSettings.PRICE_CONTROL_BPS, text(value));
        }

        /**
         * Sets how much worse than the mid of the moment a child may trade.
         *
         * @param value basis points, [0.01, 5000]
         * @return this
         */
        public Builder childLimitBps(double value) {
            return with(TwapSettings.CHILD_LIMIT_BPS, text(value));
        }

        /**
         * Sets above which spread a step is skipped.
         *
         * @param value basis points, [0.01, 5000]
         * @return this
         */
        public Builder maxSpreadBps(double value) {
            return with(TwapSettings.MAX_SPREAD_BPS, text(value));
        }

        /**
         * Sets how old a price may be.
         *
         * @param value whole milliseconds, [1 ms, 1 day]
         * @return this
         */
        public Builder maxQuoteAge(Duration value) {
            return with(TwapSettings.MAX_QUOTE_AGE_MS, Long.toString(value.toMillis()));
        }

        /**
         * Builds the algorithm.
         *
         * @return the algorithm
         * @throws IllegalArgumentException if interval and duration do not fit together
         */
        public Twap build() {
            TwapSettings.of(spec, spec);
            return new Twap(spec);
        }

        private Builder with(String name, String value) {
            TwapSettings.eachOf(AlgoSpec.of(TYPE, Map.of(name, value)), spec);
            TreeMap<String, String> parameters = new TreeMap<>(spec.parameters());
            parameters.put(name, value);
            spec = AlgoSpec.of(TYPE, parameters);
            return this;
        }

        private static String text(double value) {
            return Decimals.text(BigDecimal.valueOf(value));
        }
    }
}
