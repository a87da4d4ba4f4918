package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * Signed moves of money against the account currency: of balances, of margin, and of the rate at which everything quoted
 * in it is converted.
 *
 * @param fiat move of every state currency that is not the account's, in [−0.95, 3]
 * @param fiatEitherWay whether the opposite sign is run as well and the worse one counts
 * @param stablecoin move of the largest stablecoin that is not the account currency, in [−0.95, 3]
 */
public record CurrencyShocks(double fiat, boolean fiatEitherWay, double stablecoin) {
    /** Checks. */
    public CurrencyShocks {
        Require.within("fiat", fiat, MarketMove.DEEPEST, MarketMove.STEEPEST);
        Require.that(!fiatEitherWay || (fiat >= 0 && fiat <= 0.95), "fiat", "must be in [0, 0.95] either way", fiat);
        Require.within("stablecoin", stablecoin, MarketMove.DEEPEST, MarketMove.STEEPEST);
    }

    /**
     * Money that keeps its worth.
     *
     * @return no moves
     */
    public static CurrencyShocks none() {
        return new CurrencyShocks(0, false, 0);
    }
}
