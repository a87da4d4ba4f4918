package io.colin.ml.cost;

import io.colin.api.internal.Require;

/**
 * How the half spread is known where no book is seen: Roll's estimate over the last trades, kept within bounds, or a
 * fixed number.
 *
 * @param trades how many of the last trades Roll's estimate looks at, at least 20; 0 for a fixed half spread
 * @param lowBps smallest half spread, basis points of the price, 0 or more
 * @param highBps largest half spread, basis points of the price; also the answer while too few trades were seen
 */
public record HalfSpread(int trades, double lowBps, double highBps) {
    /** Fewest trades an estimate is made from. */
    public static final int FEWEST_TRADES = 20;

    private static final double WIDEST_BPS = 1_000;

    /** Checks. */
    public HalfSpread {
        Require.that(trades == 0 || trades >= FEWEST_TRADES, "trades", "must be 0 or at least 20", trades);
        Require.within("lowBps", lowBps, 0, WIDEST_BPS);
        Require.within("highBps", highBps, lowBps, WIDEST_BPS);
        Require.that(trades > 0 || lowBps == highBps, "lowBps", "must equal highBps when fixed", lowBps);
    }

    /**
     * A half spread that never changes.
     *
     * @param bps basis points of the price, 0 or more
     * @return the rule
     */
    public static HalfSpread fixed(double bps) {
        return new HalfSpread(0, bps, bps);
    }

    /**
     * Roll's estimate √max(0, −cov(Δpₜ, Δpₜ₋₁)) ÷ price over the last trades: the paper venue's own rule where it has
     * trades only.
     *
     * @param trades how many of the last trades, at least 20
     * @param lowBps smallest answer
     * @param highBps largest answer, and the answer before 20 trades were seen
     * @return the rule
     */
    public static HalfSpread roll(int trades, double lowBps, double highBps) {
        Require.that(trades >= FEWEST_TRADES, "trades", "must be at least 20", trades);
        return new HalfSpread(trades, lowBps, highBps);
    }
}
