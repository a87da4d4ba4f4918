package io.colin.ml.feature;

/** The largest of the last n values, by the same two blocks as {@link SlidingSum}. Amortised O(1) a value. */
final class SlidingMaximum implements Memory {
    private final double[] block;
    private final double[] suffixes;
    private int position;
    private double prefix = Double.NEGATIVE_INFINITY;
    private boolean full;

    SlidingMaximum(int n) {
        this.block = new double[n];
        this.suffixes = new double[n];
    }

    /** Adds a value; absent ones before the first present one are skipped. Answers NaN until n were added. */
    double add(double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        block[position] = x;
        prefix = Math.max(prefix, x);
        if (position < block.length - 1) {
            position++;
            return full ? Math.max(suffixes[position], prefix) : Double.NaN;
        }
        double maximum = prefix;
        endBlock();
        return maximum;
    }

    @Override
    public void copyFrom(Memory other) {
        SlidingMaximum from = (SlidingMaximum) other;
        System.arraycopy(from.block, 0, block, 0, block.length);
        System.arraycopy(from.suffixes, 0, suffixes, 0, suffixes.length);
        position = from.position;
        prefix = from.prefix;
        full = from.full;
    }

    private void endBlock() {
        double maximum = Double.NEGATIVE_INFINITY;
        for (int i = block.length - 1; i >= 0; i--) {
            maximum = Math.max(maximum, block[i]);
            suffixes[i] = maximum;
        }
        position = 0;
        prefix = Double.NEGATIVE_INFINITY;
        full = true;
    }
}
