package io.colin.execution.order;

import static io.colin.execution.order.EventKind.ACCEPTED;
import static io.colin.execution.order.EventKind.CANCELED;
import static io.colin.execution.order.EventKind.CANCEL_REJECTED;
import static io.colin.execution.order.EventKind.COMPLETED;
import static io.colin.execution.order.EventKind.DENIED;
import static io.colin.execution.order.EventKind.EMULATED;
import static io.colin.execution.order.EventKind.EXPIRED;
import static io.colin.execution.order.EventKind.FILLED;
import static io.colin.execution.order.EventKind.MODIFY_REJECTED;
import static io.colin.execution.order.EventKind.PENDING_CANCEL;
import static io.colin.execution.order.EventKind.PENDING_UPDATE;
import static io.colin.execution.order.EventKind.REJECTED;
import static io.colin.execution.order.EventKind.RELEASED;
import static io.colin.execution.order.EventKind.SUBMITTED;
import static io.colin.execution.order.EventKind.TRIGGERED;
import static io.colin.execution.order.EventKind.UNRESOLVED;
import static io.colin.execution.order.EventKind.UPDATED;

import io.colin.api.order.OrderStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which event may happen in which state, and where it leads. Built once, never changed. */
final class TransitionTable {
    /** Every order of ours. */
    static final TransitionTable OURS = ours();
    /** Orders found at the venue only: the venue may tell their state before we know anything else. */
    static final TransitionTable FOUND_AT_VENUE = foundAtVenue();

    /** Where an allowed event leads. */
    enum Rule {
        /** To the state of the event's name. */
        NAMED,
        /** Nowhere: the state stays. */
        STAY,
        /** To the state before the first pending request. */
        PREVIOUS,
        /** To PARTIALLY_FILLED while something is left, else to FILLED. */
        FILL
    }

    private final Map<OrderStatus, Map<EventKind, Rule>> rules = new EnumMap<>(OrderStatus.class);

    private TransitionTable() {
        for (OrderStatus status : OrderStatus.values()) {
            rules.put(status, new EnumMap<>(EventKind.class));
        }
    }

    Optional<Rule> rule(OrderStatus status, EventKind kind) {
        return Optional.ofNullable(rules.getOrDefault(status, Map.of()).get(kind));
    }

    private static TransitionTable ours() {
        TransitionTable table = new TransitionTable();
        table.named(OrderStatus.INITIALIZED, DENIED, EMULATED, RELEASED, SUBMITTED)
                .add(OrderStatus.INITIALIZED, UPDATED, Rule.STAY);
        table.named(OrderStatus.EMULATED, RELEASED, CANCELED, EXPIRED).add(OrderStatus.EMULATED, UPDATED, Rule.STAY);
        table.named(OrderStatus.RELEASED, DENIED, SUBMITTED, CANCELED).add(OrderStatus.RELEASED, UPDATED, Rule.STAY);
        table.working(OrderStatus.SUBMITTED, ACCEPTED, REJECTED, CANCELED);
        table.working(OrderStatus.ACCEPTED, REJECTED, CANCELED, EXPIRED, TRIGGERED);
        table.working(OrderStatus.TRIGGERED, REJECTED, CANCELED, EXPIRED);
        table.working(OrderStatus.PARTIALLY_FILLED, ACCEPTED, CANCELED, EXPIRED);
        table.named(
                        OrderStatus.PENDING_UPDATE,
                        ACCEPTED,
                        REJECTED,
                        CANCELED,
                        EXPIRED,
                        TRIGGERED,
                        PENDING_CANCEL,
                        COMPLETED)
                .add(OrderStatus.PENDING_UPDATE, PENDING_UPDATE, Rule.STAY)
                .add(OrderStatus.PENDING_UPDATE, MODIFY_REJECTED, Rule.PREVIOUS)
                .add(OrderStatus.PENDING_UPDATE, UPDATED, Rule.PREVIOUS)
                .add(OrderStatus.PENDING_UPDATE, FILLED, Rule.FILL)
                .add(OrderStatus.PENDING_UPDATE, UNRESOLVED, Rule.STAY);
        table.named(OrderStatus.PENDING_CANCEL, ACCEPTED, REJECTED, CANCELED, EXPIRED, COMPLETED)
                .add(OrderStatus.PENDING_CANCEL, PENDING_CANCEL, Rule.STAY)
                .add(OrderStatus.PENDING_CANCEL, CANCEL_REJECTED, Rule.PREVIOUS)
                // A change that was asked for before the cancel may still come into force.
                .add(OrderStatus.PENDING_CANCEL, UPDATED, Rule.STAY)
                .add(OrderStatus.PENDING_CANCEL, FILLED, Rule.FILL)
                .add(OrderStatus.PENDING_CANCEL, UNRESOLVED, Rule.STAY);
        table.add(OrderStatus.CANCELED, FILLED, Rule.FILL);
        return table;
    }

    private static TransitionTable foundAtVenue() {
        TransitionTable table = ours();
        return table.named(OrderStatus.INITIALIZED, ACCEPTED, REJECTED, CANCELED, EXPIRED, TRIGGERED);
    }

    /** A state the venue works in: changes can be asked for, terms told, fills may come, or be missing. */
    private TransitionTable working(OrderStatus status, EventKind... kinds) {
        return named(status, kinds)
                .named(status, PENDING_UPDATE, PENDING_CANCEL, COMPLETED)
                .add(status, UPDATED, Rule.STAY)
                .add(status, FILLED, Rule.FILL)
                .add(status, UNRESOLVED, Rule.STAY);
    }

    private TransitionTable named(OrderStatus status, EventKind... kinds) {
        for (EventKind kind : kinds) {
            add(status, kind, Rule.NAMED);
        }
        return this;
    }

    private TransitionTable add(OrderStatus status, EventKind kind, Rule rule) {
        rules.computeIfAbsent(status, s -> new EnumMap<>(EventKind.class)).put(kind, rule);
        return this;
    }
}
