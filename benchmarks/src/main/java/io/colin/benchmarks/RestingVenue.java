package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A venue that is not in event time, takes every order, fills none, and counts what it is asked to cancel. */
final class RestingVenue implements Venue {
    private static final String ID = "resting";
    private static final BigDecimal DEPTH = new BigDecimal("1000");
    private static final BigDecimal TICK = new BigDecimal("0.01");

    private final CountDownLatch resting;
    private final CountDownLatch cancels;
    private final Instrument instrument;
    private final BookBuilder book;
    private volatile Optional<VenueListener> listener = Optional.empty();

    /** A venue that is to hold so many orders. */
    RestingVenue(Instrument instrument, BigDecimal price, long timeNs, int orders) {
        this.instrument = instrument;
        resting = new CountDownLatch(orders);
        cancels = new CountDownLatch(orders);
        book = BookBuilder.of(instrument.symbol());
        book.on(new BookSnapshot(
                instrument.symbol(),
                timeNs,
                1,
                List.of(new BookLevel(price.subtract(TICK), DEPTH)),
                List.of(new BookLevel(price.add(TICK), DEPTH))));
    }

    /** Waits until it holds them. */
    void awaitResting() throws InterruptedException {
        resting.await();
    }

    /** Waits until it was asked to cancel as many. */
    void awaitCancels() throws InterruptedException {
        cancels.await();
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public VenueCapabilities capabilities() {
        return new VenueCapabilities(
                Set.of("Market", "Limit"),
                Set.of(TimeInForce.Kind.GTC, TimeInForce.Kind.IOC),
                true,
                false,
                false,
                false,
                false);
    }

    @Override
    public FeeSchedule fees(Symbol symbol) {
        return FeeSchedule.bps(10, 10);
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(instrument);
    }

    @Override
    public Optional<BookView> book(Symbol symbol) {
        return Optional.of(book);
    }

    @Override
    public void connect(VenueListener hears) {
        listener = Optional.of(hears);
    }

    @Override
    public void submit(ChildOrder order, long timeNs) {
        listener.orElseThrow()
                .onReport(new VenueReport.OrderUpdate(
                        ID, new OrderEvent.Accepted(order.orderId(), timeNs, "v-" + order.orderId())));
        resting.countDown();
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        cancels.countDown();
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {}

    @Override
    public void query(ChildOrder order, long timeNs) {}

    @Override
    public void close() {}
}
