package io.colin.execution.routing;

import static io.colin.execution.routing.RoutingDesk.buy;
import static io.colin.execution.routing.RoutingDesk.ioc;
import static io.colin.execution.routing.RoutingDesk.legs;
import static io.colin.execution.routing.RoutingDesk.limit;
import static io.colin.execution.routing.RoutingDesk.market;
import static io.colin.execution.routing.RoutingDesk.sell;
import static io.colin.execution.routing.RoutingDesk.thought;
import static io.colin.execution.routing.RoutingDesk.unrouted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.OrderRouter;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedSlippageRouterTest {
    private static final NetPriceRouter FREE =
            NetPriceRouter.builder().minLiquidity(0).maxVenues(8).tieBps(0).build();
    private static final OrderRouter ROUTER = LimitedSlippageRouter.of(FREE, 5);
    private static final String BIDS = "99.99:1 99.95:3 99.81:9";
    private static final String ASKS = "100.01:1 100.05:3 100.19:9";

    private final RoutingDesk desk = new RoutingDesk();

    @Test
    void sendsWhatIsExpectedWithinTheLimitAndLeavesTheRestWithItsReason() {
        desk.add("a", 10, BIDS, ASKS);
        assertThat(desk.route(ROUTER, buy("4").build(), market("4")))
                .as("1 at 100.01 and 3 at 100.05 are 4 bp")
                .isEqualTo(desk.route(FREE, buy("4").build(), market("4")));
        // (100.01 + 3 · 100.05 + y · 100.19) / (4 + y) = 100.05 for y = 0.2857
        RoutePlan plan = desk.route(ROUTER, buy("6").build(), market("6"));
        assertThat(legs(plan)).isEqualTo("a 4.285@100.19");
        assertThat(unrouted(plan)).isEqualTo("1.715 SLIPPAGE_LIMIT: expected_bps=9.0000 max_bps=5.0000");
        assertThat(legs(desk.route(ROUTER, sell("6").build(), market("6")))).isEqualTo("a 4.285@99.81");
    }

    @Test
    void aHardCapAndALimitOfTheOrderHoldBesideIt() {
        desk.add("a", 10, BIDS, "100.01:1 100.05:3 100.19:9");
        assertThat(legs(desk.route(ROUTER, buy("6").build(), ioc("6", "100.05"))))
                .isEqualTo("a 4@100.05");
        OrderRouter capped = LimitedSlippageRouter.of(
                NetPriceRouter.builder().minLiquidity(0).slippageCapBps(3).build(), 5);
        assertThat(legs(desk.route(capped, buy("6").build(), market("6")))).isEqualTo("a 1@100.01");
    }

    @Test
    void nothingGoesWhereTheBestPriceIsBeyondTheLimitAlready() {
        desk.add("a", 10, "99.90:9", "100.10:9");
        RoutePlan plan = desk.route(ROUTER, buy("2").build(), market("2"));
        assertThat(plan.legs()).isEmpty();
        assertThat(unrouted(plan)).isEqualTo("2 SLIPPAGE_LIMIT: expected_bps=10.0000 max_bps=5.0000");
        assertThat(thought(plan, "a").why()).isEqualTo("SLIPPAGE_LIMIT: expected_bps=10.0000 max_bps=5.0000");
        assertThat(thought(plan, "a").quantity()).isZero();
    }

    @Test
    void aFillOrKillSliceGoesWholeOrNotAtAll() {
        desk.add("a", 10, BIDS, ASKS);
        assertThat(legs(desk.route(ROUTER, buy("4").build(), limit("4", "101", TimeInForce.FOK))))
                .isEqualTo("a 4@100.05");
        assertThat(desk.route(ROUTER, buy("6").build(), limit("6", "101", TimeInForce.FOK))
                        .legs())
                .isEmpty();
    }

    @Test
    void aWayOutAndWhatMayRestPassAsTheyAre() {
        desk.add("a", 10, BIDS, ASKS);
        OrderIntent out = buy("6").build();
        assertThat(ROUTER.route(desk.closing(out, market("6")))).isEqualTo(FREE.route(desk.closing(out, market("6"))));
        assertThat(desk.route(ROUTER, out, limit("6", "100.19", TimeInForce.GTC)))
                .isEqualTo(desk.route(FREE, out, limit("6", "100.19", TimeInForce.GTC)));
    }

    @Test
    void whatEarlierChildrenPaidBeyondTheirPlanCountsAndFeesDoNot() {
        desk.add("a", 500, "99.99:9", "100.01:9");
        assertThat(legs(desk.route(ROUTER, buy("2").build(), market("2")))).isEqualTo("a 2@100.01");
        desk.evidence.put(
                "a",
                new VenueEvidence(
                        0,
                        0,
                        true,
                        0.9,
                        4.5,
                        VenueEvidence.NEVER,
                        VenueEvidence.NEVER,
                        VenueEvidence.UNLIMITED,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(unrouted(desk.route(ROUTER, buy("2").build(), market("2"))))
                .isEqualTo("2 SLIPPAGE_LIMIT: expected_bps=5.5000 max_bps=5.0000");
    }

    @Test
    void aRouterThatDoesNotSayWhatItExpectsIsNotHeldBack() {
        desk.add("a", 10, "99.90:9", "100.10:9");
        OrderRouter silent = request -> new RoutePlan(List.of(new RoutePlan.Leg("a", request.slice())), List.of());
        assertThat(legs(desk.route(LimitedSlippageRouter.of(silent, 5), buy("2").build(), market("2"))))
                .isEqualTo("a 2@any");
        assertThatThrownBy(() -> LimitedSlippageRouter.of(silent, 0)).hasMessageStartingWith("mostBps: ");
        assertThatThrownBy(() -> LimitedSlippageRouter.of(silent, Double.NaN)).hasMessageStartingWith("mostBps: ");
    }

    /** Without fees the cheapest levels of all venues come first: the oracle walks them lot by lot. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void takesAsMuchAsAWalkOverAllBooksLotByLotWould(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        OrderRouter strict = LimitedSlippageRouter.of(FREE, 3);
        int limited = 0;
        for (int book = 0; book < 40; book++) {
            desk.clear();
            List<BigDecimal[]> asks = new ArrayList<>();
            for (int venue = 0; venue < 3; venue++) {
                desk.add("v" + venue, 0, "99.99:9", book(random, asks));
            }
            BigDecimal quantity = BigDecimal.valueOf(random.nextInt(2000, 9000), 3);
            OrderIntent intent = OrderIntent.of(RoutingDesk.BTC.symbol(), Side.BUY, quantity)
                    .clientOrderId("c-1")
                    .build();
            RoutePlan plan = desk.route(strict, intent, market(quantity.toPlainString()));
            BigDecimal taken =
                    plan.legs().stream().map(leg -> leg.slice().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal left =
                    plan.unrouted().stream().map(RoutePlan.Unrouted::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(taken.add(left)).as("exactly the slice").isEqualByComparingTo(quantity);
            assertThat(taken).isEqualByComparingTo(walk(asks, quantity));
            limited += unrouted(plan).contains("max_bps") ? 1 : 0;
        }
        assertThat(limited).as("books where the limit holds some back").isGreaterThan(5);
    }

    private static String book(SplittableRandom random, List<BigDecimal[]> asks) {
        StringBuilder text = new StringBuilder();
        long cents = 10_001;
        for (int level = 0; level < 6; level++) {
            BigDecimal price = BigDecimal.valueOf(cents, 2);
            BigDecimal size = BigDecimal.valueOf(random.nextInt(100, 1000), 3);
            asks.add(new BigDecimal[] {price, size});
            text.append(price).append(':').append(size).append(' ');
            cents += random.nextInt(1, 4);
        }
        return text.toString().strip();
    }

    private static BigDecimal walk(List<BigDecimal[]> asks, BigDecimal quantity) {
        List<BigDecimal[]> sorted = new ArrayList<>(asks);
        sorted.sort((one, other) -> one[0].compareTo(other[0]));
        BigDecimal lot = new BigDecimal("0.001");
        BigDecimal bound = new BigDecimal("100.03");
        BigDecimal taken = BigDecimal.ZERO;
        BigDecimal paid = BigDecimal.ZERO;
        for (BigDecimal[] level : sorted) {
            BigDecimal left = level[1];
            while (left.signum() > 0 && taken.compareTo(quantity) < 0) {
                BigDecimal more = paid.add(lot.multiply(level[0]));
                if (more.compareTo(bound.multiply(taken.add(lot))) > 0) {
                    return taken;
                }
                paid = more;
                taken = taken.add(lot);
                left = left.subtract(lot);
            }
        }
        return taken;
    }
}
