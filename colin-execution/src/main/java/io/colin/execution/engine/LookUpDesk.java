package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.alert.Severity;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.Refusal;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Asks venues what became of orders whose fate is not certain, and takes their answers. Engine thread only. */
final class LookUpDesk {
    /** The code of an order that its venue never had. */
    static final String NOT_AT_VENUE = "NOT_AT_VENUE";

    /** The alert of a venue that does not say what became of an order. */
    static final String UNRESOLVED_ORDER = "order_unresolved";

    private static final long LOOK_UP_NS = 2_000_000_000L;
    private static final int LOOK_UPS = 5;
    private static final int DOUBLINGS = 7;

    private final Parts parts;
    private final ChildDesk children;

    /** Children that were asked for and not answered for yet, with the number of their series of questions. */
    private final Map<String, Long> doubted = new HashMap<>();

    /**
     * Children whose last question of a series is out, with the number of the series: only now an answer that they are not
     * there is taken for true.
     */
    private final Map<String, Long> askedLast = new HashMap<>();

    /** Venues of which people were told that they do not say what became of an order. */
    private final Set<String> alerted = new HashSet<>();

    private long series;

    /** How often what was refused, or lost, was asked again. */
    private final Map<String, Integer> repeats = new HashMap<>();

    /** Children whose next time to be asked again is set. */
    private final Set<String> due = new HashSet<>();

    LookUpDesk(Parts parts, ChildDesk children) {
        this.parts = parts;
        this.children = children;
    }

    /** Asks what became of an order, some times over, until the venue has said it. */
    void doubt(ChildOrder child) {
        if (!doubted.containsKey(child.orderId())) {
            doubtAnew(child);
        }
    }

    /** The same from the first question on, whatever was asked before. */
    void doubtAnew(ChildOrder child) {
        if (child.progress().status().isClosed()) {
            return;
        }
        series++;
        doubted.put(child.orderId(), series);
        askedLast.remove(child.orderId());
        lookUp(child.orderId(), 0, series);
    }

    /** A venue can be asked again: it is, of everything open there, for what it told meanwhile is lost. */
    void onBack(String venue) {
        parts.orders().openChildren().stream()
                .filter(child -> child.venue().equals(venue))
                .forEach(this::doubtAnew);
    }

    /** Whether a venue is being asked of a child, or was asked to no avail. */
    boolean isAsked(String childId) {
        return doubted.containsKey(childId) || askedLast.containsKey(childId);
    }

    private boolean isOpenQuestion(ChildOrder child) {
        return child.progress().outcome() == Outcome.UNRESOLVED || isAsked(child.orderId());
    }

    private void query(ChildOrder child) {
        long timeNs = now();
        parts.lanes().ask(child, found -> found.query(child, timeNs));
    }

    private void lookUp(String childId, int asked, long number) {
        ChildOrder child = parts.orders().child(childId).orElseThrow();
        if (!Objects.equals(doubted.get(childId), number)) {
            return; // Answered, or asked anew.
        }
        if (child.progress().status().isClosed()) {
            settled(child);
            return;
        }
        boolean isLast = asked >= LOOK_UPS;
        if (isLast) {
            doubted.remove(childId);
            askedLast.put(childId, number);
            parts.timers().at(now() + LOOK_UP_NS, () -> alertIfOpen(childId, number));
        } else {
            parts.timers().at(now() + LOOK_UP_NS, () -> lookUp(childId, asked + 1, number));
        }
        query(child);
        if (isLast) {
            askAgain(child);
        }
    }

    /** What became of it is known: nothing is asked any more, and an alert of its venue ends with the last such order. */
    void settled(ChildOrder child) {
        doubted.remove(child.orderId());
        askedLast.remove(child.orderId());
        endAlert(child);
    }

    private void endAlert(ChildOrder child) {
        if (alerted.contains(child.venue()) && isAllSettled(child.venue())) {
            alert(child, false, "every order there is accounted for again");
        }
    }

    private boolean isAllSettled(String venue) {
        return parts.orders().openChildren().stream()
                .filter(child -> child.venue().equals(venue))
                .noneMatch(this::isOpenQuestion);
    }

