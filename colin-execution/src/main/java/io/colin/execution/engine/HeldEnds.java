package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ends that a venue told before the fills that went before them. While one is held its order stays open, so that nothing is
 * sent in the place of what was executed already. What is held is not in the ledger: after a restart the look-up of the
 * order, whose fate is recorded as unknown, finds it again. Engine thread only.
 */
final class HeldEnds {
    private final Map<String, Held> held = new HashMap<>();

    /** An end, and what the venue has executed by then. */
    private record Held(OrderEvent end, BigDecimal executed) {}

    /** Whether an event ends an order at its venue. */
    static boolean isEnd(OrderEvent event) {
        return event instanceof OrderEvent.Canceled
                || event instanceof OrderEvent.Expired
                || event instanceof OrderEvent.Rejected
                || event instanceof OrderEvent.Completed;
    }

    /** An event as its order can take it: one that has fills cannot be rejected any more, what is left of it is cancelled. */
    static OrderEvent fitting(ChildOrder child, OrderEvent event) {
        return event instanceof OrderEvent.Rejected rejected
                        && child.progress().filledQuantity().signum() > 0
                ? new OrderEvent.Canceled(
                        rejected.orderId(),
                        rejected.timeNs(),
                        rejected.refusal().message())
                : event;
    }

    boolean isHeld(String childId) {
        return held.containsKey(childId);
    }

    /** What a venue has executed of an order that it ended: the most it has stated so far, if anything. */
    Optional<BigDecimal> executed(String childId, Optional<BigDecimal> stated) {
        Optional<BigDecimal> before = Optional.ofNullable(held.get(childId)).map(Held::executed);
        return before.isPresent() && stated.isPresent()
                ? Optional.of(before.orElseThrow().max(stated.orElseThrow()))
                : before.or(() -> stated);
    }

    /** Holds an end until so much is filled; whether that is news. */
    boolean hold(OrderEvent end, BigDecimal executed) {
        Held before = held.put(end.orderId(), new Held(end, executed));
        return before == null || before.executed().compareTo(executed) != 0;
    }

    void forget(String childId) {
        held.remove(childId);
    }

    /** Why the fate of an order is not known while its end is held, for a person. */
    String reason(ChildOrder child) {
        Held its = held.get(child.orderId());
        BigDecimal told = child.progress().filledQuantity();
        return its == null
                ? ""
                : "its venue told the end (" + its.end().getClass().getSimpleName() + ") with "
                        + Decimals.text(its.executed()) + " of "
                        + Decimals.text(child.progress().quantity()) + " executed and has told fills of "
                        + Decimals.text(told) + ": the end waits for the other "
                        + Decimals.text(its.executed().subtract(told));
    }

    /** The end of an order all of whose fills have come, as of now; empty while some are missing, or nothing is held. */
    Optional<OrderEvent> due(ChildOrder child, long nowNs) {
        Held its = held.get(child.orderId());
        if (its == null || its.executed().compareTo(child.progress().filledQuantity()) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (fitting(child, its.end())) {
                    case OrderEvent.Canceled end -> new OrderEvent.Canceled(child.orderId(), nowNs, end.reason());
                    case OrderEvent.Completed end ->
                        new OrderEvent.Completed(
                                child.orderId(), nowNs, child.progress().filledQuantity());
                    default -> new OrderEvent.Expired(child.orderId(), nowNs);
                });
    }
}
