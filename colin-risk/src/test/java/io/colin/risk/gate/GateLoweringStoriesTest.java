package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.amend;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.confirmed;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.limit;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.risk.AccountKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.exposure.FirmExposure;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amends that make less of an order whose limits were cut after it passed, as stories. BTC is at 100. */
class GateLoweringStoriesTest {
    private static final OrderType AT_100 = limit("100");

    private static RiskLimits limits(AccountKind kind) {
        return wide().margin(m -> m.accountKind(kind))
                .scopes(ScopeLimits.of(Map.of(
                        LimitScope.strategy("default"),
                        ScopeCap.builder()
                                .grossValue(dec("100000"))
                                .positionValue(BTC, dec("100000"))
                                .build(),
                        LimitScope.venue("paper"),
                        ScopeCap.builder().grossValue(dec("100000")).build(),
                        LimitScope.account("main"),
                        ScopeCap.builder().grossValue(dec("100000")).build())))
                .build();
    }

    private static Desk desk() {
        return new Desk(limits(AccountKind.CASH_SPOT), "1000000");
    }

    private static ParentOrder working(Desk desk, Side side, OrderType type) {
        return desk.work(desk.intent(BTC, side, "100")
                .type(type)
                .strategy("default")
                .venue("paper")
                .build());
    }

    private static void cut(Desk desk, String name, String value) {
        assertThat(desk.controls().proposeLimits(new TreeMap<>(Map.of(name, value)), "cut", "ann", desk.timeNs))
                .isInstanceOf(ChangeResult.InForce.class);
    }

    @ParameterizedTest(name = "given {0} was cut to {1}")
    @CsvSource({
        "order.maxShare, 0.005, COMPLIANCE",
        "position.maxValue, 5000, POSITION_LIMIT",
        "position.maxSymbolShare, 0.005, CONCENTRATION_LIMIT",
        "position.maxSectorShare, 0.005, CONCENTRATION_LIMIT",
        "position.maxGrossShare, 0.005, EXPOSURE_LIMIT",
        "position.maxLeverage, 0.005, LEVERAGE_LIMIT",
        "scopes.strategy.default.grossValue, 5000, EXPOSURE_LIMIT",
        "scopes.strategy.default.positionValues.BTC/USD, 5000, POSITION_LIMIT",
        "scopes.venue.paper.grossValue, 5000, EXPOSURE_LIMIT",
        "scopes.account.main.grossValue, 5000, EXPOSURE_LIMIT"
    })
    void givenALimitWasCutThenLessOfTheOrderPassesAndMoreDoesNot(String name, String value, String code) {
        Desk desk = desk();
        ParentOrder order = working(desk, Side.BUY, AT_100);
        cut(desk, name, value);
        RiskDecision more = desk.ask(amend(order, "100.001", AT_100));
        assertThat(codes(more)).contains(code);
        assertThat(more.reasons().getFirst().message()).containsPattern("largest=100( |$)");
        assertThat(codes(desk.ask(amend(order, "60", limit("100.01")))))
                .as("at a worse price it is judged in full")
                .contains(code);
        RiskDecision less = desk.ask(amend(order, "60", AT_100));
        assertThat(less.verdict()).as("%s", less.reasons()).isEqualTo(Verdict.APPROVED);
        desk.gate.onParent(confirmed(order, "60"));
        assertThat(codes(desk.ask(amend(confirmed(order, "60"), "60.001", AT_100))))
                .as("from now on 60 is all there was")
                .contains(code);
    }

