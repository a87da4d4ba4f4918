package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import io.colin.api.risk.SelfMatchPolicy;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Row 7: no order may trade with another of ours; a venue's own prevention is not asked for. Stops are judged when they are
 * sent to the market, algorithms slice by slice. Under a policy that cancels, a new order passes at the door, and what would
 * trade is settled before its slices are sent: a slice that would trade all the same is refused. A change is refused under
 * every policy: it would have to be taken out of its book to wait for an end that may never be known, and refused it costs
 * neither order its place.
 */
record SelfTradeCheck(OwnOrders own) implements Check {
    static final String NAME = "self-trade";

    private static final String CHANGE =
            "; a change is refused whatever risk.self_match says and both orders stay: cancel either, then change or"
                    + " send anew";

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
        Optional<BigDecimal> price = order.takesUpTo().or(() -> changedTo(order));
        Optional<OwnOrders.Resting> other = price.flatMap(at -> own.matching(order.order(), at));
        Finding passed = Finding.passed(NAME, DenialCode.SELF_TRADE, order.quantity());
        if (other.isEmpty()) {
            return passed;
        }
        String detail = "would trade with " + other.get().orderId() + " at "
                + other.get().price().toPlainString();
        if (order.order().isAmend()) {
            return Finding.failed(NAME, DenialCode.SELF_TRADE, detail + CHANGE);
        }
        SelfMatchPolicy policy = order.limits().order().selfMatch();
        return order.order().isWhole() && policy != SelfMatchPolicy.REJECT
                ? passed.warning(detail + ": " + policy + " when it is sent")
                : Finding.failed(NAME, DenialCode.SELF_TRADE, detail);
    }

    /** The new price of a stop-limit that was triggered, so that it rests. */
    private Optional<BigDecimal> changedTo(Candidate order) {
        return order.order().isAmend() && order.order().isAtOnce() && own.isResting(order.order())
                ? order.order().type().limitPrice()
                : Optional.empty();
    }
}
