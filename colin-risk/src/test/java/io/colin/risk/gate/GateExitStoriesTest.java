package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.amend;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.confirmed;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.limit;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.Permissions;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ways out that were taken with their entry: looked at by their terms before there is a position, judged when they go. */
class GateExitStoriesTest {
    private static final String MILLION = "1000000";
    private static final Optional<BigDecimal> AT_THE_MARKET = Optional.empty();

    private static Desk desk(RiskLimits limits) {
        return new Desk(limits, MILLION);
    }

    private static OrderIntent.Builder exit(Desk desk, String quantity) {
        return desk.intent(BTC, Side.SELL, quantity).reduceOnly(true);
    }

    private static RiskRequest.Exit asked(OrderIntent intent) {
        return new RiskRequest.Exit(intent.clientOrderId(), intent, "key");
    }

    private static RiskRequest grown(ParentOrder order, OrderIntent more) {
        return new RiskRequest.Exit(order.orderId(), more, "key", true, "paper");
    }

    private static OrderType stop(String price) {
        return new OrderType.StopMarket(dec(price), TriggerSource.LAST);
    }

    private static Optional<RiskDecision> vet(Desk desk, OrderIntent intent, Optional<BigDecimal> entryPrice) {
        return desk.gate.vet(asked(intent), entryPrice, new RiskContext(desk, desk.portfolio()));
    }

    private static void assertRefused(Desk desk, OrderIntent intent, Optional<BigDecimal> entryPrice, String code) {
        assertThat(vet(desk, intent, entryPrice)).hasValueSatisfying(decision -> {
            assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
            assertThat(codes(decision)).containsExactly(code);
            assertThat(decision.requestedQuantity()).isEqualByComparingTo(intent.quantity());
            assertThat(decision.configHash()).isNotBlank();
        });
    }

    @Test
    void givenNothingIsHeldYetThenAnExitThatGivesNothingAwayIsNotRefused() {
        Desk desk = desk(wide().build());
        assertThat(vet(desk, exit(desk, "10").limit(dec("120")).build(), AT_THE_MARKET))
                .isEmpty();
        assertThat(vet(desk, exit(desk, "10").limit(dec("95")).build(), AT_THE_MARKET))
                .isEmpty();
        OrderIntent low = exit(desk, "10").type(stop("80")).build();
        assertThat(vet(desk, low, Optional.of(dec("80"))))
                .as("it goes at its trigger")
                .isEmpty();
    }

    @Test
    void givenATriggerBeyondTheMarketThenItIsHeldToTheCollarOnBothSides() {
        Desk desk = desk(wide().build());
        assertRefused(desk, exit(desk, "10").type(stop("105.01")).build(), AT_THE_MARKET, "PRICE_COLLAR");
    }

    @Test
    void givenPricesBelowTheMarketOfTheTimeItGoesThenRefusedByTheCollar() {
        Desk desk = desk(wide().build());
        assertRefused(desk, exit(desk, "10").limit(dec("94.99")).build(), AT_THE_MARKET, "PRICE_COLLAR");
        assertRefused(desk, exit(desk, "10").type(stop("94.99")).build(), AT_THE_MARKET, "PRICE_COLLAR");
        OrderIntent low = exit(desk, "10").limit(dec("92")).build();
        assertThat(vet(desk, low, Optional.of(dec("96"))))
                .as("4.2 % below where it goes")
                .isEmpty();
        assertRefused(desk, low, Optional.of(dec("97")), "PRICE_COLLAR");
        OrderType both = new OrderType.StopLimit(dec("90"), dec("85.4"), TriggerSource.LAST);
        assertRefused(desk, exit(desk, "10").type(both).build(), Optional.of(dec("90")), "PRICE_COLLAR");
    }

    @Test
    void givenAShortThenItsWayOutIsHeldToTheOtherSide() {
        Desk desk = desk(wide().build());
        OrderIntent cheap = desk.intent(BTC, Side.BUY, "10")
                .reduceOnly(true)
                .limit(dec("50"))
                .build();
        OrderIntent dear = desk.intent(BTC, Side.BUY, "10")
                .reduceOnly(true)
                .limit(dec("105.01"))
                .build();
        assertThat(vet(desk, cheap, AT_THE_MARKET)).isEmpty();
        assertRefused(desk, dear, AT_THE_MARKET, "PRICE_COLLAR");
    }

