package io.colin.api.execution;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketView;
import io.colin.api.order.ParentOrder;
import io.colin.api.venue.Venue;
import java.util.List;
import java.util.Map;

/**
 * A slice that needs a place.
 *
 * @param parent whose slice
 * @param slice how much and how priced
 * @param instrument the terms of its symbol
 * @param venues where it may go, in a fixed order
 * @param market prices and books now
 * @param evidence what is known of the venues, by id; a venue that is not named was never measured
 * @param closing whether the order can only shrink a position, which the parent need not say any more: it should find a
 *     place in a small market too
 */
public record RouteRequest(
        ParentOrder parent,
        Slice slice,
        Instrument instrument,
        List<Venue> venues,
        MarketView market,
        Map<String, VenueEvidence> evidence,
        boolean closing) {
    /** Copies. */
    public RouteRequest {
        venues = List.copyOf(venues);
        evidence = Map.copyOf(evidence);
    }

    /**
     * A request of which nothing was measured, closing if its parent is reduce-only.
     *
     * @param parent whose slice
     * @param slice how much and how priced
     * @param instrument the terms of its symbol
     * @param venues where it may go, in a fixed order
     * @param market prices and books now
     */
    public RouteRequest(ParentOrder parent, Slice slice, Instrument instrument, List<Venue> venues, MarketView market) {
        this(
                parent,
                slice,
                instrument,
                venues,
                market,
                Map.of(),
                parent.intent().reduceOnly());
    }

    /**
     * What is known of a venue.
     *
     * @param venue its id
     * @return {@link VenueEvidence#ASSUMED} when nothing is
     */
    public VenueEvidence evidenceOf(String venue) {
        return evidence.getOrDefault(venue, VenueEvidence.ASSUMED);
    }
}
