package io.colin.execution.impact;

import java.util.Arrays;

/** The last residuals and their robust scale: 1.4826 times the median size, the deviation where they are normal. */
final class Residuals {
    private static final int KEPT = 200;
    private static final double NORMAL = 1.482602218505602;
    /** Below this, in units of daily volatility, is rounding. */
    private static final double LEAST = 1e-12;

    private final double[] last = new double[KEPT];
    private long count;
    /** What {@link #scale()} found since the last change; below 0 when it is to be found anew. */
    private double found = -1;

    void add(double residual) {
        last[(int) (count % KEPT)] = residual;
        count++;
        found = -1;
    }

    long count() {
        return count;
    }

    double scale() {
        if (found < 0) {
            found = count == 0 ? 0 : scale(Arrays.copyOf(last, (int) Math.min(count, KEPT)));
        }
        return found;
    }

    static double scale(double[] residuals) {
        double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        int half = sizes.length / 2;
        double median = sizes.length % 2 == 1 ? sizes[half] : (sizes[half - 1] + sizes[half]) / 2;
        return Math.max(LEAST, NORMAL * median);
    }

    void write(StateText.Writer out) {
        out.whole(count);
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            out.real(last[i]);
        }
    }

    void read(StateText.Reader in) {
        count = in.whole();
        found = -1;
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            last[i] = in.real();
        }
    }
}
