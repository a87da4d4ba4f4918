package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * Money that entered the account from outside, or is to leave it.
 *
 * @param id what names the movement for good, for example a bank's reference: asked for again under it, it is booked once
 * @param currency of the amount
 * @param amount above 0 a deposit, below 0 a withdrawal; not 0
 * @param reason why, for a person
 * @param principal who asks
 */
public record CashRequest(String id, String currency, BigDecimal amount, String reason, String principal) {
    /** Checks and normalises. */
    public CashRequest {
        Require.text("id", id);
        Require.text("currency", currency);
        Require.that(amount.signum() != 0, "amount", "must not be 0", amount);
        amount = Decimals.normal(amount);
        Require.text("reason", reason);
        Require.text("principal", principal);
    }
}
