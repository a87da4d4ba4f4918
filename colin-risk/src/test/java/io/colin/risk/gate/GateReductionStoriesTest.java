package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.DAY;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskReduction;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.TradingState;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.reduction.ReductionSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Losses are met by closing positions: what the gate asks to close, why, and what it lets out of a halt. */
class GateReductionStoriesTest {
    private static final String REDUCER = ReductionSettings.STANDARD.strategy();

    /** A million of which 100 000 are in BTC at 100 and 50 000 in ETH at 10. */
    private static Desk holding(RiskLimitsBuilder limits) {
        Desk desk = new Desk(limits.build(), "1000000");
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .reduction(ReductionSettings.STANDARD.withEnabled(true))
                .build();
        desk.hold(BTC, "1000");
        desk.hold(ETH, "5000");
        desk.mark();
        assertThat(due(desk)).isEmpty();
        return desk;
    }

    private static RiskLimitsBuilder slow() {
        return wide().loss(l -> l.maxDaily(dec("0.9")));
    }

    private static List<RiskReduction> due(Desk desk) {
        return desk.gate.dueReductions(new RiskContext(desk, desk.portfolio()));
    }

    private static List<RiskReduction> fallTo(Desk desk, String price) {
        desk.price(BTC, price);
        desk.mark();
        return due(desk);
    }

    private static BigDecimal quantity(List<RiskReduction> orders, Symbol symbol) {
        return orders.stream()
                .map(RiskReduction::intent)
                .filter(order -> order.symbol().equals(symbol))
                .map(OrderIntent::quantity)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private static RiskDecision ask(Desk desk, RiskReduction order) {
        return desk.ask(new RiskRequest.Parent(
                order.intent().clientOrderId(), order.intent(), order.principal(), Optional.empty()));
    }

    private static ParentOrder parent(Desk desk, RiskReduction order) {
        desk.principal = order.principal();
        ParentOrder parent = desk.parent(order.intent());
        desk.principal = "engine";
        return parent;
    }

    private static void kill(Desk desk, KillSwitch.Scope scope, String target) {
        desk.controls().kill(new KillSwitch(scope, target, "why", "alice", desk.timeNs));
    }

    @Test
    void givenALossOfFourPercentThenAQuarterOfEverythingIsToGo() {
        Desk desk = holding(slow());
        desk.gate.takeNotices();
        List<RiskReduction> orders = fallTo(desk, "60");
        assertThat(orders).hasSize(2).allSatisfy(order -> {
            assertThat(order.principal()).isEqualTo(REDUCER);
            assertThat(order.cause()).isEqualTo("reduction:REDUCE drawdown 0.04, exposure 110000 to 82500");
            assertThat(order.intent().side()).isEqualTo(Side.SELL);
            assertThat(order.intent().reduceOnly()).isTrue();
            assertThat(order.intent().strategy()).isEqualTo(REDUCER);
            assertThat(ask(desk, order).passes()).isTrue();
        });
        assertThat(quantity(orders, BTC)).isEqualByComparingTo("250");
        assertThat(quantity(orders, ETH)).isEqualByComparingTo("1250");
        assertThat(desk.gate.takeNotices()).contains(new RiskNotice.Latched("reduction REDUCE: 2 orders"));
        assertThat(due(desk)).as("at once no more").isEmpty();
        assertThat(desk.gate.takeNotices()).as("nor is it news").isEmpty();
    }

    @Test
    void whatWasNotDoneInAMinuteIsPlannedAgainThoughPricesCameBackABit() {
        Desk desk = holding(slow());
        List<RiskReduction> first = fallTo(desk, "60");
        desk.pass(60 * SECOND - 1);
        assertThat(fallTo(desk, "65")).isEmpty();
        desk.pass(1);
        List<RiskReduction> again = fallTo(desk, "65");
        assertThat(again)
                .hasSize(2)
                .allSatisfy(order -> assertThat(order.cause())
                        .startsWith("reduction:REDUCE crossed before, exposure 115000 to 82500"));
        // While one of them works nothing else is planned.
        ParentOrder works = parent(desk, first.getFirst());
        desk.gate.onParent(Desk.with(works, OrderStatus.ACCEPTED, "0"));
        desk.pass(60 * SECOND);
        assertThat(fallTo(desk, "65")).isEmpty();
        desk.gate.onParent(Desk.with(works, OrderStatus.CANCELED, "0"));
        assertThat(fallTo(desk, "65")).hasSize(2);
    }

    @Test
    void aDaysLossStandsForTheHardRungAndTheDeeperOfTwoCounts() {
        Desk desk = holding(wide().loss(l -> l.maxDaily(dec("0.02"))));
        List<RiskReduction> orders = fallTo(desk, "80");
        assertThat(orders.getFirst().cause()).isEqualTo("reduction:HARD breaker daily-loss, exposure 130000 to 65000");
        assertThat(quantity(orders, BTC)).isEqualByComparingTo("500");
        Desk deep = holding(wide().loss(l -> l.maxDaily(dec("0.02"))));
        assertThat(fallTo(deep, "20").getFirst().cause())
                .isEqualTo("reduction:HALT drawdown 0.08, exposure 70000 to 17500");
        Desk same = holding(wide().loss(l -> l.maxDaily(dec("0.02"))));
        assertThat(fallTo(same, "50").getFirst().cause())
                .as("the ladder's own rung is named first")
                .isEqualTo("reduction:HARD drawdown 0.05, exposure 100000 to 50000");
    }

    @Test
    void valueAtRiskFarAboveItsLimitStandsForTheHaltRung() {
        Desk desk = holding(slow().tail(t -> t.armed(true).maxVar95OneDay(dec("0.00001"))));
        measure(desk, 1);
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.HALTED);
        List<RiskReduction> orders = due(desk);
        assertThat(orders.getFirst().cause()).isEqualTo("reduction:HALT breaker limits, exposure 150000 to 37500");
        assertThat(ask(desk, orders.getFirst()).passes())
                .as("a way out of the halt")
                .isTrue();
    }

