package io.colin.ml.network;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Seeded windows whose class is known: the sum of column 0 over a window, or chance alone. */
public final class Samples {
    private Samples() {}

    /** LONG where the sum of column 0 is above its third quantile, SHORT below the first, else NEUTRAL. */
    public static LabelledWindows signal(long seed, int count, int steps, int features) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][steps * features];
        int[] classes = new int[count];
        double third = 0.43 * Math.sqrt(steps);
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) random.nextGaussian();
                sum += j % features == 0 ? rows[i][j] : 0;
            }
            classes[i] = sum > third ? 0 : sum < -third ? 2 : 1;
        }
        return labelled(rows, classes, steps, features);
    }

    /** Nothing to learn; NEUTRAL has this share, the others half of the rest each. */
    public static LabelledWindows chance(long seed, int count, int steps, int features, double neutral) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][steps * features];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) random.nextGaussian();
            }
            double draw = random.nextDouble();
            classes[i] = draw < neutral ? 1 : draw < (1 + neutral) / 2 ? 0 : 2;
        }
        return labelled(rows, classes, steps, features);
    }

    public static LabelledWindows labelled(float[][] rows, int[] classes, int steps, int features) {
        float[] weights = new float[classes.length];
        Arrays.fill(weights, 1);
        return LabelledWindows.of(new Fixed(rows, steps, features), classes, weights);
    }

    /** The same windows with the class weights as their weights. */
    public static LabelledWindows weighted(LabelledWindows data, ClassWeights by) {
        int[] classes = new int[data.count()];
        float[] weights = new float[data.count()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = data.classOf(i);
            weights[i] = (float) by.of(classes[i]);
        }
        return LabelledWindows.of(data.windows(), classes, weights);
    }

    public static float[] rows(LabelledWindows data) {
        Windows windows = data.windows();
        int size = windows.steps() * windows.features();
        float[] rows = new float[windows.count() * size];
        for (int i = 0; i < windows.count(); i++) {
            windows.copy(i, rows, i * size);
        }
        return rows;
    }

    public static double accuracy(WindowClassifier network, LabelledWindows data) {
        double[] p = network.probabilities(rows(data), data.count());
        int right = 0;
        for (int i = 0; i < data.count(); i++) {
            int top = 0;
            for (int k = 1; k < 3; k++) {
                top = p[3 * i + k] > p[3 * i + top] ? k : top;
            }
            right += top == data.classOf(i) ? 1 : 0;
        }
        return (double) right / data.count();
    }

    public static double loss(WindowClassifier network, LabelledWindows data) {
        double[] p = network.probabilities(rows(data), data.count());
        double loss = 0;
        for (int i = 0; i < data.count(); i++) {
            loss -= Math.log(p[3 * i + data.classOf(i)]);
        }
        return loss / data.count();
    }

    public static ProgressMeter meter(TrainingTask task, TrainingProgress progress) {
        return ProgressMeter.start(progress, () -> 0, task.fit().count(), task.settings());
    }

    private static final class Fixed implements Windows {
        private final float[][] rows;
        private final int steps;
        private final int features;

        private Fixed(float[][] rows, int steps, int features) {
            this.rows = rows;
            this.steps = steps;
            this.features = features;
        }

        @Override
        public int count() {
            return rows.length;
        }

        @Override
        public int steps() {
            return steps;
        }

        @Override
        public int features() {
            return features;
        }

        @Override
        public void copy(int index, float[] target, int offset) {
            System.arraycopy(rows[index], 0, target, offset, rows[index].length);
        }
    }
}
