package io.colin.ml.cost;

import io.colin.api.internal.Require;

/**
 * What trading costs, the same for labels, expected returns and evaluation.
 *
 * @param takerFeeBps fee of one side, basis points of the value
 * @param halfSpread how the half spread is known
 * @param impactBps predicted impact of one side, basis points of the price
 */
public record TradingCosts(double takerFeeBps, HalfSpread halfSpread, double impactBps) {
    private static final double HIGHEST_BPS = 1_000;
    private static final double BPS = 1e-4;

    /** Checks. */
    public TradingCosts {
        Require.within("takerFeeBps", takerFeeBps, 0, HIGHEST_BPS);
        Require.within("impactBps", impactBps, 0, HIGHEST_BPS);
    }

    /**
     * The costs of the demonstration's paper venue: fee 10 bp a side, Roll's half spread over 200 trades within 2–20
     * bp. Its orders are far below one level of that venue's book, so they move nothing and impact is 0.
     *
     * @return the costs
     */
    public static TradingCosts demonstration() {
        return new TradingCosts(10, HalfSpread.roll(200, 2, 20), 0);
    }

    /**
     * Both sides of a trade: 2 · (fee + half spread + impact).
     *
     * @param halfSpreadBps the half spread as known at that moment, basis points
     * @return a fraction of the price: 0.0024 is 24 bp
     */
    public double roundTrip(double halfSpreadBps) {
        return 2 * (takerFeeBps + halfSpreadBps + impactBps) * BPS;
    }
}
