package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.Slice;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How every paced algorithm goes: one attempt a step, an immediate-or-cancel limit order, none without a fresh price, and
 * at the end what is left is returned with the reason. Algorithms differ in what they want at a step.
 */
final class Steps {
    private static final long RETRY_NS = Duration.ofSeconds(1).toNanos();
    private static final long GRACE_NS = Duration.ofSeconds(5).toNanos();

    private Steps() {}

    /** What an algorithm wants to send at a step; may be fractional, below 0 or more than there is. */
    @FunctionalInterface
    interface Wanted {
        BigDecimal at(int step);
    }

    /** Checks an order of slices that take. */
    static void validate(OrderIntent intent, String type) {
        Require.that(
                intent.type() instanceof OrderType.Market || intent.type() instanceof OrderType.Limit,
                "type",
                "must be Market or Limit for " + type,
                intent.type());
        Require.that(
                !intent.timeInForce().isImmediate(),
                "timeInForce",
                "must be GTC, GTD or DAY for " + type,
                intent.timeInForce().kind());
        Require.that(!intent.postOnly(), "postOnly", "must be false for " + type + ", whose slices take", true);
        Require.that(
                intent.displayQuantity().signum() == 0,
                "displayQuantity",
                "must be 0 for " + type + ", whose slices never rest",
                intent.displayQuantity());
    }

    /** The end of a parent that can do nothing any more, whatever its schedule says. */
    static boolean isOver(AlgoState state) {
        return state.parent().progress().leavesQuantity().signum() == 0
                || state.parent().arrivalMid().signum() == 0;
    }

    /** Why it is over. */
    static AlgoStep over(AlgoState state) {
        return state.parent().progress().leavesQuantity().signum() == 0
                ? new AlgoStep.Finish("complete")
                : finish(state, "no arrival mid to control the price by");
    }

    /** A pause, where what was executed is on average worse than the price control allows: its limits did not hold. */
    static Optional<AlgoStep> overspent(AlgoState state, PriceRules rules) {
        Side side = state.parent().intent().side();
        BigDecimal bound = Prices.worse(side, state.parent().arrivalMid(), rules.priceControlBps());
        return state.resumed()
                ? Optional.empty()
                : state.parent()
                        .progress()
                        .averagePrice()
                        .filter(average -> average.subtract(bound).signum() * side.sign() > 0)
                        .map(average -> new AlgoStep.Pause("average price beyond the price control: average="
                                + Decimals.text(average) + " bound=" + Decimals.text(bound) + " price_control_bps="
                                + Decimals.text(rules.priceControlBps())));
    }

    static AlgoStep next(AlgoState state, Timetable times, PriceRules rules, Wanted wanted) {
        Optional<AlgoStep> pause = overspent(state, rules);
        if (pause.isPresent()) {
            return pause.get();
        }
        if (state.timeNs() >= times.endNs()) {
            return state.working().signum() > 0
                    ? new AlgoStep.Continue(List.of(), AlgoStep.NO_TIMER)
                    : finish(state, "end of time" + obstacle(state, times, rules));
        }
        int step = times.due(state.timeNs());
        if (step < 0 || wasTried(state, times.timeNs(step))) {
            return new AlgoStep.Continue(List.of(), times.after(step));
        }
        return switch (ChildPrice.taking(state, rules, times.spanNs(step))) {
            case ChildPrice.Stale stale ->
                new AlgoStep.Continue(List.of(), Math.min(times.after(step), state.timeNs() + RETRY_NS));
            case ChildPrice.Skip skip -> new AlgoStep.Continue(List.of(), times.after(step));
            case ChildPrice.Rough rough -> AlgoStep.Continue.held(rough.reason(), times.after(step));
            case ChildPrice.At at -> {
                boolean last = times.after(step) == times.endNs();
                yield new AlgoStep.Continue(slice(state, wanted.at(step), at.limit(), last), times.after(step));
            }
        };
    }

    static AlgoStep finish(AlgoState state, String why) {
        OrderProgress progress = state.parent().progress();
        return new AlgoStep.Finish(why + ": leaves=" + Decimals.text(progress.leavesQuantity()) + " quantity="
                + Decimals.text(progress.quantity()));
    }

    private static List<Slice> slice(AlgoState state, BigDecimal wanted, BigDecimal limit, boolean last) {
        BigDecimal lot = state.instrument().lotSize();
        BigDecimal smallest = Sizes.minimum(state.instrument(), limit);
        BigDecimal quantity = last
                ? Sizes.fit(wanted, state.available(), lot, smallest)
                : Sizes.fitLater(wanted, state.available(), lot, smallest);
        return quantity.signum() == 0
                ? List.of()
                : List.of(new Slice(quantity, new OrderType.Limit(limit), TimeInForce.IOC));
    }

    /** Whether this step's one attempt was made, or its time has gone by. */
    private static boolean wasTried(AlgoState state, long dueNs) {
        return state.lastChildTimeNs() >= dueNs || state.timeNs() - dueNs > GRACE_NS;
    }

    private static String obstacle(AlgoState state, Timetable times, PriceRules rules) {
        int last = Math.max(0, times.due(state.timeNs()));
        return switch (ChildPrice.taking(state, rules, times.spanNs(last))) {
            case ChildPrice.Stale stale -> ", " + stale.reason();
            case ChildPrice.Skip skip -> ", " + skip.reason();
            case ChildPrice.Rough rough -> ", " + rough.reason();
            case ChildPrice.At at -> tooSmall(state, at.limit());
        };
    }

    private static String tooSmall(AlgoState state, BigDecimal limit) {
        BigDecimal smallest = Sizes.minimum(state.instrument(), limit);
        return state.parent().progress().leavesQuantity().compareTo(smallest) < 0
                ? ", below the smallest order " + Decimals.text(smallest)
                : "";
    }
}