    @Test
    void whatAPersonEndsIsNoReasonToSellAnyLongerAndADeeperRungIsOneAgain() {
        Desk desk = holding(slow().tail(t -> t.armed(true).maxVar95OneDay(dec("0.00001"))));
        assertThat(fallTo(desk, "68")).as("3.2 % are a warning").isEmpty();
        measure(desk, 1);
        assertThat(due(desk).getFirst().cause()).isEqualTo("reduction:HALT breaker limits, exposure 118000 to 29500");
        desk.pass(60 * SECOND);
        assertThat(fallTo(desk, "68")).as("on and on").hasSize(2);
        assertThat(desk.controls().resetBreaker("limits", "portfolio", "the figure was false", "alice"))
                .isTrue();
        assertThat(desk.gate.durableState()).containsEntry("reduction.acted", "WARNING");
        desk.pass(60 * SECOND);
        assertThat(fallTo(desk, "68")).isEmpty();
        assertThat(fallTo(desk, "60").getFirst().cause())
                .as("measured by what was held at the warning")
                .isEqualTo("reduction:REDUCE drawdown 0.04, exposure 110000 to 88500");
    }

    @Test
    void aDaysLossThatAPersonEndsIsForgottenAndAnotherResetEndsNoReduction() {
        Desk desk = holding(wide().loss(l -> l.maxDaily(dec("0.02"))));
        assertThat(fallTo(desk, "68").getFirst().cause()).startsWith("reduction:HARD breaker daily-loss");
        assertThat(desk.controls().resetBreaker("errors", "portfolio", "seen", "alice"))
                .isFalse();
        desk.pass(60 * SECOND);
        assertThat(fallTo(desk, "68")).hasSize(2);
        desk.controls().resetBreaker("daily-loss", "portfolio", "a wrong print", "alice");
        assertThat(desk.gate.durableState()).containsEntry("reduction.acted", "WARNING");
        desk.pass(60 * SECOND);
        assertThat(fallTo(desk, "68")).isEmpty();
        assertThat(fallTo(desk, "50").getFirst().cause()).startsWith("reduction:HARD drawdown 0.05");
        desk.controls().resetLosses("seen", "alice");
        assertThat(desk.gate.durableState())
                .containsEntry("reduction.acted", "NONE")
                .containsEntry("reduction.exposure", "0");
    }

    /** Ten days of returns in which BTC moves so many times as much as ETH, apart from it. */
    private static void measure(Desk desk, double times) {
        double[] btc = new double[40];
        double[] eth = new double[40];
        for (int i = 0; i < btc.length; i++) {
            btc[i] = times * 0.03 * (i % 2 == 0 ? 1 : -1);
            eth[i] = 0.03 * (i % 4 < 2 ? 1 : -1);
        }
        desk.returns(btc, eth);
        desk.mark();
        assertThat(desk.work()).isPresent();
        desk.mark();
    }

    @Test
    void whoCarriesTheRiskGoesFirstWhileItIsKnownWho() {
        RiskLimitsBuilder armed = slow().tail(t -> t.armed(true)
                .maxVar95OneDay(BigDecimal.ONE)
                .maxVar99OneDay(BigDecimal.ONE)
                .maxVar95FiveDays(BigDecimal.ONE)
                .maxVar99FiveDays(BigDecimal.ONE)
                .maxEs99OneDay(BigDecimal.ONE));
        Desk desk = holding(armed);
        measure(desk, 3);
        List<RiskReduction> orders = fallTo(desk, "60");
        assertThat(quantity(orders, BTC)).isGreaterThan(dec("250"));
        assertThat(quantity(orders, ETH)).isLessThan(dec("1250"));
        Desk old = holding(armed);
        measure(old, 3);
        old.pass(old.limits.data().maxRiskAge().toNanos() + 60 * SECOND);
        List<RiskReduction> alike = fallTo(old, "60");
        assertThat(quantity(alike, BTC)).isEqualByComparingTo("250");
        assertThat(quantity(alike, ETH)).isEqualByComparingTo("1250");
    }

