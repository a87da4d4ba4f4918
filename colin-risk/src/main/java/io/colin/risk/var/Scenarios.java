package io.colin.risk.var;

import io.colin.risk.returns.ReturnHistory;
import java.util.Arrays;

/**
 * What one unit of exposure to each asset would have gained in each window of the past: e^r − 1, r the log return over
 * the window. The gain is that of a linear position and, converted at the new price, of an inverse one alike.
 */
final class Scenarios {
    private final int horizon;
    private final int size;
    private final double[][] gains;
    /** The same by scenario, for what reads one scenario of all assets. */
    private final double[][] byScenario;

    private final int[][] gaps;
    private final int[] ends;
    private final boolean complete;

    private Scenarios(int horizon, int[] ends, double[][] gains) {
        this.horizon = horizon;
        this.size = ends.length;
        this.ends = ends;
        this.gains = gains;
        byScenario = new double[size][gains.length];
        gaps = new int[gains.length][size];
        boolean whole = true;
        for (int i = 0; i < gains.length; i++) {
            for (int s = 0; s < size; s++) {
                if (Double.isNaN(gains[i][s])) {
                    gains[i][s] = 0; // never read as a gain: the gap excludes the window
                    gaps[i][s] = 1;
                    whole = false;
                }
                byScenario[s][i] = gains[i][s];
            }
        }
        complete = whole;
    }

    /** All windows of so many neighbouring periods. */
    static Scenarios of(ReturnHistory history, int periods) {
        int assets = history.symbols().size();
        int[] ends = new int[history.size()];
        int size = 0;
        for (int t = periods - 1; t < history.size(); t++) {
            if (history.timeNs(t) - history.timeNs(t - periods + 1) == (periods - 1) * history.periodNs()) {
                ends[size++] = t;
            }
        }
        ends = Arrays.copyOf(ends, size);
        double[][] gains = new double[assets][size];
        for (int i = 0; i < assets; i++) {
            for (int s = 0; s < size; s++) {
                double sum = 0;
                for (int t = ends[s] - periods + 1; t <= ends[s]; t++) {
                    sum += history.logReturn(i, t);
                }
                gains[i][s] = StrictMath.expm1(sum);
            }
        }
        return new Scenarios(periods, ends, gains);
    }

    int horizon() {
        return horizon;
    }

    int size() {
        return size;
    }

    /** By scenario, not to be changed. */
    double[] gains(int asset) {
        return gains[asset];
    }

    /** By asset, not to be changed; 0 where an asset has none. */
    double[] gainsIn(int scenario) {
        return byScenario[scenario];
    }

    /** 1 where the asset has no gain, not to be changed. */
    int[] gaps(int asset) {
        return gaps[asset];
    }

    /** Whether no asset has a gap. */
    boolean complete() {
        return complete;
    }

    /** The point in the history a window ends with. */
    int end(int scenario) {
        return ends[scenario];
    }
}
