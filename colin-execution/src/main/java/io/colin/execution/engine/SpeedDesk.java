package io.colin.execution.engine;

import io.colin.api.event.PerformanceMeasured;
import io.colin.api.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures a live run once a second and tells its gate, as an event that is recorded: nothing the clock says enters a decision
 * otherwise. A replay measures nothing; it takes up what a live run recorded, at the same event times. Seconds without an
 * order, without a lag worth a word and without a gate that waits for better times are neither told nor recorded.
 *
 * <p>Engine thread only.
 */
final class SpeedDesk {
    /** A lag of this much is told even when nothing was ordered. */
    private static final long NOTABLE_LAG_NS = 100_000_000;

    private static final long SECOND_NS = 1_000_000_000;

    /** Past the full second, so that nothing else that is due on it can come before in one run and after in another. */
    private static final long PAST_NS = 1;

    private static final int MOST = 1000;

    private final Parts parts;
    private final Optional<TimeSource> clock;
    private final List<PerformanceMeasured> recorded;
    private final List<Long> endToEndNs = new ArrayList<>();
    private boolean awaited = true;
    private long headingNs = Long.MIN_VALUE;

    /**
     * A desk that has measured nothing.
     *
     * @param parts of the engine
     * @param clock of a live run; empty for a replay
     * @param recorded what a live run recorded, for its replay
     */
    SpeedDesk(Parts parts, Optional<TimeSource> clock, List<PerformanceMeasured> recorded) {
        this.parts = parts;
        this.clock = clock;
        this.recorded = List.copyOf(recorded);
    }

    /** Begins with the trading. */
    void start() {
        if (clock.isPresent()) {
            parts.latencies().onEndToEnd(this::note);
            next(parts.market().timeNs());
            return;
        }
        for (PerformanceMeasured measured : recorded) {
            long timeNs = measured.header().timeNs();
            if (timeNs > parts.market().timeNs()) {
                parts.timers().at(timeNs, () -> tell(measured.endToEndNs(), measured.lagNs()));
            }
        }
    }

    /** Says what time the engine is on its way to: that of the event it takes, or the clock's when it has nothing to take. */
    void heading(long toNs) {
        headingNs = toNs;
    }

    private void note(long elapsedNs) {
        if (endToEndNs.size() < MOST) {
            endToEndNs.add(elapsedNs);
        }
    }

    private void next(long afterNs) {
        parts.timers().at((Math.floorDiv(afterNs, SECOND_NS) + 1) * SECOND_NS + PAST_NS, this::measure);
    }

    private void measure() {
        long clockNs = clock.orElseThrow().nowNs();
        long timeNs = parts.market().timeNs();
        // What is due on the way is behind by what it is on the way to; a clock that was idle for long is behind by
        // nothing.
        long lagNs = Math.max(0, clockNs - headingNs);
        if (awaited || !endToEndNs.isEmpty() || lagNs >= NOTABLE_LAG_NS) {
            tell(endToEndNs, lagNs);
        }
        endToEndNs.clear();
        // A stall of many seconds is one measurement, not many.
        next(Math.max(timeNs, clockNs));
    }

    private void tell(List<Long> latencies, long lagNs) {
        parts.log().emit(new PerformanceMeasured(parts.log().header("risk"), latencies, lagNs));
        awaited = parts.accounts()
                .gate()
                .onPerformance(latencies, lagNs, parts.market().timeNs());
    }
}
