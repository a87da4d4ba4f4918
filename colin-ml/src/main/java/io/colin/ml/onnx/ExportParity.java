package io.colin.ml.onnx;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.ml.network.WindowClassifier;
import java.util.SplittableRandom;

/** Whether a network gives the same answers after it was written as another: a model that does not is rejected. */
public final class ExportParity {
    /** Windows that are tried. */
    public static final int WINDOWS = 1_000;
    /** How far a probability may differ. */
    public static final double TOLERANCE = 1e-5;

    private static final int BATCH = 100;
    private static final double CLIP = 8;

    private ExportParity() {}

    /** Seeded windows, one after the other, as {@link #largestDifference} tries them. */
    static float[] windows(int count, int size, long seed) {
        float[] windows = new float[count * size];
        draw(new SplittableRandom(seed), windows, count, size);
        return windows;
    }

    private static void draw(SplittableRandom random, float[] windows, int count, int size) {
        for (int i = 0; i < count; i++) {
            double deviation = random.nextDouble(0.1, 4);
            for (int j = 0; j < size; j++) {
                double value = deviation * random.nextGaussian();
                windows[i * size + j] = (float) Math.max(-CLIP, Math.min(CLIP, value));
            }
        }
    }

    /**
     * The largest difference of a probability over {@value #WINDOWS} seeded windows. Their values are normal with a
     * deviation that itself differs from window to window between 0.1 and 4, clipped to ±8 as scaled columns are.
     *
     * @param reference gives the answers that count
     * @param candidate is compared with it
     * @param steps rows of a window
     * @param features columns of a row
     * @param seed of the windows
     * @return 0 or more
     * @throws ColinException if one of the two fails
     */
    public static double largestDifference(
            WindowClassifier reference, WindowClassifier candidate, int steps, int features, long seed) {
        int size = (int) Require.positive("steps", steps) * (int) Require.positive("features", features);
        SplittableRandom random = new SplittableRandom(seed);
        float[] windows = new float[BATCH * size];
        double largest = 0;
        for (int done = 0; done < WINDOWS; done += BATCH) {
            draw(random, windows, BATCH, size);
            double[] expected = reference.probabilities(windows, BATCH);
            double[] found = candidate.probabilities(windows, BATCH);
            for (int i = 0; i < expected.length; i++) {
                largest = Math.max(largest, Math.abs(expected[i] - found[i]));
            }
        }
        return largest;
    }

    /**
     * Rejects a candidate that differs by more than {@value #TOLERANCE}.
     *
     * @param reference gives the answers that count
     * @param candidate is compared with it
     * @param steps rows of a window
     * @param features columns of a row
     * @param seed of the windows
     * @return the largest difference
     * @throws ColinException MODEL_FAILED if it differs by more, naming the difference
     */
    public static double check(
            WindowClassifier reference, WindowClassifier candidate, int steps, int features, long seed) {
        double difference = largestDifference(reference, candidate, steps, features, seed);
        if (!(difference <= TOLERANCE)) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "the exported network differs from the trained one: probabilities must agree within " + TOLERANCE
                            + " on " + WINDOWS + " windows, found " + difference);
        }
        return difference;
    }
}
