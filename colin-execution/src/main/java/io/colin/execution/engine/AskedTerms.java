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
    private final Map<String, Unanswered> unanswered = new HashMap<>();

    /** What children were for before an answer, told or presumed, made them larger. */
    private final Map<String, BigDecimal> before = new HashMap<>();

    /** The largest quantity of children that did not keep the one they were sent with. */
    private final Map<String, BigDecimal> largest = new HashMap<>();

    /** The change that may have made a child largest, and whether it was asked for more than once: then a refusal may be of one alone. */
    private record Unanswered(OrderEvent.PendingUpdate most, boolean isRepeated) {}

    /** This process asks for a change. */
    void ask(OrderEvent.PendingUpdate event) {
        changes.put(event.orderId(), event);
    }

    /** The change last asked for a child by this process. */
    Optional<OrderEvent.PendingUpdate> lastChange(String childId) {
        return Optional.ofNullable(changes.get(childId));
    }

    /** What may have made a child larger than is known, while it has not answered. */
    Optional<OrderEvent.PendingUpdate> growth(ChildOrder child) {
        return Optional.ofNullable(unanswered.get(child.orderId()))
                .map(Unanswered::most)
                .filter(asked -> asked.quantity().compareTo(child.progress().quantity()) > 0);
    }

    /** Whether a child has filled just what it was for before it became larger: if only we took it for larger, it is complete. */
    boolean isFilledAsBefore(ChildOrder child) {
        BigDecimal filled = child.progress().filledQuantity();
        return Optional.ofNullable(before.get(child.orderId())).stream()
                .anyMatch(quantity -> quantity.compareTo(filled) == 0);
    }

    /** The largest quantity a venue can ever have had of a child: what it was sent with, or was told or asked since. */
    BigDecimal largest(ChildOrder child) {
        BigDecimal now = child.progress().quantity();
        return largest.getOrDefault(child.orderId(), now).max(now);
    }

    /** Whether a child was ever asked, or told, to be for another quantity than it was sent with. */
    boolean isChanged(ChildOrder child) {
        return largest.containsKey(child.orderId());
    }

    /** A child has ended: how large it can ever have been is still asked, for fills that come late, and nothing else. */
    void forget(String childId) {
        changes.remove(childId);
        unanswered.remove(childId);
        before.remove(childId);
    }

    /** Follows what is recorded of a child, as it happens and once more after a restart. */
    void learn(ChildOrder child, OrderEvent event) {
        switch (event) {
            case OrderEvent.PendingUpdate asked -> {
                unanswered.merge(asked.orderId(), new Unanswered(asked, false), AskedTerms::larger);
                enlarge(child, asked.quantity());
            }
            case OrderEvent.Updated answer -> {
                // A smaller quantity may be the venue's own doing, and what was asked is still on its way.
                unanswered.computeIfPresent(
                        answer.orderId(),
                        (id, asked) -> asked.most().quantity().compareTo(answer.quantity()) > 0 ? asked : null);
                if (answer.quantity().compareTo(child.progress().quantity()) > 0) {
                    before.put(answer.orderId(), child.progress().quantity());
                }
                enlarge(child, answer.quantity());
            }
            case OrderEvent.ModifyRejected answer ->
                unanswered.computeIfPresent(answer.orderId(), (id, asked) -> asked.isRepeated() ? asked : null);
            // What its venue took it for is no bound of what it may still tell of.
            case OrderEvent.Completed done -> enlarge(child, child.progress().quantity());
            default -> {}
        }
    }

    private static Unanswered larger(Unanswered earlier, Unanswered later) {
        boolean isLess = later.most().quantity().compareTo(earlier.most().quantity()) < 0;
        return new Unanswered(isLess ? earlier.most() : later.most(), true);
    }

    /** What the gate cut before the child was sent, no venue ever saw. */
    private void enlarge(ChildOrder child, BigDecimal quantity) {
        if (child.progress().status() != OrderStatus.INITIALIZED) {
            largest.put(child.orderId(), largest(child).max(quantity));
        }
    }
}
