package io.colin.risk.gate;

/**
 * The hashes of what happened within a window. It may say that something might be in it although it is not, never the other
 * way round. Adding allocates only while it grows.
 */
final class HashWindow {
    private static final int FIRST_SIZE = 64;
    /** Places for one of the ring, so that most questions need no search. */
    private static final int PLACES = 8;

    private long lengthNs;
    private long[] times = new long[FIRST_SIZE];
    private int[] hashes = new int[FIRST_SIZE];
    /** How many of the ring fall on each place. */
    private int[] counts = new int[PLACES * FIRST_SIZE];

    private int first;
    private int size;

    HashWindow(long lengthNs) {
        this.lengthNs = lengthNs;
    }

    void length(long newLengthNs) {
        lengthNs = newLengthNs;
    }

    void add(int hash, long timeNs) {
        if (size == times.length) {
            grow();
        }
        int at = (first + size) & (times.length - 1);
        times[at] = timeNs;
        hashes[at] = hash;
        counts[place(hash)]++;
        size++;
    }

    boolean mayHold(int hash, long nowNs) {
        while (size > 0 && nowNs - times[first] >= lengthNs) {
            counts[place(hashes[first])]--;
            first = (first + 1) & (times.length - 1);
            size--;
        }
        return counts[place(hash)] > 0 && isAmong(hash);
    }

    private boolean isAmong(int hash) {
        for (int i = 0; i < size; i++) {
            if (hashes[(first + i) & (hashes.length - 1)] == hash) {
                return true;
            }
        }
        return false;
    }

    private int place(int hash) {
        return (((hash ^ (hash >>> 15)) * 0x9E3779B1) >>> 7) & (counts.length - 1);
    }

    private void grow() {
        long[] oldTimes = times;
        int[] oldHashes = hashes;
        times = new long[2 * oldTimes.length];
        hashes = new int[times.length];
        counts = new int[PLACES * times.length];
        for (int i = 0; i < size; i++) {
            int from = (first + i) & (oldTimes.length - 1);
            times[i] = oldTimes[from];
            hashes[i] = oldHashes[from];
            counts[place(hashes[i])]++;
        }
        first = 0;
    }
}
