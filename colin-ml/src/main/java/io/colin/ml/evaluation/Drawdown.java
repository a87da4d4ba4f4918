package io.colin.ml.evaluation;

import java.util.List;

/** How far a compounded value fell. */
public final class Drawdown {
    private Drawdown() {}

    /**
     * The largest fall of the compounded value from a peak before it, the start included.
     *
     * @param returns simple returns in order, fractions
     * @return a fraction of the peak, 0 or more; 0 when it never fell
     */
    public static double largest(List<Double> returns) {
        double value = 1;
        double peak = 1;
        double worst = 0;
        for (double step : returns) {
            value *= 1 + step;
            peak = Math.max(peak, value);
            worst = Math.max(worst, 1 - value / peak);
        }
        return worst;
    }
}
