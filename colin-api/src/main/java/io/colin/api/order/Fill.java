package io.colin.api.order;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * An execution of a child order.
 *
 * @param tradeId the venue's id; applied once per venue
 * @param orderId the child
 * @param parentId its parent
 * @param venue where
 * @param symbol what
 * @param side which way
 * @param quantity how much, above 0
 * @param price in quote currency, above 0
 * @param fee what it cost; negative is a rebate
 * @param feeCurrency the currency of the fee
 * @param liquidity maker or taker
 * @param timeNs when the venue executed it, ns since epoch
 */
public record Fill(
        String tradeId,
        String orderId,
        String parentId,
        String venue,
        Symbol symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal fee,
        String feeCurrency,
        Liquidity liquidity,
        long timeNs) {
    /** Checks and normalises. */
    public Fill {
        Require.text("tradeId", tradeId);
        Require.text("orderId", orderId);
        Require.text("venue", venue);
        quantity = Decimals.normal(Require.positive("quantity", quantity));
        price = Decimals.normal(Require.positive("price", price));
        fee = Decimals.normal(fee);
        Require.text("feeCurrency", feeCurrency);
    }

    /**
     * The signed change of the position.
     *
     * @return positive for a buy
     */
    public BigDecimal signedQuantity() {
        return side == Side.BUY ? quantity : quantity.negate();
    }
}
