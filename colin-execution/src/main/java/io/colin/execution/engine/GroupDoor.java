package io.colin.execution.engine;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.risk.RiskDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes orders that hang together: all are made and judged before any is handed on, and one that is refused takes all with
 * it. What is held is recorded as held before anything is sent, so that a run cut off in between never has an entry
 * without its exits. Engine thread only.
 */
final class GroupDoor {
    private final Parts parts;
    private final OrderDesk orders;

    GroupDoor(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
    }

    /** An order of the group, made. */
    private record Made(ParentOrder parent, Intake.Taken taken, boolean activated, boolean held) {}

    GroupResult submit(GroupSubmission submission) {
        return repeat(submission).orElseGet(() -> place(submission));
    }

    private GroupResult place(GroupSubmission submission) {
        OrderGroup group = submission.group();
        List<Made> made = new ArrayList<>();
        for (OrderIntent intent : group.orders()) {
            String key = made.isEmpty() ? submission.idempotencyKey() : "";
            Intake.Taken taken = orders.entry().intake().takeOfGroup(intent);
            ParentOrder parent = orders.entry()
                    .create(new Submission(intent, submission.principal(), key, submission.requestHash()), taken);
            boolean activated = group.activator(intent.clientOrderId()).isPresent();
            made.add(new Made(parent, taken, activated, activated || orders.isWatched(parent)));
        }
        // One of them is judged as a new order, so that no count is got around by what is judged later.
        boolean allLater = made.stream().allMatch(this::isLater);
        List<String> refused = made.stream()
                .filter(one -> !passes(one, allLater && one.equals(made.getFirst())))
                .map(one -> id(one.parent()))
                .toList();
        if (refused.isEmpty()) {
            start(made);
            return new GroupResult.Taken(now(made));
        }
        // Exits first, so that no end of an entry has anything left to end.
        made.stream().filter(Made::activated).forEach(one -> deny(one.parent(), refused));
        made.stream().filter(one -> !one.activated()).forEach(one -> deny(one.parent(), refused));
        return new GroupResult.Denied(now(made));
    }

    private boolean isLater(Made one) {
        return orders.groups().isJudgedLater(one.parent().intent(), one.activated());
    }

    private boolean passes(Made one, boolean isFirstOfAll) {
        ParentOrder parent = one.parent();
        if (!isLater(one) || isFirstOfAll || one.taken().refusal().isPresent()) {
            return orders.entry().judge(parent, one.taken(), Optional.empty()).passes();
        }
        Optional<RiskDecision> refused = orders.groups().vet(parent);
        refused.ifPresent(decision -> orders.record(parent.orderId(), OrderDesk.correlation(parent), decision));
        return refused.isEmpty();
    }

    private void start(List<Made> made) {
        List<Made> held = made.stream().filter(Made::held).toList();
        held.forEach(one -> orders.hold(one.parent()));
        made.stream()
                .filter(one -> !one.held())
                .forEach(one -> orders.release(one.parent().orderId()));
        held.forEach(one -> orders.keep(one.parent().orderId()));
    }

    private void deny(ParentOrder parent, List<String> refused) {
        List<Refusal> own = parts.orders()
                .decision(parent.orderId())
                .map(RiskDecision::reasons)
                .orElse(List.of());
        List<Refusal> reasons = refused.contains(id(parent)) && !own.isEmpty()
                ? own
                : List.of(Refusal.of(
                        DenialCode.VALIDATION_FAILED, "refused=" + refused + " rule=all of a group or none"));
        orders.deny(parent.orderId(), reasons);
    }

    private Optional<GroupResult> repeat(GroupSubmission submission) {
        Optional<OrderStore.Request> same = parts.orders().request(submission.principal(), submission.idempotencyKey());
        if (same.isPresent() && !same.orElseThrow().hash().equals(submission.requestHash())) {
            ParentOrder order =
                    parts.orders().parent(same.orElseThrow().orderId()).orElseThrow();
            return Optional.of(new GroupResult.Conflict("idempotency_key", order));
        }
        List<ParentOrder> known = submission.group().orders().stream()
                .flatMap(intent -> parts.orders().byClientId(intent.account(), intent.clientOrderId()).stream())
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = known.size() == submission.group().orders().size();
        Optional<ParentOrder> other = known.stream()
                .filter(order ->
                        !whole || !parts.orders().requestHash(order.orderId()).equals(submission.requestHash()))
                .findFirst();
        return Optional.of(other.<GroupResult>map(order -> new GroupResult.Conflict("client_order_id", order))
                .orElseGet(() -> new GroupResult.Repeated(known)));
    }

    private List<ParentOrder> now(List<Made> made) {
        return made.stream().map(one -> orders.parent(one.parent().orderId())).toList();
    }

    private static String id(ParentOrder parent) {
        return parent.intent().clientOrderId();
    }
}
