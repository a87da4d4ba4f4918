package io.colin.execution.order;

import io.colin.api.Decimals;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one state machine of orders, parents and children alike: progress and an event give the next progress or the
 * reason why not. Every applied event raises the version by one and stamps its time.
 *
 * <ul>
 *   <li>A pending request remembers the state before the first one and returns to it when it is answered.
 *   <li>A fill adds quantity, exact cost and the fee in its currency; a fill may still race a cancel. A fill beyond the
 *       quantity changes nothing and is told apart as {@link Transition.Overfilled}.
 *   <li>{@code Completed} ends an order whose fills are all that it was for, where it was taken to be for more; it is beyond
 *       the table of the specification, in which a fill alone leads to FILLED.
 *   <li>A change below what is already filled is refused. One that a venue made before a cancel reached it is taken, and the
 *       cancel stays pending.
 *   <li>{@code Unresolved} is allowed while the venue owes something: an answer, or fills that it stated and has not told.
 *       It changes the outcome, not the state; the next word from the venue makes the outcome known again, a further
 *       request of ours does not, nor does a change that a venue made before a cancel reached it.
 * </ul>
 *
 * <p>Whether a trade was already applied is the caller's matter, see {@link TradeIds}. Pure and thread-safe.
 */
public final class OrderStateMachine {
    private OrderStateMachine() {}

    /**
     * Applies an event to an order of ours.
     *
     * @param progress how far the order has come
     * @param event what happened; whose order it is was decided by the caller
     * @return the next progress, or why the event is not allowed
     */
    public static Transition apply(OrderProgress progress, OrderEvent event) {
        return apply(TransitionTable.OURS, progress, event);
    }

    /**
     * Applies an event to an order that was found at a venue and is unknown to us: accepted, rejected, cancelled,
     * expired and triggered are then allowed from INITIALIZED too.
     *
     * @param progress how far the order has come
     * @param event what happened
     * @return the next progress, or why the event is not allowed
     */
    public static Transition applyFoundAtVenue(OrderProgress progress, OrderEvent event) {
        return apply(TransitionTable.FOUND_AT_VENUE, progress, event);
    }

    private static Transition apply(TransitionTable table, OrderProgress progress, OrderEvent event) {
        EventKind kind = EventKind.of(event);
        Optional<TransitionTable.Rule> rule = table.rule(progress.status(), kind);
        if (rule.isEmpty()) {
            return new Transition.Refused(
                    "order " + event.orderId() + ": " + kind + " is not allowed in " + progress.status());
        }
        Draft draft = new Draft(progress, event.timeNs());
        // Terms that a venue tells say nothing of the cancel that is still to reach it.
        boolean saysNothing = kind == EventKind.UPDATED && progress.status() == OrderStatus.PENDING_CANCEL;
        draft.outcome = kind.isOurs() || saysNothing ? progress.outcome() : Outcome.KNOWN;
        return switch (event) {
            case OrderEvent.Filled filled -> fill(draft, progress, filled.fill());
            case OrderEvent.Updated updated -> update(draft, progress, updated, rule.get());
            case OrderEvent.Completed completed -> complete(draft, progress, completed);
            case OrderEvent.Unresolved unresolved -> unresolved(draft);
            default -> {
                draft.refusals = refusals(progress, event);
                yield draft.moveTo(target(rule.get(), kind, progress));
            }
        };
    }

    private static Transition fill(Draft draft, OrderProgress progress, Fill fill) {
        BigDecimal filled = progress.filledQuantity().add(fill.quantity());
        BigDecimal excess = filled.subtract(progress.quantity());
        if (excess.signum() > 0) {
            return new Transition.Overfilled(
                    progress.leavesQuantity(),
                    excess.min(fill.quantity()),
                    "order " + fill.orderId() + ": trade " + fill.tradeId() + " of " + Decimals.text(fill.quantity())
                            + " exceeds the " + Decimals.text(progress.leavesQuantity()) + " left");
        }
        draft.filledQuantity = filled;
        draft.filledCost = progress.filledCost().add(fill.quantity().multiply(fill.price()));
        draft.fees = new TreeMap<>(progress.fees());
        draft.fees.merge(fill.feeCurrency(), fill.fee(), (a, b) -> Decimals.normal(a.add(b)));
        return draft.moveTo(excess.signum() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED);
    }

