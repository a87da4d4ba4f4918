package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;

/**
 * What a scenario does to a position. Money is in the account currency.
 *
 * @param symbol what
 * @param venue where it is held, blank when away from any venue
 * @param value before, shorts negative
 * @param priceMove relative move of its price in its quote currency; −1 when its venue failed
 * @param movePnl what the moves of price and rates bring, a loss negative; 0 at best where hedges fail
 * @param liquidityCost of unwinding, 0 or more
 * @param funding paid, 0 or more
 * @param penalty of a liquidation, 0 or more
 * @param closable whether its venue could be traded at
 */
public record PositionImpact(
        Symbol symbol,
        String venue,
        double value,
        double priceMove,
        double movePnl,
        double liquidityCost,
        double funding,
        double penalty,
        boolean closable) {
    /**
     * All of it.
     *
     * @return a loss negative, a gain positive
     */
    public double pnl() {
        return movePnl - liquidityCost - funding - penalty;
    }

    PositionImpact withPenalty(double amount) {
        return new PositionImpact(symbol, venue, value, priceMove, movePnl, liquidityCost, funding, amount, closable);
    }
}
