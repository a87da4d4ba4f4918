package io.colin.risk.gate;

import io.colin.api.order.Side;
import java.math.BigDecimal;

/**
 * Between which two signed values orders that work may leave a symbol, the order asked about among them: if every sale fills
 * and no buy does, and the other way round.
 */
final class Ends {
    private Ends() {}

    /** All sales filled, the order with so much value if it sells. */
    static double low(Candidate order, BigDecimal added) {
        BigDecimal side = order.exposure().shortSide();
        return -(order.order().side() == Side.SELL ? side.add(added) : side).doubleValue();
    }

    /** All buys filled, the order with so much value if it buys. */
    static double high(Candidate order, BigDecimal added) {
        BigDecimal side = order.exposure().longSide();
        return (order.order().side() == Side.BUY ? side.add(added) : side).doubleValue();
    }

    static double low(Glance order) {
        double side = order.line().side(Side.SELL);
        return -(order.intent().side() == Side.SELL ? side + order.value() : side);
    }

    static double high(Glance order) {
        double side = order.line().side(Side.BUY);
        return order.intent().side() == Side.BUY ? side + order.value() : side;
    }
}
