package io.colin.ml.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Readings of side inputs, one a bar. A number that was never known takes no room. */
final class Readings {
    private static final int FIRST = 1_024;

    private final double[] @Nullable [] numbers;
    private int count;

    Readings(int size) {
        this.numbers = new double[size][];
    }

    int size() {
        return numbers.length;
    }

    void add(double[] reading) {
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isNaN(reading[i])) {
                room(i)[count] = reading[i];
            }
        }
        count++;
    }

    void copy(int index, double[] target, int offset) {
        for (int i = 0; i < numbers.length; i++) {
            double[] column = numbers[i];
            target[offset + i] = column == null || index >= column.length ? Double.NaN : column[index];
        }
    }

    private double[] room(int i) {
        double[] column = numbers[i];
        int have = column == null ? 0 : column.length;
        if (column != null && count < have) {
            return column;
        }
        int length = Math.max(FIRST, Math.max(count + 1, have + have / 2));
        double[] larger = column == null ? new double[length] : Arrays.copyOf(column, length);
        Arrays.fill(larger, have, length, Double.NaN);
        numbers[i] = larger;
        return larger;
    }
}
