package io.colin.execution.routing;

import io.colin.api.execution.OrderRouter;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.FixedMarket;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.FixedVenue;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Venues with books written as text, and what is known of them. */
final class RoutingDesk {
    static final long NOW = 1_700_000_000_000_000_000L;
    static final Instrument BTC = Instrument.spot("BTC/USD")
            .tickSize("0.01")
            .lotSize("0.001")
            .minNotional("10")
            .build();

    final List<Venue> venues = new ArrayList<>();
    final Map<String, VenueEvidence> evidence = new HashMap<>();
    FixedMarket market = FixedMarket.at(NOW).with(BTC);

    void clear() {
        venues.clear();
        evidence.clear();
        market = FixedMarket.at(NOW).with(BTC);
    }

    FixedVenue add(String id, double feeBps, String bids, String asks) {
        return add(id, BTC, NOW, feeBps, bids, asks);
    }

    FixedVenue add(String id, Instrument terms, long bookTimeNs, double feeBps, String bids, String asks) {
        FixedVenue venue = FixedVenue.of(id, terms).with(FeeSchedule.bps(feeBps, feeBps));
        venues.add(venue);
        market.with(id, new BookSnapshot(BTC.symbol(), bookTimeNs, 1, levels(bids), levels(asks)));
        return venue;
    }

    RoutePlan route(OrderRouter router, OrderIntent intent, Slice slice) {
        return router.route(request(intent, slice));
    }

    RouteRequest request(OrderIntent intent, Slice slice) {
        return new RouteRequest(
                SampleOrders.parent("p-1", intent, OrderStatus.RELEASED, NOW),
                slice,
                BTC,
                venues,
                market,
                evidence,
                intent.reduceOnly());
    }

    /** The same of an order that can only shrink a position. */
    RouteRequest closing(OrderIntent intent, Slice slice) {
        RouteRequest open = request(intent, slice);
        return new RouteRequest(
                open.parent(), slice, open.instrument(), open.venues(), open.market(), open.evidence(), true);
    }

    static OrderIntent.Builder buy(String quantity) {
        return OrderIntent.of(BTC.symbol(), Side.BUY, new BigDecimal(quantity)).clientOrderId("c-1");
    }

    static OrderIntent.Builder sell(String quantity) {
        return OrderIntent.of(BTC.symbol(), Side.SELL, new BigDecimal(quantity)).clientOrderId("c-1");
    }

    static Slice ioc(String quantity, String limit) {
        return limit(quantity, limit, TimeInForce.IOC);
    }

    static Slice limit(String quantity, String limit, TimeInForce timeInForce) {
        return new Slice(new BigDecimal(quantity), new OrderType.Limit(new BigDecimal(limit)), timeInForce);
    }

    static Slice market(String quantity) {
        return new Slice(new BigDecimal(quantity), new OrderType.Market(), TimeInForce.IOC);
    }

    /** Legs as {@code venue quantity@limit}, in their order. */
    static String legs(RoutePlan plan) {
        return String.join(
                ", ",
                plan.legs().stream()
                        .map(leg -> leg.venue() + " " + leg.slice().quantity().toPlainString() + "@"
                                + leg.slice()
                                        .type()
                                        .limitPrice()
                                        .map(BigDecimal::toPlainString)
                                        .orElse("any"))
                        .toList());
    }

    /** Unrouted parts as {@code quantity reason}. */
    static String unrouted(RoutePlan plan) {
        return String.join(
                "; ",
                plan.unrouted().stream()
                        .map(part -> part.quantity().toPlainString() + " "
                                + part.reason().message())
                        .toList());
    }

    /** What the plan says of a venue. */
    static RoutePlan.Considered thought(RoutePlan plan, String venue) {
        return plan.considered().stream()
                .filter(each -> each.venue().equals(venue))
                .findFirst()
                .orElseThrow();
    }

    private static List<BookLevel> levels(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(pair -> !pair.isBlank())
                .map(pair -> pair.split(":", -1))
                .map(pair -> new BookLevel(new BigDecimal(pair[0]), new BigDecimal(pair[1])))
                .toList();
    }
}
