package io.colin.ml.feature.book;

/** The last row of a ring at or before t − age. Amortised O(1) a row. */
final class LastAt {
    private final TimeRing ring;
    private final long ageNs;
    private long row = -1;

    LastAt(TimeRing ring, long ageNs) {
        this.ring = ring;
        this.ageNs = ageNs;
    }

    /** Moves on to time t; answers the oldest row still needed. */
    long moveTo(long timeNs) {
        while (row + 1 < ring.end() && ring.timeNs(row + 1) <= timeNs - ageNs) {
            row++;
        }
        return Math.max(0, row);
    }

    /** Becomes what another one is, but for the ring it looks at. */
    void copyFrom(LastAt other) {
        row = other.row;
    }

    /** Its number, −1 when there is none so old. */
    long row() {
        return row;
    }
}
