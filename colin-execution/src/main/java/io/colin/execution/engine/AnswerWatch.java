package io.colin.execution.engine;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.Outcome;
import io.colin.api.venue.SimulatedVenue;
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

    /** When each child was last asked for something. */
    private final Map<String, Long> asked = new HashMap<>();

    AnswerWatch(Parts parts, Consumer<OrderEvent> unresolved) {
        this.parts = parts;
        this.unresolved = unresolved;
    }

    /** Follows what happens to a child. */
    void on(ChildOrder child, OrderEvent event) {
        boolean isAsked = event instanceof OrderEvent.Submitted
                || event instanceof OrderEvent.PendingUpdate
                || event instanceof OrderEvent.PendingCancel;
        if (isAsked && !isSimulated(child)) {
            long atNs = parts.market().timeNs();
            asked.put(child.orderId(), atNs);
            parts.timers().at(atNs + ANSWER_NS, () -> look(child.orderId(), atNs));
        } else if (!child.progress().status().isInFlight()) {
            asked.remove(child.orderId());
        }
    }

    private boolean isSimulated(ChildOrder child) {
        return parts.lanes().venue(child.venue()).orElse(null) instanceof SimulatedVenue;
    }

    private void look(String childId, long askedNs) {
        if (!Objects.equals(asked.get(childId), askedNs)) {
            return; // Answered, or asked for something else since.
        }
        asked.remove(childId);
        ChildOrder child = parts.orders().child(childId).orElseThrow();
        boolean isSilent =
                child.progress().status().isInFlight() && child.progress().outcome() == Outcome.KNOWN;
        if (isSilent) {
            unresolved.accept(new OrderEvent.Unresolved(
                    childId,
                    parts.market().timeNs(),
                    child.progress().status() + ": no answer of " + child.venue() + " within "
                            + ANSWER_NS / 1_000_000_000L + " s"));
        }
    }
}
