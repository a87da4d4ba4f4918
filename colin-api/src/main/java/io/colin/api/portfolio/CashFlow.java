package io.colin.api.portfolio;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * Money that enters or leaves an account from outside: no profit and no loss.
 *
 * @param currency of the amount
 * @param amount positive is a deposit, negative a withdrawal; not 0
 * @param timeNs when it was booked, ns since epoch
 */
public record CashFlow(String currency, BigDecimal amount, long timeNs) {
    /** Checks and normalises. */
    public CashFlow {
        Require.text("currency", currency);
        Require.that(amount.signum() != 0, "amount", "must not be 0", amount);
        amount = Decimals.normal(amount);
    }
}
