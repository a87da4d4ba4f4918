package io.colin.risk.breaker;

/** Judges measurements of a live run. Without any it says so and trips nothing. */
final class PerformanceBreaker {
    private static final long NEVER = Long.MIN_VALUE;

    private final PerformanceSettings limits;
    private final long maxGapNs;
    private final Latch latch;
    private final SecondCounts latencies;
    private long lagNs;
    private long lagTimeNs = NEVER;

    PerformanceBreaker(BreakerSettings settings, Latches latches) {
        limits = settings.performance();
        maxGapNs = settings.sampling().maxGap().toNanos();
        latch = latches.of(Latches.PERFORMANCE, Latches.PORTFOLIO);
        latencies = new SecondCounts(limits.window().toNanos());
    }

    void onLatency(long endToEndNs, long nowNs) {
        latencies.addAll(nowNs);
        if (endToEndNs > limits.maxEndToEnd().toNanos()) {
            latencies.addBad(nowNs);
        }
        judge(nowNs);
    }

    void onLag(long newLagNs, long nowNs) {
        lagNs = newLagNs;
        lagTimeNs = nowNs;
        judge(nowNs);
    }

    private void judge(long nowNs) {
        latencies.advance(nowNs);
        boolean slow = isSlow();
        boolean late = isLagKnown(nowNs) && lagNs > limits.maxLag().toNanos();
        if (!slow && !late) {
            latch.look(nowNs, true);
        } else if (!latch.isHolding() || latch.isHalfOpen()) {
            latch.trip(
                    nowNs,
                    slow
                            ? latencies.bad() + " of " + latencies.all() + " orders took longer than "
                                    + limits.maxEndToEnd()
                            : "the engine lags by " + lagNs / 1_000_000 + " ms");
        }
    }

    /** The 99th percentile by nearest rank is above the limit when more than a hundredth, rounded down, is. */
    private boolean isSlow() {
        return latencies.all() >= limits.minSamples() && latencies.bad() > latencies.all() / 100;
    }

    private boolean isLagKnown(long nowNs) {
        return lagTimeNs != NEVER && nowNs - lagTimeNs <= maxGapNs;
    }

    /** Whether it holds, or a slow order of the last minute may yet make it: it then waits for every second. */
    boolean isAlert(long nowNs) {
        latencies.advance(nowNs);
        return latch.isHolding() || latencies.bad() > 0;
    }

    boolean isHolding() {
        return latch.isHolding();
    }

    String lacks(long nowNs) {
        latencies.advance(nowNs);
        boolean fewLatencies = latencies.all() < limits.minSamples();
        String lag = isLagKnown(nowNs) ? "" : "lag unknown";
        if (!fewLatencies) {
            return lag;
        }
        String samples = "insufficient samples: " + latencies.all() + " of " + limits.minSamples() + " latencies";
        return lag.isEmpty() ? samples : samples + ", " + lag;
    }
}
