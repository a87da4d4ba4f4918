package io.colin.ml.feature;

/**
 * The swing highs nobody has traded at since, newest last. A swing is a bar whose high is the largest of seven, the
 * three bars on either side included; it counts from its third following bar. Highs that were reached again are gone, so
 * those left fall with time and the newest is the nearest. Amortised O(1) a bar. Lows are highs of −low.
 */
final class SwingLevels implements Memory {
    private static final int SIDE = 3;
    private static final int SPAN = 2 * SIDE + 1;

    private final int maxAge;
    private final double[] recent = new double[SPAN];
    private final double[] levels;
    private final long[] bars;
    private long count;
    private long first;
    private long end;

    SwingLevels(int maxAge) {
        this.maxAge = maxAge;
        this.levels = new double[maxAge];
        this.bars = new long[maxAge];
    }

    /** Takes the high of the next bar. */
    void add(double high) {
        recent[(int) (count % SPAN)] = high;
        count++;
        while (end > first && levels[slot(end - 1)] <= high) {
            end--;
        }
        if (count >= SPAN && isSwing()) {
            levels[slot(end)] = at(SIDE);
            bars[slot(end)] = count - 1 - SIDE;
            end++;
        }
        while (end > first && bars[slot(first)] <= count - 1 - maxAge) {
            first++;
        }
    }

    /** The nearest level above; NaN when there is none. */
    double nearest() {
        return end > first ? levels[slot(end - 1)] : Double.NaN;
    }

    @Override
    public void copyFrom(Memory other) {
        SwingLevels from = (SwingLevels) other;
        System.arraycopy(from.recent, 0, recent, 0, recent.length);
        System.arraycopy(from.levels, 0, levels, 0, levels.length);
        System.arraycopy(from.bars, 0, bars, 0, bars.length);
        count = from.count;
        first = from.first;
        end = from.end;
    }

    /** Of equal highs the last counts: it has reached the others. */
    private boolean isSwing() {
        double middle = at(SIDE);
        for (int i = 1; i <= SIDE; i++) {
            if (at(SIDE - i) >= middle || at(SIDE + i) > middle) {
                return false;
            }
        }
        return true;
    }

    private double at(int ago) {
        return recent[(int) ((count - 1 - ago) % SPAN)];
    }

    private int slot(long index) {
        return (int) (index % maxAge);
    }
}
