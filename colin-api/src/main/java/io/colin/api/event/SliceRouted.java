package io.colin.api.event;

import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.internal.Require;

/**
 * A slice of a parent, or what was left of it, was given its places; the children that follow under the same parent are
 * its legs, in their order.
 *
 * @param header where it stands
 * @param parentId whose slice
 * @param number which slice of the parent, from 1
 * @param round 1 the first time, one more each time what came back is routed again
 * @param slice what was routed in this round
 * @param plan where it goes, and what was thought of each venue
 */
public record SliceRouted(EventHeader header, String parentId, int number, int round, Slice slice, RoutePlan plan)
        implements LedgerEvent {
    /** Checks. */
    public SliceRouted {
        Require.text("parentId", parentId);
        Require.positive("number", number);
        Require.positive("round", round);
    }
}
