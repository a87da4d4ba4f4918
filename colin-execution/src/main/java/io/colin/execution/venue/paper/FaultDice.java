package io.colin.execution.venue.paper;

import java.util.ArrayDeque;
import java.util.Deque;

/** Says what goes wrong when, from the seed alone. */
final class FaultDice {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long UNSEEN = Long.MIN_VALUE;

    private final Faults faults;
    private final Deque<Long> taken = new ArrayDeque<>();
    private long firstNs = UNSEEN;
    private boolean wasDown;

    FaultDice(Faults faults) {
        this.faults = faults;
    }

    Faults faults() {
        return faults;
    }

    /** Notes that there is life; connections are lost from then on. */
    void begin(long timeNs) {
        if (firstNs == UNSEEN) {
            firstNs = timeNs;
        }
    }

    /** When the connection is there again, the time given while it is not lost. */
    long upAt(long timeNs) {
        long everyNs = faults.downEvery().toNanos();
        if (everyNs == 0 || firstNs == UNSEEN || timeNs - firstNs < everyNs) {
            return timeNs;
        }
        long sinceNs = (timeNs - firstNs) % everyNs;
        return sinceNs < faults.downFor().toNanos()
                ? timeNs - sinceNs + faults.downFor().toNanos()
                : timeNs;
    }

    boolean isDown(long timeNs) {
        return upAt(timeNs) > timeNs;
    }

    /** Whether the connection was lost or came back since the last question. */
    boolean isChanged(long timeNs) {
        boolean before = wasDown;
        wasDown = isDown(timeNs);
        return wasDown != before;
    }

    boolean rejects(PaperOrder order) {
        return order.isFaulty(faults.seed(), faults.rejectRate());
    }

    boolean drops(PaperOrder order) {
        return order.isFaulty(faults.seed(), faults.dropRate());
    }

    boolean repeats(PaperOrder order) {
        return order.isFaulty(faults.seed(), faults.duplicateRate());
    }

    boolean delays(PaperOrder order) {
        return order.isFaulty(faults.seed(), faults.lateRate());
    }

    /** Counts an order or a change; whether it is one too many within the last second. */
    boolean throttles(long timeNs) {
        if (faults.ordersPerSecond() == 0) {
            return false;
        }
        while (!taken.isEmpty() && taken.getFirst() <= timeNs - SECOND_NS) {
            taken.removeFirst();
        }
        if (taken.size() >= faults.ordersPerSecond()) {
            return true;
        }
        taken.addLast(timeNs);
        return false;
    }
}
