package io.colin.api.order;

import io.colin.api.Decimals;
import io.colin.api.execution.Slice;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/** Parents and children for tests, and how their progress moves on. */
public final class SampleOrders {
    private SampleOrders() {}

    /**
     * A parent in a state.
     *
     * @param orderId our id
     * @param intent what was asked
     * @param status the state
     * @param timeNs when created, ns since epoch
     * @return the parent, nothing filled
     */
    public static ParentOrder parent(String orderId, OrderIntent intent, OrderStatus status, long timeNs) {
        OrderProgress progress = OrderProgress.initial(intent.quantity(), timeNs);
        return new ParentOrder(orderId, intent, "tester", timeNs, BigDecimal.ZERO, moved(progress, status, timeNs));
    }

    /**
     * A child of a parent.
     *
     * @param orderId our id
     * @param parent its parent
     * @param venue where it goes
     * @param slice how much, how priced, how long
     * @param timeNs when created, ns since epoch
     * @return the child, SUBMITTED
     */
    public static ChildOrder child(String orderId, ParentOrder parent, String venue, Slice slice, long timeNs) {
        OrderProgress progress = OrderProgress.initial(slice.quantity(), timeNs);
        return new ChildOrder(
                orderId,
                parent.orderId(),
                venue,
                "",
                parent.intent().symbol(),
                parent.intent().side(),
                slice.type(),
                slice.timeInForce(),
                parent.intent().postOnly(),
                parent.intent().reduceOnly(),
                BigDecimal.ZERO,
                timeNs,
                moved(progress, OrderStatus.SUBMITTED, timeNs));
    }

    /**
     * Progress in another state.
     *
     * @param progress before
     * @param status the new state
     * @param timeNs when, ns since epoch
     * @return a copy, one version on
     */
    public static OrderProgress moved(OrderProgress progress, OrderStatus status, long timeNs) {
        return new OrderProgress(
                status,
                status,
                Outcome.KNOWN,
                progress.quantity(),
                progress.filledQuantity(),
                progress.filledCost(),
                progress.fees(),
                progress.refusals(),
                timeNs,
                progress.version() + 1);
    }

    /**
     * Progress after an execution.
     *
     * @param progress before
     * @param fill the execution
     * @return a copy, FILLED or PARTIALLY_FILLED
     */
    public static OrderProgress filled(OrderProgress progress, Fill fill) {
        BigDecimal filled = progress.filledQuantity().add(fill.quantity());
        SortedMap<String, BigDecimal> fees = new TreeMap<>(progress.fees());
        fees.merge(fill.feeCurrency(), fill.fee(), (a, b) -> Decimals.normal(a.add(b)));
        OrderStatus status =
                filled.compareTo(progress.quantity()) >= 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        return new OrderProgress(
                status,
                status,
                Outcome.KNOWN,
                progress.quantity(),
                filled,
                progress.filledCost().add(fill.quantity().multiply(fill.price())),
                fees,
                progress.refusals(),
                fill.timeNs(),
                progress.version() + 1);
    }
}
