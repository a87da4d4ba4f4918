package io.colin.execution.engine;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What venues were asked to make of children, and how large that may have made them. Engine thread only. */
final class AskedTerms {
    /** The last change that this process asked for each child. */
    private final Map<String, OrderEvent.PendingUpdate> changes = new HashMap<>();

    /** What children were asked to become and have not answered: a fill may tell it before the answer does. */
    private final Map<String, OrderEvent.PendingUpdate> unanswered = new HashMap<>();

    /** The largest quantity of children that did not keep the one they were sent with. */
    private final Map<String, BigDecimal> largest = new HashMap<>();

    /** This process asks for a change. */
    void ask(OrderEvent.PendingUpdate event) {
        changes.put(event.orderId(), event);
    }

    /** The change last asked for a child by this process. */
    Optional<OrderEvent.PendingUpdate> lastChange(String childId) {
        return Optional.ofNullable(changes.get(childId));
    }

    /** What a child was asked to become, while it has not answered. */
    Optional<OrderEvent.PendingUpdate> unanswered(String childId) {
        return Optional.ofNullable(unanswered.get(childId));
    }

    /** The largest quantity a venue can ever have had of a child: what it was sent with, or was told or asked since. */
    BigDecimal largest(ChildOrder child) {
        BigDecimal now = child.progress().quantity();
        return largest.getOrDefault(child.orderId(), now).max(now);
    }

    /** Follows what is recorded of a child, as it happens and once more after a restart. */
    void learn(ChildOrder before, OrderEvent event) {
        switch (event) {
            case OrderEvent.PendingUpdate asked -> {
                unanswered.put(asked.orderId(), asked);
                enlarge(before, asked.quantity());
            }
            case OrderEvent.Updated answer -> {
                unanswered.remove(answer.orderId());
                enlarge(before, answer.quantity());
            }
            case OrderEvent.ModifyRejected answer -> unanswered.remove(answer.orderId());
            default -> {}
        }
    }

    /** What the gate cut before the child was sent, no venue ever saw. */
    private void enlarge(ChildOrder before, BigDecimal quantity) {
        if (before.progress().status() != OrderStatus.INITIALIZED) {
            largest.put(before.orderId(), largest(before).max(quantity));
        }
    }
}
