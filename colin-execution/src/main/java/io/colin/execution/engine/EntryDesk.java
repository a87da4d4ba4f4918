package io.colin.execution.engine;

import io.colin.api.event.ParentCreated;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Signal;
import java.util.Optional;

/** Takes parent orders in: recognises repeats, records them, has them judged and lets them go or holds them. Engine thread only. */
final class EntryDesk {
    private final Parts parts;
    private final OrderDesk orders;
    private final Intake intake;
    private final Repeats repeats;
    private final GroupDoor groups;

    EntryDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
        this.intake = new Intake(parts, orders.triggers(), orders.emulation());
        this.repeats = new Repeats(parts.orders());
        this.groups = new GroupDoor(parts, orders);
    }

    Intake intake() {
        return intake;
    }

    /** Takes an order from outside, or recognises a repeat. */
    SubmitResult submit(Submission submission) {
        Optional<SubmitResult> repeat = repeats.of(submission);
        return repeat.orElseGet(() -> place(submission, Optional.empty()));
    }

    /** Takes orders that hang together, or recognises a repeat. */
    GroupResult submit(GroupSubmission submission) {
        return groups.submit(submission);
    }

    /** Creates a parent, has it checked and starts to work it. */
    SubmitResult place(Submission submission, Optional<Signal> signal) {
        Intake.Taken taken = intake.take(submission.intent());
        ParentOrder parent = create(submission, taken);
        return decide(parent, judge(parent, taken, signal));
    }

    /** Makes a parent of what was taken in. Its id is the sequence of the event that makes it, so that none comes twice. */
    ParentOrder create(Submission submission, Intake.Taken taken) {
        EventLog log = parts.log();
        String orderId = parts.settings().runId() + "-" + (log.sequence() + 1);
        OrderIntent intent = taken.intent();
        long now = parts.market().timeNs();
        ParentOrder parent = new ParentOrder(
                orderId,
                intent,
                submission.principal(),
                now,
                taken.mid(),
                OrderProgress.initial(intent.quantity(), now),
                orders.emulation().version(intent));
        log.emit(
                new ParentCreated(
                        log.header(OrderDesk.correlation(parent)),
                        parent,
                        submission.idempotencyKey(),
                        submission.requestHash()),
                Repeats.keys(submission, parent));
        parts.orders().create(parent, submission.idempotencyKey(), submission.requestHash());
        return parent;
    }

    /** Asks the gate for a parent, or refuses what it cannot judge. */
    RiskDecision judge(ParentOrder parent, Intake.Taken taken, Optional<Signal> signal) {
        RiskDecision decision = taken.refusal().isPresent()
                ? intake.refused(parent.intent(), taken.refusal().orElseThrow())
                : parts.accounts()
                        .check(new RiskRequest.Parent(parent.orderId(), parent.intent(), parent.principal(), signal));
        orders.record(parent.orderId(), OrderDesk.correlation(parent), decision);
        return decision;
    }

    private SubmitResult decide(ParentOrder parent, RiskDecision decision) {
        String orderId = parent.orderId();
        switch (decision.verdict()) {
            case REJECTED -> {
                orders.apply(
                        parent, new OrderEvent.Denied(orderId, parts.market().timeNs(), decision.reasons()));
                return new SubmitResult.Denied(orders.parent(orderId), decision);
            }
            case REDUCED ->
                orders.apply(
                        parent,
                        new OrderEvent.Updated(
                                orderId,
                                parts.market().timeNs(),
                                decision.allowedQuantity(),
                                parent.intent().type()));
            case APPROVED -> {}
        }
        if (orders.isWatched(parent)) {
            orders.hold(orders.parent(orderId));
            orders.keep(orderId);
        } else {
            orders.apply(
                    orders.parent(orderId),
                    new OrderEvent.Released(orderId, parts.market().timeNs()));
            orders.work(orderId);
        }
        return new SubmitResult.Taken(orders.parent(orderId), decision);
    }
}
