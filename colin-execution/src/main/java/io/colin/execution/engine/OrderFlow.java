package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.order.ChildOrder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Counts the children that the gate approved and those that leave for venues, at two places that know nothing of each other:
 * both begin at 0 with the process, which sends nothing again that an earlier one sent. What was not approved, or for less than
 * leaves, does not leave. Approvals come from the engine's thread; what leaves is seen on the lanes of venues.
 */
final class OrderFlow {
    private final Map<String, BigDecimal> approved = new ConcurrentHashMap<>();
    private final AtomicLong approvals = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<Optional<String>> mismatch = new AtomicReference<>(Optional.empty());

    /** The gate lets a child of so much go. */
    void approve(String childId, BigDecimal quantity) {
        approvals.incrementAndGet();
        if (approved.put(childId, quantity) != null) {
            note("order " + childId + " was approved again before it left");
        }
    }

    /** A child is at the door to its venue; whether it may leave. */
    boolean leave(ChildOrder child) {
        BigDecimal quantity = child.progress().quantity();
        BigDecimal most = approved.remove(child.orderId());
        if (most == null) {
            note("order " + child.orderId() + " of " + Decimals.text(quantity) + " was to leave for " + child.venue()
                    + " without an approval of its own");
            return false;
        }
        if (quantity.compareTo(most) > 0) {
            note("order " + child.orderId() + " of " + Decimals.text(quantity) + " was to leave for " + child.venue()
                    + ", approved were " + Decimals.text(most));
            return false;
        }
        sent.incrementAndGet();
        return true;
    }

    /** Takes note of what is not as it must be; the first is kept. */
    void note(String what) {
        mismatch.compareAndSet(Optional.empty(), Optional.of(what));
    }

    /** Looks for what was approved and neither left nor waits to. */
    void lookForLost(Predicate<String> waits) {
        if (approved.isEmpty()) {
            return;
        }
        for (String id : new TreeSet<>(approved.keySet())) {
            // It may have left between the two questions.
            if (!waits.test(id) && approved.remove(id) != null) {
                note("order " + id + " was approved and never left");
            }
        }
    }

    /** What was not as it must be, once. */
    Optional<String> takeMismatch() {
        return mismatch.get().isEmpty() ? Optional.empty() : mismatch.getAndSet(Optional.empty());
    }

    /** How many children the gate let go. */
    long approvals() {
        return approvals.get();
    }

    /** How many left for a venue. */
    long sent() {
        return sent.get();
    }
}
