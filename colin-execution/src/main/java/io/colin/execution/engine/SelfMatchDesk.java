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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps orders of ours out of each other's way before a slice is sent, where the policy is to cancel one of them: the order the
 * slice is of, or those that rest, for whose known end it then waits. Nothing of a slice that waits was made or recorded, so
 * that a restart finds it unsent and asks anew. What rests is the gate's to say each time; here is only remembered who is to be
 * asked again when. While an order waits the alert {@link #WAITS} of it is active.
 *
 * <p>An order waits until its own time is over; one that is immediate or cancel, or fill or kill, waits {@link #PATIENCE_NS}
 * and is cancelled then. A triggered stop has no such end, whatever its time in force: it protects something, and is not lost
 * for the silence of a venue. Engine thread only.
 */
final class SelfMatchDesk {
    /** The alert of an order that waits for the end of others of ours; its scope is the order. */
    static final String WAITS = "self_match_wait";

    /** Who cancels. */
    static final String BY = "self-match prevention";

    /** The slice that an algorithm asks for, beside the numbers of those that came back. */
    static final int NEXT = 0;

    /** How long what never rests waits at most, event time: most venues answer a cancel within it. */
    static final long PATIENCE_NS = 1_000_000_000L;

    private final Parts parts;
    private final OrderDesk orders;

    /** The orders that one waits for, by its id and the number of its slice. */
    private final Map<String, Map<Integer, Set<String>>> waiting = new HashMap<>();

    /** Those that are being looked at right now, and are asked again later than that. */
    private final Set<String> busy = new HashSet<>();

    /** Since when orders wait, as was alerted; ns since epoch. */
    private final Map<String, Long> alerted = new TreeMap<>();

    SelfMatchDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    /** Whether an order waits for the end of another. */
    boolean isWaiting(String orderId) {
        return waiting.containsKey(orderId);
    }

    /** Whether the slice that the algorithm of an order asks for next waits. */
    boolean isNextWaiting(String orderId) {
        return waiting.getOrDefault(orderId, Map.of()).containsKey(NEXT);
    }

    /** Whether the children of a slice may be made and sent now; where not, the policy has been brought about. */
    boolean mayGo(ParentOrder parent, int slice, List<ChildOrder> children) {
        List<SelfMatch> matches = matches(parent, children);
        if (matches.isEmpty()) {
            free(parent.orderId(), slice);
            return true;
        }
        if (parts.accounts().gate().selfMatchPolicy() == SelfMatchPolicy.CANCEL_NEWEST) {
            orders.cancels().cancel(parent.orderId(), BY + ", for it would trade with " + names(matches));
            return false;
        }
        Set<String> others = matches.stream().map(SelfMatch::parentId).collect(Collectors.toCollection(TreeSet::new));
        await(parent, slice, others, names(matches));
        busy.add(parent.orderId());
        others.forEach(other -> cancelOnce(other, BY + ", for " + parent.orderId() + " would trade with it"));
        busy.remove(parent.orderId());
        if (isOver(others)) {
            // They ended within this call, in which the order cannot be asked.
            parts.timers().at(now() + 1, () -> askAgain(parent.orderId()));
        }
        return false;
    }

    /** A slice waits no more; its order does as long as another one that is due does. */
    void free(String id, int slice) {
        Map<Integer, Set<String>> slices = waiting.get(id);
        if (slices != null) {
            Set<Integer> due = orders.routing().due(id);
            slices.keySet().removeIf(number -> number == slice || (number != NEXT && !due.contains(number)));
        }
        if (slices == null || slices.isEmpty()) {
            over(id, "nothing of ours is in its way");
        }
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

    private void await(ParentOrder parent, int slice, Set<String> others, String names) {
        String id = parent.orderId();
        if (!alerted.containsKey(id)) {
            alert(parent, true, "waits for the end of " + names + ", which it would trade with");
        }
        boolean begins = !isWaiting(id);
        waiting.computeIfAbsent(id, waits -> new TreeMap<>()).put(slice, others);
        long endNs = endNs(parent);
        if (begins && endNs != TimeInForce.NO_EXPIRY) {
            parts.timers().at(Math.max(endNs, now() + 1), () -> expire(id));
        }
    }

    /** When an order that waits does so no longer. */
    private long endNs(ParentOrder parent) {
        TimeInForce timeInForce = parent.intent().timeInForce();
        return timeInForce.isImmediate() && !isStop(parent)
                ? alerted.getOrDefault(parent.orderId(), now()) + PATIENCE_NS
                : timeInForce.endNs(parent.createdTimeNs());
    }

    private static boolean isStop(ParentOrder parent) {
        return TriggerDesk.trigger(parent.intent().type()).isPresent();
    }

    /** What waits beyond its time is not sent any more. */
    private void expire(String id) {
        if (!isWaiting(id)) {
            return;
        }
        ParentOrder parent = orders.parent(id);
        if (now() >= endNs(parent)) { // Else it has been sent since, and waits anew.
            orders.cancels()
                    .cancel(
                            id,
                            parent.intent().timeInForce().isImmediate()
                                    ? BY + ", for what it would trade with had not ended within "
                                            + PATIENCE_NS / 1_000_000_000L + " s"
                                    : "the end of its time, for which it had waited for others of ours");
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
            boolean mayGoOn = waiting.getOrDefault(id, Map.of()).values().stream()
                    .anyMatch(others -> others.contains(orderId) && isOver(others));
            if (mayGoOn && !busy.contains(id)) {
                askAgain(id);
            }
        }
    }

    /** Whether all that is waited for has ended for good, with everything of it at venues. */
    private boolean isOver(Set<String> others) {
        return others.stream()
                .allMatch(other -> orders.parent(other).progress().status().isClosed()
                        && parts.orders().openChildren(other).isEmpty());
    }

    private void askAgain(String id) {
        Map<Integer, Set<String>> slices = waiting.get(id);
        if (slices == null || !slices.values().removeIf(this::isOver)) {
            return;
        }
        if (slices.isEmpty()) {
            waiting.remove(id);
        }
        orders.onChildEnded(id);
        if (!isWaiting(id)) {
            over(id, "what was in its way has ended");
        }
    }

    /** Ends the alerts of orders that ended in a run that died before it told so. */
    void resume() {
        for (String id : List.copyOf(alerted.keySet())) {
            if (orders.parent(id).progress().status().isClosed()) {
                over(id, "it has ended");
            }
        }
    }

    private void over(String id, String why) {
        waiting.remove(id);
        if (alerted.containsKey(id)) {
            alert(orders.parent(id), false, why);
        }
    }

    private void alert(ParentOrder parent, boolean active, String detail) {
        parts.log()
                .emit(new RiskAlert(
                        parts.log().header(OrderDesk.correlation(parent)),
                        WAITS,
                        parent.orderId(),
                        isStop(parent) ? Severity.HIGH : Severity.MEDIUM,
                        active,
                        "order " + parent.orderId() + ": " + detail));
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        if (event instanceof RiskAlert alert && alert.name().equals(WAITS)) {
            if (alert.active()) {
                alerted.put(alert.scope(), alert.header().timeNs());
            } else {
                alerted.remove(alert.scope());
            }
        }
    }

    private long now() {
        return parts.market().timeNs();
    }
}