    private static Transition update(
            Draft draft, OrderProgress progress, OrderEvent.Updated updated, TransitionTable.Rule rule) {
        if (updated.quantity().compareTo(progress.filledQuantity()) < 0) {
            return new Transition.Refused("order " + updated.orderId() + ": UPDATED to quantity "
                    + Decimals.text(updated.quantity()) + " is below the " + Decimals.text(progress.filledQuantity())
                    + " filled");
        }
        draft.quantity = updated.quantity();
        return draft.moveTo(target(rule, EventKind.UPDATED, progress));
    }

    private static Transition complete(Draft draft, OrderProgress progress, OrderEvent.Completed completed) {
        if (completed.quantity().compareTo(progress.filledQuantity()) != 0) {
            return new Transition.Refused("order " + completed.orderId() + ": COMPLETED at "
                    + Decimals.text(completed.quantity()) + " is not the " + Decimals.text(progress.filledQuantity())
                    + " filled");
        }
        draft.quantity = completed.quantity();
        return draft.moveTo(OrderStatus.FILLED);
    }

    private static Transition unresolved(Draft draft) {
        draft.outcome = Outcome.UNRESOLVED;
        return draft.stay();
    }

    private static OrderStatus target(TransitionTable.Rule rule, EventKind kind, OrderProgress progress) {
        return switch (rule) {
            case NAMED -> kind.named().orElseThrow();
            case PREVIOUS -> progress.previousStatus();
            case STAY, FILL -> progress.status();
        };
    }

    private static List<Refusal> refusals(OrderProgress progress, OrderEvent event) {
        return switch (event) {
            case OrderEvent.Denied denied -> denied.refusals();
            case OrderEvent.Rejected rejected -> List.of(rejected.refusal());
            case OrderEvent.ModifyRejected rejected -> List.of(rejected.refusal());
            case OrderEvent.CancelRejected rejected -> List.of(rejected.refusal());
            default -> progress.refusals();
        };
    }

    /** The next progress in the making. */
    private static final class Draft {
        private final OrderProgress before;
        private final long timeNs;
        private Outcome outcome;
        private BigDecimal quantity;
        private BigDecimal filledQuantity;
        private BigDecimal filledCost;
        private SortedMap<String, BigDecimal> fees;
        private List<Refusal> refusals;

        private Draft(OrderProgress before, long timeNs) {
            this.before = before;
            this.timeNs = timeNs;
            outcome = before.outcome();
            quantity = before.quantity();
            filledQuantity = before.filledQuantity();
            filledCost = before.filledCost();
            fees = before.fees();
            refusals = before.refusals();
        }

        private Transition stay() {
            return with(before.status(), before.previousStatus());
        }

        private Transition moveTo(OrderStatus status) {
            return with(status, isPending(status) ? beforeRequest() : status);
        }

        /** The state before the first pending request: a second one does not overwrite it. */
        private OrderStatus beforeRequest() {
            return isPending(before.status()) ? before.previousStatus() : before.status();
        }

        private static boolean isPending(OrderStatus status) {
            return status == OrderStatus.PENDING_UPDATE || status == OrderStatus.PENDING_CANCEL;
        }

        private Transition with(OrderStatus status, OrderStatus previous) {
            return new Transition.Applied(new OrderProgress(
                    status,
                    previous,
                    outcome,
                    quantity,
                    filledQuantity,
                    filledCost,
                    fees,
                    refusals,
                    timeNs,
                    before.version() + 1));
        }
    }
}
