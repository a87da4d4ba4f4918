package io.colin.risk.drawdown;

import io.colin.api.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What was paid in or out, with the equity that holds it. A mark that equity is compared with grows and shrinks with the
 * equity, so that the share lost stays what it was. Quotients round up: a level that was reached stays reached.
 *
 * @param equity after the flow
 * @param amount positive is a deposit, negative a withdrawal
 */
record Flow(BigDecimal equity, BigDecimal amount) {
    private static final MathContext UP = new MathContext(34, RoundingMode.CEILING);

    static Flow of(BigDecimal equity, BigDecimal amount) {
        return new Flow(equity, amount);
    }

    /** The mark after the flow, raised by what equity had reached before it. */
    BigDecimal highWater(BigDecimal mark) {
        BigDecimal raised = mark.signum() == 0 ? mark : mark.max(before());
        return scaled(raised).max(equity).max(BigDecimal.ZERO);
    }

    /** The mark after the flow: mark · equity / (equity − amount). */
    BigDecimal scaled(BigDecimal mark) {
        if (amount.signum() == 0 || mark.signum() == 0) {
            return mark;
        }
        if (before().signum() > 0 && equity.signum() >= 0) {
            return Decimals.normal(mark.multiply(equity).divide(before(), UP));
        }
        // Nothing was left to scale with: a deposit adds to what must be won back, a withdrawal changes nothing.
        return Decimals.normal(mark.add(amount.max(BigDecimal.ZERO)));
    }

    private BigDecimal before() {
        return equity.subtract(amount);
    }
}
