package io.colin.ml.feature;

/**
 * The sum of the last n values. Nothing is ever subtracted: the window is a suffix of the previous block of n plus a
 * prefix of the current one (van Herk), so a large value that left takes no digits of the small ones with it and a sum
 * of zeros is zero. Amortised O(1) a value.
 */
final class SlidingSum implements Memory {
    private final double[] block;
    private final double[] suffixes;
    private int position;
    private double prefix;
    private boolean full;

    SlidingSum(int n) {
        this.block = new double[n];
        this.suffixes = new double[n];
    }

    /** Adds a value; absent ones before the first present one are skipped. Answers NaN until n were added. */
    double add(double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        block[position] = x;
        prefix += x;
        if (position < block.length - 1) {
            position++;
            return full ? suffixes[position] + prefix : Double.NaN;
        }
        double sum = prefix;
        endBlock();
        return sum;
    }

    @Override
    public void copyFrom(Memory other) {
        SlidingSum from = (SlidingSum) other;
        System.arraycopy(from.block, 0, block, 0, block.length);
        System.arraycopy(from.suffixes, 0, suffixes, 0, suffixes.length);
        position = from.position;
        prefix = from.prefix;
        full = from.full;
    }

    private void endBlock() {
        double sum = 0;
        for (int i = block.length - 1; i >= 0; i--) {
            sum += block[i];
            suffixes[i] = sum;
        }
        position = 0;
        prefix = 0;
        full = true;
    }
}
