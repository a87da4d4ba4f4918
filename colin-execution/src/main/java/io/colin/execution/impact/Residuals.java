package io.colin.execution.impact;

import java.util.Arrays;

/** The last residuals and their robust scale: 1.4826 times the median size, the deviation where they are normal. */
final class Residuals {
    private static final int KEPT = 200;
    private static final double NORMAL = 1.482602218505602;
    /** Below this, in units of daily volatility, is rounding. */
    private static final double LEAST = 1e-12;

    private final double[] last = new double[KEPT];
    /** Their sizes, sorted: every parent that ends adds one and asks for the median, so that sorting anew would be most of it. */
    private final double[] sizes = new double[KEPT];

    private long count;

    void add(double residual) {
        int place = (int) (count % KEPT);
        int kept = kept();
        if (kept == KEPT) {
            kept--;
            int out = Arrays.binarySearch(sizes, Math.abs(last[place]));
            System.arraycopy(sizes, out + 1, sizes, out, kept - out);
        }
        double size = Math.abs(residual);
        int found = Arrays.binarySearch(sizes, 0, kept, size);
        int in = found < 0 ? -found - 1 : found;
        System.arraycopy(sizes, in, sizes, in + 1, kept - in);
        sizes[in] = size;
        last[place] = residual;
        count++;
    }

    long count() {
        return count;
    }

    private int kept() {
        return (int) Math.min(count, KEPT);
    }

    double scale() {
        return count == 0 ? 0 : scale(sizes, kept());
    }

    static double scale(double[] residuals) {
        double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        return scale(sizes, sizes.length);
    }

    /** Of so many sizes, sorted. */
    private static double scale(double[] sizes, int count) {
        int half = count / 2;
        double median = count % 2 == 1 ? sizes[half] : (sizes[half - 1] + sizes[half]) / 2;
        return Math.max(LEAST, NORMAL * median);
    }

    void write(StateText.Writer out) {
        out.whole(count);
        for (int i = 0; i < kept(); i++) {
            out.real(last[i]);
        }
    }

    void read(StateText.Reader in) {
        count = in.whole();
        for (int i = 0; i < kept(); i++) {
            last[i] = in.real();
            sizes[i] = Math.abs(last[i]);
        }
        Arrays.sort(sizes, 0, kept());
    }
}
