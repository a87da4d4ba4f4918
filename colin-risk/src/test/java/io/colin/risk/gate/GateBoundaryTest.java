package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.Quote;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.OrderType.OffsetUnit;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskLevel;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every check one unit below its limit, at it and one above. BTC is at 100 with a lot of 0.001. */
class GateBoundaryTest {
    private static final BigDecimal LOT = dec("0.001");

    /** An upper limit and the largest quantity it lets through. */
    record Upper(String check, DenialCode code, RiskLimits limits, String cash, Consumer<Desk> setUp, String largest) {
        @Override
        public String toString() {
            return check + " at " + largest;
        }

        Desk desk() {
            Desk desk = new Desk(limits, cash);
            setUp.accept(desk);
            return desk;
        }
    }

    private static final String MILLION = "1000000";

    static Stream<Upper> upperLimits() {
        return Stream.of(
                new Upper(
                        "order-value",
                        DenialCode.NOTIONAL_EXCEEDS_MAXIMUM,
                        wide().order(o -> o.maxValue(dec("1000"))).build(),
                        MILLION,
                        d -> {},
                        "10"),
                new Upper(
                        "order-quantity",
                        DenialCode.QUANTITY_EXCEEDS_MAXIMUM,
                        wide().order(o -> o.quantityCaps(Map.of(BTC, dec("7")))).build(),
                        MILLION,
                        d -> {},
                        "7"),
                new Upper(
                        "order-share",
                        DenialCode.COMPLIANCE,
                        wide().order(o -> o.maxShare(dec("0.02"))).build(),
                        MILLION,
                        d -> {},
                        "200"),
                new Upper(
                        "position",
                        DenialCode.POSITION_LIMIT,
                        wide().position(p -> p.maxValue(dec("10000"))).build(),
                        MILLION,
                        d -> d.hold(BTC, "40"),
                        "60"),
                new Upper(
                        "position",
                        DenialCode.POSITION_LIMIT,
                        wide().position(p -> p.maxValue(dec("10000"))).build(),
                        MILLION,
                        d -> d.ask(d.buy("30")),
                        "70"),
                new Upper(
                        "symbol-concentration",
                        DenialCode.CONCENTRATION_LIMIT,
                        wide().position(p -> p.maxSymbolShare(dec("0.05"))).build(),
                        MILLION,
                        d -> d.hold(BTC, "100"),
                        "400"),
                new Upper(
                        "gross-exposure",
                        DenialCode.EXPOSURE_LIMIT,
                        wide().position(p -> p.maxGrossShare(dec("0.05"))).build(),
                        MILLION,
                        d -> d.hold(ETH, "1000"),
                        "400"),
                new Upper(
                        "leverage",
                        DenialCode.LEVERAGE_LIMIT,
                        wide().position(p -> p.maxLeverage(dec("0.5"))).build(),
                        MILLION,
                        d -> d.hold(ETH, "10000"),
                        "4000"),
                new Upper(
                        "free-balance",
                        DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE,
                        wide().build(),
                        "11000",
                        d -> {
                            d.hold(ETH, "100");
                            d.ask(d.buy("25"));
                        },
                        "75"),
                new Upper(
                        "free-balance",
                        DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE,
                        wide().margin(m -> m.feeCushion(dec("0.002"))).build(),
                        "10000",
                        d -> {},
                        "99.800"),
                new Upper(
                        "margin",
                        DenialCode.MARGIN_EXCEEDS_FREE_BALANCE,
                        wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                                .order(o -> o.maxShare(BigDecimal.ONE))
                                .margin(m -> m.initialRate(dec("0.5")).minFree(dec("0.75")))
                                .build(),
                        "10000",
                        d -> {},
                        "50"));
    }

