package io.colin.risk.gate;

import io.colin.api.order.OrderIntent;
import io.colin.risk.approval.Fingerprint;
import io.colin.risk.compliance.ComplianceVerdict.RequiresReview;
import io.colin.risk.compliance.OrderReview;
import io.colin.risk.compliance.RuleFinding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest refused orders and what a release of each would be good for. After a restart nothing is known of them; an order
 * is sent again then.
 */
final class Reviews {
    private static final int KEPT = 256;

    private final Map<String, Refused> byOrder = new LinkedHashMap<>();

    /**
     * An order that was refused.
     *
     * @param principal whose it is
     * @param subject what it is, for a person
     * @param review what a release is good for; empty when nobody can release it
     */
    record Refused(String principal, String subject, Optional<Fingerprint> review) {}

    /** Remembers a whole order or a change of one; a slice is released with its parent or not at all. */
    void refused(Order order, Ruling ruling) {
        if (order.isChild()) {
            return;
        }
        byOrder.remove(order.orderId());
        byOrder.put(order.orderId(), new Refused(order.principal(), subject(order), review(ruling)));
        if (byOrder.size() > KEPT) {
            byOrder.remove(byOrder.keySet().iterator().next());
        }
    }

    Optional<Refused> of(String orderId) {
        return Optional.ofNullable(byOrder.get(orderId));
    }

    /** Only what passes every limit at the size that was asked, and fails nothing but rules that can be released. */
    private static Optional<Fingerprint> review(Ruling ruling) {
        if (!ruling.asked().passes()) {
            return Optional.empty();
        }
        return ruling.cleared()
                .filter(cleared -> cleared.verdict() instanceof RequiresReview verdict && verdict.releasable())
                .map(cleared -> {
                    List<String> rules = cleared.verdict().blocking().stream()
                            .map(RuleFinding::rule)
                            .toList();
                    return OrderReview.fingerprint(cleared.order(), rules);
                });
    }

    private static String subject(Order order) {
        OrderIntent intent = order.intent();
        String what = order.isAmend() ? "change of order " : "order ";
        return what + order.orderId() + ": " + intent.side() + " " + intent.symbol();
    }
}
