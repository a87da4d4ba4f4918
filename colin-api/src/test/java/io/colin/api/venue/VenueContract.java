package io.colin.api.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.colin.api.Decimals;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Venue} does. Extend it, say how a venue is made, how it is shown a market and how it is given time to
 * work, and run it. A simulated venue extends {@link SimulatedVenueContract} instead. The venue must offer market and
 * limit orders, GTC and IOC.
 */
public abstract class VenueContract {
    private static final BigDecimal FAR = new BigDecimal("0.8");

    private Venue venue = FixedVenue.of("none");
    private RecordingVenueListener listener = RecordingVenueListener.create();
    private int orders;

    /** Gives a venue that was never connected, another one for each test; the test connects and closes it. */
    protected abstract Venue venue();

    /**
     * Shows the connected venue a book of {@link #instrument} around {@link #mid}: best offer at most five ticks above,
     * at least {@link #quantity} within ten ticks on each side.
     */
    protected abstract void showMarket();

    /** Lets the venue work until a condition holds, or until it is clear that it never will. */
    protected abstract void workUntil(BooleanSupplier condition);

    /** The event time of the next command, ns since epoch. */
    protected abstract long nowNs();

    /** What is traded; its tick must divide {@link #mid}. */
    protected Instrument instrument() {
        return SampleInstruments.btcUsd();
    }

    /** The middle of the book shown. */
    protected BigDecimal mid() {
        return new BigDecimal("30000");
    }

    /** What is ordered, on the lot grid and above every minimum, also at 80 % of mid. */
    protected BigDecimal quantity() {
        return instrument().lotSize().multiply(BigDecimal.valueOf(100));
    }

    @BeforeEach
    void connect() {
        venue = venue();
        listener = RecordingVenueListener.create();
        orders = 0;
        venue.connect(listener);
        showMarket();
    }

    @AfterEach
    void disconnect() {
        venue.close();
    }

    @Test
    void describesItself() {
        assertThat(venue.id()).isNotBlank().isNotEqualTo(OrderIntent.ANY_VENUE);
        assertThat(venue.instruments())
                .extracting(Instrument::symbol)
                .contains(instrument().symbol());
        assertThat(venue.capabilities().orderTypes()).contains("Market", "Limit");
        assertThat(venue.capabilities().timesInForce()).contains(TimeInForce.Kind.GTC, TimeInForce.Kind.IOC);
        assertThat(venue.fees(instrument().symbol()).takerRate()).isNotNegative();
    }

    @Test
    void showsTheBookItWasShown() {
        workUntil(() -> venue.book(instrument().symbol()).isPresent());

        assertThat(venue.book(instrument().symbol())).hasValueSatisfying(book -> {
            assertThat(book.symbol()).isEqualTo(instrument().symbol());
            assertThat(book.quote()).isPresent();
            assertThat(book.asks(1).getFirst().price()).isGreaterThan(mid());
            assertThat(book.bids(1).getFirst().price()).isLessThan(mid());
        });
    }

    @Test
    void reportsNoOrderBeforeOneIsSent() {
        workUntil(() -> !listener.events().isEmpty());

        assertThat(listener.events()).isEmpty();
    }

    @Test
    void acceptsAMarketOrderAndFillsItInFull() {
        ChildOrder order = submit(Side.BUY, new OrderType.Market(), TimeInForce.IOC);
        workUntil(() -> isClosed(order));

        assertThat(kinds(order)).first().isEqualTo("Accepted");
        assertThat(kinds(order)).filteredOn("Accepted"::equals).hasSize(1);
        assertThat(filled(order)).isEqualByComparingTo(quantity());
        assertThat(listener.fills(order.orderId()))
                .allSatisfy(fill -> {
                    assertThat(fill.orderId()).isEqualTo(order.orderId());
                    assertThat(fill.parentId()).isEqualTo(order.parentId());
                    assertThat(fill.venue()).isEqualTo(venue.id());
                    assertThat(fill.symbol()).isEqualTo(order.symbol());
                    assertThat(fill.side()).isEqualTo(order.side());
                })
                .extracting(Fill::tradeId)
                .doesNotHaveDuplicates();
    }

