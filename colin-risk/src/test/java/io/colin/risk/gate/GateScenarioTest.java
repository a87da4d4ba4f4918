package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.HOUR;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.LimitUse;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TradingState;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimitsBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trader would tell as a story. */
class GateScenarioTest {
    private static final String MILLION = "1000000";

    private static Desk marginDesk(RiskLimitsBuilder limits) {
        return new Desk(limits.margin(m -> m.accountKind(AccountKind.MARGIN)).build(), MILLION);
    }

    @Test
    void twoOrdersThatFitAloneCannotPassTheLimitTogether() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        assertThat(desk.ask(desk.buy("60")).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision second = desk.ask(desk.buy("60.001"));
        assertThat(codes(second)).containsExactly("POSITION_LIMIT");
        assertThat(result(second, "position").largestPassing()).isEqualByComparingTo("40");
        assertThat(result(second, "position").current()).isEqualByComparingTo("6000");
    }

    @Test
    void aCancelledOrderGivesItsReservationBackAndAFilledOneBecomesThePosition() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        OrderIntent first = desk.buy("60");
        desk.ask(first);
        desk.fill(first.clientOrderId(), "c1", BTC, Side.BUY, "20");
        desk.gate.onParent(with(desk.parent(first), OrderStatus.PARTIALLY_FILLED, "20"));
        assertThat(result(desk.ask(desk.buy("40.001")), "position").current())
                .as("20 held, 40 working")
                .isEqualByComparingTo("6000");
        desk.gate.onParent(with(desk.parent(first), OrderStatus.CANCELED, "20"));
        assertThat(result(desk.ask(desk.buy("80.001")), "position").current()).isEqualByComparingTo("2000");
        assertThat(desk.ask(desk.buy("80")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void marketOrdersAreReservedAtTheUpperCollar() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("10500"))).build(), MILLION);
        OrderIntent order = desk.intent(BTC, Side.BUY, "100.001").build();
        assertThat(result(desk.ask(order), "position").largestPassing()).isEqualByComparingTo("100");
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "100").build()).verdict())
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aSaleThatClosesALongPassesWhereLimitsOfExposureAreExceeded() {
        Desk desk = new Desk(
                wide().position(p -> p.maxValue(dec("1000")))
                        .order(o -> o.maxValue(dec("500")).maxShare(dec("0.0001")))
                        .build(),
                MILLION);
        desk.hold(BTC, "100");
        assertThat(codes(desk.ask(desk.buy("1")))).contains("POSITION_LIMIT");
        assertThat(desk.ask(desk.sell("100")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void twoSalesTogetherCannotTurnALongIntoAShortBeyondTheLimit() {
        Desk desk = marginDesk(wide().position(p -> p.maxValue(dec("1000"))));
        desk.hold(BTC, "100");
        assertThat(desk.ask(desk.sell("70")).verdict()).as("only shrinks").isEqualTo(Verdict.APPROVED);
        RiskDecision second = desk.ask(desk.sell("40"));
        assertThat(second.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(second)).contains("POSITION_LIMIT");
        assertThat(result(second, "position").largestPassing()).isEqualByComparingTo("30");
        assertThat(desk.ask(desk.sell("30")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.sell("0.05")).verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void aReduceOnlyOrderMayNotOpenAPosition() {
        Desk desk = marginDesk(wide());
        desk.hold(BTC, "10");
        OrderIntent tooMuch =
                desk.intent(BTC, Side.SELL, "10.001").reduceOnly(true).build();
        RiskDecision decision = desk.ask(tooMuch);
        assertThat(codes(decision)).containsExactly("REDUCE_ONLY_WOULD_INCREASE");
        assertThat(result(decision, "reduce-only").largestPassing()).isEqualByComparingTo("10");
        assertThat(desk.ask(tooMuch.withQuantity(dec("10"))).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aShortOnAMarginAccountCountsLikeALong() {
        Desk desk = marginDesk(wide().position(p -> p.maxValue(dec("10000"))));
        OrderIntent sale = desk.intent(PERPETUAL, Side.SELL, "100.001")
                .limit(dec("100"))
                .reducible(true)
                .build();
        RiskDecision decision = desk.ask(sale);
        assertThat(decision.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(decision.allowedQuantity()).isEqualByComparingTo("100");
    }

    @Test
    void restrictionsBeatEvenTheWishToGetOut() {
        Desk desk = new Desk(wide().compliance(c -> c.restricted(List.of(BTC))).build(), MILLION);
        desk.hold(BTC, "10");
        assertThat(codes(desk.ask(desk.sell("10")))).containsExactly("RESTRICTED_SYMBOL");
        assertThat(desk.ask(desk.intent(ETH, Side.BUY, "10").build()).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void afterALossOfFivePercentOnlyShrinkingOrdersPassUntilAReset() {
        Desk desk = new Desk(wide().loss(l -> l.maxDaily(dec("0.9"))).build(), MILLION);
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "50.01");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.ACTIVE);
        assertThat(desk.gate.status().sizeMultiplier()).isEqualTo(0.5);
        desk.price(BTC, "50");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.REDUCING);
        assertThat(desk.gate.status().sizeMultiplier()).isZero();
        OrderIntent more = desk.intent(BTC, Side.BUY, "1").limit(dec("50")).build();
        assertThat(codes(desk.ask(more))).containsExactly("TRADING_STATE_REDUCING", "DRAWDOWN_LIMIT");
        OrderIntent less = desk.intent(BTC, Side.SELL, "1").limit(dec("50")).build();
        assertThat(desk.ask(less).verdict()).isEqualTo(Verdict.APPROVED);
        desk.gate.onParent(with(desk.parent(less), OrderStatus.CANCELED, "0"));

        desk.price(BTC, "100");
        desk.pass(48 * HOUR);
        desk.mark();
        assertThat(codes(desk.ask(desk.buy("1"))))
                .as("neither profit nor time ends it")
                .contains("TRADING_STATE_REDUCING", "DRAWDOWN_LIMIT");
        desk.gate.controls().orElseThrow().resetLosses("reviewed", "risk-manager");
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void reducesAnOrderThatWouldTurnThePositionWhileReducing() {
        Desk desk = marginDesk(wide());
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "50");
        desk.mark();
        OrderIntent turn = desk.intent(BTC, Side.SELL, "1500")
                .limit(dec("50"))
                .reducible(true)
                .build();
        RiskDecision decision = desk.ask(turn);
        assertThat(decision.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(decision.allowedQuantity()).isEqualByComparingTo("1000");
    }

    @Test
    void afterALossOfEightPercentNothingPassesAndAtTenTheKillSwitchIsThrown() {
        Desk desk = new Desk(wide().loss(l -> l.maxDaily(dec("0.9"))).build(), MILLION);
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "20");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(desk.gate.status().killSwitches()).isEmpty();
        OrderIntent out = desk.intent(BTC, Side.SELL, "1").limit(dec("20")).build();
        assertThat(codes(desk.ask(out))).containsExactly("TRADING_HALTED");
        desk.price(BTC, "0.5");
        desk.mark();
        assertThat(desk.gate.status().killSwitches()).isEmpty();
        desk.account.mark(BTC, dec("0.000001"), desk.timeNs);
        desk.hold(ETH, "100");
        desk.price(ETH, "4");
        desk.mark();
        assertThat(desk.gate.status().killSwitches())
                .singleElement()
                .satisfies(k -> assertThat(k.scope()).isEqualTo(KillSwitch.Scope.SYSTEM));
    }

    @Test
    void theDaysLossStartsAtMidnightButItsLatchDoesNotEndThere() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "80");
        desk.mark();
        desk.pass(14 * HOUR);
        desk.price(BTC, "80");
        desk.mark();
        assertThat(limit(desk.gate.status(), "daily-loss").used())
                .as("a new day")
                .isEqualByComparingTo("0");
        desk.price(BTC, "53");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.ACTIVE);
        desk.gate.controls().orElseThrow().resetLosses("start of the drawdown anew", "risk-manager");
        desk.price(BTC, "4");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.REDUCING);
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.BUY, "100").limit(dec("4")).build())))
                .contains("DAILY_LOSS_LIMIT", "TRADING_STATE_REDUCING");
        desk.pass(24 * HOUR);
        desk.price(BTC, "4");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.REDUCING);
        assertThat(desk.gate.status().breakers())
                .anySatisfy(b -> assertThat(b.name()).isEqualTo("daily-loss"))
                .anySatisfy(b -> assertThat(b.trips()).isEqualTo(1));
    }

    @Test
    void aResetNeedsAReasonANameAndEquity() {
        Desk desk = new Desk(wide().build(), MILLION);
        assertThatThrownBy(() -> desk.gate.controls().orElseThrow().resetLosses("why", "who"))
                .isInstanceOf(IllegalStateException.class);
        desk.mark();
        assertThatThrownBy(() -> desk.gate.controls().orElseThrow().resetLosses(" ", "who"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.gate.controls().orElseThrow().resetLosses("why", ""))
                .isInstanceOf(IllegalArgumentException.class);
        desk.gate.controls().orElseThrow().resetLosses("why", "who");
        assertThat(desk.gate.durableState())
                .containsEntry("reset.losses.principal", "who")
                .containsEntry("reset.losses.reason", "why");
    }

    @Test
    void theStatusShowsEveryLimitWithItsUse() {
        Desk desk = new Desk(wide().position(p -> p.maxGrossShare(dec("0.20"))).build(), MILLION);
        desk.hold(BTC, "100");
        desk.ask(desk.intent(ETH, Side.BUY, "500").limit(dec("10")).build());
        desk.pass(SECOND / 2);
        desk.mark();
        RiskStatus status = desk.gate.status();
        assertThat(limit(status, "gross-exposure").used()).isEqualByComparingTo("15000");
        assertThat(limit(status, "gross-exposure").limit()).isEqualByComparingTo("200000");
        assertThat(limit(status, "gross-exposure").warning()).isEqualByComparingTo("160000");
        assertThat(limit(status, "order-value").used()).isEqualByComparingTo("5000");
        assertThat(limit(status, "order-rate").used()).isEqualByComparingTo("1");
        assertThat(status.limits())
                .filteredOn(use -> use.name().equals("position"))
                .extracting(LimitUse::scope)
                .containsExactly("BTC/USD", "ETH/USD");
        assertThat(status.limits())
                .extracting(LimitUse::name)
                .contains("drawdown", "daily-loss", "leverage", "symbol-concentration", "price-collar", "price-age");
        assertThat(status.peakEquity()).isEqualByComparingTo(MILLION);
    }

    private static LimitUse limit(RiskStatus status, String name) {
        return status.limits().stream()
                .filter(use -> use.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
