package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.DecisionMade;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Contingency;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.execution.engine.AmendResult;
import io.colin.execution.engine.Amendment;
import io.colin.execution.engine.GroupResult;
import io.colin.execution.engine.GroupSubmission;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.reduction.ReductionSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ways out of a bracket under the standard gate: what a position was taken with, no limit on new orders may withhold. */
class ExitRunTest {
    private static final Instrument BTC_PERP = Instrument.perpetual("BTC/USD:USD")
            .tickSize("0.1")
            .lotSize("0.001")
            .minQuantity("0.001")
            .minNotional("5")
            .build();
    private static final String PRICE = "100";

    /** At a venue of contracts, which knows what only reduces. */
    private static Desk open(Script script, MemoryEventStore store, RiskLimits limits) {
        return Desk.open(
                script,
                store,
                Desk.gate(ReductionSettings.STANDARD).limits(limits),
                builder -> builder.instruments(BTC_PERP)
                        .venue(PaperVenue.builder()
                                .id("contracts")
                                .reduceOnly(true)
                                .instruments(BTC_PERP)
                                .feeBps(0)
                                .seed(42)
                                .build()));
    }

    private static RiskLimitsBuilder limits() {
        return Desk.limits().margin(margin -> margin.accountKind(AccountKind.MARGIN));
    }

    /** A price a second from 100 on, then what the test says. */
    private static Script market(String... then) {
        Script script = new Script();
        for (int second = 0; second < 10; second++) {
            script.price(second, BTC_PERP.symbol(), PRICE);
        }
        for (int i = 0; i < then.length; i++) {
            script.price(10 + i, BTC_PERP.symbol(), then[i]);
        }
        return script.live();
    }

    private static OrderGroup bracket(String id, String profit, String stop) {
        OrderIntent entry = OrderIntent.of(BTC_PERP.symbol(), Side.BUY, BigDecimal.TEN)
                .clientOrderId(id)
                .build();
        return OrderGroup.bracket(
                entry, new BigDecimal(profit), new OrderType.StopMarket(new BigDecimal(stop), TriggerSource.LAST));
    }

    private static GroupResult submit(Desk desk, OrderGroup group) {
        String id = group.orders().getFirst().clientOrderId();
        return Desk.join(desk.engine.submit(new GroupSubmission(group, "tester", "", "h-" + id)));
    }

    private static void enter(Desk desk, long second, String id, String held) {
        desk.until(second);
        assertThat(submit(desk, bracket(id, "104", "97"))).isInstanceOf(GroupResult.Taken.class);
        desk.until(second + 1);
        desk.awaitHeld(BTC_PERP, held);
    }

    private static ParentOrder order(Desk desk, String clientId) {
        return desk.engine.view().orders(order -> true, "", 100).stream()
                .filter(order -> order.intent().clientOrderId().equals(clientId))
                .findFirst()
                .orElseThrow();
    }

    private static void expectBothOut(Desk desk) {
        desk.awaitHeld(BTC_PERP, "0");
        assertThat(order(desk, "a-sl").progress().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order(desk, "b-sl").progress().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order(desk, "b-tp").progress().status()).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void givenTwoBracketsAlikeWhenTheirStopsAreReachedTogetherThenBothGetOut() {
        try (Desk desk = open(market("97"), MemoryEventStore.empty(), limits().build())) {
            enter(desk, 1, "a", "10");
            enter(desk, 5, "b", "20");
            desk.until(10);
            desk.pass(11);
            expectBothOut(desk);
        }
    }

    @Test
    void givenEveryCountIsUsedUpWhenStopsAreReachedThenTheyGo() {
        RiskLimits limits = limits().rate(rate -> rate.ordersPerSecondPerStrategy(1)
                        .tradesPerSymbolPerDay(3)
                        .tradesPerDay(3)
                        .valuePerSymbolPerDay(new BigDecimal("3300")))
                .build();
        try (Desk desk = open(market("97"), MemoryEventStore.empty(), limits)) {
            enter(desk, 1, "a", "10");
            enter(desk, 5, "b", "20");
            desk.until(10);
            desk.pass(11);
            expectBothOut(desk);
        }
    }

    @Test
    void givenThePriceFallsFarThroughTheStopThenItGoesAtTheMarket() {
        try (Desk desk = open(market("98", "91"), MemoryEventStore.empty(), limits().build())) {
            enter(desk, 1, "a", "10");
            desk.until(11);
            desk.pass(12);
            desk.awaitHeld(BTC_PERP, "0");
            assertThat(order(desk, "a-sl").progress().averagePrice())
                    .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("90.9"));
        }
    }

