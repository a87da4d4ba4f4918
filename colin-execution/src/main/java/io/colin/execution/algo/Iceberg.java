package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.Quote;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shows a small part of an order at a time: one child rests, and when it has ended the next one follows after a pause,
 * until the order is filled or its time is over. For any venue, not only those that know icebergs of their own.
 * {@link #standingIn} works an order with a display quantity where no venue hides a part of one.
 *
 * <ul>
 *   <li>Size: {@code display} of base currency or contracts (0: a tenth of the order), times 1 + {@code variation} · u with u in
 *       [−1, 1] drawn from the parent's seed for each child; never below the smallest order, and the last takes the rest.
 *   <li>Price: a limit order rests at its limit until the end; a market order at the best price of its own side, placed
 *       anew every {@code refresh_s}. Neither is ever worse than the mid ± {@code child_limit_bps} or the arrival mid
 *       ± {@code price_control_bps}. While the mid is beyond the price control, the spread above {@code max_spread_bps}, or no
 *       fresh price known, nothing new is shown.
 *   <li>Pause: between {@code min_delay_ms} and {@code max_delay_ms}, drawn from the seed, and one more for every child that
 *       brought nothing, a minute at most.
 * </ul>
 *
 * <p>Parameters (defaults): {@code display} 0, {@code variation} 0.2, {@code duration_s} 3600, {@code min_delay_ms} 500,
 * {@code max_delay_ms} 2000, {@code refresh_s} 30, {@code price_control_bps} 50, {@code child_limit_bps} 20,
 * {@code max_spread_bps} 50, {@code max_quote_age_ms} 2000. Thread-safe.
 */
public final class Iceberg implements ExecutionAlgo {
    /** The type orders name it by. */
    public static final String TYPE = "iceberg";

    /** Another one with every change of what it answers; a test holds its answers against it. */
    private static final String VERSION = "1";

    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final long LOOK_NS = Duration.ofSeconds(5).toNanos();

    /** In so many parts an order with a display quantity is shown at most: each step of it goes through those before. */
    private static final int MOST_PARTS = 1000;

    private static final long LONGEST_PAUSE_NS = Duration.ofMinutes(1).toNanos();

    private final AlgoSpec defaults;
    private final boolean standsIn;

    private Iceberg(AlgoSpec defaults, boolean standsIn) {
        this.defaults = defaults;
        this.standsIn = standsIn;
    }

    /**
     * Starts an algorithm.
     *
     * @return a builder with the defaults above
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Does what a venue does for a limit order with a display quantity, for one that no venue does it for: parts of that size
     * one after the other, a tenth of a second after the one before has ended, each at the order's own limit and good for as
     * long as the order. The last part takes the rest. A part is never smaller than the smallest order; where less than two of
     * those are left it takes both, so that nothing too small is left. An order of more than 1,000 parts is refused.
     *
     * <p>It has no price control, no window and none of the parameters, because the order says it all. An order whose first
     * part finds no place ends; for a later one it looks again after 5 s, then as much later again as it has waited already, a minute at most.
     *
     * @return the algorithm, of the same type as one with parameters
     */
    public static Iceberg standingIn() {
        return new Iceberg(IcebergSettings.DEFAULTS, true);
    }

    @Override
    public String version() {
        return VERSION;
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
        if (standsIn) {
            validateShown(intent, instrument);
            return;
        }
        IcebergSettings.of(intent.algo(), defaults);
        Require.that(
                intent.type() instanceof OrderType.Market || intent.type() instanceof OrderType.Limit,
                "type",
                "must be Market or Limit for iceberg",
                intent.type());
        Require.that(
                !intent.timeInForce().isImmediate(),
                "timeInForce",
                "must be GTC, GTD or DAY for iceberg",
                intent.timeInForce().kind());
        Require.that(
                intent.displayQuantity().signum() == 0,
                "displayQuantity",
                "must be 0 for iceberg, whose parameter display says it",
                intent.displayQuantity());
    }

    private static void validateShown(OrderIntent intent, Instrument instrument) {
        BigDecimal shown = intent.displayQuantity();
        Require.that(
                intent.type() instanceof OrderType.Limit
                        && !intent.timeInForce().isImmediate(),
                "displayQuantity",
                "must be 0 for what does not rest at a limit",
                shown);
        BigDecimal smallest =
                Sizes.minimum(instrument, intent.type().limitPrice().orElse(BigDecimal.ZERO));
        Require.that(
                shown.compareTo(smallest) >= 0,
                "displayQuantity",
                "must be at least the smallest order " + Decimals.text(smallest),
                shown);
        BigDecimal least = intent.quantity().divide(BigDecimal.valueOf(MOST_PARTS), MathContext.DECIMAL64);
        Require.that(
                shown.compareTo(least) >= 0,
                "displayQuantity",
                "must be at least " + Decimals.text(least) + ", so that an order of " + Decimals.text(intent.quantity())
                        + " is shown in " + MOST_PARTS + " parts at most",
                shown);
    }

    private IcebergSettings settings(OrderIntent intent) {
        return standsIn
                ? IcebergSettings.standingIn(intent.displayQuantity())
                : IcebergSettings.of(intent.algo(), defaults);
    }

    @Override
    public AlgoStep next(AlgoState state) {
        ParentOrder parent = state.parent();
        IcebergSettings settings = settings(parent.intent());
        boolean isComplete = parent.progress().leavesQuantity().signum() == 0;
        if (settings.prices().isEmpty() ? isComplete : Steps.isOver(state)) {
            return Steps.over(state);
        }
        Optional<AlgoStep> pause = settings.prices().flatMap(rules -> Steps.overspent(state, rules));
        if (pause.isPresent()) {
            return pause.get();
        }
        if (state.working().signum() > 0) {
            return new AlgoStep.Continue(List.of(), AlgoStep.NO_TIMER);
        }
        long end = parent.createdTimeNs() + Timetable.spanNs(parent, settings.durationNs());
        if (state.timeNs() >= end) {
            return Steps.finish(state, "end of time" + obstacle(state, settings));
        }
        long due = due(state, settings);
        return state.timeNs() < due ? new AlgoStep.Continue(List.of(), Math.min(due, end)) : show(state, settings, end);
    }

    private static AlgoStep show(AlgoState state, IcebergSettings settings, long end) {
        long later = Math.min(state.timeNs() + LOOK_NS, end);
        return switch (bound(state, settings)) {
            case ChildPrice.Stale stale -> new AlgoStep.Continue(List.of(), later);
            case ChildPrice.Skip skip -> new AlgoStep.Continue(List.of(), later);
            case ChildPrice.Rough rough -> AlgoStep.Continue.held(rough.reason(), later);
            case ChildPrice.At at -> show(state, settings, at.limit(), end);
        };
    }

    private static AlgoStep show(AlgoState state, IcebergSettings settings, BigDecimal limit, long end) {
        if (limit.signum() <= 0) {
            return Steps.finish(state, "no tick above 0 within the limit");
        }
        BigDecimal quantity = size(state, settings, limit);
        if (quantity.signum() == 0) {
            return Steps.finish(
                    state, "below the smallest order " + Decimals.text(Sizes.minimum(state.instrument(), limit)));
        }
        OrderIntent intent = state.parent().intent();
        boolean limited = intent.type().limitPrice().isPresent();
        long until = limited ? end : Math.min(end, state.timeNs() + settings.refreshNs());
        boolean standsIn = settings.prices().isEmpty();
        Slice slice = new Slice(
                quantity, new OrderType.Limit(limit), standsIn ? intent.timeInForce() : TimeInForce.gtd(until));
        // What finds no place now may find one later; an order that a venue would have refused whole ends instead.
        boolean isFirst = standsIn && state.slicesSent() == 0;
        return new AlgoStep.Continue(
                List.of(slice),
                isFirst ? AlgoStep.NO_TIMER : Math.min(state.timeNs() + patience(state, standsIn), end));
    }

    /** How long to wait for a place where none is found: every look is a record in the ledger. */
    private static long patience(AlgoState state, boolean standsIn) {
        return standsIn ? Math.clamp(state.timeNs() - endedNs(state), LOOK_NS, LONGEST_PAUSE_NS) : LOOK_NS;
    }

    /** The state says when the last child was made; that it has just ended is told by the fills or by the asking. */
    private static long endedNs(AlgoState state) {
        return Math.max(state.lastChildTimeNs(), state.parent().progress().updatedTimeNs());
    }

    /** Where a part may rest now, on a tick, or why none is shown. */
    private static ChildPrice bound(AlgoState state, IcebergSettings settings) {
        if (settings.prices().isEmpty()) {
            return new ChildPrice.At(state.parent().intent().type().limitPrice().orElseThrow());
        }
        PriceRules rules = settings.prices().get();
        ChildPrice bound = ChildPrice.bound(state, rules);
        return bound instanceof ChildPrice.At at ? new ChildPrice.At(resting(state, rules, at.limit())) : bound;
    }

    /** The bound, or for a market order the best price of its own side where that is better. */
    private static BigDecimal resting(AlgoState state, PriceRules rules, BigDecimal bound) {
        OrderIntent intent = state.parent().intent();
        if (intent.type().limitPrice().isPresent()) {
            return bound;
        }
        Quote quote = Prices.fresh(state, rules.maxQuoteAgeNs()).orElseThrow();
        return Prices.onTick(
                intent.side(),
                Prices.tighter(intent.side(), bound, intent.side() == Side.BUY ? quote.bid() : quote.ask()),
                state.instrument().tickSize());
    }

    private static BigDecimal size(AlgoState state, IcebergSettings settings, BigDecimal limit) {
        BigDecimal shown = settings.display().signum() > 0
                ? settings.display()
                : state.parent().progress().quantity().multiply(TENTH);
        double draw = 2 * Chance.uniform(state.seed(), 2L * state.slicesSent()) - 1;
        BigDecimal varied =
                shown.multiply(BigDecimal.ONE.add(settings.variation().multiply(Market.quantity(draw))));
        BigDecimal smallest = Sizes.minimum(state.instrument(), limit);
        BigDecimal lot = state.instrument().lotSize();
        BigDecimal quantity = Sizes.fitLater(varied.max(smallest), state.available(), lot, smallest);
        // Between one and two of the smallest orders are left: all of it, as any part would leave too little.
        return quantity.signum() > 0 ? quantity : Sizes.fit(state.available(), state.available(), lot, smallest);
    }

    /** When the next child may be shown. */
    private static long due(AlgoState state, IcebergSettings settings) {
        if (state.lastChildTimeNs() == AlgoState.NO_CHILD) {
            return state.parent().createdTimeNs();
        }
        double draw = Chance.uniform(state.seed(), 2L * state.slicesSent() + 1);
        long pause = settings.minDelayNs() + Math.round(draw * (settings.maxDelayNs() - settings.minDelayNs()));
        long longest = Math.max(pause, LONGEST_PAUSE_NS);
        return endedNs(state) + Math.min(longest, pause * (1 + fruitless(state, settings)));
    }

    /** How many children at least brought nothing: more were made than what is filled can have taken. */
    private static long fruitless(AlgoState state, IcebergSettings settings) {
        BigDecimal shown = settings.display().signum() > 0
                ? settings.display()
                : state.parent().progress().quantity().multiply(TENTH);
        BigDecimal least = shown.multiply(BigDecimal.ONE.subtract(settings.variation()))
                .max(state.instrument().lotSize());
        long fruitful = state.parent()
                .progress()
                .filledQuantity()
                .divideToIntegralValue(least)
                .longValue();
        return Math.max(0, state.slicesSent() - 1 - fruitful);
    }

    private static String obstacle(AlgoState state, IcebergSettings settings) {
        return switch (bound(state, settings)) {
            case ChildPrice.Stale stale -> ", " + stale.reason();
            case ChildPrice.Skip skip -> ", " + skip.reason();
            case ChildPrice.Rough rough -> ", " + rough.reason();
            case ChildPrice.At at -> "";
        };
    }

    /** Builds the algorithm; every setter checks its own argument. */
    public static final class Builder extends AlgoBuilder<Builder> {
        private Builder() {
            super(IcebergSettings.DEFAULTS);
        }

        /**
         * Sets how much is shown at a time.
         *
         * @param value base currency or contracts, 0 or more; 0 is a tenth of the order
         * @return this
         */
        public Builder display(BigDecimal value) {
            return with(IcebergSettings.DISPLAY, Decimals.text(value));
        }

        /**
         * Sets how far what is shown varies.
         *
         * @param value share of it either way, [0, 0.5]
         * @return this
         */
        public Builder variation(double value) {
            return with(IcebergSettings.VARIATION, text(value));
        }

        /**
         * Sets the pause between children.
         *
         * @param least whole milliseconds, [1 ms, 10 min]
         * @param most the same, not below the least
         * @return this
         */
        public Builder delay(Duration least, Duration most) {
            with(IcebergSettings.MIN_DELAY_MS, Long.toString(least.toMillis()));
            return with(IcebergSettings.MAX_DELAY_MS, Long.toString(most.toMillis()));
        }

        /**
         * Sets after what time a market order's child is placed anew.
         *
         * @param value whole seconds, [1 s, 1 day]
         * @return this
         */
        public Builder refresh(Duration value) {
            return with(IcebergSettings.REFRESH_S, Long.toString(value.toSeconds()));
        }

        /**
         * Builds the algorithm.
         *
         * @return the algorithm
         * @throws IllegalArgumentException if the least pause exceeds the longest
         */
        public Iceberg build() {
            IcebergSettings.of(spec(), spec());
            return new Iceberg(spec(), false);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        void check(AlgoSpec asked, AlgoSpec defaults) {
            IcebergSettings.eachOf(asked, defaults);
        }
    }
}
