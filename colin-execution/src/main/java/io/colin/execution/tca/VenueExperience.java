package io.colin.execution.tca;

import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.Realm;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers what own executions say of one venue in one realm. Single-threaded.
 */
public final class VenueExperience {
    private final Realm realm;
    private final String venue;
    private final VenuePosterior slippage = VenuePosterior.of(VenuePosterior.Prior.NONE);
    private final SortedMap<Integer, VenuePosterior> markouts = new TreeMap<>();

    private VenueExperience(Realm realm, String venue) {
        this.realm = realm;
        this.venue = venue;
        Markouts.SECONDS.forEach(seconds -> markouts.put(seconds, VenuePosterior.of(VenuePosterior.Prior.NONE)));
    }

    /**
     * Of a venue nothing was sent to yet.
     *
     * @param realm paper or live
     * @param venue its id
     * @return priors: no slippage and no markout worth 20 fills
     */
    public static VenueExperience of(Realm realm, String venue) {
        return new VenueExperience(realm, venue);
    }

    /**
     * Takes a fill there; what its mids do not tell is not taken.
     *
     * @param fill with its mids
     */
    public void onFill(ExecutedFill fill) {
        fill.mid()
                .ifPresent(mid ->
                        slippage.onFill(Markouts.bps(fill, mid, fill.fill().price())));
        markouts.forEach((seconds, posterior) -> Markouts.of(fill, seconds).ifPresent(posterior::onFill));
    }

    /**
     * What it comes to.
     *
     * @param beyondPlan what children there paid beyond the plan of the router, which measures it
     * @param fillRatio which share filled there of what was sent to be filled at once, as the router takes it
     * @return a snapshot
     */
    public VenueStanding standing(VenuePosterior beyondPlan, FillRatioPosterior fillRatio) {
        SortedMap<Integer, VenueStanding.Figure> after = new TreeMap<>();
        markouts.forEach((seconds, posterior) -> after.put(seconds, figure(posterior)));
        return new VenueStanding(
                realm,
                venue,
                figure(slippage),
                figure(beyondPlan),
                new VenueStanding.Figure(fillRatio.mean(), fillRatio.standardError(), fillRatio.count()),
                after);
    }

    private static VenueStanding.Figure figure(VenuePosterior posterior) {
        return new VenueStanding.Figure(posterior.meanBps(), posterior.standardErrorBps(), posterior.count());
    }
}
