package io.colin.risk.breaker;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.Refusal;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts order requests, which are submits and changes of children, and those that failed: rejected by the venue or left
 * without a readable answer. Cancels are not counted: that one comes too late is no error. A child that is found open, as
 * after a restart, ends no row of rejects: when it was taken the row may not have begun.
 */
final class ErrorsBreaker {
    private final ErrorsSettings limits;
    private final Latches latches;
    private final Latch latch;
    private final SecondCounts requests;
    private final Map<String, Open> open = new HashMap<>();
    private final SortedMap<String, Integer> rejectsInARow = new TreeMap<>();
    private final Map<String, Latch> strategies = new HashMap<>();

    /** What is known of a child that is still open. */
    private static final class Open {
        /** First told after it was sent, as after a restart: whether a venue took it is no news. */
        private boolean found;

        private boolean answered;
        private boolean lost;
        private boolean changing;
        private List<Refusal> refusals = List.of();
    }

    ErrorsBreaker(BreakerSettings settings, Latches latches) {
        limits = settings.errors();
        this.latches = latches;
        latch = latches.of(Latches.ERRORS, Latches.PORTFOLIO);
        requests = new SecondCounts(limits.window().toNanos());
    }

    void onChild(ChildOrder child, String strategy, long nowNs) {
        OrderStatus status = child.progress().status();
        boolean known = open.containsKey(child.orderId());
        if (isUnsent(status) || (!known && status.isClosed() && status != OrderStatus.REJECTED)) {
            open.remove(child.orderId());
            return;
        }
        requests.advance(nowNs);
        Open its = open.computeIfAbsent(child.orderId(), absent -> new Open());
        if (!known) {
            requests.addAll(child.progress().updatedTimeNs());
            its.found = status != OrderStatus.SUBMITTED;
        }
        onChange(its, child, nowNs);
        onAnswer(its, child, strategy, nowNs);
        if (status.isClosed()) {
            open.remove(child.orderId());
        }
        judge(nowNs);
    }

    private static boolean isUnsent(OrderStatus status) {
        return switch (status) {
            case INITIALIZED, DENIED, EMULATED, RELEASED -> true;
            default -> false;
        };
    }

    private void onChange(Open its, ChildOrder child, long nowNs) {
        boolean changing = child.progress().status() == OrderStatus.PENDING_UPDATE;
        if (changing && !its.changing) {
            requests.addAll(nowNs);
            its.lost = false;
        }
        if (its.changing && !changing && !its.refusals.equals(child.progress().refusals())) {
            requests.addBad(nowNs);
        }
        its.changing = changing;
        its.refusals = child.progress().refusals();
    }

    private void onAnswer(Open its, ChildOrder child, String strategy, long nowNs) {
        if (child.progress().outcome() == Outcome.UNRESOLVED) {
            if (!its.lost) {
                its.lost = true;
                requests.addBad(nowNs);
            }
            return;
        }
        OrderStatus status = child.progress().status();
        if (its.answered || status.isInFlight()) {
            return;
        }
        its.answered = true;
        if (status != OrderStatus.REJECTED) {
            if (!its.found) {
                rejectsInARow.remove(strategy);
            }
            return;
        }
        if (!its.lost) {
            requests.addBad(nowNs);
        }
        int row = rejectsInARow.merge(strategy, 1, Integer::sum);
        Latch itsLatch = strategyLatch(strategy);
        if (row >= limits.rejectsInARow() && !itsLatch.isHolding()) {
            itsLatch.trip(nowNs, row + " venue rejects in a row");
        }
    }

    private void judge(long nowNs) {
        if (latch.isHolding() || requests.all() < limits.minRequests()) {
            return;
        }
        BigDecimal most = limits.maxRate().multiply(BigDecimal.valueOf(requests.all()));
        if (BigDecimal.valueOf(requests.bad()).compareTo(most) > 0) {
            latch.trip(nowNs, requests.bad() + " of " + requests.all() + " order requests failed");
        }
    }

    Latch strategyLatch(String strategy) {
        return strategies.computeIfAbsent(strategy, absent -> latches.of(Latches.REJECTS, strategy));
    }

    /** The latch of a strategy, when it ever had one. */
    @Nullable
    Latch latchOf(String strategy) {
        return strategies.get(strategy);
    }

    boolean isHolding() {
        return latch.isHolding();
    }

    /** What was counted is done with once a person ends the breaker. */
    void acknowledge(String breaker, String scope) {
        if (breaker.equals(Latches.ERRORS)) {
            requests.clear();
        } else {
            rejectsInARow.remove(scope);
        }
    }

    String lacks(long nowNs) {
        requests.advance(nowNs);
        return requests.all() < limits.minRequests()
                ? "insufficient samples: " + requests.all() + " of " + limits.minRequests() + " order requests"
                : "";
    }

    void save(SavedState out) {
        int count = 0;
        for (Map.Entry<String, Integer> entry : rejectsInARow.entrySet()) {
            SavedState one = out.in(Integer.toString(count++));
            one.put("strategy", entry.getKey());
            one.put("count", Integer.toString(entry.getValue()));
        }
        out.put("count", Integer.toString(count));
    }

    void restore(SavedState in) {
        int count = in.count("count");
        for (int i = 0; i < count; i++) {
            SavedState one = in.in(Integer.toString(i));
            rejectsInARow.put(one.text("strategy"), one.count("count"));
        }
    }
}