    @Test
    void givenAStopLimitThatWouldGiveTooMuchAwayThenTheWholeGroupIsRefusedAtTheDoor() {
        try (Desk desk = open(market(), MemoryEventStore.empty(), limits().build())) {
            desk.until(1);
            OrderIntent entry = OrderIntent.of(BTC_PERP.symbol(), Side.BUY, BigDecimal.TEN)
                    .clientOrderId("far")
                    .build();
            OrderType stop = new OrderType.StopLimit(new BigDecimal("97"), new BigDecimal("92"), TriggerSource.LAST);
            assertThat(submit(desk, OrderGroup.bracket(entry, new BigDecimal("120"), stop)))
                    .isInstanceOf(GroupResult.Denied.class);
            assertThat(order(desk, "far-sl").progress().refusals())
                    .extracting(Refusal::code)
                    .containsExactly("PRICE_COLLAR");
            assertThat(order(desk, "far").progress().status()).isEqualTo(OrderStatus.DENIED);
            assertThat(desk.held(BTC_PERP)).isZero();
        }
    }

    @Test
    void givenAProfitFarFromTheMarketThenItRestsThere() {
        try (Desk desk = open(market("112", "120.5"), MemoryEventStore.empty(), limits().build())) {
            desk.until(1);
            assertThat(submit(desk, bracket("a", "120", "90"))).isInstanceOf(GroupResult.Taken.class);
            desk.until(2);
            desk.awaitHeld(BTC_PERP, "10");
            desk.until(3);
            assertThat(order(desk, "a-tp").progress().status()).isEqualTo(OrderStatus.ACCEPTED);
            assertThat(order(desk, "a-sl").progress().status()).isEqualTo(OrderStatus.EMULATED);
        }
    }

    @Test
    void givenTheMarketRanThenTheStopFollowsItOverARestartToo() {
        Script script = market("104", "108", "101");
        MemoryEventStore left;
        try (Desk desk = open(script, MemoryEventStore.empty(), limits().build())) {
            desk.until(1);
            assertThat(submit(desk, bracket("a", "120", "95"))).isInstanceOf(GroupResult.Taken.class);
            desk.until(2);
            desk.awaitHeld(BTC_PERP, "10");
            desk.until(11);
            assertThat(Desk.join(desk.engine.amend(order(desk, "a-sl").orderId(), stopAt("101"), "tester")))
                    .isInstanceOf(AmendResult.Taken.class);
            desk.records();
            left = Desk.cut(desk.store, desk.store.lastSequence());
        }
        try (Desk desk = open(script, left, limits().build())) {
            desk.until(12);
            desk.pass(13);
            desk.awaitHeld(BTC_PERP, "0");
            assertThat(order(desk, "a-sl").progress().status()).isEqualTo(OrderStatus.FILLED);
        }
    }

