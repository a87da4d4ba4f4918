package io.colin.execution.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
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
import io.colin.api.venue.VenueCapabilities;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestVenueRouterTest {
    private static final long NOW = 1_700_000_000_000_000_000L;
    private static final Instrument BTC = Instrument.spot("BTC/USD")
            .tickSize("0.01")
            .lotSize("0.001")
            .minNotional("10")
            .build();
    private static final BestVenueRouter ROUTER = BestVenueRouter.builder().build();

    private final FixedMarket market = FixedMarket.at(NOW).with(BTC);
    private final List<Venue> venues = new ArrayList<>();

    @Test
    void choosesTheBestPriceAfterFees() {
        add("dear", 30, "bids 99.99:5", "asks 100.01:5");
        add("cheap", 10, "bids 99.97:5", "asks 100.03:5");
        // 100.01 · 1.003 = 100.31 against 100.03 · 1.001 = 100.13
        assertThat(leg(route(buy("2"), ioc("2", "100.15")))).isEqualTo("cheap 2");
        // 99.99 · 0.997 against 99.97 · 0.999
        assertThat(leg(route(sell("2"), ioc("2", "99.85")))).isEqualTo("cheap 2");
    }

    @Test
    void walksTheBookForTheWholeSlice() {
        add("thin", 10, "bids 99.99:9", "asks 100.01:1 100.19:9");
        add("deep", 10, "bids 99.99:9", "asks 100.05:9");
        assertThat(leg(route(buy("1"), ioc("1", "100.2")))).isEqualTo("thin 1");
        assertThat(leg(route(buy("9"), ioc("9", "100.2")))).isEqualTo("deep 9");
    }

    @Test
    void prefersTheVenueThatShowsMoreOfTheSlice() {
        add("best", 10, "bids 99.99:9", "asks 100.01:1");
        add("full", 10, "bids 99.99:9", "asks 100.05:9");
        assertThat(leg(route(buy("4"), ioc("4", "100.2")))).isEqualTo("full 4");
    }

    @Test
    void breaksTiesWithinATenthOfABasisPointByFeeThenDepthThenOrder() {
        add("a", 10, "bids 99.99:5", "asks 100.01:5");
        add("b", 10, "bids 99.99:5", "asks 100.01:5");
        assertThat(leg(route(buy("1"), ioc("1", "100.1")))).isEqualTo("a 1");
        add("c", 10, "bids 99.99:5", "asks 100.01:8");
        assertThat(leg(route(buy("1"), ioc("1", "100.1")))).isEqualTo("c 1");
        // 100.02 · 1.0009 = 100.110018 is 0.01 bp from 100.01 · 1.001 = 100.11001
        add("d", 9, "bids 99.98:5", "asks 100.02:5");
        assertThat(leg(route(buy("1"), ioc("1", "100.1")))).isEqualTo("d 1");
    }

    @Test
    void keepsToAVenueTheOrderNames() {
        add("a", 10, "bids 99.99:5", "asks 100.01:5");
        add("b", 10, "bids 99.90:5", "asks 100.10:5");
        OrderIntent named = buy("1").venue("b").build();
        assertThat(leg(route(named, ioc("1", "100.2")))).isEqualTo("b 1");
        OrderIntent unknown = buy("1").venue("z").build();
        assertThat(reason(route(unknown, ioc("1", "100.2")))).isEqualTo("NO_LIQUIDITY: venue=z is not connected");
    }

    @Test
    void excludesStaleMissingAndCrossedBooks() {
        add("stale", NOW - Duration.ofSeconds(2).toNanos() - 1, 10, "bids 99.99:5", "asks 100.01:5");
        assertThat(reason(route(buy("1"), ioc("1", "100.2"))))
                .isEqualTo("STALE_MARKET_DATA: venue=stale age_ms=2000 max_age_ms=2000");
        BestVenueRouter patient =
                BestVenueRouter.builder().maxBookAge(Duration.ofSeconds(60)).build();
        assertThat(leg(patient.route(request(buy("1").build(), ioc("1", "100.2")))))
                .isEqualTo("stale 1");
        venues.clear();
        venues.add(FixedVenue.of("silent", BTC));
        add("crossed", 10, "bids 100.02:5", "asks 100.01:5");
        assertThat(reason(route(buy("1"), ioc("1", "100.2")))).isEqualTo("STALE_MARKET_DATA: venue=silent book=none");
    }

    @Test
    void namesEveryVenuesReasonWhenTheyDiffer() {
        add("stale", NOW - 60_000_000_000L, 10, "bids 99.99:5", "asks 100.01:5");
        venues.add(FixedVenue.of("other", Instrument.spot("ETH/USD").build()));
        assertThat(reason(route(buy("1"), ioc("1", "100.2"))))
                .isEqualTo("NO_LIQUIDITY: STALE_MARKET_DATA: venue=stale age_ms=60000 max_age_ms=2000; "
                        + "INSTRUMENT_NOT_FOUND: venue=other symbol=BTC/USD");
    }

    @Test
    void excludesVenuesThatDoNotOfferWhatIsAsked() {
        FixedVenue plain = add("plain", 10, "bids 99.99:5", "asks 100.01:5");
        plain.with(new VenueCapabilities(
                Set.of("Limit"), Set.of(TimeInForce.Kind.GTC), false, false, false, false, false));
        assertThat(reason(route(buy("1"), new Slice(BigDecimal.ONE, new OrderType.Market(), TimeInForce.IOC))))
                .isEqualTo("UNSUPPORTED_ORDER_TYPE: venue=plain type=Market");
        assertThat(reason(route(buy("1"), ioc("1", "100.2"))))
                .isEqualTo("UNSUPPORTED_TIME_IN_FORCE: venue=plain time_in_force=IOC");
        Slice limit = new Slice(BigDecimal.ONE, new OrderType.Limit(new BigDecimal("99.5")), TimeInForce.GTC);
        assertThat(leg(route(buy("1"), limit))).isEqualTo("plain 1");
        OrderIntent.Builder flagged = buy("1").type(limit.type());
        assertThat(reason(route(flagged.postOnly(true).build(), limit))).contains("flag=postOnly");
        assertThat(reason(route(flagged.postOnly(false).reduceOnly(true).build(), limit)))
                .isEqualTo("UNSUPPORTED_FLAG: venue=plain flag=reduceOnly");
        assertThat(reason(route(
                        flagged.reduceOnly(false)
                                .displayQuantity(BigDecimal.ONE)
                                .build(),
                        limit)))
                .isEqualTo("UNSUPPORTED_FLAG: venue=plain flag=displayQuantity");
    }

    @Test
    void keepsToGridsAndMinima() {
        add("a", 10, "bids 99.99:5", "asks 100.01:5");
        assertThat(reason(route(buy("0.05"), ioc("0.05", "100.2"))))
                .isEqualTo("NOTIONAL_BELOW_MINIMUM: venue=a notional=5.01 minimum=10");
        assertThat(reason(route(buy("1"), ioc("1", "100.205"))))
                .isEqualTo("PRICE_PRECISION: venue=a price=100.205 tick=0.01");
        RoutePlan plan = route(buy("1.0005"), ioc("1.0005", "100.2"));
        assertThat(leg(plan)).isEqualTo("a 1");
        assertThat(plan.unrouted()).singleElement().satisfies(part -> {
            assertThat(part.quantity()).isEqualByComparingTo("0.0005");
            assertThat(part.reason().code()).isEqualTo("QUANTITY_PRECISION");
        });
        Instrument large = Instrument.spot("BTC/USD").minQuantity("2").build();
        venues.clear();
        venues.add(FixedVenue.of("a", large));
        assertThat(reason(route(buy("1"), ioc("1", "100.2"))))
                .isEqualTo("QUANTITY_BELOW_MINIMUM: venue=a quantity=1 minimum=2");
    }

    @Test
    void routesOnlyWhatLiesWithinTheSlippageCap() {
        // mid 100, cap 20 bp: 100.2
        add("a", 10, "bids 99.99:5", "asks 100.01:1 100.20:2 100.21:9");
        RoutePlan plan = route(buy("8"), new Slice(new BigDecimal("8"), new OrderType.Market(), TimeInForce.IOC));
        assertThat(leg(plan)).isEqualTo("a 3");
        assertThat(plan.unrouted()).singleElement().satisfies(part -> {
            assertThat(part.quantity()).isEqualByComparingTo("5");
            assertThat(part.reason().message()).isEqualTo("SLIPPAGE_LIMIT: venue=a quantity=5");
        });
        // A limit beyond the cap is no protection either; one within it is.
        assertThat(leg(route(buy("8"), ioc("8", "100.3")))).isEqualTo("a 3");
        assertThat(leg(route(buy("8"), ioc("8", "100.2")))).isEqualTo("a 8");
        BestVenueRouter wide = BestVenueRouter.builder().slippageCapBps(60).build();
        assertThat(leg(wide.route(request(buy("8").build(), ioc("8", "100.3")))))
                .isEqualTo("a 8");
    }

    @Test
    void refusesWhatNobodyShows() {
        add("a", 10, "bids 99.99:5", "asks 100.50:5");
        assertThat(reason(route(buy("1"), new Slice(BigDecimal.ONE, new OrderType.Market(), TimeInForce.IOC))))
                .startsWith("SLIPPAGE_LIMIT: venue=a shown=0 quantity=1");
        assertThat(reason(route(buy("1"), ioc("1", "100.2")))).startsWith("NO_LIQUIDITY: venue=a shown=0 quantity=1");
    }

    @Test
    void sendsAFillOrKillOnlyWhereAllOfItIsShown() {
        add("part", 1, "bids 99.99:5", "asks 100.01:3");
        add("full", 10, "bids 99.99:5", "asks 100.05:5");
        Slice fok = new Slice(new BigDecimal("4"), new OrderType.Limit(new BigDecimal("100.1")), TimeInForce.FOK);
        assertThat(leg(route(buy("4"), fok))).isEqualTo("full 4");
        Slice more = new Slice(new BigDecimal("6"), new OrderType.Limit(new BigDecimal("100.1")), TimeInForce.FOK);
        assertThat(reason(route(buy("6"), more))).startsWith("NO_LIQUIDITY: venue=part shown=3");
    }

    @Test
    void sendsARestingSliceToTheLowestMakerFeeThenTheDeeperBook() {
        add("a", 10, "bids 99.99:5", "asks 100.01:5").with(FeeSchedule.bps(5, 1));
        add("b", 10, "bids 99.99:5", "asks 100.01:5").with(FeeSchedule.bps(2, 9));
        add("c", 10, "bids 99.99:5", "asks 100.01:6").with(FeeSchedule.bps(2, 9));
        Slice resting = new Slice(BigDecimal.ONE, new OrderType.Limit(new BigDecimal("99.5")), TimeInForce.GTC);
        assertThat(leg(route(buy("1"), resting))).isEqualTo("c 1");
        // A limit that reaches the other side takes, and pays the taker fee.
        Slice taking = new Slice(BigDecimal.ONE, new OrderType.Limit(new BigDecimal("100.01")), TimeInForce.GTC);
        assertThat(leg(route(buy("1"), taking))).isEqualTo("a 1");
        OrderIntent maker = buy("1").type(taking.type()).postOnly(true).build();
        assertThat(leg(route(maker, taking))).isEqualTo("c 1");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void routesAndLeavesTheSliceExactlyAndNeverCostsMoreThanTheBestVenueAlone(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            venues.clear();
            for (int v = 0; v < 1 + random.nextInt(4); v++) {
                add("v" + v, random.nextInt(30), randomSide(random, -1), randomSide(random, 1));
            }
            BigDecimal quantity = new BigDecimal(100 + random.nextInt(20_000)).movePointLeft(3);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            OrderIntent intent = OrderIntent.of(BTC.symbol(), side, quantity)
                    .clientOrderId("c-1")
                    .build();
            Slice slice = new Slice(quantity, new OrderType.Market(), TimeInForce.IOC);
            RoutePlan plan = route(intent, slice);
            BigDecimal sum = BigDecimal.ZERO;
            for (RoutePlan.Leg leg : plan.legs()) {
                sum = sum.add(leg.slice().quantity());
            }
            for (RoutePlan.Unrouted part : plan.unrouted()) {
                sum = sum.add(part.quantity());
            }
            assertThat(sum).isEqualByComparingTo(quantity);
            assertThat(ROUTER.route(request(intent, slice))).as("pure").isEqualTo(plan);
            if (!plan.legs().isEmpty()) {
                checkBest(plan.legs().getFirst(), intent, slice);
            }
        }
    }

    /** Asked alone, no venue may take as much for a better net price by more than the tie. */
    private void checkBest(RoutePlan.Leg chosen, OrderIntent intent, Slice slice) {
        double chosenCost = plainNet(chosen, intent.side());
        List<Venue> all = List.copyOf(venues);
        for (Venue venue : all) {
            RoutePlan alone = ROUTER.route(new RouteRequest(
                    SampleOrders.parent("p-1", intent, OrderStatus.RELEASED, NOW), slice, BTC, List.of(venue), market));
            for (RoutePlan.Leg leg : alone.legs()) {
                assertThat(leg.slice().quantity())
                        .isLessThanOrEqualTo(chosen.slice().quantity());
                if (leg.slice().quantity().compareTo(chosen.slice().quantity()) == 0) {
                    assertThat(chosenCost).isLessThanOrEqualTo(plainNet(leg, intent.side()) + 1e-5 * 101);
                }
            }
        }
    }

    /** Signed average net price in plain arithmetic, the other way round from the router's. */
    private double plainNet(RoutePlan.Leg leg, Side side) {
        var book = market.book(leg.venue(), BTC.symbol()).orElseThrow();
        double left = leg.slice().quantity().doubleValue();
        double cost = 0;
        for (BookLevel level : side == Side.BUY ? book.asks(20) : book.bids(20)) {
            double part = Math.min(left, level.quantity().doubleValue());
            cost += part * level.price().doubleValue();
            left -= part;
        }
        Venue venue = venues.stream()
                .filter(v -> v.id().equals(leg.venue()))
                .findFirst()
                .orElseThrow();
        double fee = venue.fees(BTC.symbol()).takerRate().doubleValue();
        return side.sign() * cost / leg.slice().quantity().doubleValue() * (1 + side.sign() * fee);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> BestVenueRouter.builder().maxBookAge(Duration.ZERO))
                .hasMessageContaining("maxBookAge");
        assertThatThrownBy(() -> BestVenueRouter.builder().slippageCapBps(0)).hasMessageContaining("slippageCapBps");
        assertThatThrownBy(() -> BestVenueRouter.builder().levels(0)).hasMessageContaining("levels");
    }

    private static String randomSide(Random random, int sign) {
        StringBuilder text = new StringBuilder(sign < 0 ? "bids" : "asks");
        int ticks = 0;
        for (int k = 0; k < 1 + random.nextInt(8); k++) {
            ticks += 1 + random.nextInt(6);
            text.append(' ')
                    .append(new BigDecimal(10_000 + sign * ticks).movePointLeft(2))
                    .append(':')
                    .append(1 + random.nextInt(5));
        }
        return text.toString();
    }

    private FixedVenue add(String id, int feeBps, String bids, String asks) {
        return add(id, NOW, feeBps, bids, asks);
    }

    private FixedVenue add(String id, long bookTimeNs, int feeBps, String bids, String asks) {
        FixedVenue venue = FixedVenue.of(id, BTC).with(FeeSchedule.bps(feeBps, feeBps));
        venues.add(venue);
        market.with(id, new BookSnapshot(BTC.symbol(), bookTimeNs, 1, levels(bids), levels(asks)));
        return venue;
    }

    private static List<BookLevel> levels(String text) {
        return Arrays.stream(text.split(" ", -1))
                .skip(1)
                .map(pair -> pair.split(":", -1))
                .map(pair -> new BookLevel(new BigDecimal(pair[0]), new BigDecimal(pair[1])))
                .toList();
    }

    private RoutePlan route(OrderIntent.Builder intent, Slice slice) {
        return route(intent.build(), slice);
    }

    private RoutePlan route(OrderIntent intent, Slice slice) {
        return ROUTER.route(request(intent, slice));
    }

    private RouteRequest request(OrderIntent intent, Slice slice) {
        return new RouteRequest(
                SampleOrders.parent("p-1", intent, OrderStatus.RELEASED, NOW), slice, BTC, venues, market);
    }

    private static OrderIntent.Builder buy(String quantity) {
        return OrderIntent.of(BTC.symbol(), Side.BUY, new BigDecimal(quantity)).clientOrderId("c-1");
    }

    private static OrderIntent.Builder sell(String quantity) {
        return OrderIntent.of(BTC.symbol(), Side.SELL, new BigDecimal(quantity)).clientOrderId("c-1");
    }

    private static Slice ioc(String quantity, String limit) {
        return new Slice(new BigDecimal(quantity), new OrderType.Limit(new BigDecimal(limit)), TimeInForce.IOC);
    }

    private static String leg(RoutePlan plan) {
        assertThat(plan.legs()).hasSize(1);
        RoutePlan.Leg leg = plan.legs().getFirst();
        return leg.venue() + " " + leg.slice().quantity().toPlainString();
    }

    private static String reason(RoutePlan plan) {
        assertThat(plan.legs()).isEmpty();
        assertThat(plan.unrouted()).hasSize(1);
        return plan.unrouted().getFirst().reason().message();
    }
}
