package io.colin.ml.explain;

import io.colin.api.internal.Require;
import io.colin.ml.network.FrameLayout;
import io.colin.ml.network.WindowClassifier;
import java.util.Arrays;

/**
 * Integrated gradients (Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks, 2017) of a class's
 * probability, for each column with all its rows together: the integral, along the straight line from the window of
 * training centres (zero, as columns are scaled) to the window, of the derivative in the direction of that column's part.
 * Contributions add up to p(window) − p(centres), and a column that is at its centre throughout contributes nothing.
 *
 * <p>Derivatives are central differences of the network's own answers, so that any network can be explained, by the
 * library that serves it; the integral is Gauss and Legendre's over 16 points, on 1 to 16 parts of the line until the
 * contributions add up to within 0.005, which kinks of rectified units may deny: then to within about 0.01. That is 32 windows a column or more: seconds for the largest network, and never on
 * the way of an order.
 */
public final class IntegratedGradients {
    private static final double[] NODES = {
        0.0950125098376374, 0.2816035507792589, 0.4580167776572274, 0.6178762444026438,
        0.7554044083550030, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499
    };
    private static final double[] WEIGHTS = {
        0.1894506104550685, 0.1826034150449236, 0.1691565193950025, 0.1495959888165767,
        0.1246289712555339, 0.0951585116824928, 0.0622535239386479, 0.0271524594117541
    };
    private static final double LARGEST_STEP = 0.01;
    private static final int MOST_PARTS = 16;
    private static final double EXACT = 5e-3;
    private static final int BATCH = 128;

    private final WindowClassifier network;
    private final FrameLayout layout;
    private final int columns;

    private IntegratedGradients(WindowClassifier network, FrameLayout layout, int columns) {
        this.network = network;
        this.layout = layout;
        this.columns = columns;
    }

    /**
     * Explains a network.
     *
     * @param network stays the caller's
     * @param layout of its windows
     * @param columns of its schema, all time frames together
     * @return the explainer
     */
    public static IntegratedGradients of(WindowClassifier network, FrameLayout layout, int columns) {
        layout.width((int) Require.positive("columns", columns));
        return new IntegratedGradients(network, layout, columns);
    }

    /**
     * What each column added to a class's probability.
     *
     * @param window scaled values as the network takes them
     * @param outputClass index of the class, 0 to 2
     * @return one value a column of the schema, owned by the caller
     * @throws io.colin.api.ColinException if the network fails
     */
    public double[] contributions(float[] window, int outputClass) {
        Require.within("outputClass", outputClass, 0, WindowClassifier.CLASSES - 1);
        int size = layout.rows() * layout.width(columns);
        Require.that(window.length == size, "window", "must hold " + size + " values", window.length);
        double moved =
                network.probabilities(window, 1)[outputClass] - network.probabilities(new float[size], 1)[outputClass];
        double[] sums = over(window, outputClass, 1);
        for (int parts = 2; parts <= MOST_PARTS && Math.abs(Arrays.stream(sums).sum() - moved) > EXACT; parts *= 2) {
            sums = over(window, outputClass, parts);
        }
        return sums;
    }

    /** The integral over so many equal parts of the line. */
    private double[] over(float[] window, int outputClass, int parts) {
        double[] sums = new double[columns];
        for (int part = 0; part < parts; part++) {
            for (int i = 0; i < 2 * NODES.length; i++) {
                double node = NODES[i / 2] * (i % 2 == 0 ? 1 : -1);
                Point point = new Point(
                        (part + 0.5 * (1 + node)) / parts, 0.5 * WEIGHTS[i / 2] / parts, LARGEST_STEP / parts);
                add(window, point, outputClass, sums);
            }
        }
        return sums;
    }

    /** A point on the line, what it weighs, and how far apart its differences are taken. */
    private record Point(double at, double weight, double step) {}

    private void add(float[] window, Point point, int outputClass, double[] sums) {
        for (int from = 0; from < columns; from += BATCH / 2) {
            int some = Math.min(BATCH / 2, columns - from);
            float[] windows = new float[2 * some * window.length];
            for (int k = 0; k < some; k++) {
                for (int i = 0; i < window.length; i++) {
                    boolean own = layout.column(i, columns) == from + k;
                    windows[2 * k * window.length + i] = (float) (window[i] * (own ? point.at + point.step : point.at));
                    windows[(2 * k + 1) * window.length + i] =
                            (float) (window[i] * (own ? point.at - point.step : point.at));
                }
            }
            double[] said = network.probabilities(windows, 2 * some);
            for (int k = 0; k < some; k++) {
                double above = said[2 * k * WindowClassifier.CLASSES + outputClass];
                double below = said[(2 * k + 1) * WindowClassifier.CLASSES + outputClass];
                sums[from + k] += point.weight * (above - below) / (2 * point.step);
            }
        }
    }
}
