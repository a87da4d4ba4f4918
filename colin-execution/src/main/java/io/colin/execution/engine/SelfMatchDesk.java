package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.alert.Severity;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.SelfMatch;
import io.colin.api.risk.SelfMatchPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps orders of ours out of each other's way before a slice is sent, where the policy is to cancel one of them: the order the
 * slice is of, or those that rest, for whose known end it then waits. Nothing of a slice that waits was made or recorded, so
 * that a restart finds it unsent and asks anew. What rests is the gate's to say each time; here is only remembered who is to be
 * asked again when. While an order waits the alert {@link #WAITS} of it is active. Engine thread only.
 */
final class SelfMatchDesk {
    /** The alert of an order that waits for the end of others of ours; its scope is the order. */
    static final String WAITS = "self_match_wait";

    /** Who cancels. */
    static final String BY = "self-match prevention";

    private final Parts parts;
    private final OrderDesk orders;

    /** The orders that one waits for, by its id. */
    private final Map<String, Set<String>> waiting = new HashMap<>();

    /** Those that are being looked at right now, and are asked again later than that. */
    private final Set<String> busy = new HashSet<>();

    private final Set<String> alerted = new HashSet<>();

    SelfMatchDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    /** Whether an order waits for the end of another. */
    boolean isWaiting(String orderId) {
        return waiting.containsKey(orderId);
    }

    /** Whether children of an order may be made and sent now; where not, its policy has been brought about. */
    boolean mayGo(ParentOrder parent, List<ChildOrder> children) {
        List<SelfMatch> matches = matches(parent, children);
        if (matches.isEmpty()) {
            over(parent.orderId(), "nothing of ours is in its way");
            return true;
        }
        if (parts.accounts().gate().selfMatchPolicy() == SelfMatchPolicy.CANCEL_NEWEST) {
            orders.cancels().cancel(parent.orderId(), BY + ", for it would trade with " + names(matches));
            return false;
        }
        Set<String> others = matches.stream().map(SelfMatch::parentId).collect(Collectors.toCollection(TreeSet::new));
        await(parent, others, names(matches));
        busy.add(parent.orderId());
        others.forEach(other -> cancelOnce(other, BY + ", for " + parent.orderId() + " would trade with it"));
        busy.remove(parent.orderId());
        if (isOver(parent.orderId())) {
            // They ended within this call, in which the order cannot be asked.
            parts.timers().at(now() + 1, () -> askAgain(parent.orderId()));
        }
        return false;
    }

    /** Whether children must be compared with what rests before they are made. */
    boolean looks() {
        return parts.accounts().gate().selfMatchPolicy() != SelfMatchPolicy.REJECT;
    }

    private List<SelfMatch> matches(ParentOrder parent, List<ChildOrder> children) {
        List<SelfMatch> matches = new ArrayList<>();
        for (ChildOrder child : children) {
            matches.addAll(parts.accounts().selfMatches(new RiskRequest.Child(child, parent)));
        }
        return matches.stream().distinct().toList();
    }

    private static String names(List<SelfMatch> matches) {
        return matches.stream()
                .map(match -> match.orderId() + " at " + Decimals.text(match.price()))
                .collect(Collectors.joining(", "));
    }

    /** One that is being cancelled is; what became of it is looked up as of every order. */
    private void cancelOnce(String orderId, String by) {
        boolean isAsked = orders.parent(orderId).progress().status().isClosed()
                ? parts.orders().openChildren(orderId).stream()
                        .allMatch(child -> child.progress().status() == OrderStatus.PENDING_CANCEL)
                : orders.isCancelling(orderId);
        if (!isAsked) {
            orders.cancels().cancel(orderId, by);
        }
    }

    private void await(ParentOrder parent, Set<String> others, String names) {
        String id = parent.orderId();
        if (!alerted.contains(id)) {
            alert(parent, true, "waits for the end of " + names + ", which it would trade with");
        }
        long endNs = parent.intent().timeInForce().endNs(parent.createdTimeNs());
        if (waiting.put(id, others) == null && endNs != TimeInForce.NO_EXPIRY) {
            parts.timers().at(Math.max(endNs, now() + 1), () -> expire(id));
        }
    }

    /** What waits beyond its time is not sent any more. */
    private void expire(String id) {
        if (isWaiting(id)) {
            orders.cancels().cancel(id, "the end of its time, for which it had waited for others of ours");
        }
    }

    /** An order, or a child of it, has ended: who waited for it is asked anew. */
    void ended(String orderId) {
        if (orders.parent(orderId).progress().status().isClosed()) {
            over(orderId, "it has ended");
        }
        if (waiting.isEmpty()) {
            return;
        }
        for (String id : List.copyOf(new TreeSet<>(waiting.keySet()))) {
            Set<String> others = waiting.getOrDefault(id, Set.of());
            if (others.contains(orderId) && !busy.contains(id) && isOver(id)) {
                askAgain(id);
            }
        }
    }

    /** Whether all that an order waits for has ended for good, with everything of it at venues. */
    private boolean isOver(String id) {
        return waiting.getOrDefault(id, Set.of()).stream()
                .allMatch(other -> orders.parent(other).progress().status().isClosed()
                        && parts.orders().openChildren(other).isEmpty());
    }

    private void askAgain(String id) {
        if (waiting.remove(id) != null) {
            orders.onChildEnded(id);
            if (!isWaiting(id)) {
                over(id, "what was in its way has ended");
            }
        }
    }

    private void over(String id, String why) {
        waiting.remove(id);
        if (alerted.contains(id)) {
            alert(orders.parent(id), false, why);
        }
    }

    private void alert(ParentOrder parent, boolean active, String detail) {
        if (active) {
            alerted.add(parent.orderId());
        } else {
            alerted.remove(parent.orderId());
        }
        parts.log()
                .emit(new RiskAlert(
                        parts.log().header(OrderDesk.correlation(parent)),
                        WAITS,
                        parent.orderId(),
                        Severity.MEDIUM,
                        active,
                        "order " + parent.orderId() + ": " + detail));
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        if (event instanceof RiskAlert alert && alert.name().equals(WAITS)) {
            if (alert.active()) {
                alerted.add(alert.scope());
            } else {
                alerted.remove(alert.scope());
            }
        }
    }

    private long now() {
        return parts.market().timeNs();
    }
}