    /** Nothing that settles it has come on all questions: people must know that it stays open, with its quantity reserved. */
    private void alertIfOpen(String childId, long number) {
        if (!Objects.equals(askedLast.get(childId), number)) {
            return;
        }
        ChildOrder child = parts.orders().child(childId).orElseThrow();
        String held = children.ends().reason(child);
        alert(
                child,
                true,
                "order " + childId + " is " + child.progress().status() + " and "
                        + Decimals.text(child.progress().leavesQuantity())
                        + " of it stays reserved: its venue was asked "
                        + (LOOK_UPS + 1) + " times and has not settled what became of it"
                        + (held.isEmpty() ? "" : "; " + held));
    }

    private void alert(ChildOrder child, boolean active, String detail) {
        parts.log()
                .emit(new RiskAlert(
                        parts.log().header(child.orderId()),
                        UNRESOLVED_ORDER,
                        child.venue(),
                        Severity.CRITICAL,
                        active,
                        detail));
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        if (event instanceof RiskAlert alert && alert.name().equals(UNRESOLVED_ORDER)) {
            if (alert.active()) {
                alerted.add(alert.scope());
            } else {
                alerted.remove(alert.scope());
            }
        }
    }

    /**
     * The venue says that it does not have it, which is believed where nothing of it can be on its way any more. Of an order whose
     * cancel or change is pending it is not, except from a venue that is simulated: it stays unresolved, and people are told.
     */
    void onMissing(ChildOrder child) {
        if (child.progress().status().isClosed()) {
            settled(child);
        } else if (parts.lanes().isSimulated(child.venue())
                || (askedLast.containsKey(child.orderId()) && mayBeGone(child))) {
            settled(child);
            gone(child);
        } else if (!askedLast.containsKey(child.orderId())) {
            doubt(child);
        } else if (isPending(child) && child.progress().outcome() == Outcome.KNOWN) {
            String reason = child.progress().status() + ": " + child.venue() + " does not have it";
            children.change(child, new OrderEvent.Unresolved(child.orderId(), now(), reason));
        }
    }

    private static boolean isPending(ChildOrder child) {
        OrderStatus status = child.progress().status();
        return status == OrderStatus.PENDING_CANCEL || status == OrderStatus.PENDING_UPDATE;
    }

    /**
     * A venue that stated fills has had the order, whatever it says later: of one that it took, only such an end leaves the fate
     * unknown, over a restart too, unless it was to end by itself and has not, or has filled all that it is known to be for. And a venue cannot know of what has not left for
     * it yet.
     */
    private boolean mayBeGone(ChildOrder child) {
        boolean isToFill = children.ends().isHeld(child.orderId())
                || (child.progress().outcome() == Outcome.UNRESOLVED
                        && !child.progress().status().isInFlight()
                        && !children.results().isMissed(child)
                        && !children.terms().isFilledAsBefore(child));
        return !isToFill && !isPending(child) && !parts.lanes().isWaiting(child.orderId());
    }

    private void gone(ChildOrder child) {
        OrderEvent event = switch (child.progress().status()) {
            case SUBMITTED, ACCEPTED, TRIGGERED ->
                new OrderEvent.Rejected(
                        child.orderId(), now(), new Refusal(NOT_AT_VENUE, NOT_AT_VENUE + ": venue=" + child.venue()));
            default -> new OrderEvent.Canceled(child.orderId(), now(), NOT_AT_VENUE);
        };
        children.reports().onUpdate(event);
    }

    /**
     * Takes the answer to a question. An end is taken whatever was known, once all of its fills have come; that it works is
     * news only where nothing was known. While the venue knows of more fills they are on their way, and the question stays.
     */
    void onFound(ChildOrder child, VenueReport.Found found) {
        if (child.progress().status().isClosed()) {
            return;
        }
        Optional<OrderEvent> end = endOf(child, found);
        int more = found.filledQuantity().compareTo(child.progress().filledQuantity());
        if (end.isPresent()) {
            boolean waits = children.reports().waits(child, end.orElseThrow(), found.filledQuantity());
            if (!waits && more == 0) { // It is settled by the end where that fits, else not.
                children.reports().onUpdate(end.orElseThrow());
            }
        } else if (more == 0
                && isWorking(found.status())
                && !children.ends().isHeld(child.orderId())) { // Else it was asked before the end.
            settled(child);
            works(child);
            endAlert(child);
        }
    }

