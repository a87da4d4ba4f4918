package io.colin.risk.exposure;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.Side;
import java.math.BigDecimal;

/**
 * What an approved order may use up.
 *
 * @param orderId the parent
 * @param symbol what it trades
 * @param side which way
 * @param quantity its whole quantity, above 0
 * @param unitValue worth of one unit at the order's worst price, in the account currency, above 0
 * @param unitCost money one bought unit needs, fee cushion included, in the quote currency; 0 for what needs none
 */
public record Reservation(
        String orderId, Symbol symbol, Side side, BigDecimal quantity, BigDecimal unitValue, BigDecimal unitCost) {
    /** Checks and normalises. */
    public Reservation {
        Require.text("orderId", orderId);
        quantity = Decimals.normal(Require.positive("quantity", quantity));
        unitValue = Decimals.normal(Require.positive("unitValue", unitValue));
        unitCost = Decimals.normal(Require.notNegative("unitCost", unitCost));
    }
}
