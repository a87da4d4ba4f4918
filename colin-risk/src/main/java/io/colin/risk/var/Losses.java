package io.colin.risk.var;

import java.util.Arrays;

/**
 * Losses of equally likely scenarios. The value at risk is the smallest loss that at least the confidence of them do not
 * exceed (the lower quantile of the empirical distribution); the expected shortfall is the mean of as many of the largest
 * losses as its rank says, so that ties at the quantile do not make it jump.
 *
 * <p>Made once, filled again and again without allocation. One thread.
 */
final class Losses {
    /** What sums of gains miss 0 by is at most some 10⁻¹¹ of the exposure; nothing that moves is so still. */
    private static final double ROUNDING = 1e-10;

    private final double[] values;
    private final double[] top;
    private int count;
    private int kept;
    private double mean;
    private double variance;
    private double skew;
    private double kurtosis;
    private double largest;
    private boolean finite;

    /** Room for so many scenarios, of which the largest tail asked for is that of the confidence. */
    Losses(int capacity, double lowestConfidence) {
        values = new double[capacity];
        top = new double[capacity == 0 ? 0 : rank(capacity, lowestConfidence)];
    }

    /** Which loss, counted from the largest, is the value at risk. */
    static int rank(int count, double confidence) {
        // 0.95 · 100 is a whole number that binary fractions may overshoot.
        return count - (int) Math.ceil(count * confidence - 1e-9) + 1;
    }

    /**
     * The losses of exposures whose gains are known, and of a change of one of them.
     *
     * @param base gain by scenario before the change
     * @param missing how many held assets have no gain there
     * @param asset that changes; −1 for none
     * @param change how many more assets are held after it: −1, 0 or 1
     */
    void fill(Scenarios scenarios, double[] base, int[] missing, int asset, double delta, int change) {
        int size = scenarios.size();
        if (asset < 0) {
            int n = 0;
            for (int s = 0; s < size; s++) {
                if (missing[s] == 0) {
                    values[n++] = -base[s];
                }
            }
            count = n;
            return;
        }
        double[] gains = scenarios.gains(asset);
        if (scenarios.complete()) {
            for (int s = 0; s < size; s++) {
                values[s] = -(base[s] + delta * gains[s]);
            }
            count = size;
            return;
        }
        int[] gaps = scenarios.gaps(asset);
        int n = 0;
        for (int s = 0; s < size; s++) {
            if (missing[s] + change * gaps[s] == 0) {
                values[n++] = -(base[s] + delta * gains[s]);
            }
        }
        count = n;
    }

    int count() {
        return count;
    }

    /** Finds mean, skew, kurtosis and the largest losses. */
    void measure(double lowestConfidence) {
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += values[s];
        }
        mean = sum / count;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int s = 0; s < count; s++) {
            double apart = values[s] - mean;
            double square = apart * apart;
            second += square;
            third += square * apart;
            fourth += square * square;
        }
        second /= count;
        variance = second;
        finite = Double.isFinite(mean) && Double.isFinite(fourth);
        skew = third / count / (second * Math.sqrt(second));
        kurtosis = fourth / count / (second * second) - 3;
        select(rank(count, lowestConfidence));
    }

    /** Keeps the largest, ascending: most values are passed over by one comparison. */
    void select(int wanted) {
        kept = wanted;
        System.arraycopy(values, 0, top, 0, wanted);
        Arrays.sort(top, 0, wanted);
        for (int s = wanted; s < count; s++) {
            double value = values[s];
            if (value > top[0]) {
                int place = 1;
                while (place < wanted && top[place] < value) {
                    top[place - 1] = top[place];
                    place++;
                }
                top[place - 1] = value;
            }
        }
        largest = top[wanted - 1];
    }

    /** Of a confidence not below that of {@link #measure}; negative for a profit. */
    double quantile(double confidence) {
        return top[kept - rank(count, confidence)];
    }

    /** The mean at or beyond {@link #quantile}. */
    double shortfall(double confidence) {
        int rank = rank(count, confidence);
        double sum = 0;
        for (int i = kept - rank; i < kept; i++) {
            sum += top[i];
        }
        return sum / rank;
    }

    /** False when a loss is not, or its fourth power overflows. */
    boolean isFinite() {
        return finite;
    }

    /** Whether exposures of this gross value cancelled out in every scenario. */
    boolean isStill(double gross) {
        return isStill(mean, variance, gross);
    }

    static boolean isStill(double mean, double variance, double gross) {
        return Math.sqrt(variance + mean * mean) <= ROUNDING * gross;
    }

    /** Whether one of exposures of this gross value moved by itself, so that there was something to cancel out. */
    static boolean moved(double exposure, double meanSquareOfGains, double gross) {
        return Math.abs(exposure) * Math.sqrt(meanSquareOfGains) > ROUNDING * gross;
    }

    double skew() {
        return skew;
    }

    /** Excess over the normal distribution's. */
    double kurtosis() {
        return kurtosis;
    }

    double largest() {
        return largest;
    }
}