    private static boolean isWorking(OrderStatus found) {
        return found == OrderStatus.ACCEPTED || found == OrderStatus.TRIGGERED || found == OrderStatus.PARTIALLY_FILLED;
    }

    /** The end that an order was found at, if it was. */
    private Optional<OrderEvent> endOf(ChildOrder child, VenueReport.Found found) {
        String id = child.orderId();
        return switch (found.status()) {
            case CANCELED -> Optional.of(new OrderEvent.Canceled(id, now(), "found cancelled"));
            case FILLED -> Optional.of(complete(child, found.filledQuantity()));
            case REJECTED ->
                Optional.of(new OrderEvent.Rejected(
                        id, now(), new Refusal("FOUND_REJECTED", "FOUND_REJECTED: venue=" + child.venue())));
            case EXPIRED -> Optional.of(new OrderEvent.Expired(id, now()));
            default -> Optional.empty();
        };
    }

    /**
     * Complete there at less than here: a change was made whose answer was lost, or one that was presumed was not. Where no
     * change was ever asked, what it was sent for beyond is gone.
     */
    private OrderEvent complete(ChildOrder child, BigDecimal filled) {
        String id = child.orderId();
        return filled.signum() > 0 && children.terms().isChanged(child)
                ? new OrderEvent.Completed(id, now(), filled)
                : new OrderEvent.Canceled(id, now(), "found complete, " + filled.toPlainString() + " filled");
    }

    private void works(ChildOrder child) {
        if (child.progress().outcome() == Outcome.UNRESOLVED
                && child.progress().status().isInFlight()) {
            stillWorks(child);
        } else if (children.results().isMissed(child)) {
            children.cancel(child, false); // It was never to rest, and does.
        } else {
            confirmed(child);
            children.foundWorking(child);
            askAgain(child);
        }
    }

    /** Something of it works beyond what is filled: it is for as much as is reserved. */
    private void confirmed(ChildOrder child) {
        if (child.progress().outcome() == Outcome.UNRESOLVED) {
            BigDecimal quantity = child.progress().quantity();
            children.reports().onUpdate(new OrderEvent.Updated(child.orderId(), now(), quantity, child.type()));
        }
    }

    /** What was asked was refused, or lost, and the order is there all the same: asked again, later and later, while it is waited for. */
    private void askAgain(ChildOrder child) {
        String id = child.orderId();
        if (!children.isWaitedFor(child) || !due.add(id)) {
            return;
        }
        int before = repeats.merge(id, 1, Integer::sum) - 1;
        if (before == 0) {
            repeat(id);
        } else {
            parts.timers().at(now() + (LOOK_UP_NS << Math.min(before, DOUBLINGS)), () -> repeat(id));
        }
    }

    private void repeat(String id) {
        due.remove(id);
        ChildOrder child = parts.orders().child(id).orElseThrow();
        if (child.progress().status().isClosed()) {
            repeats.remove(id);
        } else if (children.isWaitedFor(child)) {
            children.askAgain(child);
        }
    }

    /** The order is there; a cancel or change whose answer was lost is asked again, which does nothing twice. */
    private void stillWorks(ChildOrder child) {
        Optional<OrderEvent.PendingUpdate> change = children.lastChange(child);
        switch (child.progress().status()) {
            case SUBMITTED ->
                children.reports().onUpdate(new OrderEvent.Accepted(child.orderId(), now(), child.orderId()));
            case PENDING_CANCEL -> children.cancel(child, false);
            case PENDING_UPDATE -> {
                if (change.isPresent()) {
                    children.amend(
                            child,
                            change.orElseThrow().quantity(),
                            change.orElseThrow().type());
                } else {
                    children.cancel(
                            child,
                            false); // Asked for by a process that is gone: taken back, its terms are known again.
                }
            }
            default -> {}
        }
    }

    private long now() {
        return parts.market().timeNs();
    }
}
