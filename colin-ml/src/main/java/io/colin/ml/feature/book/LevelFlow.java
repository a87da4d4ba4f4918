package io.colin.ml.feature.book;

/** The order flow of the first five levels over ten seconds. */
final class LevelFlow {
    private static final int LEVELS = 5;
    private static final long WIDTH_NS = 10_000_000_000L;

    private final TimeRing ring = new TimeRing(2);
    private final FlowWindow window = new FlowWindow(ring, WIDTH_NS, 0, 1);
    private final double[] bidPrices = new double[LEVELS];
    private final double[] bidSizes = new double[LEVELS];
    private final double[] askPrices = new double[LEVELS];
    private final double[] askSizes = new double[LEVELS];
    private boolean known;

    /** What comes next follows from nothing before. */
    void forget() {
        known = false;
    }

    /** Takes the levels after a change of the book or the touch. */
    void on(long timeNs, Ladder ladder) {
        boolean changed = false;
        double flow = 0;
        for (int k = 0; k < LEVELS; k++) {
            changed |= ladder.bidPrices[k] != bidPrices[k]
                    || ladder.bidSizes[k] != bidSizes[k]
                    || ladder.askPrices[k] != askPrices[k]
                    || ladder.askSizes[k] != askSizes[k];
            flow += OrderFlow.ofSide(ladder.bidPrices[k], ladder.bidSizes[k], bidPrices[k], bidSizes[k])
                    - OrderFlow.ofSide(-ladder.askPrices[k], ladder.askSizes[k], -askPrices[k], askSizes[k]);
        }
        if (known && changed) {
            ring.push(timeNs);
            ring.set(ring.end() - 1, 0, flow);
            ring.set(ring.end() - 1, 1, 0.5 * ladder.size(LEVELS));
            window.enter();
        }
        keep(ladder);
        moveTo(timeNs);
    }

    /** Becomes what another one is; that one does not change. */
    void copyFrom(LevelFlow other) {
        ring.copyFrom(other.ring);
        window.copyFrom(other.window);
        System.arraycopy(other.bidPrices, 0, bidPrices, 0, LEVELS);
        System.arraycopy(other.bidSizes, 0, bidSizes, 0, LEVELS);
        System.arraycopy(other.askPrices, 0, askPrices, 0, LEVELS);
        System.arraycopy(other.askSizes, 0, askSizes, 0, LEVELS);
        known = other.known;
    }

    void moveTo(long timeNs) {
        ring.release(window.expire(timeNs));
    }

    double flow10s() {
        return window.flowOverMeanSize();
    }

    private void keep(Ladder ladder) {
        System.arraycopy(ladder.bidPrices, 0, bidPrices, 0, LEVELS);
        System.arraycopy(ladder.bidSizes, 0, bidSizes, 0, LEVELS);
        System.arraycopy(ladder.askPrices, 0, askPrices, 0, LEVELS);
        System.arraycopy(ladder.askSizes, 0, askSizes, 0, LEVELS);
        known = true;
    }
}