    @Test
    void neverFillsWorseThanTheLimit() {
        BigDecimal reach = instrument().tickSize().multiply(BigDecimal.TEN);
        ChildOrder buy = submit(Side.BUY, new OrderType.Limit(mid().add(reach)), TimeInForce.IOC);
        ChildOrder sell = submit(Side.SELL, new OrderType.Limit(mid().subtract(reach)), TimeInForce.IOC);
        workUntil(() -> isClosed(buy) && isClosed(sell));

        assertThat(filled(buy)).isEqualByComparingTo(quantity());
        assertThat(filled(sell)).isEqualByComparingTo(quantity());
        assertThat(listener.fills(buy.orderId())).allMatch(fill -> fill.price().compareTo(mid().add(reach)) <= 0);
        assertThat(listener.fills(sell.orderId())).allMatch(fill -> fill.price().compareTo(mid().subtract(reach)) >= 0);
    }

    @Test
    void restsUntilItIsCancelled() {
        ChildOrder order = submitted(resting());
        workUntil(() -> kinds(order).contains("Accepted"));
        assertThat(kinds(order)).containsExactly("Accepted");
        venue.cancel(known(order, OrderStatus.ACCEPTED), nowNs());
        workUntil(() -> isClosed(order));

        assertThat(kinds(order)).endsWith("Canceled").doesNotContain("Filled", "Expired", "Rejected");
    }

    @Test
    void statesWhatItExecutedWithTheEndOfAnOrder() {
        ChildOrder resting = submitted(resting());
        ChildOrder immediate = submit(Side.BUY, new OrderType.Limit(farBelow()), TimeInForce.IOC);
        workUntil(() -> kinds(resting).contains("Accepted") && isClosed(immediate));
        venue.cancel(known(resting, OrderStatus.ACCEPTED), nowNs());
        workUntil(() -> isClosed(resting));

        assertThat(listener.of(VenueReport.OrderUpdate.class))
                .filteredOn(update -> OrderLives.isEnd(update.event()))
                .hasSize(2)
                .allSatisfy(update -> assertThat(update.filledQuantity())
                        .hasValueSatisfying(executed -> assertThat(executed).isZero()));
    }

    @Test
    void doesNotRestWhatIsImmediate() {
        ChildOrder order = submit(Side.BUY, new OrderType.Limit(farBelow()), TimeInForce.IOC);
        workUntil(() -> isClosed(order));

        assertThat(isClosed(order)).isTrue();
        assertThat(filled(order)).isZero();
    }

    @Test
    void doesNotCancelWhatIsFilled() {
        ChildOrder order = submit(Side.BUY, new OrderType.Market(), TimeInForce.IOC);
        workUntil(() -> isClosed(order));
        venue.cancel(known(order, OrderStatus.FILLED), nowNs());
        workUntil(() -> kinds(order).contains("CancelRejected"));

        assertThat(kinds(order)).doesNotContain("Canceled");
    }

    @Test
    void findsAnOrderThatWorks() {
        ChildOrder order = submitted(resting());
        workUntil(() -> kinds(order).contains("Accepted"));
        venue.query(order, nowNs());
        workUntil(() -> !listener.of(VenueReport.Found.class).isEmpty());

        assertThat(listener.of(VenueReport.Found.class)).singleElement().satisfies(found -> {
            assertThat(found.orderId()).isEqualTo(order.orderId());
            assertThat(found.status()).isEqualTo(OrderStatus.ACCEPTED);
            assertThat(found.filledQuantity()).isZero();
        });
    }

    @Test
    void findsAnOrderThatIsFilled() {
        ChildOrder order = submit(Side.BUY, new OrderType.Market(), TimeInForce.IOC);
        workUntil(() -> isClosed(order));
        venue.query(order, nowNs());
        workUntil(() -> !listener.of(VenueReport.Found.class).isEmpty());

        assertThat(listener.of(VenueReport.Found.class)).singleElement().satisfies(found -> {
            assertThat(found.status()).isEqualTo(OrderStatus.FILLED);
            assertThat(found.filledQuantity()).isEqualByComparingTo(quantity());
        });
    }

