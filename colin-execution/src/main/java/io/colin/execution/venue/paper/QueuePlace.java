package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import java.math.BigDecimal;

/**
 * Where a resting order stands in the queue at its price. Trades at the price take from the front. When the displayed
 * size shrinks by more than was traded, the rest was cancelled: ahead of us with probability front³ / (front³ + back³),
 * one draw a change, else behind us; what one part cannot give comes from the other. Size that is added queues behind.
 */
final class QueuePlace {
    private boolean known;
    private BigDecimal ahead;
    private BigDecimal displayed;
    private BigDecimal traded = BigDecimal.ZERO;

    private QueuePlace(boolean known, BigDecimal displayed) {
        this.known = known;
        this.ahead = displayed;
        this.displayed = displayed;
    }

    /** Behind everything displayed at the price. */
    static QueuePlace behind(BigDecimal displayed) {
        return new QueuePlace(true, displayed);
    }

    /** Behind whatever the market shows first. */
    static QueuePlace unknown() {
        return new QueuePlace(false, BigDecimal.ZERO);
    }

    BigDecimal ahead() {
        return ahead;
    }

    /** A trade at the price: gives what is left of it for us, 0 while the queue ahead takes it all. */
    BigDecimal trade(BigDecimal quantity) {
        if (!known) {
            return BigDecimal.ZERO;
        }
        BigDecimal left = quantity.subtract(ahead).max(BigDecimal.ZERO);
        ahead = ahead.subtract(quantity).max(BigDecimal.ZERO);
        traded = traded.add(quantity);
        return left;
    }

    /** A trade beyond the price: nobody is ahead any more. */
    void passed() {
        known = true;
        ahead = BigDecimal.ZERO;
    }

    /** To the end of the queue, behind all that is still shown. */
    void requeue() {
        ahead = displayed.subtract(traded).max(BigDecimal.ZERO);
    }

    /** The market shows another size at the price. */
    void displayed(BigDecimal now, double draw) {
        if (!known) {
            known = true;
            ahead = now;
        } else {
            BigDecimal before = displayed.subtract(traded).max(ahead);
            BigDecimal cancelled = before.subtract(now);
            if (cancelled.signum() > 0) {
                ahead = afterCancel(before.subtract(ahead), cancelled, draw);
            }
        }
        displayed = now;
        traded = BigDecimal.ZERO;
    }

    private BigDecimal afterCancel(BigDecimal back, BigDecimal cancelled, double draw) {
        double front3 = StrictMath.pow(Decimals.statistic(ahead), 3);
        double back3 = StrictMath.pow(Decimals.statistic(back), 3);
        boolean fromAhead = front3 > 0 && draw < front3 / (front3 + back3);
        BigDecimal gone = fromAhead ? cancelled : cancelled.subtract(back).max(BigDecimal.ZERO);
        return ahead.subtract(gone).max(BigDecimal.ZERO);
    }
}
