package io.colin.ml.feature.book;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Trade;

/** Who took in the last seconds. A trade whose side nobody told makes its windows absent: nothing is guessed. */
final class TradeFlow {
    private static final long FAST_NS = 100_000_000L;
    private static final long SHORT_NS = 5_000_000_000L;
    private static final long LONG_NS = 60_000_000_000L;

    private final TimeRing ring = new TimeRing(2);
    private final FlowWindow last100ms = new FlowWindow(ring, FAST_NS, 0, 1);
    private final FlowWindow last5s = new FlowWindow(ring, SHORT_NS, 0, 1);
    private final FlowWindow last60s = new FlowWindow(ring, LONG_NS, 0, 1);
    private boolean sideUnknown;
    private long unknownNs;

    void on(Trade trade) {
        if (trade.aggressor() == Aggressor.UNKNOWN) {
            miss(trade.timeNs());
            return;
        }
        double quantity = trade.quantity().doubleValue();
        ring.push(trade.timeNs());
        ring.set(ring.end() - 1, 0, trade.aggressor() == Aggressor.BUY ? quantity : -quantity);
        ring.set(ring.end() - 1, 1, quantity);
        last100ms.enter();
        last5s.enter();
        last60s.enter();
        moveTo(trade.timeNs());
    }

    /** Trades are missing or of unknown side at this time. */
    void miss(long timeNs) {
        sideUnknown = true;
        unknownNs = timeNs;
    }

    /** Becomes what another one is; that one does not change. */
    void copyFrom(TradeFlow other) {
        ring.copyFrom(other.ring);
        last100ms.copyFrom(other.last100ms);
        last5s.copyFrom(other.last5s);
        last60s.copyFrom(other.last60s);
        sideUnknown = other.sideUnknown;
        unknownNs = other.unknownNs;
    }

    void moveTo(long timeNs) {
        last100ms.expire(timeNs);
        last5s.expire(timeNs);
        ring.release(last60s.expire(timeNs));
    }

    double imbalance100ms(long timeNs) {
        return isUnknown(timeNs, FAST_NS) ? Double.NaN : last100ms.flowOverSize();
    }

    double imbalance5s(long timeNs) {
        return isUnknown(timeNs, SHORT_NS) ? Double.NaN : last5s.flowOverSize();
    }

    double imbalance60s(long timeNs) {
        return isUnknown(timeNs, LONG_NS) ? Double.NaN : last60s.flowOverSize();
    }

    private boolean isUnknown(long timeNs, long widthNs) {
        return sideUnknown && unknownNs > timeNs - widthNs;
    }
}