    @Test
    void saysSoWhenItNeverHadAnOrder() {
        ChildOrder order = resting();
        venue.query(order, nowNs());
        workUntil(() -> !listener.of(VenueReport.NotFound.class).isEmpty());

        assertThat(listener.of(VenueReport.NotFound.class))
                .singleElement()
                .extracting(VenueReport.NotFound::orderId)
                .isEqualTo(order.orderId());
    }

    @Test
    void changesAnOrderInPlaceWhereItOffersThat() {
        if (!venue.capabilities().amend()) {
            return; // The capability table says so; the engine never asks such a venue.
        }
        ChildOrder order = submitted(resting());
        workUntil(() -> kinds(order).contains("Accepted"));
        BigDecimal twice = quantity().add(quantity());
        venue.amend(known(order, OrderStatus.ACCEPTED), twice, order.type(), nowNs());
        workUntil(() -> kinds(order).contains("Updated"));

        assertThat(listener.events(order.orderId()).getLast())
                .isInstanceOfSatisfying(OrderEvent.Updated.class, updated -> {
                    assertThat(updated.quantity()).isEqualByComparingTo(twice);
                    assertThat(updated.type()).isEqualTo(order.type());
                });
    }

    @Test
    void signsItsReportsAndKeepsTheirOrderInTime() {
        ChildOrder order = submitted(resting());
        workUntil(() -> kinds(order).contains("Accepted"));
        venue.cancel(known(order, OrderStatus.ACCEPTED), nowNs());
        workUntil(() -> isClosed(order));

        assertThat(listener.reports())
                .allSatisfy(report -> assertThat(report.venue()).isEqualTo(venue.id()));
        assertThat(listener.events(order.orderId()))
                .extracting(OrderEvent::timeNs)
                .isSorted()
                .allMatch(timeNs -> timeNs >= order.createdTimeNs());
    }

    @Test
    void canBeClosedTwice() {
        venue.close();

        assertThatCode(venue::close).doesNotThrowAnyException();
    }

    /** A buy at 80 % of mid, good till cancelled, not sent yet. */
    final ChildOrder resting() {
        return order(Side.BUY, new OrderType.Limit(farBelow()), TimeInForce.GTC);
    }

    /** An order of {@link #quantity}, not sent yet. */
    final ChildOrder order(Side side, OrderType type, TimeInForce timeInForce) {
        orders++;
        OrderIntent intent = OrderIntent.of(instrument().symbol(), side, quantity())
                .clientOrderId("order-" + orders)
                .type(type)
                .build();
        long timeNs = nowNs();
        return SampleOrders.child(
                "child-" + orders,
                SampleOrders.parent("parent-" + orders, intent, OrderStatus.SUBMITTED, timeNs),
                venue.id(),
                new Slice(quantity(), type, timeInForce),
                timeNs);
    }

    /** What was heard. */
    final RecordingVenueListener heard() {
        return listener;
    }

    /** The sum of an order's fills. */
    final BigDecimal filled(ChildOrder order) {
        return listener.fills(order.orderId()).stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether an order was reported to be over. */
    final boolean isClosed(ChildOrder order) {
        List<String> kinds = kinds(order);
        return kinds.contains("Canceled")
                || kinds.contains("Expired")
                || kinds.contains("Rejected")
                || filled(order).compareTo(order.progress().quantity()) >= 0;
    }

    /** The simple names of what happened to an order. */
    final List<String> kinds(ChildOrder order) {
        return listener.events(order.orderId()).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    /** The order in a state. */
    static ChildOrder known(ChildOrder order, OrderStatus status) {
        return order.withVenueOrderId("known")
                .with(SampleOrders.moved(order.progress(), status, order.createdTimeNs()));
    }

    private BigDecimal farBelow() {
        return Decimals.floorTo(mid().multiply(FAR), instrument().tickSize());
    }

    private ChildOrder submit(Side side, OrderType type, TimeInForce timeInForce) {
        return submitted(order(side, type, timeInForce));
    }

    private ChildOrder submitted(ChildOrder order) {
        venue.submit(order, nowNs());
        return order;
    }
}
