package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.amend;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.confirmed;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.limit;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import org.junit.jupiter.api.Test;

/** Changes of working orders, as stories. */
class GateAmendStoriesTest {
    private static final String MILLION = "1000000";

    private static Desk limited() {
        return new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
    }

    private static ParentOrder working(Desk desk, String quantity) {
        return desk.work(desk.buy(quantity));
    }

    @Test
    void anAmendUpIsJudgedWithItsOwnReservationTakenOut() {
        Desk desk = limited();
        ParentOrder order = working(desk, "60");
        RiskDecision above = desk.ask(amend(order, "100.001", limit("100")));
        assertThat(codes(above)).containsExactly("POSITION_LIMIT");
        assertThat(above.requestedQuantity()).isEqualByComparingTo("100.001");
        assertThat(result(above, "position").largestPassing()).isEqualByComparingTo("100");
        assertThat(result(above, "position").current()).as("without the order").isEqualByComparingTo("0");
        assertThat(codes(desk.ask(desk.buy("40.001"))))
                .as("refused, so that everything is as it was")
                .containsExactly("POSITION_LIMIT");
        RiskDecision exact = desk.ask(amend(order, "100", limit("100")));
        assertThat(exact.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(exact.allowedQuantity()).isEqualByComparingTo("100");
        assertThat(codes(desk.ask(desk.buy("0.05")))).containsExactly("POSITION_LIMIT");
    }

    @Test
    void anAmendDownFreesNothingBeforeItTookPlace() {
        Desk desk = limited();
        ParentOrder order = working(desk, "60");
        assertThat(desk.ask(amend(order, "20", limit("100"))).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.buy("40.001"))))
                .as("the venue may refuse it")
                .containsExactly("POSITION_LIMIT");
        desk.gate.onParent(confirmed(order, "20"));
        assertThat(desk.ask(desk.buy("80")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aDearerPriceCountsWhileItIsAskedForAndACheaperOneNotBeforeItIsInForce() {
        Desk desk = limited();
        ParentOrder order = working(desk, "60");
        assertThat(desk.ask(amend(order, "60", limit("104"))).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.buy("37.601")))).as("6 240 of 10 000").containsExactly("POSITION_LIMIT");
        desk.gate.onParent(with(order, OrderStatus.PENDING_UPDATE, "0"));
        desk.gate.onParent(with(order, OrderStatus.ACCEPTED, "0"));
        RiskDecision refused = desk.ask(desk.buy("40.001"));
        assertThat(result(refused, "position").current())
                .as("the venue refused it")
                .isEqualByComparingTo("6000");
        desk.price(BTC, "99");
        assertThat(desk.ask(amend(order, "60", limit("99"))).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(desk.ask(desk.buy("50")), "position").current())
                .as("the venue may refuse it")
                .isEqualByComparingTo("6000");
        desk.gate.onParent(new ParentOrder(
                order.orderId(),
                order.intent().withTerms(dec("60"), limit("99")),
                order.principal(),
                order.createdTimeNs(),
                order.arrivalMid(),
                order.progress()));
        assertThat(result(desk.ask(desk.buy("51")), "position").current()).isEqualByComparingTo("5940");
    }

