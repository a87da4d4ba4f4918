package io.colin.ml.feature;

/**
 * Mean and squared deviation of the last n values, by the same two blocks as {@link SlidingSum}, merged by Chan's
 * formula: equal values have no deviation at all, and a level far above its changes costs no digits. Amortised O(1) a
 * value.
 */
final class SlidingMoments implements Memory {
    private final int n;
    private final double[] block;
    private final double[] suffixMeans;
    private final double[] suffixSquares;
    private int position;
    private double prefixMean;
    private double prefixSquares;
    private boolean full;
    private double mean = Double.NaN;
    private double squares = Double.NaN;

    SlidingMoments(int n) {
        this.n = n;
        this.block = new double[n];
        this.suffixMeans = new double[n];
        this.suffixSquares = new double[n];
    }

    /** Adds a value; absent ones before the first present one are skipped. */
    void add(double x) {
        if (Double.isNaN(x)) {
            return;
        }
        block[position++] = x;
        double delta = x - prefixMean;
        prefixMean += delta / position;
        prefixSquares += delta * (x - prefixMean);
        if (position == n) {
            mean = prefixMean;
            squares = prefixSquares;
            endBlock();
        } else if (full) {
            merge(n - position);
        }
    }

    /** Mean of the last n; NaN until n were added. */
    double mean() {
        return mean;
    }

    /** Deviation dividing by n − 1. */
    double sampleDeviation() {
        return Math.sqrt(squares / (n - 1));
    }

    @Override
    public void copyFrom(Memory other) {
        SlidingMoments from = (SlidingMoments) other;
        System.arraycopy(from.block, 0, block, 0, block.length);
        System.arraycopy(from.suffixMeans, 0, suffixMeans, 0, suffixMeans.length);
        System.arraycopy(from.suffixSquares, 0, suffixSquares, 0, suffixSquares.length);
        position = from.position;
        prefixMean = from.prefixMean;
        prefixSquares = from.prefixSquares;
        full = from.full;
        mean = from.mean;
        squares = from.squares;
    }

    private void merge(int old) {
        double delta = prefixMean - suffixMeans[position];
        mean = suffixMeans[position] + delta * position / n;
        squares = suffixSquares[position] + prefixSquares + delta * delta * old * position / n;
    }

    private void endBlock() {
        double runningMean = 0;
        double runningSquares = 0;
        for (int i = n - 1; i >= 0; i--) {
            double delta = block[i] - runningMean;
            runningMean += delta / (n - i);
            runningSquares += delta * (block[i] - runningMean);
            suffixMeans[i] = runningMean;
            suffixSquares[i] = runningSquares;
        }
        position = 0;
        prefixMean = 0;
        prefixSquares = 0;
        full = true;
    }
}