    @Test
    void givenTheMarketWentThroughItsLimitThenAnExitAndItsChildRest() {
        Desk desk = desk(wide().build());
        desk.hold(BTC, "10");
        ParentOrder order = desk.parent(exit(desk, "10").limit(dec("110")).build());
        assertThat(desk.ask(new RiskRequest.Exit(order.orderId(), order.intent(), "key"))
                        .verdict())
                .isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.child(order, "10", limit("110")), order).verdict())
                .isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.sell("10")))).contains("NOTIONAL_EXCEEDS_FREE_BALANCE");
    }

    @Test
    void givenAnExitIsToBeForMoreThenItsOwnReservationIsNotInItsWay() {
        Desk desk = desk(wide().repeat(r -> r.maxCycles(2)).build());
        desk.hold(BTC, "10");
        ParentOrder order = desk.parent(exit(desk, "10").limit(dec("101")).build());
        OrderIntent part = order.intent().withQuantity(dec("4"));
        assertThat(desk.ask(new RiskRequest.Exit(order.orderId(), part, "key")).verdict())
                .isEqualTo(Verdict.APPROVED);
        desk.gate.onParent(with(order, OrderStatus.ACCEPTED, "0"));
        for (int i = 5; i <= 10; i++) {
            desk.fill("entry", "entry-1", BTC, Side.BUY, "0.001");
            OrderIntent more = order.intent().withQuantity(dec(Integer.toString(i)));
            assertThat(desk.ask(grown(order, more)).verdict()).as("for " + i).isEqualTo(Verdict.APPROVED);
        }
        OrderIntent tooMuch = order.intent().withQuantity(dec("11"));
        assertThat(codes(desk.ask(grown(order, tooMuch)))).contains("REDUCE_ONLY_WOULD_INCREASE");
    }

    @Test
    void givenAnotherGateRefusesTheGrowthThenTheExitStaysReservedAndCounted() {
        Desk desk = desk(wide().rate(r -> r.tradesPerDay(1)).build());
        desk.hold(BTC, "10");
        ParentOrder order = desk.parent(exit(desk, "10").limit(dec("101")).build());
        OrderIntent part = order.intent().withQuantity(dec("4"));
        assertThat(desk.ask(new RiskRequest.Exit(order.orderId(), part, "key")).verdict())
                .isEqualTo(Verdict.APPROVED);
        Desk closed = desk(wide().compliance(c -> c.restricted(Set.of(BTC))).build());
        closed.hold(BTC, "10");
        ChainedGate chain = ChainedGate.of(List.of(desk.gate, closed.gate));
        RiskRequest growth = grown(order, order.intent().withQuantity(dec("5")));
        assertThat(codes(chain.check(growth, new RiskContext(desk, desk.portfolio()))))
                .containsExactly("RESTRICTED_SYMBOL");
        assertThat(codes(desk.ask(desk.buy("1"))))
                .as("it is the trade of the day")
                .contains("RATE_LIMIT_EXCEEDED");
        assertThat(codes(desk.ask(asked(exit(desk, "6.001").build())))).contains("REDUCE_ONLY_WOULD_INCREASE");
    }

    @Test
    void givenTheRateOfAllIsUsedUpThenChildrenOfWhatOnlyReducesGo() {
        Desk desk = desk(wide().rate(r -> r.ordersPerSecond(2)).build());
        desk.hold(BTC, "10");
        ParentOrder out = desk.work(exit(desk, "5").build());
        ParentOrder other =
                desk.work(desk.intent(BTC, Side.BUY, "1").limit(dec("98")).build());
        assertThat(codes(desk.ask(desk.child(other, "1", limit("98")), other))).containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(codes(desk.ask(desk.child(out, "5"), out))).isEmpty();
    }

    @Test
    void givenOtherTermsThenThePermissionIsThatOfAChange() {
        Permissions.Grant changes = new Permissions.Grant("ann", "*", "*", Permissions.Verb.AMEND);
        Desk desk = desk(wide().permissions(Permissions.only(List.of(changes))).build());
        ParentOrder order = desk.parent(exit(desk, "10").type(stop("96")).build());
        RiskContext context = new RiskContext(desk, desk.portfolio());
        RiskRequest change = new RiskRequest.Amend(order, dec("10"), stop("97"), "ann");
        assertThat(desk.gate.vet(change, Optional.of(dec("97")), context)).isEmpty();
        assertThat(desk.gate.vet(new RiskRequest.Amend(order, dec("10"), stop("97"), "bob"), Optional.empty(), context))
                .hasValueSatisfying(refused -> assertThat(codes(refused)).containsExactly("RESTRICTED_SYMBOL"));
    }

    @Test
    void givenTermsThatCouldNeverPassThenEachIsNamed() {
        Desk desk = desk(wide().compliance(c -> c.restricted(Set.of(BTC))).build());
        assertRefused(desk, exit(desk, "10").type(stop("96")).build(), AT_THE_MARKET, "RESTRICTED_SYMBOL");
        Desk other = desk(wide().build());
        assertRefused(other, exit(other, "10").type(stop("96.001")).build(), AT_THE_MARKET, "PRICE_PRECISION");
        assertRefused(other, exit(other, "0.00001").type(stop("96")).build(), AT_THE_MARKET, "QUANTITY_PRECISION");
        other.age(BTC, 3 * SECOND);
        assertRefused(other, exit(other, "10").type(stop("96")).build(), AT_THE_MARKET, "STALE_MARKET_DATA");
    }

    @Test
    void givenLookedAtThenNothingIsReserved() {
        Desk desk = desk(wide().build());
        OrderIntent intent = exit(desk, "10").type(stop("96")).build();
        assertThat(vet(desk, intent, AT_THE_MARKET)).isEmpty();
        assertThat(vet(desk, intent, AT_THE_MARKET)).as("nor remembered").isEmpty();
        desk.hold(BTC, "10");
        assertThat(desk.ask(asked(intent)).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.sell("10.001"))))
                .as("now its ten are taken from what may be sold")
                .containsExactly("NOTIONAL_EXCEEDS_FREE_BALANCE");
    }

    @Test
    void givenEveryCountIsUsedUpThenAnExitGoesAndANewOrderDoesNot() {
        Desk desk = desk(wide().rate(r -> r.ordersPerSecondPerStrategy(1)
                        .ordersPerSecond(1)
                        .tradesPerDay(1)
                        .tradesPerSymbolPerDay(1)
                        .valuePerSymbolPerDay(dec("600")))
                .build());
        desk.hold(BTC, "10");
        OrderIntent first = exit(desk, "5").build();
        assertThat(desk.ask(asked(first)).verdict()).isEqualTo(Verdict.APPROVED);
        OrderIntent alike = exit(desk, "5").build();
        assertThat(codes(desk.ask(alike))).containsOnly("RATE_LIMIT_EXCEEDED");
        assertThat(desk.ask(asked(alike)).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(asked(exit(desk, "0.001").build()))))
                .as("what is held is spoken for")
                .contains("REDUCE_ONLY_WOULD_INCREASE");
    }

    @Test
    void givenAnOrderAlikeHasJustGoneThenAnExitIsNoDuplicateOfIt() {
        Desk desk = desk(wide().build());
        desk.hold(BTC, "15");
        desk.work(exit(desk, "5").build());
        assertThat(codes(desk.ask(exit(desk, "5").build()))).containsExactly("DUPLICATE_ORDER");
        assertThat(desk.ask(asked(exit(desk, "5").build())).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(asked(exit(desk, "5").build())).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void givenAStrategyThatEntersTooOftenThenItsExitsGoAndStopNobody() {
        Desk desk = desk(wide().repeat(r -> r.maxCycles(1)).build());
        desk.hold(BTC, "10");
        for (int i = 0; i < 4; i++) {
            ParentOrder order = desk.parent(exit(desk, "1").build());
            assertThat(desk.ask(new RiskRequest.Exit(order.orderId(), order.intent(), "key"))
                            .verdict())
                    .as("exit " + i)
                    .isEqualTo(Verdict.APPROVED);
            desk.fill(order.orderId(), order.orderId() + "-1", BTC, Side.SELL, "1");
            desk.gate.onParent(with(order, OrderStatus.FILLED, "1"));
            desk.pass(2 * SECOND);
        }
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("LOCKED");
    }

    @Test
    void givenWaysOutOnBothSidesOfTheMarketThenTheirDistanceIsNoDrift() {
        Desk desk = desk(wide().build());
        desk.hold(BTC, "20");
        assertThat(desk.ask(asked(exit(desk, "10").limit(dec("104")).build())).verdict())
                .isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(asked(exit(desk, "10").limit(dec("97")).build())).verdict())
                .isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.intent(BTC, Side.SELL, "0.001")
                                .limit(dec("100"))
                                .build())
                        .reasons())
                .as("nor do they count for what comes next")
                .noneMatch(reason -> reason.message().contains("price-drift"));
    }

    @Test
    void givenAChangeToLessIsRefusedThenTheDayCountsWhatTraded() {
        Desk desk = desk(wide().rate(r -> r.valuePerSymbolPerDay(dec("1000"))).build());
        ParentOrder order = desk.work(desk.buy("10"));
        assertThat(desk.ask(amend(order, "1", limit("100"))).verdict()).isEqualTo(Verdict.APPROVED);
        desk.gate.onParent(with(order, OrderStatus.PENDING_UPDATE, "0"));
        assertThat(codes(desk.ask(desk.buy("1")))).as("it may be refused").containsExactly("RATE_LIMIT_EXCEEDED");
        desk.gate.onParent(with(order, OrderStatus.ACCEPTED, "0"));
        assertThat(codes(desk.ask(desk.buy("1.1")))).as("it was").containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(desk.ask(amend(order, "1", limit("100"))).verdict()).isEqualTo(Verdict.APPROVED);
        desk.gate.onParent(confirmed(order, "1"));
        assertThat(desk.ask(desk.buy("9")).verdict()).as("now it took place").isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.buy("0.5")))).containsExactly("RATE_LIMIT_EXCEEDED");
    }
}
