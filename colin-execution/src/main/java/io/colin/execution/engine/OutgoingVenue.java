package io.colin.execution.engine;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderType;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The door to a venue: every order that leaves goes through it, whoever sends it, and is held against what was approved.
 * A change of what works there is not: it was judged when it was asked for, and passes as a cancel does.
 */
record OutgoingVenue(Venue venue, OrderFlow flow) implements Venue {
    @Override
    public void submit(ChildOrder order, long timeNs) {
        if (flow.leave(order)) {
            venue.submit(order, timeNs);
        }
    }

    @Override
    public String id() {
        return venue.id();
    }

    @Override
    public VenueCapabilities capabilities() {
        return venue.capabilities();
    }

    @Override
    public FeeSchedule fees(Symbol symbol) {
        return venue.fees(symbol);
    }

    @Override
    public List<Instrument> instruments() {
        return venue.instruments();
    }

    @Override
    public Optional<BookView> book(Symbol symbol) {
        return venue.book(symbol);
    }

    @Override
    public void connect(VenueListener listener) {
        venue.connect(listener);
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        venue.cancel(order, timeNs);
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        venue.amend(order, quantity, type, timeNs);
    }

    @Override
    public void query(ChildOrder order, long timeNs) {
        venue.query(order, timeNs);
    }

    @Override
    public void close() {
        venue.close();
    }
}
