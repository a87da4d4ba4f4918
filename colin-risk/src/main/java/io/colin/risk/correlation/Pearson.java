package io.colin.risk.correlation;

import io.colin.risk.returns.ReturnHistory;

/**
 * Pearson's correlation of two columns over the points both have from one index on: Σ(x − x̄)(y − ȳ) /
 * √(Σ(x − x̄)² · Σ(y − ȳ)²), in two passes.
 */
final class Pearson {
    /** Spread below this share of the sum of squares is rounding: the column did not move. */
    private static final double STILL = 1e-20;

    private final ReturnHistory history;
    private final int first;
    private final int fewestPoints;

    Pearson(ReturnHistory history, int first, int fewestPoints) {
        this.history = history;
        this.first = first;
        this.fewestPoints = fewestPoints;
    }

    /** NaN with too few points or a column that did not move. */
    double rho(int a, int b) {
        int n = 0;
        double meanX = 0;
        double meanY = 0;
        for (int t = first; t < history.size(); t++) {
            double x = history.logReturn(a, t);
            double y = history.logReturn(b, t);
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                n++;
                meanX += (x - meanX) / n;
                meanY += (y - meanY) / n;
            }
        }
        if (n < fewestPoints) {
            return Double.NaN;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        double sizeX = 0;
        double sizeY = 0;
        for (int t = first; t < history.size(); t++) {
            double x = history.logReturn(a, t);
            double y = history.logReturn(b, t);
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                xx += (x - meanX) * (x - meanX);
                yy += (y - meanY) * (y - meanY);
                xy += (x - meanX) * (y - meanY);
                sizeX += x * x;
                sizeY += y * y;
            }
        }
        if (xx <= STILL * sizeX || yy <= STILL * sizeY) {
            return Double.NaN;
        }
        return Math.clamp(xy / (Math.sqrt(xx) * Math.sqrt(yy)), -1, 1);
    }

    /** The standard deviation of a column per period, n − 1; NaN with too few points. */
    double volatility(int a) {
        int n = 0;
        double mean = 0;
        double spread = 0;
        for (int t = first; t < history.size(); t++) {
            double x = history.logReturn(a, t);
            if (!Double.isNaN(x)) {
                n++;
                double off = x - mean;
                mean += off / n;
                spread += off * (x - mean);
            }
        }
        return n < fewestPoints ? Double.NaN : Math.sqrt(spread / (n - 1));
    }
}
