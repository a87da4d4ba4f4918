package io.colin.risk.compliance;

import io.colin.api.Decimals;
import io.colin.api.order.OrderIntent;
import io.colin.risk.approval.Fingerprint;
import io.colin.risk.compliance.OrderUnderRule.Stage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the release of an order is good for. */
public final class OrderReview {
    private OrderReview() {}

    /**
     * The fingerprint of an order and of the rules it fails. An order with another quantity, price, side, strategy or account,
     * or one that fails another rule as well, has another one; so has each slice of an order. The client order id and notes
     * are not part of it, so that an order refused once can be sent again with the approval.
     *
     * @param order what is judged; the quantity that was asked counts, so that one reduced by the gate is covered
     * @param rules ids of the rules that fail
     * @return what to ask an {@link io.colin.risk.approval.ApprovalKind#ORDER_REVIEW} for
     */
    public static Fingerprint fingerprint(OrderUnderRule order, List<String> rules) {
        OrderIntent intent = order.intent();
        SortedMap<String, String> values = new TreeMap<>();
        values.put("account", intent.account());
        values.put("strategy", intent.strategy());
        values.put("symbol", intent.symbol().name());
        values.put("side", intent.side().name());
        values.put("quantity", Decimals.text(intent.quantity()));
        values.put("quote_quantity", String.valueOf(intent.quoteQuantity()));
        values.put("type", intent.type().toString());
        values.put("time_in_force", intent.timeInForce().toString());
        values.put("reduce_only", String.valueOf(intent.reduceOnly()));
        values.put("venue", intent.venue());
        values.put("algo", intent.algo().toString());
        values.put("changes", order.stage() == Stage.AMEND ? order.orderId() : "");
        values.put("rules", String.join(",", rules.stream().sorted().toList()));
        return Fingerprint.of(values);
    }
}
