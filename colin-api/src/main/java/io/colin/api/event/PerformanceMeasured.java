package io.colin.api.event;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * How fast a live run was, measured by the clock. It is recorded where the gate was told of it, because what a gate makes of it
 * may stop trading: a replay that is given these events again decides as the live run did.
 *
 * @param header where it stands
 * @param endToEndNs how long orders took from their market event until they went to a venue, ns, one an order, in their order;
 *     at most 1000 of the time since the last measurement
 * @param lagNs how far the event being taken was behind the clock, ns, 0 or more
 * @param clockAheadNs how far the time of the run was ahead of the wall clock, which was set back, ns, 0 or more
 */
public record PerformanceMeasured(EventHeader header, List<Long> endToEndNs, long lagNs, long clockAheadNs)
        implements LedgerEvent {
    /** Checks and copies. */
    public PerformanceMeasured {
        endToEndNs = List.copyOf(endToEndNs);
        endToEndNs.forEach(one -> Require.notNegative("endToEndNs", one));
        Require.that(endToEndNs.size() <= 1000, "endToEndNs", "must be at most 1000", endToEndNs.size());
        Require.notNegative("lagNs", lagNs);
        Require.notNegative("clockAheadNs", clockAheadNs);
    }
}
