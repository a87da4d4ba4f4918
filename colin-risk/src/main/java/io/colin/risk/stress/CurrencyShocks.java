package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * Signed moves of money against the account currency: of balances, of margin, and of the rate at which everything quoted
 * in it is converted: the quotes fall with the currency they are in.
 *
 * <p>A price stays what it is in its quote currency unless the scenario moves it too. Where one asset has quotes in two
 * currencies they therefore disagree after the shock: when the euro falls by 40 %, a position in BTC/EUR is worth 40 % less
 * and one in BTC/USD what it was, as if nobody traded from one to the other. Long BTC/EUR loses by that, short BTC/EUR gains
 * the same, and long BTC/USD against short BTC/EUR shows a gain that arbitrage would take away: a short quoted in a falling
 * currency is a hedge here of balances in that currency and of nothing else. A scenario of one's own that names the move of
 * the asset as well ({@link Scenario.Builder#asset}) shows the other extreme: an asset that rises by 1 ÷ (1 + fiat) − 1 in the
 * falling currency keeps its worth.
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
