package io.colin.ml.feature.book;

/**
 * The time-weighted mean over (t − width, t] of a column that holds until the next row; NaN stretches count neither in
 * the sum nor in the time. Amortised O(1) a row.
 */
final class TimeMean {
    private final TimeRing ring;
    private final int column;
    private final long widthNs;

    /** Over whole stretches after the one the window begins in, the open last one left out. */
    private final RunningSum area = new RunningSum();

    private long knownNs;

    /** The stretch the window begins in, −1 while it begins before the first. */
    private long begin = -1;

    TimeMean(TimeRing ring, int column, long widthNs) {
        this.ring = ring;
        this.column = column;
        this.widthNs = widthNs;
    }

    /** Takes in the row just pushed: the stretch before it is whole now. */
    void enter() {
        long whole = ring.end() - 2;
        if (whole > begin && whole >= 0) {
            change(whole, 1);
        }
    }

    /** Moves on to time t; answers the oldest row still needed. */
    long moveTo(long timeNs) {
        while (begin + 1 < ring.end() && ring.timeNs(begin + 1) <= timeNs - widthNs) {
            begin++;
            if (begin < ring.end() - 1) {
                change(begin, -1);
            } else {
                area.clear();
                knownNs = 0;
            }
        }
        return Math.max(0, begin);
    }

    /** Becomes what another one is, but for the ring it looks at. */
    void copyFrom(TimeMean other) {
        area.copyFrom(other.area);
        knownNs = other.knownNs;
        begin = other.begin;
    }

    /** The mean at the time last moved to; NaN when nothing was known in the window. */
    double value(long timeNs) {
        long last = ring.end() - 1;
        if (last < 0) {
            return Double.NaN;
        }
        double sum = area.value();
        long ns = knownNs;
        if (begin >= 0 && begin < last) {
            long part = ring.timeNs(begin + 1) - (timeNs - widthNs);
            double x = ring.get(begin, column);
            sum += Double.isNaN(x) ? 0 : x * part;
            ns += Double.isNaN(x) ? 0 : part;
        }
        long open = timeNs - Math.max(ring.timeNs(last), timeNs - widthNs);
        double x = ring.get(last, column);
        sum += Double.isNaN(x) ? 0 : x * open;
        ns += Double.isNaN(x) ? 0 : open;
        return ns == 0 ? x : sum / ns;
    }

    private void change(long row, int sign) {
        double x = ring.get(row, column);
        if (!Double.isNaN(x)) {
            long ns = ring.timeNs(row + 1) - ring.timeNs(row);
            area.add(sign * x * ns);
            knownNs += sign * ns;
        }
    }
}