    @Test
    void givenNewTermsOfAHeldStopAreRefusedThenTheOldOnesHoldOverARestartToo() {
        Script script = market("97");
        MemoryEventStore left;
        try (Desk desk = open(script, MemoryEventStore.empty(), limits().build())) {
            desk.until(1);
            OrderIntent entry = OrderIntent.of(BTC_PERP.symbol(), Side.BUY, BigDecimal.TEN)
                    .clientOrderId("a")
                    .build();
            OrderType stop = new OrderType.StopLimit(new BigDecimal("97"), new BigDecimal("96"), TriggerSource.LAST);
            assertThat(submit(desk, OrderGroup.bracket(entry, new BigDecimal("104"), stop)))
                    .isInstanceOf(GroupResult.Taken.class);
            desk.until(2);
            desk.awaitHeld(BTC_PERP, "10");
            Amendment far = Amendment.price(new BigDecimal("90"));
            AmendResult refused =
                    Desk.join(desk.engine.amend(order(desk, "a-sl").orderId(), far, "tester"));
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            AmendResult.Refused.class,
                            no -> assertThat(no.reasons())
                                    .extracting(Refusal::code)
                                    .containsExactly("PRICE_COLLAR"));
            desk.records();
            left = Desk.cut(desk.store, desk.store.lastSequence());
        }
        try (Desk desk = open(script, left, limits().build())) {
            desk.until(10);
            desk.pass(11);
            desk.awaitHeld(BTC_PERP, "0");
            assertThat(order(desk, "a-sl").progress().status()).isEqualTo(OrderStatus.FILLED);
        }
    }

    @Test
    void givenATrailingStopFurtherThanTheCollarThenItGoesWhereTheMarketTakesIt() {
        try (Desk desk = open(market("96", "93"), MemoryEventStore.empty(), limits().build())) {
            desk.until(1);
            OrderIntent entry = OrderIntent.of(BTC_PERP.symbol(), Side.BUY, BigDecimal.TEN)
                    .clientOrderId("a")
                    .build();
            OrderType stop =
                    new OrderType.TrailingStop(new BigDecimal("600"), OrderType.OffsetUnit.BPS, TriggerSource.LAST);
            assertThat(submit(desk, OrderGroup.bracket(entry, new BigDecimal("104"), stop)))
                    .isInstanceOf(GroupResult.Taken.class);
            desk.until(2);
            desk.awaitHeld(BTC_PERP, "10");
            desk.until(11);
            desk.pass(12);
            desk.awaitHeld(BTC_PERP, "0");
        }
    }

    @Test
    void givenWaysOutThatNoEntryActivatesThenOneOfThemIsJudgedAsANewOrder() {
        RiskLimits limits = limits().rate(rate -> rate.tradesPerDay(2)).build();
        try (Desk desk = open(market(), MemoryEventStore.empty(), limits)) {
            enter(desk, 1, "a", "10");
            OrderGroup stops = new OrderGroup(List.of(stop("one", "two", "101"), stop("two", "one", "102")));
            assertThat(submit(desk, stops)).isInstanceOf(GroupResult.Denied.class);
            assertThat(order(desk, "one").progress().refusals())
                    .extracting(Refusal::code)
                    .contains("RATE_LIMIT_EXCEEDED");
        }
    }

    private static OrderIntent stop(String id, String other, String price) {
        return OrderIntent.of(BTC_PERP.symbol(), Side.SELL, BigDecimal.ONE)
                .clientOrderId(id)
                .type(new OrderType.StopMarket(new BigDecimal(price), TriggerSource.LAST))
                .reduceOnly(true)
                .acceptsEmulation(true)
                .contingency(new Contingency(Contingency.Kind.OCO, List.of(other)))
                .build();
    }

    @Test
    void givenAnEntryThatFillsInPartsThenNoCountHoldsItsExitUp() {
        RiskLimits limits = limits().rate(rate -> rate.ordersPerSecondPerStrategy(1)
                        .ordersPerSecond(3)
                        .amendsPerMinute(1)
                        .valuePerSymbolPerDay(new BigDecimal("1500")))
                .build();
        Script script = new Script();
        for (int second = 0; second < 12; second++) {
            script.price(second, BTC_PERP.symbol(), PRICE).trade(second, BTC_PERP.symbol(), "99.4");
        }
        try (Desk desk = open(script.live(), MemoryEventStore.empty(), limits)) {
            desk.until(1);
            OrderIntent entry = OrderIntent.of(BTC_PERP.symbol(), Side.BUY, BigDecimal.TEN)
                    .clientOrderId("a")
                    .limit(new BigDecimal("99.5"))
                    .build();
            OrderType stop = new OrderType.StopMarket(new BigDecimal("97"), TriggerSource.LAST);
            assertThat(submit(desk, OrderGroup.bracket(entry, new BigDecimal("104"), stop)))
                    .isInstanceOf(GroupResult.Taken.class);
            for (int second = 2; second < 12; second++) {
                desk.until(second);
            }
            desk.pass(13);
            desk.awaitHeld(BTC_PERP, "10");
            String profit = order(desk, "a-tp").orderId();
            assertThat(desk.records(DecisionMade.class))
                    .filteredOn(made -> made.orderId().equals(profit))
                    .as("asked again with each part")
                    .hasSizeGreaterThan(3)
                    .allMatch(made -> made.decision().passes());
            assertThat(desk.engine.view().children(profit))
                    .filteredOn(child -> !child.progress().status().isClosed())
                    .singleElement()
                    .satisfies(child -> assertThat(child.progress().quantity()).isEqualByComparingTo("10"));
        }
    }

    private static Amendment stopAt(String price) {
        return new Amendment(Optional.empty(), Optional.empty(), Optional.of(new BigDecimal(price)), Optional.empty());
    }
}