    @Test
    void whatTheVenueMayStillRefuseIsReservedUntilItIsConfirmed() {
        Desk desk = desk();
        ParentOrder order = working(desk, Side.BUY, AT_100);
        cut(desk, "position.maxValue", "8000");
        assertThat(desk.ask(amend(order, "60", AT_100)).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision beside = desk.ask(desk.buy("1"));
        assertThat(result(beside, "position").current()).isEqualByComparingTo("10000");
        assertThat(codes(beside)).containsExactly("POSITION_LIMIT");
        desk.gate.onParent(confirmed(order, "60"));
        assertThat(desk.ask(desk.buy("20")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatWasApprovedAndHasNotTakenPlaceIsNotWhatAnAmendComesDownFrom() {
        Desk desk = desk();
        ParentOrder order = working(desk, Side.BUY, AT_100);
        assertThat(desk.ask(amend(order, "150", AT_100)).verdict()).isEqualTo(Verdict.APPROVED);
        cut(desk, "position.maxValue", "5000");
        RiskDecision above = desk.ask(amend(order, "120", AT_100));
        assertThat(codes(above)).containsExactly("POSITION_LIMIT");
        assertThat(result(above, "position").largestPassing()).isEqualByComparingTo("100");
        assertThat(desk.ask(amend(order, "100", AT_100)).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatIsFilledIsNoPartOfWhatIsLeftToLower() {
        Desk desk = desk();
        ParentOrder order = working(desk, Side.BUY, AT_100);
        desk.fill(order.orderId(), "c", BTC, Side.BUY, "30");
        ParentOrder partly = with(order, OrderStatus.PARTIALLY_FILLED, "30");
        desk.gate.onParent(partly);
        cut(desk, "position.maxValue", "5000");
        RiskDecision above = desk.ask(amend(partly, "100.001", AT_100));
        assertThat(codes(above)).containsExactly("POSITION_LIMIT");
        assertThat(result(above, "position").largestPassing()).isEqualByComparingTo("100");
        assertThat(desk.ask(amend(partly, "40", AT_100)).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aPriceThatIsBetterForUsIsNoWorse() {
        Desk desk = new Desk(limits(AccountKind.MARGIN), "1000000");
        ParentOrder buy = working(desk, Side.BUY, AT_100);
        cut(desk, "position.maxValue", "5000");
        assertThat(desk.ask(amend(buy, "60", limit("98"))).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(amend(buy, "60", new OrderType.Market()))))
                .as("of another type")
                .containsExactly("POSITION_LIMIT");
        Desk shorts = new Desk(limits(AccountKind.MARGIN), "1000000");
        ParentOrder sell = working(shorts, Side.SELL, limit("102"));
        cut(shorts, "position.maxValue", "5000");
        assertThat(codes(shorts.ask(amend(sell, "60", limit("101.99"))))).containsExactly("POSITION_LIMIT");
        RiskDecision dearer = shorts.ask(amend(sell, "100", limit("103")));
        assertThat(codes(dearer))
                .as("a short that is worth more is no smaller one")
                .containsExactly("POSITION_LIMIT");
        assertThat(result(dearer, "position").largestPassing())
                .as("10 200 reserved, at 103")
                .isEqualByComparingTo("99.029");
        assertThat(shorts.ask(amend(sell, "99.029", limit("103"))).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aStopStaysWhereItIsAndItsLimitMayOnlyGetBetter() {
        Desk desk = desk();
        OrderType stop = new OrderType.StopLimit(dec("101"), dec("102"), TriggerSource.LAST);
        ParentOrder order = working(desk, Side.BUY, stop);
        cut(desk, "position.maxValue", "5000");
        OrderType earlier = new OrderType.StopLimit(dec("100.5"), dec("102"), TriggerSource.LAST);
        OrderType other = new OrderType.StopLimit(dec("101"), dec("102"), TriggerSource.MARK);
        OrderType dearer = new OrderType.StopLimit(dec("101"), dec("102.01"), TriggerSource.LAST);
        OrderType cheaper = new OrderType.StopLimit(dec("101"), dec("101.5"), TriggerSource.LAST);
        assertThat(codes(desk.ask(amend(order, "60", earlier)))).containsExactly("POSITION_LIMIT");
        assertThat(codes(desk.ask(amend(order, "60", other)))).contains("POSITION_LIMIT");
        assertThat(codes(desk.ask(amend(order, "60", dearer)))).containsExactly("POSITION_LIMIT");
        assertThat(desk.ask(amend(order, "60", cheaper)).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(amend(order, "50", stop)).verdict())
                .as("the order has still the terms it had")
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void lessOfAnOrderIsSparedNothingBesideTheLimitsOfWhatMayBeHeldAndLost() {
        Desk desk = desk();
        ParentOrder order = working(desk, Side.BUY, AT_100);
        cut(desk, "order.maxValue", "5000");
        assertThat(codes(desk.ask(amend(order, "60", AT_100)))).contains("NOTIONAL_EXCEEDS_MAXIMUM");
        assertThat(codes(desk.ask(amend(order, "60", limit("94.99"))))).contains("PRICE_COLLAR");
        desk.price(BTC, "107");
        assertThat(codes(desk.ask(amend(order, "40", AT_100)))).containsExactly("PRICE_COLLAR");
        Desk margin = new Desk(limits(AccountKind.MARGIN), "15000");
        ParentOrder geared = working(margin, Side.BUY, AT_100);
        cut(margin, "margin.minFree", "0.9");
        assertThat(codes(margin.ask(amend(geared, "60", AT_100)))).containsExactly("MARGIN_EXCEEDS_FREE_BALANCE");
        margin.account = PortfolioBook.of("main", "USD", dec("15000"), margin.instruments.values());
        margin.hold(BTC, "1");
        assertThat(codes(margin.ask(amend(geared, "60", AT_100))))
                .as("free margin is not known then")
                .containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void lessOfAnOrderPassesACashAccountInWhichSomethingHasNoPrice() {
        Desk desk = desk();
        ParentOrder order = working(desk, Side.BUY, AT_100);
        desk.account = PortfolioBook.of("main", "USD", dec("1000000"), desk.instruments.values());
        desk.hold(BTC, "1");
        assertThat(desk.portfolio().isPriced()).isFalse();
        assertThat(codes(desk.ask(amend(order, "100.001", AT_100)))).containsExactly("STALE_MARKET_DATA");
        assertThat(desk.ask(amend(order, "60", AT_100)).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void lessOfAnOrderPassesAFirmThatIsPastItsLimitAfterAFallOrARise() {
        FirmExposure firm = FirmExposure.of("USD", dec("10000"));
        Desk desk = desk();
        desk.gate = StandardGate.builder().limits(desk.limits).firm(firm).build();
        ParentOrder order = working(desk, Side.BUY, AT_100);
        firm.changeLimit(dec("5000"), "alice");
        desk.price(BTC, "102");
        assertThat(codes(desk.ask(amend(order, "100.001", AT_100)))).containsExactly("EXPOSURE_LIMIT");
        // At 102 the 99 are worth more than the 100 were reserved at.
        assertThat(desk.ask(amend(order, "99", AT_100)).verdict()).isEqualTo(Verdict.APPROVED);
        desk.mark();
        assertThat(firm.total()).as("100 until it is confirmed").isEqualByComparingTo("10200");
        desk.gate.onParent(confirmed(order, "99"));
        desk.mark();
        assertThat(firm.total()).isEqualByComparingTo("10098");
    }
}
