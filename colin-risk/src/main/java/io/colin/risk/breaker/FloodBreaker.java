package io.colin.risk.breaker;

import io.colin.risk.internal.SavedState;

/** Trips when the last so many orders came within the window, and needs a person once it did so too often. */
final class FloodBreaker {
    private final OrderFloodSettings limits;
    private final Latch latch;
    private final long[] orderNs;
    private final long[] tripNs;
    private long orders;
    private int trips;

    FloodBreaker(BreakerSettings settings, Latches latches) {
        limits = settings.orderFlood();
        latch = latches.of(Latches.ORDER_FLOOD, Latches.PORTFOLIO);
        orderNs = new long[limits.orders()];
        tripNs = new long[limits.manualAt()];
    }

    void onOrder(long nowNs) {
        orderNs[(int) (orders++ % orderNs.length)] = nowNs;
        if (latch.isHolding() || orders < orderNs.length) {
            return;
        }
        long oldest = orderNs[(int) (orders % orderNs.length)];
        if (nowNs - oldest < limits.window().toNanos()) {
            trip(nowNs);
        }
    }

    private void trip(long nowNs) {
        latch.trip(nowNs, limits.orders() + " orders within " + limits.window());
        tripNs[trips++ % tripNs.length] = nowNs;
        long within = 0;
        for (int i = 0; i < Math.min(trips, tripNs.length); i++) {
            within += nowNs - tripNs[i] < limits.manualWindow().toNanos() ? 1 : 0;
        }
        if (within >= limits.manualAt()) {
            latch.holdForAPerson();
        }
    }

    /** What was counted is done with once a person ends the breaker; how often it tripped is not. */
    void acknowledge() {
        orders = 0;
    }

    Latch latch() {
        return latch;
    }

    void save(SavedState out) {
        int kept = Math.min(trips, tripNs.length);
        out.put("count", Integer.toString(kept));
        for (int i = 0; i < kept; i++) {
            int oldest = trips - kept + i;
            out.put(i + ".ns", Long.toString(tripNs[oldest % tripNs.length]));
        }
    }

    void restore(SavedState in) {
        int count = in.count("count");
        trips = 0;
        for (int i = Math.max(0, count - tripNs.length); i < count; i++) {
            tripNs[trips++] = in.number(i + ".ns", Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }
}
