package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * What is assumed of a position whose own figures are unknown. Each use is flagged in the result. The defaults lean to
 * the dear side: the widest half spread a simulated quote may have (20 bp), a position as large as an hour's trading, 5 %
 * a day, which is 96 % a year, and a maintenance margin of 5 %.
 *
 * @param halfSpread fraction of the price, in [0, 1]
 * @param dailyVolatility standard deviation of a day's return, in [0, 10]
 * @param participation value of the position over what is traded in an hour, in (0, 10⁶]
 * @param maintenanceMargin share of a derivative's value, in [0, 1]
 */
public record StressAssumptions(
        double halfSpread, double dailyVolatility, double participation, double maintenanceMargin) {
    /** Checks. */
    public StressAssumptions {
        Require.within("halfSpread", halfSpread, 0, 1);
        Require.within("dailyVolatility", dailyVolatility, 0, 10);
        Require.within("participation", participation, Double.MIN_NORMAL, 1e6);
        Require.within("maintenanceMargin", maintenanceMargin, 0, 1);
    }

    /**
     * The defaults.
     *
     * @return 20 bp, 5 % a day, participation 1, margin 5 %
     */
    public static StressAssumptions standard() {
        return new StressAssumptions(0.002, 0.05, 1, 0.05);
    }
}
