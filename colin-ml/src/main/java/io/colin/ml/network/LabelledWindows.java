package io.colin.ml.network;

import io.colin.api.internal.Require;

/** Windows with the class each should get and its weight. Immutable; the arrays are copied. */
public final class LabelledWindows {
    private final Windows windows;
    private final int[] classes;
    private final float[] weights;

    private LabelledWindows(Windows windows, int[] classes, float[] weights) {
        this.windows = windows;
        this.classes = classes.clone();
        this.weights = weights.clone();
    }

    /**
     * Joins windows with classes and weights.
     *
     * @param windows scaled
     * @param classes one a window: 0 LONG, 1 NEUTRAL, 2 SHORT
     * @param weights one a window, 0 or more
     * @return the labelled windows
     */
    public static LabelledWindows of(Windows windows, int[] classes, float[] weights) {
        Require.that(classes.length == windows.count(), "classes", "must be one a window", classes.length);
        Require.that(weights.length == windows.count(), "weights", "must be one a window", weights.length);
        return new LabelledWindows(windows, classes, weights);
    }

    /**
     * The windows.
     *
     * @return scaled
     */
    public Windows windows() {
        return windows;
    }

    /**
     * How many there are.
     *
     * @return 0 or more
     */
    public int count() {
        return classes.length;
    }

    /**
     * The class of a window.
     *
     * @param index of the window
     * @return 0 LONG, 1 NEUTRAL, 2 SHORT
     */
    public int classOf(int index) {
        return classes[index];
    }

    /**
     * The weight of a window.
     *
     * @param index of the window
     * @return 0 or more
     */
    public float weightOf(int index) {
        return weights[index];
    }
}
