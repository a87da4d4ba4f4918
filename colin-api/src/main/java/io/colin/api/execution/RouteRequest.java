package io.colin.api.execution;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketView;
import io.colin.api.order.ParentOrder;
import io.colin.api.venue.Venue;
import java.util.List;

/**
 * A slice that needs a place.
 *
 * @param parent whose slice
 * @param slice how much and how priced
 * @param instrument the terms of its symbol
 * @param venues where it may go, in a fixed order
 * @param market prices and books now
 */
public record RouteRequest(
        ParentOrder parent, Slice slice, Instrument instrument, List<Venue> venues, MarketView market) {
    /** Copies. */
    public RouteRequest {
        venues = List.copyOf(venues);
    }
}