    @ParameterizedTest
    @MethodSource("upperLimits")
    void passesAtTheLimitAndNamesTheLargestSizeAboveIt(Upper upper) {
        BigDecimal largest = dec(upper.largest);
        for (BigDecimal quantity : List.of(largest.subtract(LOT), largest)) {
            Desk desk = upper.desk();
            RiskDecision decision = desk.ask(desk.buy(quantity.toPlainString()));
            assertThat(decision.verdict()).as("%s", quantity).isEqualTo(Verdict.APPROVED);
            assertThat(result(decision, upper.check).largestPassing()).isEqualByComparingTo(largest);
        }
        Desk desk = upper.desk();
        RiskDecision decision = desk.ask(desk.buy(largest.add(LOT).toPlainString()));
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(decision)).containsExactly(upper.code.name());
        assertThat(decision.riskLevel()).isEqualTo(RiskLevel.CRITICAL);
        assertThat(decision.reasons().getFirst().message()).contains("largest=" + Decimals.text(largest));
        var found = result(decision, upper.check);
        assertThat(found.outcome()).isEqualTo(CheckOutcome.FAILED);
        assertThat(found.largestPassing()).isEqualByComparingTo(largest);
        assertThat(found.projected()).isGreaterThan(found.limit());
    }

    @ParameterizedTest
    @MethodSource("upperLimits")
    void reducesAReducibleOrderToTheLargestSizeAndThatSizePassesWhenResubmitted(Upper upper) {
        Desk desk = upper.desk();
        OrderIntent tooLarge = desk.intent(BTC, Side.BUY, "9000")
                .limit(dec("100"))
                .reducible(true)
                .build();
        RiskDecision decision = desk.ask(tooLarge);
        assertThat(decision.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(decision.allowedQuantity()).isEqualByComparingTo(dec(upper.largest));
        assertThat(result(decision, upper.check).outcome()).isEqualTo(CheckOutcome.REDUCED);

        Desk fresh = upper.desk();
        assertThat(fresh.ask(tooLarge.withQuantity(decision.allowedQuantity())).verdict())
                .isEqualTo(Verdict.APPROVED);
        Desk above = upper.desk();
        assertThat(above.ask(fresh.buy(decision.allowedQuantity().add(LOT).toPlainString()))
                        .verdict())
                .isEqualTo(Verdict.REJECTED);
    }

    @Test
    void refusesValuesBelowTheSmallestOrderAndNamesNoSmallerSize() {
        RiskLimits limits = wide().order(o -> o.minValue(dec("100"))).build();
        Desk desk = new Desk(limits, MILLION);
        RiskDecision below = desk.ask(desk.buy("0.999"));
        assertThat(codes(below)).containsExactly("NOTIONAL_BELOW_MINIMUM");
        assertThat(result(below, "order-value").largestPassing()).isEqualByComparingTo("0");
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.buy("1.001")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void refusesWhatTheVenueDoesNotTake() {
        Desk desk = new Desk(wide().build(), MILLION);
        assertThat(codes(desk.ask(desk.buy("0.001")))).containsExactly("QUANTITY_BELOW_MINIMUM");
        assertThat(codes(desk.ask(desk.buy("0.049")))).containsExactly("NOTIONAL_BELOW_MINIMUM");
        assertThat(desk.ask(desk.buy("0.05")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.buy("0.051")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void doesNotReduceAnOrderBelowTheSmallestOrder() {
        RiskLimits limits = wide().order(o -> o.minValue(dec("100")).maxShare(dec("0.00005")))
                .build();
        Desk desk = new Desk(limits, MILLION);
        RiskDecision decision = desk.ask(desk.intent(BTC, Side.BUY, "3")
                .limit(dec("100"))
                .reducible(true)
                .build());
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(decision)).contains("COMPLIANCE", "NOTIONAL_BELOW_MINIMUM");
    }

    @Test
    void refusesAQuantityOffTheLotAndAPriceOffTheTick() {
        Desk desk = new Desk(wide().build(), MILLION);
        RiskDecision offLot = desk.ask(desk.buy("1.0005"));
        assertThat(codes(offLot)).containsExactly("QUANTITY_PRECISION");
        assertThat(result(offLot, "precision").largestPassing()).isEqualByComparingTo("1");
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.BUY, "1").limit(dec("100.001")).build())))
                .containsExactly("PRICE_PRECISION");
        OrderType stop = new OrderType.StopLimit(dec("100.005"), dec("100"), TriggerSource.LAST);
        assertThat(codes(desk.ask(desk.intent(BTC, Side.BUY, "1").type(stop).build())))
                .containsExactly("PRICE_PRECISION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"95", "95.01", "104.99", "105"})
    void passesPricesWithinTheCollar(String price) {
        Desk desk = new Desk(wide().build(), MILLION);
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "1").limit(dec(price)).build())
                        .verdict())
                .isEqualTo(Verdict.APPROVED);
        OrderType stop = new OrderType.StopMarket(dec(price), TriggerSource.LAST);
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "1").type(stop).build()).verdict())
                .isEqualTo(Verdict.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"94.99", "105.01", "0.01", "100000"})
    void refusesPricesOutsideTheCollarOnBothSidesAndForStopsToo(String price) {
        Desk desk = new Desk(wide().build(), MILLION);
        for (OrderType type : List.of(
                new OrderType.Limit(dec(price)),
                new OrderType.StopMarket(dec(price), TriggerSource.LAST),
                new OrderType.StopLimit(dec(price), dec("100"), TriggerSource.LAST),
                new OrderType.StopLimit(dec("100"), dec(price), TriggerSource.LAST))) {
            RiskDecision decision =
                    desk.ask(desk.intent(BTC, Side.BUY, "0.1").type(type).build());
            assertThat(codes(decision)).as("%s", type).contains("PRICE_COLLAR");
            assertThat(result(decision, "price-collar").largestPassing()).isEqualByComparingTo("0");
        }
    }

    @Test
    void refusesATrailingStopThatTriggersOutsideTheCollar() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.hold(BTC, "10");
        for (var offset : Map.of(OffsetUnit.BPS, "500", OffsetUnit.PRICE, "5", OffsetUnit.TICKS, "500")
                .entrySet()) {
            OrderType at = new OrderType.TrailingStop(dec(offset.getValue()), offset.getKey(), TriggerSource.LAST);
            OrderType above = new OrderType.TrailingStop(
                    dec(offset.getValue()).add(dec("0.1")), offset.getKey(), TriggerSource.LAST);
            assertThat(desk.ask(desk.intent(BTC, Side.SELL, "1").type(at).build())
                            .verdict())
                    .isEqualTo(Verdict.APPROVED);
            assertThat(codes(desk.ask(
                            desk.intent(BTC, Side.SELL, "1").type(above).build())))
                    .containsExactly("PRICE_COLLAR");
        }
    }

    @Test
    void walksTheBookOfAMarketOrderAndNamesWhatItHoldsWithinTheCollar() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.showBook(
                BTC,
                List.of(level("99.99", "1")),
                List.of(level("100.01", "2"), level("105", "3"), level("105.01", "50")));
        assertThat(desk.ask(market(desk, "5")).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision decision = desk.ask(market(desk, "5.001"));
        assertThat(codes(decision)).containsExactly("PRICE_COLLAR");
        assertThat(result(decision, "price-collar").largestPassing()).isEqualByComparingTo("5");
        OrderIntent sliced = desk.intent(BTC, Side.BUY, "50")
                .venue("paper")
                .algo(Desk.twap())
                .build();
        assertThat(desk.ask(sliced).verdict())
                .as("only the slices meet the book")
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void walksADeepBookToItsEnd() {
        Desk desk = new Desk(wide().build(), MILLION);
        List<BookLevel> asks = Stream.iterate(0, i -> i + 1)
                .limit(200)
                .map(i -> level(
                        dec("100.01")
                                .add(dec("0.01").multiply(BigDecimal.valueOf(i)))
                                .toPlainString(),
                        "1"))
                .toList();
        desk.showBook(BTC, List.of(level("99.99", "1")), asks);
        assertThat(desk.ask(market(desk, "200")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(desk.ask(market(desk, "200.001")), "price-collar").largestPassing())
                .isEqualByComparingTo("200");
    }

    private static OrderIntent market(Desk desk, String quantity) {
        return desk.intent(BTC, Side.BUY, quantity).venue("paper").build();
    }

    @Test
    void acceptsAPriceOfExactlyTheAllowedAgeAndNotOneNanosecondOlder() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.timeNs += 2 * SECOND;
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
        desk.timeNs += 1;
        RiskDecision decision = desk.ask(desk.buy("1.001"));
        assertThat(codes(decision)).containsExactly("STALE_MARKET_DATA");
        assertThat(result(decision, "price-age").projected()).isEqualByComparingTo("2000.000001");
    }

    @Test
    void fallsBackToAFreshTradeWhenTheQuoteIsStaleOrCrossed() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.timeNs += 10 * SECOND;
        desk.trade(BTC, "100");
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
        desk.quotes.put(BTC, new Quote(BTC, desk.timeNs, dec("300"), BigDecimal.ONE, dec("200"), BigDecimal.ONE));
        assertThat(desk.ask(desk.buy("1.001")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void takesSignalsFromTheConfidenceThresholdOnAndUpToTheirExpiry() {
        Desk desk = new Desk(wide().build(), MILLION);
        assertThat(desk.ask(desk.buy("1"), signal(desk, BTC, 0.65)).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.buy("2"), signal(desk, BTC, Math.nextDown(0.65)))))
                .containsExactly("LOW_CONFIDENCE");
        assertThat(codes(desk.ask(desk.buy("2"), signal(desk, ETH, 0.9)))).containsExactly("VALIDATION_FAILED");
        Signal last = signal(desk, BTC, 0.9);
        desk.pass(last.expiresAtNs() - desk.timeNs);
        assertThat(desk.ask(desk.buy("3"), last).verdict()).isEqualTo(Verdict.APPROVED);
        desk.pass(1);
        assertThat(codes(desk.ask(desk.buy("4"), last))).containsExactly("STALE_MARKET_DATA");
    }

    private static Signal signal(Desk desk, Symbol symbol, double confidence) {
        return Signal.of(symbol, "model", desk.timeNs)
                .probabilities(new Probabilities(confidence, 1 - confidence, 0))
                .directed(Direction.LONG, 1)
                .expected(0.01, 0.005)
                .band(0.01, dec("100"))
                .horizonNs(60 * SECOND)
                .build()
                .identified("s1", desk.timeNs, "s1");
    }

    @Test
    void refusesTheSameOrderWithinTheWindowAndTakesItAfterwards() {
        Desk desk = new Desk(wide().build(), MILLION);
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
        desk.pass(SECOND - 1);
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("DUPLICATE_ORDER");
        assertThat(desk.ask(desk.buy("1.001")).verdict()).as("another quantity").isEqualTo(Verdict.APPROVED);
        desk.pass(1);
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void refusesAnOrderIdThatWorksAlready() {
        Desk desk = new Desk(wide().build(), MILLION);
        OrderIntent order = desk.buy("1");
        desk.ask(order);
        desk.pass(10 * SECOND);
        assertThat(codes(desk.ask(order))).containsExactly("DUPLICATE_ORDER");
    }

    @Test
    void refusesTheEleventhOrderOfAStrategyWithinASecond() {
        Desk desk = new Desk(
                wide().rate(r -> r.ordersPerSecondPerStrategy(10).ordersPerSecond(12))
                        .build(),
                MILLION);
        for (int i = 1; i <= 10; i++) {
            assertThat(desk.ask(desk.buy(i + "")).verdict()).as("order %s", i).isEqualTo(Verdict.APPROVED);
        }
        assertThat(codes(desk.ask(desk.buy("11")))).containsExactly("RATE_LIMIT_EXCEEDED");
        OrderIntent other = desk.intent(BTC, Side.BUY, "11").strategy("other").build();
        assertThat(desk.ask(other).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "12").strategy("third").build())
                        .verdict())
                .isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.BUY, "13").strategy("fourth").build())))
                .as("all together")
                .containsExactly("RATE_LIMIT_EXCEEDED");
        desk.pass(SECOND);
        assertThat(desk.ask(desk.buy("11")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void capsTheQuantityByTheFirstPriceOfTheDay() {
        RiskLimits limits = RiskLimits.builder()
                .order(o -> o.maxValue(dec("1000000000")).maxShare(BigDecimal.ONE))
                .position(p -> p.maxValue(dec("1000000000"))
                        .maxSymbolShare(BigDecimal.ONE)
                        .maxSectorShare(dec("100"))
                        .maxGrossShare(dec("100")))
                .margin(m -> m.feeCushion(BigDecimal.ZERO))
                .price(p -> p.maxDrift(BigDecimal.ONE))
                .tail(t -> t.armed(false))
                .stress(t -> t.armed(false))
                .build();
        Desk desk = new Desk(limits, "100000000");
        desk.ask(desk.buy("1"));
        desk.price(BTC, "50");
        assertThat(desk.ask(at(desk, "10000", "50")).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision above = desk.ask(at(desk, "10000.001", "50"));
        assertThat(codes(above)).containsExactly("QUANTITY_EXCEEDS_MAXIMUM");
        desk.pass(Desk.DAY);
        assertThat(desk.ask(at(desk, "20000", "50")).verdict())
                .as("the next day starts at 50")
                .isEqualTo(Verdict.APPROVED);
    }

    private static OrderIntent at(Desk desk, String quantity, String price) {
        return desk.intent(BTC, Side.BUY, quantity).limit(dec(price)).build();
    }

    @Test
    void refusesASymbolWithoutAQuantityCapWhereCapsAreRequired() {
        Desk desk = new Desk(
                RiskLimits.builder()
                        .tail(t -> t.armed(false))
                        .stress(t -> t.armed(false))
                        .order(o -> o.quantityCapsRequired(true))
                        .build(),
                MILLION);
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("NO_LIMIT_CONFIGURED");
    }

    @Test
    void refusesDerivativesAndShortSalesOnACashAccount() {
        Desk desk = new Desk(wide().build(), MILLION);
        OrderIntent perpetual =
                desk.intent(PERPETUAL, Side.BUY, "1").limit(dec("100")).build();
        assertThat(codes(desk.ask(perpetual))).containsExactly("MARGIN_EXCEEDS_FREE_BALANCE");
        assertThat(codes(desk.ask(desk.sell("1")))).containsExactly("NOTIONAL_EXCEEDS_FREE_BALANCE");
        desk.hold(BTC, "2");
        assertThat(desk.ask(desk.sell("2")).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision more = desk.ask(desk.sell("0.05"));
        assertThat(codes(more)).as("the first sale works already").containsExactly("NOTIONAL_EXCEEDS_FREE_BALANCE");
        assertThat(result(more, "free-balance").largestPassing()).isEqualByComparingTo("0");
    }

    @Test
    void warnsFromFourFifthsOfALimitOn() {
        Desk below = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        RiskDecision quiet = below.ask(below.buy("79.999"));
        assertThat(result(quiet, "position").outcome()).isEqualTo(CheckOutcome.PASSED);
        assertThat(quiet.warnings()).isEmpty();
        Desk at = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        RiskDecision warned = at.ask(at.buy("80"));
        assertThat(warned.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(warned, "position").outcome()).isEqualTo(CheckOutcome.WARNED);
        assertThat(warned.warnings()).containsExactly("position: 8000 of 10000 USD, past 80 %");
    }

    @Test
    void mapsTheHighestUseOfALimitToTheScore() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        assertThat(desk.ask(desk.buy("50")).riskScore()).isEqualTo(40);
        Desk full = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        assertThat(full.ask(full.buy("100")).riskScore()).isEqualTo(80);
        assertThat(full.ask(full.buy("50")).riskScore()).isEqualTo(90);
        assertThat(full.ask(full.buy("200")).riskScore()).isEqualTo(100);
    }

    @Test
    void namesEveryBreachTheTightestFirst() {
        RiskLimits limits = wide().order(o -> o.maxValue(dec("2000")))
                .position(p -> p.maxValue(dec("1000")).maxGrossShare(dec("0.003")))
                .build();
        Desk desk = new Desk(limits, MILLION);
        RiskDecision decision =
                desk.ask(desk.intent(BTC, Side.BUY, "100").limit(dec("106")).build());
        assertThat(codes(decision))
                .containsExactly("PRICE_COLLAR", "POSITION_LIMIT", "NOTIONAL_EXCEEDS_MAXIMUM", "EXPOSURE_LIMIT");
    }
}
