package io.colin.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.SampleEvents;
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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link OrderRouter} does. Extend it, say how the router is made, and run it. */
public abstract class OrderRouterContract {
    private static final long NOW_NS = SampleEvents.START_NS;
    private static final BigDecimal MID = new BigDecimal("30000");
    private static final int REQUESTS = 200;

    /** Gives a router, built anew each time with the same settings. */
    protected abstract OrderRouter router();

    /** What is routed; its tick must divide 30000. */
    protected Instrument instrument() {
        return SampleInstruments.btcUsd();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sumsExactlyToTheSlice(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            RouteRequest request = request(random, 1 + random.nextInt(4));
            RoutePlan plan = router().route(request);

            assertThat(sum(plan))
                    .as("%s of %s", plan, request.slice())
                    .isEqualByComparingTo(request.slice().quantity());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void namesOnlyVenuesItWasGiven(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            RouteRequest request = request(random, 1 + random.nextInt(4));
            List<String> given = request.venues().stream().map(Venue::id).toList();

            assertThat(router().route(request).legs()).allMatch(leg -> given.contains(leg.venue()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsWithinTheLimitOfTheSlice(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            RouteRequest request = request(random, 1 + random.nextInt(4));
            request.slice()
                    .type()
                    .limitPrice()
                    .ifPresent(limit -> router().route(request).legs().stream()
                            .map(leg -> leg.slice().type().limitPrice())
                            .forEach(price -> assertThat(price)
                                    .hasValueSatisfying(value -> assertThat(isWorse(request, value, limit))
                                            .as("%s for a limit of %s", value, limit)
                                            .isFalse())));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void givesTheSamePlanForTheSameRequest(long seed) {
        Random random = new Random(seed);
        OrderRouter router = router();
        List<RouteRequest> requests = new ArrayList<>();
        List<RoutePlan> plans = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(request(random, 3));
            plans.add(router.route(requests.getLast()));
        }
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(router.route(requests.get(i))).isEqualTo(plans.get(i));
            assertThat(router().route(requests.get(i))).isEqualTo(plans.get(i));
        }
    }

    @Test
    void commandsNoVenue() {
        RouteRequest request = request(new Random(1), 4);
        RoutePlan plan = router().route(request);

        assertThat(sum(plan)).isEqualByComparingTo(request.slice().quantity());
        assertThat(request.venues())
                .allSatisfy(venue -> assertThat(((FixedVenue) venue).commands()).isEmpty());
    }

    @Test
    void leavesEverythingUnroutedWhereThereIsNoVenue() {
        RouteRequest request = request(new Random(1), 0);
        RoutePlan plan = router().route(request);

        assertThat(plan.legs()).isEmpty();
        assertThat(plan.unrouted()).isNotEmpty();
        assertThat(sum(plan)).isEqualByComparingTo(request.slice().quantity());
    }

    @Test
    void answersForVenuesThatShowNoBook() {
        Instrument instrument = instrument();
        Slice slice = new Slice(instrument.lotSize(), new OrderType.Market(), TimeInForce.IOC);
        FixedMarket market = FixedMarket.at(NOW_NS).with(instrument);
        List<Venue> venues = List.of(FixedVenue.of("dark", instrument), FixedVenue.of("elsewhere"));

        RoutePlan plan = router().route(request(Side.BUY, slice, venues, market));
        assertThat(sum(plan)).isEqualByComparingTo(slice.quantity());
    }

    private RouteRequest request(Random random, int venueCount) {
        Instrument instrument = instrument();
        FixedMarket market = FixedMarket.at(NOW_NS)
                .with(instrument)
                .with(SampleEvents.quote(instrument, NOW_NS, MID, lots(random, 500)));
        List<Venue> venues = new ArrayList<>();
        for (int i = 0; i < venueCount; i++) {
            venues.add(venue("venue-" + i, random, market));
        }
        BigDecimal away = instrument.tickSize().multiply(BigDecimal.valueOf(random.nextInt(41) - 20L));
        OrderType type = random.nextInt(3) == 0 ? new OrderType.Market() : new OrderType.Limit(MID.add(away));
        TimeInForce timeInForce = random.nextBoolean() ? TimeInForce.IOC : TimeInForce.GTC;
        Slice slice = new Slice(lots(random, 3000), type, timeInForce);
        return request(random.nextBoolean() ? Side.BUY : Side.SELL, slice, venues, market);
    }

    private Venue venue(String id, Random random, FixedMarket market) {
        Instrument instrument = instrument();
        FixedVenue venue = FixedVenue.of(id, instrument).with(FeeSchedule.bps(random.nextInt(10), random.nextInt(30)));
        if (random.nextInt(5) > 0) {
            BigDecimal shift = instrument.tickSize().multiply(BigDecimal.valueOf(random.nextInt(11) - 5L));
            var book = SampleEvents.book(instrument, NOW_NS, 1, MID.add(shift), lots(random, 500));
            venue.with(book);
            market.with(id, book);
        }
        return venue;
    }

    private RouteRequest request(Side side, Slice slice, List<Venue> venues, FixedMarket market) {
        OrderIntent intent = OrderIntent.of(instrument().symbol(), side, slice.quantity())
                .clientOrderId("routed")
                .type(slice.type())
                .build();
        return new RouteRequest(
                SampleOrders.parent("parent-1", intent, OrderStatus.ACCEPTED, NOW_NS),
                slice,
                instrument(),
                venues,
                market);
    }

    private BigDecimal lots(Random random, int most) {
        return instrument().lotSize().multiply(BigDecimal.valueOf(1L + random.nextInt(most)));
    }

    private static boolean isWorse(RouteRequest request, BigDecimal price, BigDecimal limit) {
        int compared = price.compareTo(limit);
        return request.parent().intent().side() == Side.BUY ? compared > 0 : compared < 0;
    }

    private static BigDecimal sum(RoutePlan plan) {
        BigDecimal legs =
                plan.legs().stream().map(leg -> leg.slice().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return plan.unrouted().stream().map(RoutePlan.Unrouted::quantity).reduce(legs, BigDecimal::add);
    }
}
