package io.colin.ml.feature.book;

/** The rows of a ring whose time lies in (t − width, t], with the sums of two of its columns. Amortised O(1) a row. */
final class FlowWindow {
    private final TimeRing ring;
    private final long widthNs;
    private final int flowColumn;
    private final int sizeColumn;
    private final RunningSum flow = new RunningSum();
    private final RunningSum size = new RunningSum();
    private long oldest;
    private long rows;

    FlowWindow(TimeRing ring, long widthNs, int flowColumn, int sizeColumn) {
        this.ring = ring;
        this.widthNs = widthNs;
        this.flowColumn = flowColumn;
        this.sizeColumn = sizeColumn;
    }

    /** Takes in the row just pushed. */
    void enter() {
        long row = ring.end() - 1;
        flow.add(ring.get(row, flowColumn));
        size.add(ring.get(row, sizeColumn));
        rows += ring.get(row, sizeColumn) > 0 ? 1 : 0;
    }

    /** Lets go of rows at or before t − width; answers the oldest row still needed. */
    long expire(long timeNs) {
        while (oldest < ring.end() && ring.timeNs(oldest) <= timeNs - widthNs) {
            flow.remove(ring.get(oldest, flowColumn));
            size.remove(ring.get(oldest, sizeColumn));
            rows -= ring.get(oldest, sizeColumn) > 0 ? 1 : 0;
            oldest++;
        }
        if (oldest == ring.end()) {
            flow.clear();
            size.clear();
        }
        return oldest;
    }

    /** Becomes what another one is, but for the ring it looks at. */
    void copyFrom(FlowWindow other) {
        flow.copyFrom(other.flow);
        size.copyFrom(other.size);
        oldest = other.oldest;
        rows = other.rows;
    }

    /** Sum of the flow column. */
    double flow() {
        return flow.value();
    }

    /** Flow ÷ mean size; 0 when nothing happened. */
    double flowOverMeanSize() {
        return rows == 0 ? 0 : flow.value() / (size.value() / rows);
    }

    /** Flow ÷ size; 0 when nothing happened. */
    double flowOverSize() {
        return rows == 0 ? 0 : flow.value() / size.value();
    }
}
