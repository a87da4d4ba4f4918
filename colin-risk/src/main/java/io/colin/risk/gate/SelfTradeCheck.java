package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Row 7: no order may trade with another of ours. The new one is refused; a venue's own prevention is not asked
 * for. Stops are judged when they are sent to the market, algorithms slice by slice.
 */
record SelfTradeCheck(OwnOrders own) implements Check {
    private static final String NAME = "self-trade";

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
        return other.isEmpty()
                ? Finding.passed(NAME, DenialCode.SELF_TRADE, order.quantity())
                : Finding.failed(
                        NAME,
                        DenialCode.SELF_TRADE,
                        "would trade with " + other.get().orderId() + " at "
                                + other.get().price().toPlainString());
    }
}
