package io.colin.execution.engine;

import io.colin.api.alert.Severity;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.event.RiskAlert;
import io.colin.api.time.SteadyClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures a live run once a second and tells its gate, as an event that is recorded: nothing the clock says enters a decision
 * otherwise. A replay measures nothing; it takes up what a live run recorded, at the same event times. Seconds without an
 * order, without a lag worth a word, with nothing new of the clock and without a gate that waits for better times are
 * neither told nor recorded. That the wall clock is behind the time of the run, which only goes on, is an alert.
 *
 * <p>Engine thread only.
 */
final class SpeedDesk {
    /** The alert of a wall clock that was set back behind the time of the run. */
    static final String SET_BACK = "clock_set_back";

    private static final String SCOPE = "portfolio";

    /** A lag of this much is told even when nothing was ordered, and a clock that is behind by as much is. */
    private static final long NOTABLE_NS = 100_000_000;

    private static final long SECOND_NS = 1_000_000_000;
    private static final long MILLI_NS = 1_000_000;

    /** Past the full second, so that nothing else that is due on it can come before in one run and after in another. */
    private static final long PAST_NS = 1;

    private static final int MOST = 1000;

    private final Parts parts;
    private final Optional<SteadyClock> clock;
    private final List<PerformanceMeasured> recorded;
    private final List<Long> endToEndNs = new ArrayList<>();
    private boolean awaited = true;
    private boolean isSetBack;
    private long headingNs = Long.MIN_VALUE;

    /**
     * A desk that has measured nothing.
     *
     * @param parts of the engine
     * @param clock of a live run; empty for a replay
     * @param recorded what a live run recorded, for its replay
     */
    SpeedDesk(Parts parts, Optional<SteadyClock> clock, List<PerformanceMeasured> recorded) {
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
                parts.timers().at(timeNs, () -> tell(measured.endToEndNs(), measured.lagNs(), measured.clockAheadNs()));
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
        SteadyClock steady = clock.orElseThrow();
        long clockNs = steady.nowNs();
        long aheadNs = steady.aheadNs();
        long timeNs = parts.market().timeNs();
        // What is due on the way is behind by what it is on the way to; a clock that was idle for long is behind by
        // nothing.
        long lagNs = Math.max(0, clockNs - headingNs);
        boolean isNew = isSetBack != (aheadNs >= NOTABLE_NS);
        if (awaited || isNew || !endToEndNs.isEmpty() || lagNs >= NOTABLE_NS) {
            tell(endToEndNs, lagNs, aheadNs);
        }
        endToEndNs.clear();
        // A stall of many seconds is one measurement, not many.
        next(Math.max(timeNs, clockNs));
    }

    private void tell(List<Long> latencies, long lagNs, long aheadNs) {
        parts.log().emit(new PerformanceMeasured(parts.log().header("risk"), latencies, lagNs, aheadNs));
        if (isSetBack != (aheadNs >= NOTABLE_NS)) {
            alert(!isSetBack, aheadNs);
        }
        awaited = parts.accounts()
                .gate()
                .onPerformance(latencies, lagNs, parts.market().timeNs());
    }

    private void alert(boolean active, long aheadNs) {
        String detail = active
                ? "the wall clock is " + aheadNs / MILLI_NS
                        + " ms behind the time of this run: it was set back, or had "
                        + "been ahead. The run goes on at the pace of a monotonic clock"
                : "the wall clock has caught up with the time of this run, which follows it again";
        parts.log().emit(new RiskAlert(parts.log().header("risk"), SET_BACK, SCOPE, Severity.HIGH, active, detail));
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        if (event instanceof RiskAlert alert && alert.name().equals(SET_BACK)) {
            isSetBack = alert.active();
        }
    }
}
