package io.colin.execution.engine;

import io.colin.api.instrument.Instrument;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import java.math.BigDecimal;

/** A child that is open at a venue, as far as it tells something of that venue. */
final class SentChild {
    private static final long NOT_WAITING = Long.MIN_VALUE;

    private final ChildOrder order;
    private final BigDecimal plannedPrice;
    private BigDecimal quantity;
    private BigDecimal filledQuantity = BigDecimal.ZERO;
    private BigDecimal filledCost = BigDecimal.ZERO;
    private long waitingSinceNs = NOT_WAITING;
    private boolean wasWithdrawn;

    SentChild(ChildOrder order, BigDecimal plannedPrice) {
        this.order = order;
        this.plannedPrice = plannedPrice;
        this.quantity = order.progress().quantity();
    }

    ChildOrder order() {
        return order;
    }

    /** The average price it was planned at, 0 where nobody said. */
    BigDecimal plannedPrice() {
        return plannedPrice;
    }

    void quantity(BigDecimal value) {
        quantity = value;
    }

    void sent(long timeNs) {
        waitingSinceNs = timeNs;
    }

    /** No answer came in time: when one comes says nothing of how fast the venue usually is. */
    void silent() {
        waitingSinceNs = NOT_WAITING;
    }

    void withdraw() {
        wasWithdrawn = true;
    }

    void filled(Fill fill) {
        filledQuantity = filledQuantity.add(fill.quantity());
        filledCost = filledCost.add(fill.quantity().multiply(fill.price()));
    }

    boolean isWaiting() {
        return waitingSinceNs != NOT_WAITING;
    }

    /** How long its first answer took; the next is none. */
    long answered(long timeNs) {
        long took = Math.max(0, timeNs - waitingSinceNs);
        waitingSinceNs = NOT_WAITING;
        return took;
    }

    /** Whether it should have been filled at once: it cannot rest, and nobody took it back. */
    boolean isMarketable() {
        return !wasWithdrawn && (order.timeInForce().isImmediate() || order.type() instanceof OrderType.Market);
    }

    BigDecimal quantity() {
        return quantity;
    }

    BigDecimal filledQuantity() {
        return filledQuantity;
    }

    BigDecimal filledCost() {
        return filledCost;
    }

    /** What its open part may still spend: quote to buy, base to sell. */
    BigDecimal spends(Instrument spot) {
        BigDecimal leaves = quantity.subtract(filledQuantity).max(BigDecimal.ZERO);
        return order.side() == Side.SELL
                ? leaves
                : spot.notional(leaves, order.type().limitPrice().orElse(plannedPrice));
    }
}
