package io.colin.execution.routing;

import static io.colin.execution.routing.RoutingDesk.BTC;
import static io.colin.execution.routing.RoutingDesk.NOW;
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
import static org.assertj.core.api.Assertions.within;

import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.FixedVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetPriceRouterTest {
    private static final NetPriceRouter ROUTER =
            NetPriceRouter.builder().minLiquidity(0).build();

    private final RoutingDesk desk = new RoutingDesk();

    @Test
    void choosesTheBestPriceAfterFees() {
        desk.add("dear", 30, "99.99:5", "100.01:5");
        desk.add("cheap", 10, "99.97:5", "100.03:5");
        // 100.01 · 1.003 = 100.31003 against 100.03 · 1.001 = 100.13003
        assertThat(legs(route(buy("2"), ioc("2", "100.15")))).isEqualTo("cheap 2@100.03");
        // 99.99 · 0.997 = 99.69003 against 99.97 · 0.999 = 99.87003
        assertThat(legs(route(sell("2"), ioc("2", "99.85")))).isEqualTo("cheap 2@99.97");
    }

    @Test
    void takesTheCheapestLevelsOfAllVenuesFirst() {
        desk.add("a", 10, "99.99:9", "100.01:1 100.05:3 100.19:9");
        desk.add("b", 10, "99.99:9", "100.02:2 100.04:2");
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("a 1@100.01");
        assertThat(legs(route(buy("3"), market("3")))).isEqualTo("a 1@100.01, b 2@100.02");
        RoutePlan plan = route(buy("6"), market("6"));
        assertThat(legs(plan)).isEqualTo("a 2@100.05, b 4@100.04");
        // (100.01 + 100.05) / 2 and (2 · 100.02 + 2 · 100.04) / 4, the same with 10 bp
        assertThat(thought(plan, "a").averagePrice())
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("100.03"));
        assertThat(thought(plan, "a").netPrice())
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("100.13003"));
        assertThat(plan.expected().orElseThrow().mid()).isEqualByComparingTo("100");
        assertThat(plan.expected().orElseThrow().netPrice()).isEqualByComparingTo("100.13003");
        // a alone: (100.01 + 3 · 100.05 + 2 · 100.19) / 6 · 1.001; b shows only 4
        assertThat(plan.expected().orElseThrow().alone())
                .hasValueSatisfying(v -> assertThat(v.doubleValue()).isCloseTo(100.09 * 1.001, within(1e-9)));
    }

    @Test
    void splitsOverAtMostSoManyVenuesAndChoosesTheBestOfThem() {
        desk.add("a", 0, "99.99:9", "100.01:1");
        desk.add("b", 0, "99.99:9", "100.02:1");
        desk.add("c", 0, "99.99:9", "100.03:1 100.04:9");
        desk.add("d", 0, "99.99:9", "100.05:1");
        assertThat(legs(route(buy("4"), market("4")))).isEqualTo("a 1@100.01, b 1@100.02, c 2@100.04");
        NetPriceRouter two =
                NetPriceRouter.builder().minLiquidity(0).maxVenues(2).build();
        assertThat(legs(desk.route(two, buy("4").build(), market("4")))).isEqualTo("a 1@100.01, c 3@100.04");
        NetPriceRouter one =
                NetPriceRouter.builder().minLiquidity(0).maxVenues(1).build();
        assertThat(legs(desk.route(one, buy("4").build(), market("4")))).isEqualTo("c 4@100.04");
        assertThat(thought(route(buy("4"), market("4")), "d").why()).isEqualTo("NOT_NEEDED: best_net_price=100.05");
    }

    @Test
    void movesWhatIsBelowAVenuesMinimumToTheNext() {
        Instrument large = Instrument.spot("BTC/USD")
                .tickSize("0.01")
                .lotSize("0.001")
                .minQuantity("2")
                .build();
        desk.add("best", large, NOW, 0, "99.99:9", "100.01:1 100.09:9");
        desk.add("next", 0, "99.99:9", "100.02:9");
        assertThat(legs(route(buy("3"), market("3")))).isEqualTo("next 3@100.02");
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("next 1@100.02");
        assertThat(thought(route(buy("1"), market("1")), "best").why())
                .isEqualTo("QUANTITY_BELOW_MINIMUM: venue=best quantity=1 minimum=2");
    }

    @Test
    void fillsCoarseAndFineLotsTogether() {
        Instrument coarse =
                Instrument.spot("BTC/USD").tickSize("0.01").lotSize("0.5").build();
        desk.add("coarse", coarse, NOW, 0, "99.99:9", "100.01:9");
        desk.add("fine", 0, "99.99:9", "100.05:0.7");
        // Whole lots of the cheap venue, the rest of the dear one.
        assertThat(legs(route(buy("2.3"), market("2.3")))).isEqualTo("coarse 2@100.01, fine 0.3@100.05");
        // 0.9 of the fine one are not shown: half a lot less of the cheap one would leave more.
        RoutePlan plan = route(buy("2.4"), market("2.4"));
        assertThat(legs(plan)).isEqualTo("coarse 2@100.01, fine 0.4@100.05");
        assertThat(plan.unrouted()).isEmpty();
        RoutePlan rest = route(buy("0.4995"), market("0.4995"));
        assertThat(legs(rest)).isEqualTo("fine 0.499@100.05");
        assertThat(unrouted(rest)).startsWith("0.0005 QUANTITY_PRECISION: quantity=0.0005");
    }

    @Test
    void spendsNoMoreThanThereIs() {
        desk.add("poor", 10, "99.99:9", "100.01:9");
        desk.add("rich", 10, "99.99:9", "100.05:9");
        desk.evidence.put("poor", VenueEvidence.ASSUMED.withSpendable(Optional.of(new BigDecimal("150.2"))));
        // 1.5 · 100.01 · 1.001 = 150.165015
        assertThat(legs(route(buy("4"), market("4")))).isEqualTo("poor 1.5@100.01, rich 2.5@100.05");
        desk.evidence.put("poor", VenueEvidence.ASSUMED.withSpendable(Optional.of(new BigDecimal("0.75"))));
        assertThat(legs(route(sell("4"), market("4")))).doesNotContain("poor 0.8");
        assertThat(thought(route(buy("4"), market("4")), "poor").why())
                .isEqualTo("NOTIONAL_EXCEEDS_FREE_BALANCE: venue=poor free=0.75 minimum=0.1");
        desk.evidence.put("rich", VenueEvidence.ASSUMED.withSpendable(Optional.of(new BigDecimal("200"))));
        desk.evidence.remove("poor");
        RoutePlan plan = route(buy("15"), market("15"));
        assertThat(legs(plan)).isEqualTo("poor 9@100.01, rich 1.997@100.05");
        assertThat(unrouted(plan)).startsWith("4.003 NOTIONAL_EXCEEDS_FREE_BALANCE: quantity=4.003 venues=poor,rich");
    }

    @Test
    void paysForWaitingAndForWhatWasWorseThanPlanned() {
        desk.add("slow", 0, "99.99:9", "100.01:9");
        desk.add("fast", 0, "99.98:9", "100.02:9");
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("slow 1@100.01");
        desk.market.with(BTC.symbol(), wild());
        desk.evidence.put("slow", measured(90, 0.9, 0));
        desk.evidence.put("fast", measured(1, 0.9, 0));
        RoutePlan plan = route(buy("1"), market("1"));
        double sigma = wild().volatility(NOW - 3_600_000_000_000L, NOW).orElseThrow();
        assertThat(thought(plan, "slow").terms().orElseThrow().latencyCost().doubleValue())
                .isCloseTo(100 * sigma * Math.sqrt(0.09) / 2, within(1e-6));
        assertThat(sigma * 50 * (0.3 - Math.sqrt(0.001))).isGreaterThan(0.01);
        assertThat(legs(plan)).isEqualTo("fast 1@100.02");
        desk.clear();
        desk.add("worse", 0, "99.99:9", "100.01:9");
        desk.add("as-planned", 0, "99.98:9", "100.02:9");
        desk.evidence.put("worse", measured(1, 0.9, 3));
        desk.evidence.put("as-planned", measured(1, 0.9, 0));
        // 3 bp of 100 are 0.03
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("as-planned 1@100.02");
        assertThat(legs(route(sell("1"), market("1")))).isEqualTo("as-planned 1@99.98");
    }

    @Test
    void letsQualityDecideBetweenCostsWithinATenthOfABasisPoint() {
        desk.add("a", 10, "99.99:5", "100.01:5");
        desk.add("b", 10, "99.99:5", "100.01:5");
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("a 1@100.01");
        desk.add("c", 10, "99.99:5", "100.01:8");
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("c 1@100.01");
        // 100.02 · 1.0009 = 100.110018 is 0.001 bp from 100.01 · 1.001 = 100.11001
        desk.add("d", 9, "99.98:5", "100.02:5");
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("d 1@100.02");
        NetPriceRouter exact =
                NetPriceRouter.builder().minLiquidity(0).tieBps(0).build();
        assertThat(legs(desk.route(exact, buy("1").build(), market("1")))).isEqualTo("c 1@100.01");
        // A fill ratio weighs more than a fee and depth together.
        desk.evidence.put("b", measured(50, 0.99, 0));
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("b 1@100.01");
    }

    @Test
    void keepsToAVenueTheOrderNames() {
        desk.add("a", 10, "99.99:5", "100.01:5");
        desk.add("b", 10, "99.90:5", "100.10:5");
        assertThat(legs(route(buy("1").venue("b"), ioc("1", "100.2")))).isEqualTo("b 1@100.1");
        assertThat(unrouted(route(buy("1").venue("z"), ioc("1", "100.2"))))
                .isEqualTo("1 NO_LIQUIDITY: venue=z is not connected");
    }

    @Test
    void excludesStaleMissingCrossedAndOneSidedBooks() {
        desk.add("stale", BTC, NOW - Duration.ofSeconds(2).toNanos() - 1, 10, "99.99:5", "100.01:5");
        assertThat(unrouted(route(buy("1"), ioc("1", "100.2"))))
                .isEqualTo("1 STALE_MARKET_DATA: venue=stale age_ms=2000 max_age_ms=2000");
        NetPriceRouter patient = NetPriceRouter.builder()
                .minLiquidity(0)
                .maxBookAge(Duration.ofSeconds(60))
                .build();
        assertThat(legs(desk.route(patient, buy("1").build(), ioc("1", "100.2"))))
                .isEqualTo("stale 1@100.01");
        desk.clear();
        desk.venues.add(FixedVenue.of("silent", BTC));
        desk.add("crossed", 10, "100.02:5", "100.01:5");
        desk.add("one-sided", 10, "", "100.01:5");
        desk.add("empty", 10, "", "");
        RoutePlan plan = route(buy("1"), ioc("1", "100.2"));
        assertThat(plan.legs()).isEmpty();
        assertThat(plan.considered())
                .extracting(RoutePlan.Considered::why)
                .containsExactly(
                        "STALE_MARKET_DATA: venue=silent book=none",
                        "STALE_MARKET_DATA: venue=crossed book=crossed bid=100.02 ask=100.01",
                        "STALE_MARKET_DATA: venue=one-sided book=one-sided",
                        "STALE_MARKET_DATA: venue=empty book=none");
        assertThat(unrouted(plan)).isEqualTo("1 STALE_MARKET_DATA: venue=silent book=none");
    }

    @Test
    void excludesVenuesThatAreDownOrHaveNoRequestsLeft() {
        desk.add("down", 0, "99.99:5", "100.01:5");
        desk.add("spent", 0, "99.99:5", "100.01:5");
        desk.add("up", 0, "99.99:5", "100.05:5");
        desk.evidence.put("down", VenueEvidence.ASSUMED.unavailable("connection lost"));
        desk.evidence.put("spent", VenueEvidence.ASSUMED.withRequestsLeft(0));
        RoutePlan plan = route(buy("1"), market("1"));
        assertThat(legs(plan)).isEqualTo("up 1@100.05");
        assertThat(thought(plan, "down").why()).isEqualTo("NO_LIQUIDITY: venue=down unavailable=connection lost");
        assertThat(thought(plan, "spent").why()).isEqualTo("RATE_LIMIT_EXCEEDED: venue=spent requests_left=0");
        assertThat(legs(route(buy("1"), limit("1", "99.5", TimeInForce.GTC)))).isEqualTo("up 1@99.5");
    }

    @Test
    void excludesSlowAndUnreliableVenuesForAsLongAsThatIsRecent() {
        desk.add("slow", 0, "99.99:5", "100.01:5");
        desk.add("shy", 0, "99.99:5", "100.01:5");
        desk.add("good", 0, "99.99:5", "100.05:5");
        desk.evidence.put("slow", measured(101, 0.9, 0));
        desk.evidence.put("shy", measured(50, 0.79, 0));
        RoutePlan plan = route(buy("1"), market("1"));
        assertThat(legs(plan)).isEqualTo("good 1@100.05");
        assertThat(thought(plan, "slow").why())
                .isEqualTo("NO_LIQUIDITY: venue=slow p95_latency_ms=101 max_latency_ms=100");
        assertThat(thought(plan, "shy").why()).isEqualTo("NO_LIQUIDITY: venue=shy fill_ratio=0.79 min_fill_ratio=0.8");
        desk.market.moveTo(NOW + Duration.ofMinutes(5).toNanos() + 1);
        NetPriceRouter patient = NetPriceRouter.builder()
                .minLiquidity(0)
                .maxBookAge(Duration.ofHours(1))
                .build();
        assertThat(legs(desk.route(patient, buy("8").build(), market("8")))).isEqualTo("slow 5@100.01, shy 3@100.01");
        // An assumption excludes nobody, however slow.
        desk.market.moveTo(NOW);
        desk.evidence.put("slow", VenueEvidence.assumed(500_000_000L));
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("slow 1@100.01");
    }

    @Test
    void excludesVenuesThatShowTooLittle() {
        desk.add("thin", 0, "99.99:5", "100.01:99 100.21:500");
        desk.add("thick", 0, "99.99:5", "100.05:100");
        NetPriceRouter usual = NetPriceRouter.builder().build();
        RoutePlan plan = desk.route(usual, buy("1").build(), market("1"));
        assertThat(legs(plan)).isEqualTo("thick 1@100.05");
        assertThat(thought(plan, "thin").why())
                .isEqualTo("NO_LIQUIDITY: venue=thin value_within_cap=9900.99 min_liquidity=10000");
    }

    @Test
    void letsAWayOutIntoASmallMarketButNotBeyondTheSlippageCap() {
        desk.add("thin", 0, "99.99:5", "100.01:2 100.21:500");
        RoutePlan plan = NetPriceRouter.builder().build().route(desk.closing(buy("3").build(), market("3")));
        assertThat(legs(plan)).isEqualTo("thin 2@100.01");
        assertThat(plan.unrouted())
                .singleElement()
                .satisfies(part -> assertThat(part.quantity()).isEqualByComparingTo("1"));
    }

    @Test
    void letsAWayOutToASlowVenueAndToOneThatFillsPoorly() {
        desk.add("slow", 0, "99.99:5", "100.01:2");
        desk.add("shy", 0, "99.99:5", "100.02:2");
        desk.evidence.put("slow", measured(101, 0.9, 0));
        desk.evidence.put("shy", measured(50, 0.79, 0));
        assertThat(legs(route(buy("4"), market("4")))).isEmpty();
        RoutePlan plan = ROUTER.route(desk.closing(buy("4").build(), market("4")));
        assertThat(legs(plan)).isEqualTo("slow 2@100.01, shy 2@100.02");
    }

    @Test
    void keepsAWayOutFromAPoorVenueWhileTheOthersCanTakeItAll() {
        desk.add("shy", 0, "99.99:5", "100.01:9");
        desk.add("sure", 0, "99.98:5", "100.03:4");
        desk.evidence.put("shy", measured(50, 0.1, 0));
        RoutePlan plan = ROUTER.route(desk.closing(buy("4").build(), market("4")));
        assertThat(legs(plan)).isEqualTo("sure 4@100.03");
        assertThat(plan.considered().getFirst().why()).startsWith("NO_LIQUIDITY: venue=shy fill_ratio=0.1");

        assertThat(legs(ROUTER.route(desk.closing(buy("5").build(), market("5")))))
                .as("more than the others show")
                .isEqualTo("shy 5@100.01");
    }

    @Test
    void holdsAFillRatioAgainstAVenueForAsLongAsItsLastFailureIsRecentHoweverFreshItsAnswersAre() {
        desk.add("shy", 0, "99.99:5", "100.01:5");
        long fiveMinutes = Duration.ofMinutes(5).toNanos();
        desk.evidence.put("shy", shy(NOW, NOW - fiveMinutes));
        assertThat(legs(route(buy("1"), market("1")))).isEmpty();
        desk.evidence.put("shy", shy(NOW, NOW - fiveMinutes - 1));
        assertThat(legs(route(buy("1"), market("1")))).isEqualTo("shy 1@100.01");
        desk.evidence.put("shy", shy(NOW - fiveMinutes - 1, NOW));
        assertThat(legs(route(buy("1"), market("1")))).isEmpty();
    }

    private static VenueEvidence shy(long measuredNs, long unfilledNs) {
        return new VenueEvidence(
                1,
                1,
                false,
                0.79,
                0,
                measuredNs,
                unfilledNs,
                VenueEvidence.UNLIMITED,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void excludesVenuesWithOtherContractTerms() {
        Instrument tenth = Instrument.spot("BTC/USD").contractSize("0.1").build();
        desk.add("tenth", tenth, NOW, 0, "99.99:5", "100.01:5");
        assertThat(unrouted(route(buy("1"), market("1"))))
                .isEqualTo("1 VALIDATION_FAILED: venue=tenth contract=0.1 LINEAR rule=as the order's 1 LINEAR");
    }

    @Test
    void namesEveryVenuesReasonWhenTheyDiffer() {
        desk.add("stale", BTC, NOW - 60_000_000_000L, 10, "99.99:5", "100.01:5");
        desk.venues.add(FixedVenue.of("other", Instrument.spot("ETH/USD").build()));
        assertThat(unrouted(route(buy("1"), ioc("1", "100.2"))))
                .isEqualTo("1 NO_LIQUIDITY: STALE_MARKET_DATA: venue=stale age_ms=60000 max_age_ms=2000; "
                        + "INSTRUMENT_NOT_FOUND: venue=other symbol=BTC/USD");
    }

    @Test
    void keepsToGridsAndMinima() {
        desk.add("a", 10, "99.99:5", "100.01:5");
        assertThat(unrouted(route(buy("0.05"), ioc("0.05", "100.2"))))
                .isEqualTo("0.05 NOTIONAL_BELOW_MINIMUM: venue=a notional=5.0005 minimum=10");
        assertThat(unrouted(route(buy("0.0005"), ioc("0.0005", "100.2"))))
                .isEqualTo("0.0005 QUANTITY_PRECISION: venue=a quantity=0.0005 lot=0.001");
        // A limit between two ticks is tightened, never loosened.
        assertThat(legs(route(buy("1"), limit("1", "99.505", TimeInForce.GTC)))).isEqualTo("a 1@99.5");
        assertThat(legs(route(sell("1"), limit("1", "100.505", TimeInForce.GTC))))
                .isEqualTo("a 1@100.51");
        RoutePlan plan = route(buy("1.0005"), ioc("1.0005", "100.2"));
        assertThat(legs(plan)).isEqualTo("a 1@100.01");
        assertThat(unrouted(plan)).isEqualTo("0.0005 QUANTITY_PRECISION: quantity=0.0005 rule=whole lots of a");
    }

    @Test
    void routesOnlyWhatLiesWithinTheSlippageCap() {
        // mid 100, cap 20 bp: 100.2
        desk.add("a", 10, "99.99:5", "100.01:1 100.20:2 100.21:9");
        RoutePlan plan = route(buy("8"), market("8"));
        assertThat(legs(plan)).isEqualTo("a 3@100.2");
        assertThat(unrouted(plan)).isEqualTo("5 SLIPPAGE_LIMIT: quantity=5 venues=a");
        assertThat(plan.unrouted().getFirst().reason().code()).isEqualTo("SLIPPAGE_LIMIT");
        // A limit beyond the cap is no protection; one within it ends where the book does.
        assertThat(unrouted(route(buy("8"), ioc("8", "100.3")))).startsWith("5 SLIPPAGE_LIMIT");
        assertThat(unrouted(route(buy("8"), ioc("8", "100.2")))).startsWith("5 NO_LIQUIDITY");
        NetPriceRouter wide =
                NetPriceRouter.builder().minLiquidity(0).slippageCapBps(60).build();
        assertThat(legs(desk.route(wide, buy("8").build(), ioc("8", "100.3")))).isEqualTo("a 8@100.21");
    }

    @Test
    void refusesWhatNobodyShows() {
        desk.add("a", 10, "99.99:5", "100.50:5");
        assertThat(unrouted(route(buy("1"), market("1")))).startsWith("1 SLIPPAGE_LIMIT: venue=a shown=0 quantity=1");
        RoutePlan plan = route(buy("1"), ioc("1", "100.2"));
        assertThat(plan.unrouted().getFirst().reason().code()).isEqualTo("NO_LIQUIDITY");
        assertThat(unrouted(plan)).startsWith("1 NO_LIQUIDITY: venue=a shown=0 quantity=1");
    }

    @Test
    void measuresTheCapFromTheMiddleOfAllVenues() {
        desk.add("near", 0, "99.99:9", "100.01:1");
        desk.add("far", 0, "100.29:9", "100.31:9");
        // The middle is that of 100.29 and 100.01: 100.15, so that the cap is at 100.35.
        assertThat(legs(route(buy("2"), market("2")))).isEqualTo("near 1@100.01, far 1@100.31");
        desk.add("nearer", 0, "99.99:9", "99.99:9");
        desk.clear();
        desk.add("near", 0, "99.99:9", "100.01:1");
        desk.add("off", 0, "90.00:9", "100.31:9");
        assertThat(unrouted(route(buy("2"), market("2")))).isEqualTo("1 NO_LIQUIDITY: quantity=1 venues=near");
    }

    @Test
    void sendsAFillOrKillOnlyWhereAllOfItIsShown() {
        desk.add("part", 1, "99.99:5", "100.01:3");
        desk.add("full", 10, "99.99:5", "100.05:5");
        RoutePlan plan = route(buy("4"), limit("4", "100.1", TimeInForce.FOK));
        assertThat(legs(plan)).isEqualTo("full 4@100.05");
        assertThat(plan.legs().getFirst().slice().timeInForce()).isEqualTo(TimeInForce.FOK);
        RoutePlan more = route(buy("6"), limit("6", "100.1", TimeInForce.FOK));
        assertThat(more.legs()).isEmpty();
        assertThat(unrouted(more)).startsWith("6 NO_LIQUIDITY: venue=part shown=3 quantity=6 time_in_force=FOK");
    }

    @Test
    void sendsARestingSliceToTheLowestMakerFeeThenTheDeeperBook() {
        desk.add("a", 10, "99.99:5", "100.01:5").with(FeeSchedule.bps(5, 1));
        desk.add("b", 10, "99.99:5", "100.01:5").with(FeeSchedule.bps(2, 9));
        desk.add("c", 10, "99.99:5", "100.01:6").with(FeeSchedule.bps(2, 9));
        RoutePlan plan = route(buy("1"), limit("1", "99.5", TimeInForce.GTC));
        assertThat(legs(plan)).isEqualTo("c 1@99.5");
        assertThat(thought(plan, "c").why()).isEqualTo("RESTS: maker_fee=0.0002 depth=6");
        assertThat(thought(plan, "a").why()).isEqualTo("NOT_NEEDED: maker_fee=0.0005 depth=5");
        // A limit that reaches the other side takes, and pays the taker fee.
        Slice taking = limit("1", "100.01", TimeInForce.GTC);
        assertThat(legs(route(buy("1"), taking))).isEqualTo("a 1@100.01");
        OrderIntent maker = buy("1").type(taking.type()).postOnly(true).build();
        assertThat(legs(desk.route(ROUTER, maker, taking))).isEqualTo("c 1@100.01");
    }

    @Test
    void letsALimitRestWhereWhatItReachesCannotBeTaken() {
        desk.add("a", 1, "99.99:100", "100.00:100");
        desk.add("b", 1, "99.99:100", "100.10:100");
        desk.evidence.put("a", unreliable());
        RoutePlan plan = route(buy("1"), limit("1", "100.05", TimeInForce.GTC));
        assertThat(legs(plan)).as("not at the venue that is left out").isEqualTo("b 1@100.05");
        assertThat(plan.unrouted()).isEmpty();
        assertThat(thought(plan, "a").why()).startsWith("NO_LIQUIDITY: venue=a fill_ratio=0.5");
        assertThat(legs(route(buy("1"), limit("1", "100.05", TimeInForce.IOC)))).isEmpty();
    }

    @Test
    void letsALimitThatReachesAThinVenueRestThereAsOneBelowItDoes() {
        desk.add("thin", 1, "99.99:1", "100.00:1");
        NetPriceRouter router = NetPriceRouter.builder().build();
        for (String price : List.of("99.99", "100.00")) {
            RoutePlan plan = desk.route(router, buy("1").build(), limit("1", price, TimeInForce.GTC));
            assertThat(legs(plan))
                    .isEqualTo("thin 1@"
                            + new BigDecimal(price).stripTrailingZeros().toPlainString());
        }
        RoutePlan beyond = desk.route(router, buy("1").build(), limit("1", "101", TimeInForce.GTC));
        assertThat(legs(beyond)).as("the cap holds for what would take").isEmpty();
        assertThat(unrouted(beyond)).startsWith("1 NO_LIQUIDITY: venue=thin value_within_cap=100");
    }

    @Test
    void restsOnlyWhatTheBalancePaysFor() {
        desk.add("a", 1, "99.99:100", "100.01:100");
        desk.add("b", 2, "99.99:100", "100.01:100");
        Slice slice = limit("10", "95", TimeInForce.GTC);
        have("a", "0");
        have("b", "100000");
        assertThat(legs(route(buy("10"), slice))).as("passed over").isEqualTo("b 10@95");
        assertThat(thought(route(buy("10"), slice), "a").why())
                .isEqualTo("NOTIONAL_EXCEEDS_FREE_BALANCE: venue=a free=0 affordable=0");
        have("a", "600"); // 6.315 · 95 · 1.0001 = 599.984…, a lot more is 600.079…
        assertThat(legs(route(buy("10"), slice))).isEqualTo("a 6.315@95, b 3.685@95");
        have("b", "200");
        RoutePlan plan = route(buy("10"), slice);
        assertThat(legs(plan)).isEqualTo("a 6.315@95, b 2.104@95");
        assertThat(unrouted(plan)).isEqualTo("1.581 NOTIONAL_EXCEEDS_FREE_BALANCE: quantity=1.581 venues=a,b");
        have("b", "9.99"); // 0.105 · 95 = 9.975: less than the venue takes.
        assertThat(legs(route(buy("10"), slice))).isEqualTo("a 6.315@95");
        have("a", "4.0004");
        have("b", "0.5");
        RoutePlan sells = route(sell("10"), limit("10", "105", TimeInForce.GTC));
        assertThat(legs(sells)).isEqualTo("a 4@105, b 0.5@105");
        assertThat(unrouted(sells)).startsWith("5.5 NOTIONAL_EXCEEDS_FREE_BALANCE");
    }

    @Test
    void restsBesideWhatItTakesOnlyWhatTheBalancePaysForTogether() {
        desk.add("a", 1, "99.99:100", "100.00:20 100.19:100");
        have("a", "2500");
        RoutePlan plan = route(buy("100"), limit("100", "100.10", TimeInForce.GTC));
        // 24.972 · 100.1 · 1.0001 = 2499.947…, a lot more is 2500.047…
        assertThat(legs(plan)).isEqualTo("a 24.972@100.1");
        assertThat(unrouted(plan)).isEqualTo("75.028 NOTIONAL_EXCEEDS_FREE_BALANCE: quantity=75.028 venues=a");
    }

    private void have(String venue, String money) {
        desk.evidence.put(venue, VenueEvidence.ASSUMED.withSpendable(Optional.of(new BigDecimal(money))));
    }

    private static VenueEvidence unreliable() {
        return new VenueEvidence(
                1_000_000,
                1_000_000,
                false,
                0.5,
                0,
                NOW - 1_000,
                NOW - 1_000,
                VenueEvidence.UNLIMITED,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void letsWhatIsNotShownOfALimitRestWhereAMakerPaysLeast() {
        desk.add("a", 10, "99.99:5", "100.01:5").with(FeeSchedule.bps(5, 1));
        desk.add("b", 10, "99.99:5", "100.01:5").with(FeeSchedule.bps(2, 9));
        RoutePlan plan = route(buy("12"), limit("12", "100.05", TimeInForce.GTC));
        assertThat(legs(plan)).isEqualTo("a 5@100.05, b 7@100.05");
        assertThat(plan.legs()).allMatch(leg -> leg.slice().timeInForce().equals(TimeInForce.GTC));
        assertThat(plan.unrouted()).isEmpty();
    }

    @Test
    void walksDeeperThanItsLevelsWhereTheSliceNeedsIt() {
        StringBuilder asks = new StringBuilder();
        for (int k = 1; k <= 15; k++) {
            asks.append(new BigDecimal(10_000 + k).movePointLeft(2)).append(":1 ");
        }
        desk.add("fine", 0, "99.99:5", asks.toString());
        NetPriceRouter few = NetPriceRouter.builder().minLiquidity(0).levels(3).build();
        assertThat(legs(desk.route(few, buy("2").build(), market("2")))).isEqualTo("fine 2@100.02");
        assertThat(legs(desk.route(few, buy("12").build(), market("12")))).isEqualTo("fine 12@100.12");
        NetPriceRouter demanding =
                NetPriceRouter.builder().minLiquidity(1_400).levels(3).build();
        assertThat(legs(desk.route(demanding, buy("1").build(), market("1")))).isEqualTo("fine 1@100.01");
    }

    @Test
    void leavesOutVenuesWithoutDepthAndLimitsChildrenOfModelledBooksByTheBoundAlone() {
        desk.add("none", 0, "99.99:5", "100.01:5");
        desk.add("model", 0, "99.99:5", "100.02:5");
        desk.market.with("none", new PlainBook(Fidelity.BOOK, "100.01", "0"));
        desk.market.with("model", new PlainBook(Fidelity.TRADE_SIMULATED, "100.02", "5"));
        RoutePlan plan = route(buy("1"), market("1"));
        // The middle of 99.99 and 100.01 is 100, and 20 bp more are 100.2.
        assertThat(legs(plan)).isEqualTo("model 1@100.2");
        assertThat(thought(plan, "none").why()).isEqualTo("NO_LIQUIDITY: venue=none shown=0 quantity=1 cap_bps=20");
        assertThat(legs(route(buy("1"), ioc("1", "100.1")))).isEqualTo("model 1@100.1");
    }

    /** A bid of 5 at 99.99 and one offer. */
    private record PlainBook(Fidelity fidelity, String ask, String size) implements BookView {
        @Override
        public Symbol symbol() {
            return BTC.symbol();
        }

        @Override
        public long timeNs() {
            return NOW;
        }

        @Override
        public List<BookLevel> bids(int depth) {
            return List.of(new BookLevel(new BigDecimal("99.99"), new BigDecimal("5")));
        }

        @Override
        public List<BookLevel> asks(int depth) {
            return List.of(new BookLevel(new BigDecimal(ask), new BigDecimal(size)));
        }
    }

    @Test
    void tellsAssumptionsApart() {
        desk.add("guess", 0, "99.99:5", "100.01:5")
                .with(new FeeSchedule(new BigDecimal("0.002"), new BigDecimal("0.002"), true));
        desk.add("known", 10, "99.99:5", "100.02:5");
        desk.evidence.put("known", measured(20, 0.95, 0));
        RoutePlan plan = route(buy("1"), market("1"));
        assertThat(thought(plan, "guess").terms()).hasValueSatisfying(terms -> {
            assertThat(terms.feeAssumed()).isTrue();
            assertThat(terms.latencyAssumed()).isTrue();
            assertThat(terms.fillRatio()).isEqualTo(0.9);
        });
        assertThat(thought(plan, "known").terms()).hasValueSatisfying(terms -> {
            assertThat(terms.feeAssumed()).isFalse();
            assertThat(terms.latencyAssumed()).isFalse();
            assertThat(terms.feeRate()).isEqualByComparingTo("0.001");
        });
    }

    @Test
    void refusesSettingsOutOfRange() {
        NetPriceRouter.Builder builder = NetPriceRouter.builder();
        assertThatThrownBy(() -> builder.maxBookAge(Duration.ZERO)).hasMessageContaining("maxBookAge");
        assertThatThrownBy(() -> builder.slippageCapBps(0)).hasMessageContaining("slippageCapBps");
        assertThatThrownBy(() -> builder.levels(0)).hasMessageContaining("levels");
        assertThatThrownBy(() -> builder.maxVenues(9)).hasMessageContaining("maxVenues");
        assertThatThrownBy(() -> builder.minLiquidity(-1)).hasMessageContaining("minLiquidity");
        assertThatThrownBy(() -> builder.maxLatency(Duration.ofDays(2))).hasMessageContaining("maxLatency");
        assertThatThrownBy(() -> builder.minFillRatio(1.1)).hasMessageContaining("minFillRatio");
        assertThatThrownBy(() -> builder.evidenceAge(Duration.ZERO)).hasMessageContaining("evidenceAge");
        assertThatThrownBy(() -> builder.tieBps(11)).hasMessageContaining("tieBps");
    }

    private RoutePlan route(OrderIntent.Builder intent, Slice slice) {
        return desk.route(ROUTER, intent.build(), slice);
    }

    private static VenueEvidence measured(long p95Ms, double fillRatio, double slippageBps) {
        return new VenueEvidence(
                p95Ms * 1_000_000,
                p95Ms * 1_000_000,
                false,
                fillRatio,
                slippageBps,
                NOW,
                NOW,
                VenueEvidence.UNLIMITED,
                Optional.empty(),
                Optional.empty());
    }

    /** A price that jumps by a percent every minute. */
    private static Tape wild() {
        Tape tape = Tape.of(BTC.symbol());
        for (int minute = 30; minute > 0; minute--) {
            tape.on(new Trade(
                    BTC.symbol(),
                    NOW - Duration.ofMinutes(minute).toNanos(),
                    new BigDecimal(minute % 2 == 0 ? "100" : "101"),
                    BigDecimal.ONE,
                    Aggressor.BUY));
        }
        return tape;
    }
}
