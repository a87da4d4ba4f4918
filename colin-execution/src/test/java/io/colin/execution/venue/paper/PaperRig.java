package io.colin.execution.venue.paper;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.RecordingVenueListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A paper venue of one instrument with words for what tests do to it. Without latency unless it is asked for. */
final class PaperRig {
    static final long START_NS = 1_700_000_000_000_000_000L;
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    static final Instrument BTC = Instrument.spot("BTC/USD")
            .tickSize("0.01")
            .lotSize("0.01")
            .minNotional("5")
            .build();

    final PaperVenue venue;
    final RecordingVenueListener heard = RecordingVenueListener.create();
    final Instrument instrument;
    private long nowNs = START_NS;
    private long updateId;

    private PaperRig(PaperVenueBuilder builder, Instrument instrument) {
        venue = builder.build();
        this.instrument = instrument;
        venue.connect(heard);
    }

    /** Maker 2 bp, taker 10 bp, no latency. */
    static PaperRig instant() {
        return of(BTC);
    }

    static PaperRig of(Instrument instrument) {
        return new PaperRig(plain(instrument).latency(Duration.ZERO, Duration.ZERO), instrument);
    }

    static PaperRig of(PaperVenueBuilder builder) {
        return new PaperRig(builder, BTC);
    }

    static PaperRig of(PaperVenueBuilder builder, Instrument instrument) {
        return new PaperRig(builder, instrument);
    }

    static PaperVenueBuilder plain(Instrument instrument) {
        return PaperVenue.builder()
                .instruments(instrument)
                .fees(FeeSchedule.bps(2, 10))
                .seed(7);
    }

    long now() {
        return nowNs;
    }

    /** Lets time pass, with everything that is due. */
    PaperRig pass(long ns) {
        nowNs += ns;
        venue.advanceTo(nowNs);
        return this;
    }

    PaperRig market(MarketEvent event) {
        venue.onMarket(event);
        venue.advanceTo(nowNs);
        return this;
    }

    /** Shows a whole book, levels as {@code price:size}. */
    PaperRig book(String bids, String asks) {
        return market(new BookSnapshot(instrument.symbol(), nowNs, ++updateId, levels(bids), levels(asks)));
    }

    /** Changes levels of the book. */
    PaperRig levels(String bids, String asks) {
        long id = ++updateId;
        return market(
                new BookDelta(instrument.symbol(), nowNs, id, id, BookDelta.NOT_GIVEN, levels(bids), levels(asks)));
    }

    /** Changes levels after others were lost. */
    PaperRig gap() {
        updateId += 2;
        return market(new BookDelta(
                instrument.symbol(), nowNs, updateId, updateId, BookDelta.NOT_GIVEN, List.of(), List.of()));
    }

    PaperRig quote(String bid, String bidSize, String ask, String askSize) {
        return market(new Quote(
                instrument.symbol(),
                nowNs,
                new BigDecimal(bid),
                new BigDecimal(bidSize),
                new BigDecimal(ask),
                new BigDecimal(askSize)));
    }

    PaperRig trade(String price, String quantity, Aggressor aggressor) {
        return market(
                new Trade(instrument.symbol(), nowNs, new BigDecimal(price), new BigDecimal(quantity), aggressor));
    }

    /** A bar of the last minute: open, high, low, close, volume. */
    PaperRig bar(String open, String high, String low, String close, String volume) {
        return market(Bar.ofPrices(
                instrument.symbol(),
                nowNs - 60 * SECOND,
                nowNs,
                new BigDecimal(open),
                new BigDecimal(high),
                new BigDecimal(low),
                new BigDecimal(close),
                new BigDecimal(volume)));
    }

    ChildOrder limit(String id, Side side, String quantity, String price, TimeInForce timeInForce) {
        return order(id, side, quantity, new OrderType.Limit(new BigDecimal(price)), timeInForce);
    }

    ChildOrder market(String id, Side side, String quantity) {
        return order(id, side, quantity, new OrderType.Market(), TimeInForce.IOC);
    }

    ChildOrder order(String id, Side side, String quantity, OrderType type, TimeInForce timeInForce) {
        return send(child(id, side, quantity, type, timeInForce, false));
    }

    ChildOrder postOnly(String id, Side side, String quantity, String price) {
        OrderType type = new OrderType.Limit(new BigDecimal(price));
        return send(child(id, side, quantity, type, TimeInForce.GTC, true));
    }

    ChildOrder send(ChildOrder child) {
        venue.submit(child, nowNs);
        venue.advanceTo(nowNs);
        return child;
    }

    ChildOrder child(String id, Side side, String quantity, OrderType type, TimeInForce timeInForce, boolean postOnly) {
        OrderProgress progress = SampleOrders.moved(
                OrderProgress.initial(new BigDecimal(quantity), nowNs), OrderStatus.SUBMITTED, nowNs);
        return new ChildOrder(
                id,
                "p-1",
                venue.id(),
                "",
                instrument.symbol(),
                side,
                type,
                timeInForce,
                postOnly,
                false,
                BigDecimal.ZERO,
                nowNs,
                progress);
    }

    void cancel(ChildOrder child) {
        venue.cancel(child, nowNs);
        venue.advanceTo(nowNs);
    }

    void amend(ChildOrder child, String quantity, String price) {
        venue.amend(child, new BigDecimal(quantity), new OrderType.Limit(new BigDecimal(price)), nowNs);
        venue.advanceTo(nowNs);
    }

    BookView shown() {
        return venue.book(instrument.symbol()).orElseThrow();
    }

    /** The fills of an order as {@code quantity@price}. */
    List<String> fills(String id) {
        return heard.fills(id).stream()
                .map(f -> f.quantity().toPlainString() + "@" + f.price().toPlainString())
                .toList();
    }

    /** What happened to an order, in words. */
    List<String> story(String id) {
        return heard.events(id).stream().map(e -> e.getClass().getSimpleName()).toList();
    }

    String rejection(String id) {
        OrderEvent last = heard.events(id).getLast();
        return switch (last) {
            case OrderEvent.Rejected rejected -> rejected.refusal().code();
            case OrderEvent.ModifyRejected rejected -> rejected.refusal().code();
            case OrderEvent.CancelRejected rejected -> rejected.refusal().code();
            default -> "not rejected but " + last;
        };
    }

    BigDecimal fees(String id) {
        return heard.fills(id).stream().map(Fill::fee).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static List<BookLevel> levels(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ", -1))
                        .map(pair -> pair.split(":", -1))
                        .map(pair -> new BookLevel(new BigDecimal(pair[0]), new BigDecimal(pair[1])))
                        .toList();
    }
}