    @Test
    void otherAgesAndCollarsAreInForceAtOnce() {
        Desk desk = holding(slow());
        desk.controls().proposeLimits(new TreeMap<>(Map.of("price.collar", "0.02")), "why", "alice", desk.timeNs);
        OrderIntent order = fallTo(desk, "60").getFirst().intent();
        assertThat(((OrderType.Limit) order.type()).price())
                .as("half of two percent below 60")
                .isEqualByComparingTo(order.symbol().equals(BTC) ? "59.4" : "9.9");
        Desk usual = holding(slow());
        OrderIntent wider = fallTo(usual, "60").getFirst().intent();
        assertThat(((OrderType.Limit) wider.type()).price())
                .isEqualByComparingTo(wider.symbol().equals(BTC) ? "58.5" : "9.75");
    }

    @Test
    void nothingGoesThatAPersonStoppedWhateverTheLadderStops() {
        Desk desk = holding(slow());
        kill(desk, KillSwitch.Scope.SYMBOL, ETH.name());
        List<RiskReduction> orders = fallTo(desk, "60");
        assertThat(orders).extracting(order -> order.intent().symbol()).containsExactly(BTC);
        RiskReduction order = orders.getFirst();
        assertThat(desk.gate.mayUnwind(parent(desk, order))).isTrue();
        kill(desk, KillSwitch.Scope.SYMBOL, BTC.name());
        assertThat(desk.gate.mayUnwind(parent(desk, order))).isFalse();
        RiskDecision stopped = ask(desk, order);
        assertThat(Desk.codes(stopped)).containsExactly("TRADING_HALTED");
        assertThat(Desk.result(stopped, "kill-switch").detail()).isEqualTo("SYMBOL BTC/USD was stopped by alice: why");

        Desk killed = holding(slow());
        killed.price(ETH, "5");
        List<RiskReduction> all = fallTo(killed, "20");
        assertThat(killed.gate.status().killSwitches()).hasSize(1);
        assertThat(all).isNotEmpty().allSatisfy(one -> assertThat(one.cause()).startsWith("reduction:KILL drawdown"));
        assertThat(killed.gate.mayUnwind(parent(killed, all.getFirst()))).isTrue();
        assertThat(ask(killed, all.getFirst()).passes()).isTrue();
        RiskDecision engine =
                killed.ask(killed.intent(BTC, Side.SELL, "1").limit(dec("20")).build());
        assertThat(Desk.result(engine, "kill-switch").detail())
                .isEqualTo("SYSTEM was stopped by drawdown: drawdown reached 0.1, base PEAK 1000000 USD");
    }

    @Test
    void onlyItsOwnReduceOnlyOrdersMayUnwind() {
        Desk desk = holding(slow());
        OrderIntent closes = desk.intent(BTC, Side.SELL, "1")
                .limit(dec("100"))
                .reduceOnly(true)
                .build();
        desk.principal = REDUCER;
        assertThat(desk.gate.mayUnwind(desk.parent(closes))).isTrue();
        assertThat(desk.gate.mayUnwind(desk.parent(closes.withoutReduceOnly()))).isFalse();
        desk.principal = "engine";
        assertThat(desk.gate.mayUnwind(desk.parent(closes))).isFalse();
        assertThat(desk.gate.keepsReduceOnly()).isTrue();
    }

    @Test
    void aRestartPlansNothingTwice() {
        Desk desk = holding(slow());
        assertThat(fallTo(desk, "60")).hasSize(2);
        SortedMap<String, String> state = desk.gate.durableState();
        assertThat(state).containsEntry("reduction.acted", "REDUCE").containsEntry("reduction.exposure", "110000");
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .reduction(ReductionSettings.STANDARD.withEnabled(true))
                .build();
        desk.gate.restore(state);
        assertThat(fallTo(desk, "60")).isEmpty();
        desk.pass(60 * SECOND);
        assertThat(fallTo(desk, "60")).hasSize(2);
    }

    @Test
    void aGateThatIsNotToldToClosesNothing() {
        Desk desk = new Desk(slow().build(), "1000000");
        desk.hold(BTC, "1000");
        desk.mark();
        assertThat(fallTo(desk, "40")).isEmpty();
        desk.pass(DAY);
        assertThat(fallTo(desk, "40")).isEmpty();
        RiskLimits limits = desk.limits;
        assertThat(limits.loss().maxDaily()).isEqualByComparingTo("0.9");
    }
}
