package io.colin.execution.tca;

import io.colin.api.execution.Realm;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What own executions say of a venue, with how unsure each figure is.
 *
 * @param realm paper or live
 * @param venue its id
 * @param slippage of fills against the mid before them, d·(p − m)/m; positive = against us
 * @param beyondPlan of children against the average price the router planned for them there; positive = against us. The
 *     router adds it to the venue's prices
 * @param fillRatio share that filled of children that cannot rest, without those that were denied here or taken back; the
 *     router leaves a venue out by it
 * @param markouts by seconds; positive = in our favour
 */
public record VenueStanding(
        Realm realm,
        String venue,
        Figure slippage,
        Figure beyondPlan,
        Figure fillRatio,
        SortedMap<Integer, Figure> markouts) {
    /** Copies. */
    public VenueStanding {
        markouts = Collections.unmodifiableSortedMap(new TreeMap<>(markouts));
    }

    /**
     * A mean shrunk to its prior.
     *
     * @param mean basis points; a share for the fill ratio
     * @param standardError of it, above 0
     * @param count what was observed
     */
    public record Figure(double mean, double standardError, long count) {}
}
