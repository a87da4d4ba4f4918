package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.ml.network.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How much a model loses when one column tells it about another moment: the column's values are exchanged between windows
 * (a window's values stay together), everything else stays, and the mean loss is measured again.
 *
 * @param column its name
 * @param increase mean growth of the loss over the shuffles; near or below 0 the column is not used
 * @param lowest of the shuffles
 * @param highest of the shuffles
 */
public record PermutationImportance(String column, double increase, double lowest, double highest) {
    /**
     * Measures every column.
     *
     * @param windows of a test block
     * @param names one a column of a row
     * @param loss mean loss of the model on windows of this shape
     * @param shuffles how many orders are tried a column, at least 1
     * @param seed of the orders
     * @return one a column, the most important first
     */
    public static List<PermutationImportance> of(
            Windows windows, List<String> names, ToDoubleFunction<Windows> loss, int shuffles, long seed) {
        Require.that(names.size() == windows.features(), "names", "must be one a column", names.size());
        Require.positive("shuffles", shuffles);
        double before = loss.applyAsDouble(windows);
        SplittableRandom random = new SplittableRandom(seed);
        List<PermutationImportance> importances = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            double sum = 0;
            double lowest = Double.POSITIVE_INFINITY;
            double highest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < shuffles; i++) {
                double growth =
                        loss.applyAsDouble(new Shuffled(windows, column, order(windows.count(), random))) - before;
                sum += growth;
                lowest = Math.min(lowest, growth);
                highest = Math.max(highest, growth);
            }
            importances.add(new PermutationImportance(names.get(column), sum / shuffles, lowest, highest));
        }
        importances.sort(
                Comparator.comparingDouble(PermutationImportance::increase).reversed());
        return List.copyOf(importances);
    }

    private static int[] order(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Windows with one column taken from others. Safe on one thread at a time. */
    private static final class Shuffled implements Windows {
        private final Windows windows;
        private final int column;
        private final int[] order;
        private final float[] other;

        private Shuffled(Windows windows, int column, int[] order) {
            this.windows = windows;
            this.column = column;
            this.order = order;
            this.other = new float[windows.steps() * windows.features()];
        }

        @Override
        public int count() {
            return windows.count();
        }

        @Override
        public int steps() {
            return windows.steps();
        }

        @Override
        public int features() {
            return windows.features();
        }

        @Override
        public void copy(int index, float[] target, int offset) {
            windows.copy(index, target, offset);
            windows.copy(order[index], other, 0);
            for (int i = column; i < other.length; i += windows.features()) {
                target[offset + i] = other[i];
            }
        }
    }
}
