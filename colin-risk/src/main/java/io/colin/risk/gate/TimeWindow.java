package io.colin.risk.gate;

/** The times of events within a window that ends now. Times never go back; adding allocates only while it grows. */
final class TimeWindow {
    private long lengthNs;
    private long[] times = new long[16];
    private int first;
    private int size;

    TimeWindow(long lengthNs) {
        this.lengthNs = lengthNs;
    }

    void add(long timeNs) {
        forget(timeNs);
        if (size == times.length) {
            grow();
        }
        times[(first + size) % times.length] = timeNs;
        size++;
    }

    /** How many lie within the window; one that is as old as the window is long does not. */
    int count(long nowNs) {
        forget(nowNs);
        return size;
    }

    void length(long newLengthNs) {
        lengthNs = newLengthNs;
    }

    private void forget(long nowNs) {
        // A time of before the first event, as a status at a restart has, forgets nothing.
        while (size > 0 && nowNs >= times[first] + lengthNs) {
            first = (first + 1) % times.length;
            size--;
        }
    }

    private void grow() {
        long[] larger = new long[2 * times.length];
        for (int i = 0; i < size; i++) {
            larger[i] = times[(first + i) % times.length];
        }
        times = larger;
        first = 0;
    }
}
