package io.colin.risk.var;

import io.colin.api.internal.Require;

/**
 * One day's forecast at 99 % over 1 day and what came of it, in the account currency.
 *
 * @param endNs end of the day, ns since epoch
 * @param valueAtRisk forecast at the day's start, 0 or more, without the multiplier of a failed back-test
 * @param expectedShortfall forecast at the day's start, at least the value at risk
 * @param actualPnl change of equity over the day, deposits and withdrawals taken out; a loss is negative
 * @param staticPnl what the exposures of the day's start would have gained, untouched; a loss is negative
 */
public record BacktestDay(
        long endNs, double valueAtRisk, double expectedShortfall, double actualPnl, double staticPnl) {
    /** Checks. */
    public BacktestDay {
        Require.within("valueAtRisk", valueAtRisk, 0, Double.MAX_VALUE);
        Require.within("expectedShortfall", expectedShortfall, valueAtRisk, Double.MAX_VALUE);
        Require.finite("actualPnl", actualPnl);
        Require.finite("staticPnl", staticPnl);
    }
    /**
     * Whether the forecast was exceeded: by what the account lost or by what its exposures would have lost untouched.
     *
     * @return true for a loss above the value at risk; a loss of just as much is none
     */
    public boolean isException() {
        return -actualPnl > valueAtRisk || -staticPnl > valueAtRisk;
    }
}
