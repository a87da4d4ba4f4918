package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import io.colin.api.risk.SelfMatchPolicy;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Row 7: no order may trade with another of ours; a venue's own prevention is not asked for. Stops are judged when they are
 * sent to the market, algorithms slice by slice. Under a policy that cancels, a new order passes at the door, and what would
 * trade is settled before its slices are sent: a slice that would trade all the same is refused, and so is a change.
 */
record SelfTradeCheck(OwnOrders own) implements Check {
    static final String NAME = "self-trade";

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean clears(Glance order) {
        OrderType type = order.intent().type();
        boolean takes = order.isAtOnce() && (type instanceof OrderType.Market || type instanceof OrderType.Limit);
        return !takes || own.surelyApart(order.intent().symbol(), order.intent().side(), order.takesUpTo());
    }

    @Override
    public Finding judge(Candidate order) {
        Optional<BigDecimal> price = order.takesUpTo();
        Optional<OwnOrders.Resting> other = price.flatMap(at -> own.matching(order.order(), at));
        Finding passed = Finding.passed(NAME, DenialCode.SELF_TRADE, order.quantity());
        if (other.isEmpty()) {
            return passed;
        }
        String detail = "would trade with " + other.get().orderId() + " at "
                + other.get().price().toPlainString();
        SelfMatchPolicy policy = order.limits().order().selfMatch();
        return order.order().isParent() && policy != SelfMatchPolicy.REJECT
                ? passed.warning(detail + ": " + policy + " when it is sent")
                : Finding.failed(NAME, DenialCode.SELF_TRADE, detail);
    }
}
