package io.colin.execution.engine;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Sees to it that nothing asked of a venue is waited for without end: what has no answer after five seconds is of unknown
 * fate, and looked up. A simulated venue says itself what it loses. Engine thread only.
 */
final class AnswerWatch {
    /** Event time a venue has to answer an order, a change or a cancel. */
    static final long ANSWER_NS = 5_000_000_000L;

    private final Parts parts;
    private final Consumer<OrderEvent> unresolved;

    /** What each child was last asked for. */
    private final Map<String, Asked> asked = new HashMap<>();

    /** A fill answers an order; of a cancel or a change it says nothing. */
    private record Asked(long atNs, boolean isOrder) {}

    AnswerWatch(Parts parts, Consumer<OrderEvent> unresolved) {
        this.parts = parts;
        this.unresolved = unresolved;
    }

    /** Follows what happens to a child. */
    void on(ChildOrder child, OrderEvent event) {
        boolean isAsked = event instanceof OrderEvent.Submitted
                || event instanceof OrderEvent.PendingUpdate
                || event instanceof OrderEvent.PendingCancel;
        if (isAsked && !parts.lanes().isSimulated(child.venue())) {
            Asked now = new Asked(parts.market().timeNs(), event instanceof OrderEvent.Submitted);
            asked.put(child.orderId(), now);
            lookLater(child.orderId(), now);
        } else if (!child.progress().status().isInFlight()) {
            asked.remove(child.orderId());
        }
    }

    private void lookLater(String childId, Asked what) {
        parts.timers().at(parts.market().timeNs() + ANSWER_NS, () -> look(childId, what));
    }

    private void look(String childId, Asked what) {
        if (!Objects.equals(asked.get(childId), what)) {
            return; // Answered, or asked for something else since.
        }
        if (parts.lanes().isWaiting(childId)) {
            lookLater(childId, what); // It has not left yet: its venue owes no answer.
            return;
        }
        asked.remove(childId);
        ChildOrder child = parts.orders().child(childId).orElseThrow();
        OrderStatus status = child.progress().status();
        boolean isOpen = what.isOrder() ? status.isInFlight() : !status.isClosed();
        if (isOpen && child.progress().outcome() == Outcome.KNOWN) {
            unresolved.accept(new OrderEvent.Unresolved(
                    childId,
                    parts.market().timeNs(),
                    status + ": no answer of " + child.venue() + " within " + ANSWER_NS / 1_000_000_000L + " s"));
        }
    }
}
