package io.colin.execution.engine;

import io.colin.api.alert.Severity;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentPaused;
import io.colin.api.event.RiskAlert;
import io.colin.api.execution.AlgoStep;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Records the pauses that algorithms make by themselves, and tells people of every pause that no person asked for: one that
 * ends by itself, in a market that is not to be traded in or while no venue of the order can be asked, and one that a person
 * must end ({@link PauseDesk}). The alert {@link #PAUSED} of an order begins and ends with its pause, or with the order. What is
 * paused follows from the ledger, so that a restart goes on with it. Engine thread only.
 */
final class HoldDesk {
    /** The alert of an order whose algorithm is paused; its scope is the order. */
    static final String PAUSED = "execution_paused";

    private static final String VENUE_FAILURE = "venue_failure";

    /** Until when a pause lasts that the ledger tells of. */
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Parts parts;
    private final OrderDesk orders;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, Severity> alerted = new HashMap<>();

    /** Why an order is paused, and until when at least. */
    private record Held(String reason, long untilNs) {
        /** The condition alone: its figure changes all the time. */
        String condition() {
            int end = reason.indexOf('=');
            return end < 0 ? reason : reason.substring(0, end);
        }

        boolean isByVenues() {
            return condition().equals(VENUE_FAILURE);
        }
    }

    HoldDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    /** Takes what an algorithm wants next; whether the order is paused, so that nothing of it may be sent now. */
    boolean holds(ParentOrder parent, AlgoStep.Continue step) {
        Optional<String> failure = failure(parent);
        if (failure.isPresent()) {
            begin(parent, new Held(failure.get(), now()), Severity.HIGH);
            return true;
        }
        if (step.hold().isPresent()) {
            begin(parent, new Held(step.hold().get(), step.nextTimeNs()), Severity.MEDIUM);
            return true;
        }
        Held before = held.get(parent.orderId());
        if (before == null) {
            return false;
        }
        if (before.isByVenues() || !step.slices().isEmpty() || isOver(before, step)) {
            end(parent);
        } else if (before.untilNs() == UNKNOWN) {
            held.put(parent.orderId(), new Held(before.reason(), step.nextTimeNs()));
        }
        return false;
    }

    /** A pause that an earlier process began lasts at least until the next time its algorithm names. */
    private boolean isOver(Held before, AlgoStep.Continue step) {
        return before.untilNs() == UNKNOWN ? step.nextTimeNs() == AlgoStep.NO_TIMER : now() >= before.untilNs();
    }

    /** Why an order ends that is paused because its venues cannot be asked: for its reason. */
    String residual(String orderId, String reason) {
        Held now = held.get(orderId);
        return now != null && now.isByVenues() ? reason + "; paused: " + now.reason() : reason;
    }

    /** An algorithm wants a person to look: its order is paused until one resumes it. */
    void paused(ParentOrder parent, String reason) {
        if (held.containsKey(parent.orderId())) {
            end(parent);
        }
        alert(parent, Severity.CRITICAL, true, reason + ": paused until a person resumes it");
    }

    /** A person has resumed an order: its algorithm is asked afresh, and a pause that it goes on with is another one. */
    void resumed(ParentOrder parent, String principal) {
        over(parent, "resumed by " + principal);
    }

    /** An order has ended, paused or not. */
    void closed(ParentOrder parent) {
        forget(parent.orderId());
        over(parent, "it has ended " + parent.progress().status());
    }

    /** A venue went, or is back: its orders pause where it was the last, and are asked for again. */
    void on(VenueReport.ConnectionChanged changed) {
        for (ParentOrder parent : parts.orders().open()) {
            if (!changed.up() && isAtWork(parent)) {
                failure(parent).ifPresent(why -> begin(parent, new Held(why, now()), Severity.HIGH));
            } else if (changed.up() && isHeldByVenues(parent.orderId())) {
                orders.work(parent.orderId());
            }
        }
    }

    private boolean isHeldByVenues(String orderId) {
        Held now = held.get(orderId);
        return now != null && now.isByVenues();
    }

    private boolean isAtWork(ParentOrder parent) {
        OrderStatus status = parent.progress().status();
        return status != OrderStatus.INITIALIZED
                && status != OrderStatus.EMULATED
                && status != OrderStatus.PENDING_CANCEL
                && !orders.isFinishing(parent.orderId())
                && !parts.orders().isPaused(parent.orderId());
    }

    /** Why none of the venues that an order of an algorithm may go to can be asked; what goes out whole is refused instead. */
    private Optional<String> failure(ParentOrder parent) {
        if (orders.emulation().isPlain(parent.intent())) {
            return Optional.empty();
        }
        List<String> down = new ArrayList<>();
        for (Venue venue : orders.emulation().venues(parent.intent())) {
            Optional<String> why = parts.evidence().unavailable(venue.id());
            if (why.isEmpty() && lists(venue, parent)) {
                return Optional.empty();
            }
            why.ifPresent(reason -> down.add(venue.id() + " " + reason));
        }
        return down.isEmpty()
                ? Optional.empty()
                : Optional.of(VENUE_FAILURE + "=[" + String.join("; ", down) + "] rule=one venue can be asked");
    }

    private static boolean lists(Venue venue, ParentOrder parent) {
        return venue.instruments().stream()
                .anyMatch(listed -> listed.symbol().equals(parent.intent().symbol()));
    }

    private void begin(ParentOrder parent, Held now, Severity severity) {
        Held before = held.get(parent.orderId());
        if (before != null && before.condition().equals(now.condition())) {
            held.put(parent.orderId(), now);
            return;
        }
        record(parent, true, now.reason());
        held.put(parent.orderId(), now); // The record alone does not say until when.
        alert(parent, severity, true, now.reason() + ": paused until that is over");
    }

    private void end(ParentOrder parent) {
        Held before = Objects.requireNonNull(held.get(parent.orderId()));
        forget(parent.orderId());
        record(parent, false, "over: " + before.reason());
        over(parent, "it goes on");
    }

    private void record(ParentOrder parent, boolean paused, String reason) {
        parts.log()
                .emit(new ParentPaused(
                        parts.log().header(OrderDesk.correlation(parent)),
                        parent.orderId(),
                        paused,
                        ParentPaused.ALGORITHM,
                        reason));
    }

    private void over(ParentOrder parent, String why) {
        Severity severity = alerted.get(parent.orderId());
        if (severity != null) {
            alert(parent, severity, false, why);
        }
    }

    private void alert(ParentOrder parent, Severity severity, boolean active, String detail) {
        parts.log()
                .emit(new RiskAlert(
                        parts.log().header(OrderDesk.correlation(parent)),
                        PAUSED,
                        parent.orderId(),
                        severity,
                        active,
                        "order " + parent.orderId() + " ("
                                + parent.intent().algo().type() + " "
                                + parent.intent().symbol() + "): " + detail));
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        switch (event) {
            case RiskAlert alert
            when alert.name().equals(PAUSED) -> {
                if (alert.active()) {
                    alerted.put(alert.scope(), alert.severity());
                } else {
                    alerted.remove(alert.scope());
                }
            }
            case ParentPaused changed
            when changed.principal().equals(ParentPaused.ALGORITHM) -> {
                if (changed.paused()) {
                    parts.orders().hold(changed.orderId(), true);
                    held.put(changed.orderId(), new Held(changed.reason(), UNKNOWN));
                } else {
                    forget(changed.orderId());
                }
            }
            case ParentPaused changed when !changed.paused() -> forget(changed.orderId());
            case OrderChanged changed
            when changed.after().isClosed() -> forget(changed.event().orderId());
            case OrderFilled filled
            when filled.parentStatus().isClosed() -> forget(filled.fill().parentId());
            default -> {}
        }
    }

    private void forget(String orderId) {
        held.remove(orderId);
        parts.orders().hold(orderId, false);
    }

    private long now() {
        return parts.market().timeNs();
    }
}
