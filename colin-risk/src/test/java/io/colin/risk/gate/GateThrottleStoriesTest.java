package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.DAY;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Duplicates, rates, counts of the day and orders of our own on the other side, as stories. */
class GateThrottleStoriesTest {
    private static final String MILLION = "1000000";

    @Test
    void theSameOrderIsADuplicateWithinTheWindowUnlessItsAskerMeansIt() {
        Desk desk = new Desk(wide().build(), MILLION);
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("DUPLICATE_ORDER");
        OrderIntent meant = desk.intent(BTC, Side.BUY, "1")
                .limit(dec("100"))
                .metadata(Map.of(StandardGate.DISTINCT, "true"))
                .build();
        assertThat(desk.ask(meant).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(meant))).as("its id works already").containsExactly("DUPLICATE_ORDER");
        OrderIntent unclear = desk.intent(BTC, Side.BUY, "1")
                .limit(dec("100"))
                .metadata(Map.of(StandardGate.DISTINCT, "yes"))
                .build();
        assertThat(codes(desk.ask(unclear))).containsExactly("DUPLICATE_ORDER");
        desk.pass(SECOND);
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aRepeatThatWasMeantBeginsTheWindowAnew() {
        Desk desk = new Desk(wide().build(), MILLION);
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        assertThat(desk.ask(desk.buy("2")).passes()).isTrue();
        desk.pass(9 * SECOND / 10);
        OrderIntent meant = desk.intent(BTC, Side.BUY, "1")
                .limit(dec("100"))
                .metadata(Map.of(StandardGate.DISTINCT, "true"))
                .build();
        assertThat(desk.ask(meant).verdict()).isEqualTo(Verdict.APPROVED);
        desk.pass(SECOND / 10);
        assertThat(desk.ask(desk.buy("2")).verdict())
                .as("a second after the same of its own")
                .isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("DUPLICATE_ORDER");
        desk.pass(9 * SECOND / 10 - 1);
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("DUPLICATE_ORDER");
        desk.pass(1);
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aKeyMaySendTenOrdersASecondWhateverStrategiesItNamesAndTheEngineHasNoKey() {
        Desk desk = new Desk(wide().rate(r -> r.ordersPerSecondPerStrategy(10)).build(), MILLION);
        desk.principal = "key-1";
        for (int i = 0; i < 10; i++) {
            assertThat(desk.ask(desk.intent(BTC, Side.BUY, "1." + i)
                                    .strategy("s" + i)
                                    .build())
                            .passes())
                    .as("order %s", i)
                    .isTrue();
        }
        RiskDecision eleventh =
                desk.ask(desk.intent(BTC, Side.BUY, "2").strategy("s10").build());
        assertThat(codes(eleventh)).containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(result(eleventh, "key-order-rate").projected()).isEqualByComparingTo("11");
        desk.principal = "key-2";
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "2").strategy("s10").build())
                        .passes())
                .isTrue();
        desk.principal = "engine";
        for (int i = 20; i < 40; i++) {
            assertThat(desk.ask(desk.intent(BTC, Side.BUY, "5." + i)
                                    .strategy("s" + i)
                                    .build())
                            .passes())
                    .isTrue();
        }
        desk.principal = "key-1";
        desk.pass(SECOND - 1);
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "3").strategy("s50").build())
                        .passes())
                .isFalse();
        desk.pass(1);
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "4").strategy("s51").build())
                        .passes())
                .isTrue();
    }

    @Test
    void aCancelOfAnOrderThatWorksIsAMessageOfItsStrategyAndIsCountedOnce() {
        Desk desk = new Desk(wide().rate(r -> r.ordersPerSecondPerStrategy(3)).build(), MILLION);
        OrderIntent first = desk.buy("1");
        assertThat(desk.ask(first).passes()).isTrue();
        desk.gate.onParent(with(desk.parent(first), OrderStatus.PENDING_CANCEL, "0"));
        desk.gate.onParent(with(desk.parent(first), OrderStatus.PENDING_CANCEL, "0"));
        desk.cancel(first);
        assertThat(desk.ask(desk.buy("2")).passes()).as("the third message").isTrue();
        RiskDecision fourth = desk.ask(desk.buy("3"));
        assertThat(codes(fourth)).containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(result(fourth, "strategy-order-rate").current()).isEqualByComparingTo("3");
        assertThat(result(fourth, "strategy-order-rate").unit()).isEqualTo("messages/s");
        OrderIntent other = desk.intent(BTC, Side.BUY, "4")
                .limit(dec("100"))
                .strategy("other")
                .build();
        assertThat(desk.ask(other).passes()).isTrue();
        desk.pass(SECOND);
        assertThat(desk.ask(desk.buy("3")).passes()).isTrue();
    }

    @Test
    void cancelsOfChildrenCountAmongAllMessages() {
        Desk desk = new Desk(wide().rate(r -> r.ordersPerSecond(3)).build(), MILLION);
        OrderIntent intent = desk.buy("1");
        assertThat(desk.ask(intent).passes()).isTrue();
        ParentOrder parent = desk.parent(intent);
        ChildOrder child = desk.child(parent, "1");
        assertThat(desk.ask(child, parent).passes()).isTrue();
        desk.gate.onChild(with(child, OrderStatus.PENDING_CANCEL, "0"));
        desk.gate.onChild(with(child, OrderStatus.CANCELED, "0"));
        assertThat(codes(desk.ask(desk.buy("2")))).containsExactly("RATE_LIMIT_EXCEEDED");
        desk.pass(SECOND);
        assertThat(desk.ask(desk.buy("2")).passes()).isTrue();
    }

    @Test
    void givenTheTradesOfTheDayAreUsedUpThenOrdersWaitForTheNextDayAndARestartForgivesNothing() {
        Desk desk = new Desk(
                wide().rate(r -> r.tradesPerSymbolPerDay(2).tradesPerDay(3)).build(), MILLION);
        OrderIntent unfilled = desk.buy("1");
        desk.ask(unfilled);
        desk.ask(desk.buy("2"));
        assertThat(codes(desk.ask(desk.buy("3")))).containsExactly("RATE_LIMIT_EXCEEDED");
        desk.cancel(unfilled);
        OrderIntent third = desk.buy("3");
        assertThat(desk.ask(third).passes())
                .as("what never traded gives its count back")
                .isTrue();
        desk.fill(third.clientOrderId(), "c", BTC, Side.BUY, "1");
        desk.gate.onParent(with(desk.parent(third), OrderStatus.CANCELED, "1"));
        assertThat(codes(desk.ask(desk.buy("4")))).as("what traded does not").containsExactly("RATE_LIMIT_EXCEEDED");

        assertThat(desk.ask(desk.intent(ETH, Side.BUY, "1").build()).passes()).isTrue();
        RiskDecision fourth = desk.ask(desk.intent(ETH, Side.BUY, "2").build());
        assertThat(codes(fourth)).as("three of all symbols").containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(result(fourth, "trades-per-day").current()).isEqualByComparingTo("3");
        assertThat(result(fourth, "symbol-trades-per-day").current()).isEqualByComparingTo("1");

        SortedMap<String, String> state = desk.gate.durableState();
        desk.gate = StandardGate.builder().limits(desk.limits).build();
        desk.gate.restore(state);
        assertThat(codes(desk.ask(desk.intent(ETH, Side.BUY, "2").build()))).containsExactly("RATE_LIMIT_EXCEEDED");
        desk.pass(DAY);
        assertThat(desk.ask(desk.buy("4")).passes()).isTrue();
    }

    @Test
    void whatWorksAtMidnightCountsForTheNewDay() {
        Desk desk = new Desk(wide().rate(r -> r.tradesPerSymbolPerDay(2)).build(), MILLION);
        desk.ask(desk.buy("1"));
        desk.pass(DAY);
        assertThat(desk.ask(desk.buy("2")).passes()).isTrue();
        assertThat(codes(desk.ask(desk.buy("3")))).containsExactly("RATE_LIMIT_EXCEEDED");
    }

    @Test
    void theValueOfTheDayIsHeldToTheLastUnitAndWhatDidNotFillIsGivenBack() {
        Desk desk =
                new Desk(wide().rate(r -> r.valuePerSymbolPerDay(dec("1000"))).build(), MILLION);
        OrderIntent first = desk.buy("6");
        assertThat(desk.ask(first).passes()).isTrue();
        RiskDecision above = desk.ask(desk.buy("4.001"));
        assertThat(codes(above)).containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(result(above, "symbol-value-per-day").largestPassing()).isEqualByComparingTo("4");
        OrderIntent second = desk.buy("4");
        assertThat(desk.ask(second).passes()).isTrue();
        desk.fill(first.clientOrderId(), "c", BTC, Side.BUY, "2.5");
        desk.gate.onParent(with(desk.parent(first), OrderStatus.CANCELED, "2.5"));
        assertThat(result(desk.ask(desk.buy("3.501")), "symbol-value-per-day").current())
                .as("2.5 traded and 4 work")
                .isEqualByComparingTo("650");
        assertThat(desk.ask(desk.buy("3.5")).passes()).isTrue();
    }

    @Test
    void anOrderThatWouldTradeWithOurOwnIsRefused() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.hold(BTC, "10");
        OrderIntent resting =
                desk.intent(BTC, Side.SELL, "1").limit(dec("100.50")).build();
        assertThat(desk.ask(resting).passes()).isTrue();
        assertThat(desk.ask(at(desk, "100.49")).verdict()).as("below it").isEqualTo(Verdict.APPROVED);
        RiskDecision crossing = desk.ask(at(desk, "100.50"));
        assertThat(codes(crossing)).containsExactly("SELF_TRADE");
        assertThat(crossing.reasons().getFirst().message()).contains(resting.clientOrderId() + " at 100.5");
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "1").build()).verdict())
                .as("a market order takes the offer at 100.01, not ours")
                .isEqualTo(Verdict.APPROVED);
        desk.cancel(resting);
        desk.pass(SECOND);
        assertThat(desk.ask(at(desk, "100.50")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aMarketOrderThatWalksTheBookIntoOurOwnIsRefused() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.hold(BTC, "10");
        desk.showBook(BTC, List.of(level("99.99", "1")), List.of(level("100.01", "1"), level("100.50", "5")));
        assertThat(desk.ask(desk.intent(BTC, Side.SELL, "1")
                                .limit(dec("100.50"))
                                .venue("paper")
                                .build())
                        .passes())
                .isTrue();
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "1").venue("paper").build())
                        .passes())
                .isTrue();
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.BUY, "1.001").venue("paper").build())))
                .containsExactly("SELF_TRADE");
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "1.002")
                                .limit(dec("101"))
                                .venue("elsewhere")
                                .build())
                        .passes())
                .as("venues do not meet")
                .isTrue();
    }

    @Test
    void whatDoesNotRestIsNoCounterpart() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.hold(BTC, "10");
        OrderIntent immediate = desk.intent(BTC, Side.SELL, "1")
                .limit(dec("100"))
                .timeInForce(TimeInForce.IOC)
                .build();
        assertThat(desk.ask(immediate).passes()).isTrue();
        OrderIntent sliced = desk.intent(BTC, Side.SELL, "2")
                .limit(dec("100"))
                .algo(AlgoSpec.of("twap", Map.of()))
                .build();
        assertThat(desk.ask(sliced).passes()).isTrue();
        assertThat(desk.ask(at(desk, "100")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    private static OrderIntent at(Desk desk, String price) {
        return desk.intent(BTC, Side.BUY, "1").limit(dec(price)).build();
    }
}
