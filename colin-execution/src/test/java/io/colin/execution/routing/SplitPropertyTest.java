package io.colin.execution.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the router on larger books than every split of which can be tried. */
class SplitPropertyTest {
    private static final int BOOKS = 250;
    private static final String[] LOTS = {"0.001", "0.001", "0.01", "0.1"};

    private final RoutingDesk desk = new RoutingDesk();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void sumsExactlyAndNeverCostsMoreThanTheBestVenueAlone(long seed) {
        Random random = new Random(seed);
        NetPriceRouter router =
                NetPriceRouter.builder().minLiquidity(0).tieBps(0).build();
        NetPriceRouter tied = NetPriceRouter.builder().minLiquidity(0).build();
        int compared = 0;
        for (int book = 0; book < BOOKS; book++) {
            build(random, 1 + random.nextInt(10));
            BigDecimal quantity = new BigDecimal(100 + random.nextInt(60_000)).movePointLeft(3);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            OrderIntent intent = OrderIntent.of(RoutingDesk.BTC.symbol(), side, quantity)
                    .clientOrderId("c-1")
                    .build();
            Slice slice = slice(random, side, quantity);
            RoutePlan plan = desk.route(router, intent, slice);
            assertThat(sum(plan)).isEqualByComparingTo(quantity);
            assertThat(desk.route(router, intent, slice)).as("pure").isEqualTo(plan);
            assertThat(plan.considered()).hasSameSizeAs(desk.venues);
            compared += checkAlone(plan, side, BigDecimal.ZERO);
            RoutePlan withTies = desk.route(tied, intent, slice);
            assertThat(sum(withTies)).isEqualByComparingTo(quantity);
            checkAlone(withTies, side, new BigDecimal("0.00001"));
            assertThat(taken(withTies)).isEqualByComparingTo(taken(plan));
        }
        assertThat(compared).isGreaterThan(BOOKS / 4);
    }

    /** Whether one venue alone could take as much; then it never is cheaper by more than the tie. */
    private static int checkAlone(RoutePlan plan, Side side, BigDecimal tie) {
        Optional<RoutePlan.Expected> expected = plan.expected();
        if (expected.isEmpty() || expected.get().alone().isEmpty()) {
            return 0;
        }
        BigDecimal alone = expected.get().alone().get();
        BigDecimal worse = expected.get().netPrice().subtract(alone).multiply(BigDecimal.valueOf(side.sign()));
        // Averages are rounded to 34 digits.
        assertThat(worse).isLessThanOrEqualTo(alone.multiply(tie).add(new BigDecimal("1e-25")));
        return 1;
    }

    private static Slice slice(Random random, Side side, BigDecimal quantity) {
        return switch (random.nextInt(4)) {
            case 0 -> new Slice(quantity, new OrderType.Market(), TimeInForce.IOC);
            case 1 ->
                new Slice(
                        quantity,
                        new OrderType.Limit(new BigDecimal(10_000 + side.sign() * random.nextInt(40)).movePointLeft(2)),
                        TimeInForce.GTC);
            case 2 ->
                new Slice(
                        quantity,
                        new OrderType.Limit(new BigDecimal(10_000 + side.sign() * random.nextInt(40)).movePointLeft(2)),
                        TimeInForce.FOK);
            default ->
                new Slice(
                        quantity,
                        new OrderType.Limit(new BigDecimal(10_000 + side.sign() * random.nextInt(40)).movePointLeft(2)),
                        TimeInForce.IOC);
        };
    }

    private void build(Random random, int count) {
        desk.clear();
        boolean sameLots = random.nextBoolean();
        for (int v = 0; v < count; v++) {
            Instrument.Builder terms = Instrument.spot("BTC/USD")
                    .tickSize("0.01")
                    .lotSize(sameLots ? "0.001" : LOTS[random.nextInt(LOTS.length)]);
            if (random.nextInt(3) == 0) {
                terms.minNotional(Integer.toString(10 + random.nextInt(500)));
            }
            desk.add(
                    "v" + v,
                    terms.build(),
                    RoutingDesk.NOW,
                    random.nextInt(30) / 2.0,
                    levels(random, -1),
                    levels(random, 1));
            if (random.nextInt(3) == 0) {
                desk.evidence.put(
                        "v" + v,
                        VenueEvidence.ASSUMED.withSpendable(Optional.of(new BigDecimal(random.nextInt(3_000)))));
            }
        }
    }

    private static String levels(Random random, int sign) {
        StringBuilder text = new StringBuilder();
        int ticks = 0;
        for (int k = 0; k < 20; k++) {
            ticks += 1 + random.nextInt(3);
            text.append(new BigDecimal(10_000 + sign * ticks).movePointLeft(2))
                    .append(':')
                    .append(new BigDecimal(1 + random.nextInt(5_000)).movePointLeft(3))
                    .append(' ');
        }
        return text.toString();
    }

    private static BigDecimal taken(RoutePlan plan) {
        return plan.legs().stream().map(leg -> leg.slice().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sum(RoutePlan plan) {
        return plan.unrouted().stream().map(RoutePlan.Unrouted::quantity).reduce(taken(plan), BigDecimal::add);
    }
}
