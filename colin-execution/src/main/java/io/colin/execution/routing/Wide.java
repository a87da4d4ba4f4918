package io.colin.execution.routing;

/** An exact sum of products of numbers of 0 or more, below 2^127: no plan is chosen by a rounding error. */
final class Wide implements Comparable<Wide> {
    private static final double TWO_64 = 0x1p64;

    private long high;
    private long low;

    void clear() {
        high = 0;
        low = 0;
    }

    void set(Wide other) {
        high = other.high;
        low = other.low;
    }

    /** Adds a · b, both 0 or more. */
    void add(long a, long b) {
        plus(Math.multiplyHigh(a, b), a * b);
    }

    void add(Wide other) {
        plus(other.high, other.low);
    }

    /** Keeps this sum at a place of a {@link Row}. */
    void store(Row row, int place) {
        row.high[place] = high;
        row.low[place] = low;
    }

    /** Adds the sum at a place of a {@link Row}. */
    void add(Row row, int place) {
        plus(row.high[place], row.low[place]);
    }

    double value() {
        double unsigned = low >= 0 ? low : (low >>> 1) * 2.0;
        return high * TWO_64 + unsigned;
    }

    @Override
    public int compareTo(Wide other) {
        return high != other.high ? Long.compare(high, other.high) : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Wide wide && high == wide.high && low == wide.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high) * 31 + Long.hashCode(low);
    }

    private void plus(long addedHigh, long addedLow) {
        low += addedLow;
        high += addedHigh + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
    }

    /** Many sums side by side. */
    static final class Row {
        private final long[] high;
        private final long[] low;

        Row(int length) {
            high = new long[length];
            low = new long[length];
        }
    }
}
