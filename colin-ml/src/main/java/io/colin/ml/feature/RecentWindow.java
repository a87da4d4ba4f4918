package io.colin.ml.feature;

/**
 * The last n values, looked at as differences from the newest one: where the price is a hundred thousand times its
 * deviation, that keeps the digits a mean of prices would lose. O(n) a question, for small n.
 */
final class RecentWindow implements Memory {
    private final double[] values;
    private int next;
    private boolean full;
    private double newest;
    private double meanLessNewest;

    RecentWindow(int n) {
        this.values = new double[n];
    }

    /** Adds a value; true once there are n. */
    boolean add(double x) {
        values[next] = x;
        newest = x;
        next = (next + 1) % values.length;
        full |= next == 0;
        double sum = 0;
        for (double value : values) {
            sum += value - x;
        }
        meanLessNewest = sum / values.length;
        return full;
    }

    @Override
    public void copyFrom(Memory other) {
        RecentWindow from = (RecentWindow) other;
        System.arraycopy(from.values, 0, values, 0, values.length);
        next = from.next;
        full = from.full;
        newest = from.newest;
        meanLessNewest = from.meanLessNewest;
    }

    /** Mean − newest value. */
    double meanLessNewest() {
        return meanLessNewest;
    }

    /** Deviation dividing by n. */
    double populationDeviation() {
        double squares = 0;
        for (double value : values) {
            double difference = value - newest - meanLessNewest;
            squares += difference * difference;
        }
        return Math.sqrt(squares / values.length);
    }

    /** Σ|x − mean|/n. */
    double meanAbsoluteDeviation() {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value - newest - meanLessNewest);
        }
        return sum / values.length;
    }
}
