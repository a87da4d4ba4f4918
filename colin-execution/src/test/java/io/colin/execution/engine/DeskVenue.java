package io.colin.execution.engine;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** A venue in event time that does nothing by itself: it keeps what it is asked, and the test answers when it likes. */
final class DeskVenue implements SimulatedVenue {
    private final BookBuilder book = BookBuilder.of(Rig.BTC_USD.symbol());
    private final Set<String> types;
    private final boolean amends;
    private final List<Asked> asked = new ArrayList<>();
    private Optional<VenueListener> listener = Optional.empty();
    private LongSupplier clock = () -> 0;
    private int trades;
    private Instrument listed = Rig.BTC_USD;
    private Set<TimeInForce.Kind> times = Set.of(TimeInForce.Kind.values());
    private boolean hides = true;
    private String name = "desk";
    private boolean fillsAtOnce;

    /** A command: what, of which child, and the terms of an amend. */
    record Asked(String what, ChildOrder child, BigDecimal quantity, OrderType type) {
        String id() {
            return child.orderId();
        }
    }

    private DeskVenue(Set<String> types, boolean amends) {
        this.types = types;
        this.amends = amends;
    }

    static DeskVenue changing() {
        return new DeskVenue(Set.of("Market", "Limit"), true);
    }

    static DeskVenue notChanging() {
        return new DeskVenue(Set.of("Market", "Limit"), false);
    }

    static DeskVenue withStops() {
        return new DeskVenue(Set.of("Market", "Limit", "StopMarket", "StopLimit", "TrailingStop"), true);
    }

    /** With ticks and lots of its own. */
    DeskVenue listing(String tick, String lot) {
        listed = Instrument.spot("BTC/USD")
                .tickSize(tick)
                .lotSize(lot)
                .minNotional("5")
                .build();
        return this;
    }

    /** That keeps these times in force and no other. */
    DeskVenue keeping(TimeInForce.Kind... kinds) {
        times = Set.of(kinds);
        return this;
    }

    /** That fills every order at its limit before it has returned from it. */
    DeskVenue fillingAtOnce() {
        fillsAtOnce = true;
        return this;
    }

    /** Under another name. */
    DeskVenue named(String other) {
        name = other;
        return this;
    }

    /** That shows all of every order. */
    DeskVenue hidingNothing() {
        hides = false;
        return this;
    }

    /** For a venue that a run finds after a restart: trade ids go on. */
    DeskVenue after(int tradesBefore) {
        trades = tradesBefore;
        return this;
    }

    /** How many trades it has told. */
    int told() {
        return trades;
    }

    void clock(LongSupplier now) {
        clock = now;
    }

    /** The commands since the last call. */
    List<Asked> taken() {
        List<Asked> now = List.copyOf(asked);
        asked.clear();
        return now;
    }

    /** The only command since the last call. */
    Asked only(String what) {
        List<Asked> now = taken();
        if (now.size() != 1 || !now.getFirst().what().equals(what)) {
            throw new AssertionError("expected one " + what + ": " + now);
        }
        return now.getFirst();
    }

    void accept(String id) {
        tell(new OrderEvent.Accepted(id, clock.getAsLong(), "v-" + id));
    }

    void canceled(String id) {
        tell(new OrderEvent.Canceled(id, clock.getAsLong(), "on request"));
    }

    void updated(Asked amend) {
        tell(new OrderEvent.Updated(amend.id(), clock.getAsLong(), amend.quantity(), amend.type()));
    }

    void fill(ChildOrder child, String quantity, String price) {
        trades++;
        tell(new OrderEvent.Filled(child.orderId(), clock.getAsLong(), trade("t" + trades, child, quantity, price)));
    }

    Fill trade(String tradeId, ChildOrder child, String quantity, String price) {
        return new Fill(
                tradeId,
                child.orderId(),
                child.parentId(),
                id(),
                child.symbol(),
                child.side(),
                new BigDecimal(quantity),
                new BigDecimal(price),
                BigDecimal.ZERO,
                "USD",
                Liquidity.MAKER,
                clock.getAsLong());
    }

    /** Answers a question: it is there, with so much filled. */
    void found(String id, OrderStatus status, String filled) {
        listener.orElseThrow()
                .onReport(new VenueReport.Found(id(), id, clock.getAsLong(), status, new BigDecimal(filled)));
    }

    static Refusal no() {
        return new Refusal("VENUE_SAYS_NO", "VENUE_SAYS_NO: by the test");
    }

    /** Tells an end and states what was executed by then. */
    void end(OrderEvent event, String executed) {
        listener.orElseThrow()
                .onReport(new VenueReport.OrderUpdate(id(), event, Optional.of(new BigDecimal(executed))));
    }

    void canceled(String id, String executed) {
        end(new OrderEvent.Canceled(id, clock.getAsLong(), "on request"), executed);
    }

    void tell(OrderEvent event) {
        listener.orElseThrow().onReport(new VenueReport.OrderUpdate(id(), event));
    }

    @Override
    public String id() {
        return name;
    }

    @Override
    public VenueCapabilities capabilities() {
        return new VenueCapabilities(types, times, true, true, hides, amends, false);
    }

    @Override
    public FeeSchedule fees(Symbol symbol) {
        return FeeSchedule.bps(0, 0);
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(listed);
    }

    @Override
    public Optional<BookView> book(Symbol symbol) {
        return book.isSynchronised() ? Optional.of(book) : Optional.empty();
    }

    @Override
    public void connect(VenueListener hears) {
        listener = Optional.of(hears);
    }

    @Override
    public void submit(ChildOrder order, long timeNs) {
        note("submit", order, order.progress().quantity(), order.type());
        if (fillsAtOnce) {
            accept(order.orderId());
            String price = order.type().limitPrice().orElseThrow().toPlainString();
            fill(order, order.progress().quantity().toPlainString(), price);
        }
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        note("cancel", order, order.progress().quantity(), order.type());
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        note("amend", order, quantity, type);
    }

    @Override
    public void query(ChildOrder order, long timeNs) {
        note("query", order, order.progress().quantity(), order.type());
    }

    @Override
    public void restore(ChildOrder order, long timeNs) {
        note("restore", order, order.progress().quantity(), order.type());
    }

    @Override
    public void onMarket(MarketEvent event) {
        if (event instanceof BookSnapshot snapshot) {
            book.on(snapshot);
        }
    }

    @Override
    public long nextDueNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public void advanceTo(long timeNs) {}

    @Override
    public void close() {}

    private void note(String what, ChildOrder order, BigDecimal quantity, OrderType type) {
        asked.add(new Asked(what, order, quantity, type));
    }
}
