package io.colin.ml.feature.book;

/** What the best quote did in the last ten seconds: flows, imbalance over time, mid changes. */
final class TouchFlow {
    private static final long MS_NS = 1_000_000L;
    private static final int FLOW = 0;
    private static final int SIZE = 1;
    private static final int IMBALANCE = 2;
    private static final int MID = 3;

    private final TimeRing ring = new TimeRing(4);
    private final FlowWindow flow20ms = new FlowWindow(ring, 20 * MS_NS, FLOW, SIZE);
    private final FlowWindow flow100ms = new FlowWindow(ring, 100 * MS_NS, FLOW, SIZE);
    private final FlowWindow flow1s = new FlowWindow(ring, 1_000 * MS_NS, FLOW, SIZE);
    private final FlowWindow flow10s = new FlowWindow(ring, 10_000 * MS_NS, FLOW, SIZE);
    private final TimeMean imbalance5s = new TimeMean(ring, IMBALANCE, 5_000 * MS_NS);
    private final LastAt back1s = new LastAt(ring, 1_000 * MS_NS);
    private final LastAt back5s = new LastAt(ring, 5_000 * MS_NS);
    private double bid = Double.NaN;
    private double bidSize;
    private double ask;
    private double askSize;
    private double mid = Double.NaN;

    /** Takes the touch after a change. An unknown touch is a stretch without imbalance; the last mid stays known. */
    void on(long timeNs, Touch touch) {
        boolean known = touch.isKnown();
        double flow = known && bid > 0 ? change(touch) : 0;
        if (known) {
            bid = touch.bid();
            bidSize = touch.bidSize();
            ask = touch.ask();
            askSize = touch.askSize();
            mid = touch.mid();
        }
        ring.push(timeNs);
        long row = ring.end() - 1;
        ring.set(row, FLOW, flow);
        ring.set(row, SIZE, known ? 0.5 * (bidSize + askSize) : 0);
        ring.set(row, IMBALANCE, known ? touch.imbalance() : Double.NaN);
        ring.set(row, MID, mid);
        flow20ms.enter();
        flow100ms.enter();
        flow1s.enter();
        flow10s.enter();
        imbalance5s.enter();
        moveTo(timeNs);
    }

    /** Becomes what another one is; that one does not change. */
    void copyFrom(TouchFlow other) {
        ring.copyFrom(other.ring);
        flow20ms.copyFrom(other.flow20ms);
        flow100ms.copyFrom(other.flow100ms);
        flow1s.copyFrom(other.flow1s);
        flow10s.copyFrom(other.flow10s);
        imbalance5s.copyFrom(other.imbalance5s);
        back1s.copyFrom(other.back1s);
        back5s.copyFrom(other.back5s);
        bid = other.bid;
        bidSize = other.bidSize;
        ask = other.ask;
        askSize = other.askSize;
        mid = other.mid;
    }

    /** Moves on to a time not before the last. */
    void moveTo(long timeNs) {
        flow20ms.expire(timeNs);
        flow100ms.expire(timeNs);
        flow1s.expire(timeNs);
        long needed = flow10s.expire(timeNs);
        needed = Math.min(needed, imbalance5s.moveTo(timeNs));
        needed = Math.min(needed, back1s.moveTo(timeNs));
        needed = Math.min(needed, back5s.moveTo(timeNs));
        ring.release(needed);
    }

    double flow20ms() {
        return overSizeNow(flow20ms.flow());
    }

    double flow100ms() {
        return overSizeNow(flow100ms.flow());
    }

    double flow1s() {
        return flow1s.flowOverMeanSize();
    }

    double flow10s() {
        return flow10s.flowOverMeanSize();
    }

    double imbalance5s(long timeNs) {
        return imbalance5s.value(timeNs);
    }

    double return1s() {
        return returnSince(back1s);
    }

    double return5s() {
        return returnSince(back5s);
    }

    /** Signed logarithm: a burst of a hundred sizes says little more than one of ten. */
    private double overSizeNow(double flow) {
        double sizes = flow / (0.5 * (bidSize + askSize));
        return Math.copySign(Math.log1p(Math.abs(sizes)), sizes);
    }

    private double returnSince(LastAt back) {
        return back.row() < 0 ? Double.NaN : Math.log(mid / ring.get(back.row(), MID));
    }

    private double change(Touch touch) {
        return OrderFlow.ofSide(touch.bid(), touch.bidSize(), bid, bidSize)
                - OrderFlow.ofSide(-touch.ask(), touch.askSize(), -ask, askSize);
    }
}
