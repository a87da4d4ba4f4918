package io.colin.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeExposureTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");
    private static final OrderType MARKET = new OrderType.Market();
    private static final LimitScope TREND = LimitScope.strategy("trend");
    private static final LimitScope CARRY = LimitScope.strategy("carry");
    private static final LimitScope ELSEWHERE = LimitScope.strategy(ScopeExposure.EXTERNAL);
    private static final LimitScope KRAKEN = LimitScope.venue("kraken");
    private static final LimitScope BINANCE = LimitScope.venue("binance");
    private static final LimitScope NO_VENUE = LimitScope.venue(ScopeExposure.EXTERNAL);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final PortfolioBook account = PortfolioBook.of(
            "main",
            "USD",
            new BigDecimal("1000000"),
            List.of(
                    Instrument.spot("BTC/USD").build(),
                    Instrument.spot("ETH/USD").build()));
    private final ExposureBook book = ExposureBook.empty();
    private final Map<String, String> strategies = new HashMap<>();
    private int ids;

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    private Reservation order(String id, Side side, String quantity, String strategy, String venue) {
        strategies.put(id, strategy);
        return new Reservation(id, BTC, side, dec(quantity), dec("105"), dec("106"), strategy, venue);
    }

    private static OrderProgress progress(OrderStatus status, String quantity, String filled) {
        return new OrderProgress(
                status,
                status,
                Outcome.KNOWN,
                dec(quantity),
                dec(filled),
                dec(filled),
                new TreeMap<>(),
                List.of(),
                1,
                1);
    }

    private static ChildOrder child(String id, String parent, String venue, OrderProgress progress) {
        return new ChildOrder(
                id,
                parent,
                venue,
                "",
                BTC,
                Side.BUY,
                new OrderType.Market(),
                TimeInForce.GTC,
                false,
                false,
                BigDecimal.ZERO,
                1,
                progress);
    }

    private void fill(String parent, String child, Side side, String quantity, String venue) {
        Fill fill = SampleFill.of(BTC, side)
                .tradeId("t" + ++ids)
                .order(child, parent)
                .venue(venue)
                .quantity(dec(quantity))
                .build();
        account.apply(fill);
        book.onFill(fill, strategies.getOrDefault(parent, ScopeExposure.EXTERNAL));
    }

    private SymbolExposure of(LimitScope scope) {
        return book.scopes().of(scope, BTC, account.snapshot(), HUNDRED);
    }

    private Optional<BigDecimal> gross(LimitScope scope) {
        return book.scopes().worst(ExposureKind.GROSS, scope, account.snapshot(), symbol -> Optional.of(HUNDRED));
    }

    @Test
    void anOrderWorksForItsStrategyAndAtTheVenueItIsBoundTo() {
        book.reserve(order("a", Side.BUY, "10", "trend", "kraken"));
        book.reserve(order("b", Side.SELL, "4", "trend", "binance"));
        book.reserve(order("c", Side.BUY, "1", "carry", "kraken"));

        assertThat(of(TREND).buyQuantity()).isEqualByComparingTo("10");
        assertThat(of(TREND).sellValue()).isEqualByComparingTo("420");
        assertThat(of(CARRY).buyQuantity()).isEqualByComparingTo("1");
        assertThat(of(KRAKEN).buyValue()).isEqualByComparingTo("1155");
        assertThat(of(BINANCE).sellQuantity()).isEqualByComparingTo("4");
        assertThat(gross(TREND)).hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("1050"));
        assertThat(book.scopes().all()).containsExactly(CARRY, TREND, BINANCE, KRAKEN);
    }

    @Test
    void aRoutedOrderCountsAtAVenueOnlyByItsChildrenThere() {
        book.reserve(order("a", Side.BUY, "10", "trend", OrderIntent.ANY_VENUE));
        assertThat(book.scopes().all()).containsExactly(TREND);
        book.draw("a", "c1", "kraken", dec("4"));
        book.draw("a", "c2", "binance", dec("3"));
        assertThat(of(KRAKEN).buyQuantity()).isEqualByComparingTo("4");
        assertThat(of(BINANCE).buyValue()).isEqualByComparingTo("315");
        assertThat(of(TREND).buyQuantity()).isEqualByComparingTo("10");

        fill("a", "c1", Side.BUY, "1", "kraken");
        book.onChild(child("c1", "a", "kraken", progress(OrderStatus.PARTIALLY_FILLED, "4", "1")));
        assertThat(of(KRAKEN).buyQuantity()).isEqualByComparingTo("3");
        book.onChild(child("c2", "a", "binance", progress(OrderStatus.CANCELED, "3", "0")));
        assertThat(of(BINANCE).buyQuantity()).isEqualByComparingTo("0");
        assertThat(book.scopes().all()).containsExactly(TREND, KRAKEN);

        book.onParent("a", MARKET, progress(OrderStatus.CANCELED, "10", "1"));
        assertThat(of(TREND).buyQuantity()).isEqualByComparingTo("3");
        book.onChild(child("c1", "a", "kraken", progress(OrderStatus.CANCELED, "4", "1")));
        assertThat(of(KRAKEN).buyQuantity()).isEqualByComparingTo("0");
        assertThat(of(TREND).buyQuantity()).isEqualByComparingTo("0");
        assertThat(of(TREND).position()).isEqualByComparingTo("1");
        assertThat(of(KRAKEN).position()).isEqualByComparingTo("1");
    }

    @Test
    void aPositionLiesWhereItWasFilledAndTheRestElsewhere() {
        assertThat(book.scopes().byVenue(BTC, account.snapshot())).isEmpty();
        book.reserve(order("a", Side.BUY, "10", "trend", OrderIntent.ANY_VENUE));
        fill("a", "c1", Side.BUY, "4", "kraken");
        fill("a", "c2", Side.BUY, "3", "binance");
        assertThat(book.scopes().byVenue(BTC, account.snapshot()))
                .containsExactly(Map.entry("binance", dec("3")), Map.entry("kraken", dec("4")));
        fill("unknown", "x", Side.SELL, "9", "kraken");
        assertThat(book.scopes().byVenue(BTC, account.snapshot()))
                .containsExactly(
                        Map.entry(ScopeExposure.EXTERNAL, dec("-9")),
                        Map.entry("binance", dec("3")),
                        Map.entry("kraken", dec("4")));
        assertThat(book.scopes().byVenue(ETH, account.snapshot())).isEmpty();
    }

    @Test
    void aChildFoundBeforeItsParentCountsAtItsVenueOnceTheParentIsThere() {
        book.onChild(child("c1", "a", "kraken", progress(OrderStatus.PARTIALLY_FILLED, "4", "1")));
        assertThat(book.scopes().all()).isEmpty();
        book.reserve(order("a", Side.BUY, "10", "trend", OrderIntent.ANY_VENUE));
        assertThat(of(KRAKEN).buyQuantity()).isEqualByComparingTo("3");
        book.onChild(child("c1", "a", "kraken", progress(OrderStatus.CANCELED, "4", "1")));
        assertThat(book.scopes().all()).containsExactly(TREND);
    }

    @Test
    void newTermsOfAnOrderReplaceTheOldOnesEverywhere() {
        book.reserve(order("a", Side.BUY, "10", "trend", OrderIntent.ANY_VENUE));
        book.draw("a", "c1", "kraken", dec("4"));
        book.replace(
                new Reservation("a", BTC, Side.BUY, dec("12"), dec("110"), dec("111"), "trend", OrderIntent.ANY_VENUE),
                MARKET);

        assertThat(of(TREND).buyQuantity()).isEqualByComparingTo("12");
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("1320");
        assertThat(of(KRAKEN).buyValue()).isEqualByComparingTo("440");
        assertThat(book.committedCash("USD")).isEqualByComparingTo("1332");
        assertThat(book.reservation("a").orElseThrow().unitValue()).isEqualByComparingTo("110");
        book.onChild(child("c1", "a", "kraken", progress(OrderStatus.CANCELED, "4", "0")));
        book.onParent("a", MARKET, progress(OrderStatus.CANCELED, "10", "0"));
        assertThat(book.scopes().all()).isEmpty();
        assertThat(book.working()).isEmpty();
    }

    private static final OrderType AT_90 = new OrderType.Limit(dec("90"));
    private static final OrderType AT_105 = new OrderType.Limit(dec("105"));

    /** At 105 a unit, of which a change to 90 is on its way at kraken. */
    private void askFor90() {
        book.reserve(order("a", Side.BUY, "10", "trend", "kraken"));
        book.onParent("a", AT_105, progress(OrderStatus.ACCEPTED, "10", "0"));
        Reservation cheaper = new Reservation("a", BTC, Side.BUY, dec("10"), dec("90"), dec("91"), "trend", "kraken");
        book.replace(cheaper, AT_90);
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_UPDATE, "10", "0"));
        assertThat(of(KRAKEN).buyValue()).isEqualByComparingTo("1050");
        assertThat(book.committedCash("USD")).isEqualByComparingTo("1060");
    }

    @Test
    void aLowerPriceFreesNothingBeforeItIsInForce() {
        askFor90();
        book.onParent("a", AT_90, progress(OrderStatus.ACCEPTED, "10", "0"));
        assertThat(of(KRAKEN).buyValue()).isEqualByComparingTo("900");
        assertThat(book.worstGross(account.snapshot())).isEqualByComparingTo("900");
        assertThat(book.committedCash("USD")).isEqualByComparingTo("910");
    }

    @Test
    void aHigherPriceThatIsRefusedCountsNoMore() {
        book.reserve(order("a", Side.BUY, "10", "trend", "kraken"));
        Reservation dearer = new Reservation("a", BTC, Side.BUY, dec("10"), dec("120"), dec("121"), "trend", "kraken");
        book.replace(dearer, new OrderType.Limit(dec("120")));
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_UPDATE, "10", "0"));
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("1200");
        book.onParent("a", AT_105, progress(OrderStatus.ACCEPTED, "10", "0"));
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("1050");
        assertThat(book.committedCash("USD")).isEqualByComparingTo("1060");
    }

    @Test
    void aCancelDecidesNothingOfAChangeThatTheVenueMayMakeBeforeItArrives() {
        OrderType at120 = new OrderType.Limit(dec("120"));
        book.reserve(order("a", Side.BUY, "10", "trend", "kraken"));
        book.replace(new Reservation("a", BTC, Side.BUY, dec("12"), dec("120"), dec("121"), "trend", "kraken"), at120);
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_UPDATE, "10", "0"));
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_CANCEL, "10", "0"));
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("1440");
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_CANCEL, "10", "0"));
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("1440");
        book.onParent("a", at120, progress(OrderStatus.PENDING_CANCEL, "12", "0"));
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("1440");
        book.onParent("a", at120, progress(OrderStatus.ACCEPTED, "12", "0"));
        assertThat(of(TREND).buyValue()).as("not cancelled").isEqualByComparingTo("1440");
    }

    @Test
    void aChangeThatWasNotMadeCountsNoMoreOnceTheCancelAfterItWasRefused() {
        book.reserve(order("a", Side.BUY, "10", "trend", "kraken"));
        book.replace(
                new Reservation("a", BTC, Side.BUY, dec("12"), dec("120"), dec("121"), "trend", "kraken"),
                new OrderType.Limit(dec("120")));
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_UPDATE, "10", "0"));
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_CANCEL, "10", "0"));
        book.onParent("a", AT_105, progress(OrderStatus.ACCEPTED, "10", "0"));
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("1050");
    }

    @Test
    void aFillDecidesNothingOfAChange() {
        askFor90();
        book.onParent("a", AT_105, progress(OrderStatus.PARTIALLY_FILLED, "10", "4"));
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("630");
        book.onParent("a", AT_90, progress(OrderStatus.PARTIALLY_FILLED, "10", "4"));
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("540");
    }

    /** Of 10, with a change to 14 on its way that is cut to 10 again: the venue may have made it. */
    private void askFor14AndThenFor10() {
        book.reserve(order("a", Side.BUY, "10", "trend", "kraken"));
        book.onParent("a", AT_105, progress(OrderStatus.ACCEPTED, "10", "0"));
        book.replace(order("a", Side.BUY, "14", "trend", "kraken"), AT_105);
        book.changing("a", dec("10"));
        assertThat(book.reserved("a")).isEqualByComparingTo("14");
    }

    @Test
    void aChangeToTheQuantityAnOrderHasIsOpenWhileTheOrderIsBeingChanged() {
        askFor14AndThenFor10();
        book.onParent("a", AT_105, progress(OrderStatus.PARTIALLY_FILLED, "10", "3"));
        assertThat(book.reserved("a")).as("not sent yet").isEqualByComparingTo("11");
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_UPDATE, "10", "3"));
        assertThat(book.reserved("a")).isEqualByComparingTo("11");
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_CANCEL, "10", "3"));
        assertThat(book.reserved("a")).as("a cancel decides nothing").isEqualByComparingTo("11");
        book.onParent("a", AT_105, progress(OrderStatus.PARTIALLY_FILLED, "10", "3"));
        assertThat(book.reserved("a")).isEqualByComparingTo("7");
    }

    @Test
    void theLargerQuantityThatAVenueHasMadeAllTheSameCountsAfterwards() {
        askFor14AndThenFor10();
        book.onParent("a", AT_105, progress(OrderStatus.PENDING_UPDATE, "10", "0"));
        book.onParent("a", AT_105, progress(OrderStatus.ACCEPTED, "14", "0"));
        assertThat(book.reserved("a")).isEqualByComparingTo("14");
        book.onParent("a", AT_105, progress(OrderStatus.ACCEPTED, "14", "0"));
        assertThat(book.reserved("a")).isEqualByComparingTo("14");
    }

    @Test
    void aChangeInThePlaceOfOneThatNeverTookPlaceCountsWithTheTermsThatStand() {
        book.reserve(order("a", Side.BUY, "10", "trend", "kraken"));
        book.replace(
                new Reservation("a", BTC, Side.BUY, dec("10"), dec("120"), dec("121"), "trend", "kraken"),
                new OrderType.Limit(dec("120")));
        book.replace(new Reservation("a", BTC, Side.BUY, dec("10"), dec("90"), dec("91"), "trend", "kraken"), AT_90);
        assertThat(of(TREND).buyValue()).isEqualByComparingTo("1050");
    }

    @Test
    void aSmallerQuantityFreesNothingBeforeItIsInForce() {
        book.reserve(order("a", Side.BUY, "10", "trend", "kraken"));
        book.replace(order("a", Side.BUY, "6", "trend", "kraken"), MARKET);
        assertThat(book.reserved("a")).isEqualByComparingTo("10");
        book.onParent("a", MARKET, progress(OrderStatus.PENDING_UPDATE, "10", "0"));
        assertThat(of(TREND).buyQuantity()).isEqualByComparingTo("10");
        book.onParent("a", MARKET, progress(OrderStatus.ACCEPTED, "6", "0"));
        assertThat(of(TREND).buyQuantity()).isEqualByComparingTo("6");
        assertThat(of(KRAKEN).buyQuantity()).isEqualByComparingTo("6");
        assertThatThrownBy(() -> book.replace(order("b", Side.BUY, "6", "trend", "kraken"), MARKET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("orderId: must be reserved");
        assertThatThrownBy(() -> book.replace(order("a", Side.SELL, "6", "trend", "kraken"), MARKET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("reservation: must keep symbol and side");
    }

    @Test
    void whatOurOrdersDoNotExplainBelongsToNoStrategyOfOurs() {
        fill("none", "none", Side.BUY, "7", "kraken");
        book.reserve(order("a", Side.SELL, "10", "trend", "kraken"));
        fill("a", "c1", Side.SELL, "2", "kraken");

        assertThat(of(TREND).position()).isEqualByComparingTo("-2");
        assertThat(of(TREND).positionValue()).isEqualByComparingTo("-200");
        assertThat(of(TREND).worstCase()).isEqualByComparingTo("1040");
        assertThat(of(ELSEWHERE).position()).isEqualByComparingTo("7");
        assertThat(of(KRAKEN).position()).isEqualByComparingTo("-2");
        assertThat(of(NO_VENUE).position()).isEqualByComparingTo("7");
        assertThat(gross(ELSEWHERE)).hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("700"));
        assertThat(book.scopes().all()).containsExactly(TREND, KRAKEN);
    }

    @Test
    void aFillToldAfterTheEndOfItsOrderStillBelongsToTheStrategy() {
        book.reserve(order("a", Side.BUY, "2", "trend", "kraken"));
        book.onParent("a", MARKET, progress(OrderStatus.FILLED, "2", "2"));
        assertThat(book.holds("a")).isFalse();
        fill("a", "c1", Side.BUY, "2", "kraken");
        assertThat(of(TREND).position()).isEqualByComparingTo("2");
        assertThat(of(TREND).buyQuantity()).isEqualByComparingTo("0");
        assertThat(gross(ELSEWHERE)).contains(BigDecimal.ZERO);
    }

    @Test
    void aFeeTakenFromTheHoldingIsTheStrategysToo() {
        book.reserve(order("a", Side.BUY, "2", "trend", "kraken"));
        Fill fill = SampleFill.buy(BTC, "2", "100")
                .order("c1", "a")
                .venue("kraken")
                .fee("0.01", "BTC")
                .build();
        account.apply(fill);
        book.onFill(fill, "trend");
        assertThat(of(TREND).position()).isEqualByComparingTo("1.99");
        assertThat(of(ELSEWHERE).position()).isEqualByComparingTo("0");
    }

    @Test
    void somethingWithoutAValueLeavesTheSumUnknown() {
        book.reserve(order("a", Side.BUY, "2", "trend", "kraken"));
        assertThat(book.scopes().worst(ExposureKind.GROSS, TREND, account.snapshot(), symbol -> Optional.empty()))
                .isEmpty();
        assertThat(book.scopes().worst(ExposureKind.GROSS, CARRY, account.snapshot(), symbol -> Optional.empty()))
                .contains(BigDecimal.ZERO);
        assertThat(book.scopes().of(TREND, ETH, account.snapshot(), HUNDRED).worstCase())
                .isZero();
        for (LimitScope scope : List.of(LimitScope.FIRM, LimitScope.account("main"))) {
            assertThatThrownBy(() -> of(scope))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("scope: must be a strategy or a venue");
        }
    }

    @Test
    void whatAStrategyHoldsSurvivesARestartAndItsOrdersAreToldAgain() {
        book.reserve(order("a", Side.BUY, "2", "a.b-c", "kraken"));
        fill("a", "c1", Side.BUY, "0.5", "kraken");
        Map<String, String> state = new TreeMap<>();
        book.scopes().save(state);
        assertThat(state)
                .containsExactly(
                        Map.entry("exposure.strategy.a.b-c|BTC/USD", "0.5"),
                        Map.entry("exposure.venue.kraken|BTC/USD", "0.5"));

        ExposureBook next = ExposureBook.empty();
        next.scopes().restore(state);
        LimitScope strategy = LimitScope.strategy("a.b-c");
        assertThat(next.scopes().of(strategy, BTC, account.snapshot(), HUNDRED).position())
                .isEqualByComparingTo("0.5");
        assertThat(next.scopes().all()).containsExactly(strategy, KRAKEN);
        for (Map<String, String> broken : List.of(
                Map.of("exposure.strategy.a", "1"),
                Map.of("exposure.desk.a|BTC/USD", "1"),
                Map.of("exposure.strategy.a|BTC/USD", "x"),
                Map.of("exposure.strategy.a|BTC", "1"))) {
            assertThatThrownBy(() -> next.scopes().restore(broken)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(next.scopes().all()).containsExactly(strategy, KRAKEN);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void strategiesAddUpToTheAccountAfterAnySequence(long seed) {
        Random random = new Random(seed);
        List<String> open = new ArrayList<>();
        Map<String, Reservation> terms = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            int what = random.nextInt(4);
            if (what == 0 || open.isEmpty()) {
                String id = "o" + i;
                Reservation order = order(
                        id,
                        random.nextBoolean() ? Side.BUY : Side.SELL,
                        "10",
                        List.of("trend", "carry").get(random.nextInt(2)),
                        List.of("kraken", "binance").get(random.nextInt(2)));
                book.reserve(order);
                open.add(id);
                terms.put(id, order);
            } else {
                String id = open.get(random.nextInt(open.size()));
                Reservation order = terms.getOrDefault(id, order("x", Side.BUY, "1", "x", "x"));
                if (what == 1) {
                    book.onParent(id, MARKET, progress(OrderStatus.CANCELED, "10", "0"));
                    open.remove(id);
                } else {
                    fill(id, "c" + i, order.side(), "1", order.venue());
                }
            }
            BigDecimal position = of(TREND).position().add(of(CARRY).position());
            BigDecimal atVenues = of(KRAKEN).position().add(of(BINANCE).position());
            SymbolExposure whole = book.of(BTC, account.snapshot());
            assertThat(position).isEqualByComparingTo(whole.position());
            assertThat(atVenues).isEqualByComparingTo(whole.position());
            assertThat(of(TREND).buyValue().add(of(CARRY).buyValue())).isEqualByComparingTo(whole.buyValue());
            assertThat(of(KRAKEN).sellQuantity().add(of(BINANCE).sellQuantity()))
                    .isEqualByComparingTo(whole.sellQuantity());
            assertThat(of(ELSEWHERE).position()).isEqualByComparingTo("0");
        }
    }
}
