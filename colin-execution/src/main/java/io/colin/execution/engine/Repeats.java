package io.colin.execution.engine;

import io.colin.api.ledger.UniqueKey;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recognises requests that were made before, by their idempotency key and client order id. Engine thread only. */
final class Repeats {
    private final OrderStore orders;

    Repeats(OrderStore orders) {
        this.orders = orders;
    }

    /** What was answered to the same request before; empty for a new one. */
    Optional<SubmitResult> of(Submission submission) {
        Optional<OrderStore.Request> same = orders.request(submission.principal(), submission.idempotencyKey());
        if (same.isPresent()) {
            OrderStore.Request request = same.orElseThrow();
            return Optional.of(answer(
                    "idempotency_key",
                    request.hash(),
                    submission,
                    orders.parent(request.orderId()).orElseThrow()));
        }
        OrderIntent intent = submission.intent();
        return orders.byClientId(intent.account(), intent.clientOrderId())
                .map(order -> answer("client_order_id", orders.requestHash(order.orderId()), submission, order));
    }

    private static SubmitResult answer(String field, String hash, Submission submission, ParentOrder order) {
        return hash.equals(submission.requestHash())
                ? new SubmitResult.Repeated(order)
                : new SubmitResult.Conflict(field, order);
    }

    /** What no second order may carry. */
    static List<UniqueKey> keys(Submission submission, ParentOrder parent) {
        List<UniqueKey> keys = new ArrayList<>();
        keys.add(new UniqueKey(
                "client_order_id",
                parent.intent().account() + ":" + parent.intent().clientOrderId()));
        if (!submission.idempotencyKey().isEmpty()) {
            keys.add(new UniqueKey("idempotency_key", submission.principal() + ":" + submission.idempotencyKey()));
        }
        return keys;
    }
}