    @Test
    void whatIsFilledIsPartOfTheOrderAndOfThePosition() {
        Desk desk = limited();
        ParentOrder order = working(desk, "60");
        desk.fill(order.orderId(), "c", BTC, Side.BUY, "25");
        ParentOrder partly = with(order, OrderStatus.PARTIALLY_FILLED, "25");
        desk.gate.onParent(partly);
        RiskDecision above = desk.ask(amend(partly, "100.001", limit("100")));
        assertThat(result(above, "position").current()).isEqualByComparingTo("2500");
        assertThat(result(above, "position").largestPassing())
                .as("of the whole order")
                .isEqualByComparingTo("100");
        assertThat(desk.ask(amend(partly, "100", limit("100"))).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void anAmendCannotGrowAnOrderPastTheLimitsOfASingleOrder() {
        Desk desk = new Desk(wide().order(o -> o.maxValue(dec("5000"))).build(), MILLION);
        ParentOrder order = working(desk, "30");
        desk.fill(order.orderId(), "c", BTC, Side.BUY, "25");
        ParentOrder partly = with(order, OrderStatus.PARTIALLY_FILLED, "25");
        desk.gate.onParent(partly);
        RiskDecision above = desk.ask(amend(partly, "50.001", limit("100")));
        assertThat(codes(above)).containsExactly("NOTIONAL_EXCEEDS_MAXIMUM");
        assertThat(result(above, "order-value").largestPassing()).isEqualByComparingTo("50");
        assertThat(desk.ask(amend(partly, "50", limit("100"))).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void anAmendNeedsAPriceWithinTheCollarAndCashOfItsOwn() {
        Desk desk = new Desk(wide().margin(m -> m.feeCushion(dec("0.25"))).build(), "10000");
        ParentOrder order = working(desk, "70");
        assertThat(codes(desk.ask(amend(order, "70", limit("105.01"))))).containsExactly("PRICE_COLLAR");
        assertThat(codes(desk.ask(amend(order, "80.001", limit("100")))))
                .containsExactly("NOTIONAL_EXCEEDS_FREE_BALANCE");
        assertThat(desk.ask(amend(order, "80", limit("100"))).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatDoesNotWorkCannotBeAmendedAndNothingCanWhileHalted() {
        Desk desk = limited();
        ParentOrder order = working(desk, "60");
        desk.gate.onParent(with(order, OrderStatus.CANCELED, "0"));
        assertThat(codes(desk.ask(amend(order, "50", limit("100"))))).containsExactly("VALIDATION_FAILED");
        ParentOrder other = working(desk, "10");
        desk.controls().kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "who", desk.timeNs));
        assertThat(codes(desk.ask(amend(other, "5", limit("100"))))).contains("TRADING_HALTED");
    }

    @Test
    void termsThatContradictTheOrderAreRefusedWithAReason() {
        Desk desk = limited();
        OrderIntent postOnly =
                desk.intent(BTC, Side.BUY, "10").limit(dec("99")).postOnly(true).build();
        assertThat(desk.ask(postOnly).passes()).isTrue();
        RiskDecision decision = desk.ask(amend(desk.parent(postOnly), "10", new OrderType.Market()));
        assertThat(codes(decision)).containsExactly("VALIDATION_FAILED");
        assertThat(decision.reasons().getFirst().message()).contains("postOnly");
    }

    @Test
    void theAmendsOfAMinuteAreCounted() {
        Desk desk = new Desk(wide().rate(r -> r.amendsPerMinute(2)).build(), MILLION);
        ParentOrder order = working(desk, "10");
        assertThat(desk.ask(amend(order, "11", limit("100"))).passes()).isTrue();
        assertThat(desk.ask(amend(order, "12", limit("100"))).passes()).isTrue();
        assertThat(codes(desk.ask(amend(order, "13", limit("100"))))).containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(desk.ask(desk.buy("1")).passes()).as("orders go on").isTrue();
        desk.pass(60 * SECOND - 1);
        assertThat(codes(desk.ask(amend(order, "13", limit("100"))))).containsExactly("RATE_LIMIT_EXCEEDED");
        desk.pass(1);
        assertThat(desk.ask(amend(order, "13", limit("100"))).passes()).isTrue();
    }

    @Test
    void anAmendIsNoFurtherTradeOfTheDayButItsValueCounts() {
        Desk desk = new Desk(
                wide().rate(r -> r.tradesPerSymbolPerDay(1).valuePerSymbolPerDay(dec("1000")))
                        .build(),
                MILLION);
        ParentOrder order = working(desk, "5");
        assertThat(codes(desk.ask(amend(order, "10.001", limit("100"))))).containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(desk.ask(amend(order, "10", limit("100"))).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.buy("1")))).containsOnly("RATE_LIMIT_EXCEEDED");
    }
}
