package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.admits;
import static io.colin.risk.gate.AtAGlance.limit;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.EUR_BTC;
import static io.colin.risk.gate.Desk.HOUR;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.event.EventHeader;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.TradingState;
import io.colin.risk.AccountKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gate kept is what it goes by after a restart, part by part. */
class GateRestartTest {
    private static final String MILLION = "1000000";

    private static Desk restarted(Desk desk) {
        SortedMap<String, String> state = desk.gate.durableState();
        desk.gate = StandardGate.builder().limits(desk.limits).build();
        desk.gate.restore(state);
        assertThat(desk.gate.durableState()).isEqualTo(state);
        assertThat(desk.gate.takeNotices())
                .as("nothing was latched that is not known")
                .noneMatch(RiskNotice.Latched.class::isInstance);
        return desk;
    }

    /** Every part of a gate has something to keep. */
    private static Desk everything() {
        RiskLimits limits = wide().price(p -> p.maxDrift(dec("0.01")))
                .loss(l -> l.maxDaily(dec("0.02")))
                .build();
        Desk desk = new Desk(limits, MILLION);
        Locks locks = Locks.none();
        locks.add(Lock.ofVenue("kraken", "maintenance", "alice", desk.timeNs));
        desk.gate = StandardGate.builder().limits(limits).locks(locks).build();
        desk.hours(BTC, 30, 100, 0.001, -0.001);
        OrderIntent bought = desk.buy("600");
        assertThat(desk.ask(bought).passes()).isTrue();
        desk.fill(bought.clientOrderId(), "c", BTC, Side.BUY, "600");
        desk.gate.onParent(Desk.with(desk.parent(bought), OrderStatus.FILLED, "600"));
        desk.ask(limit(desk, BTC, Side.BUY, "1", "102"));
        desk.mark();
        desk.price(BTC, "45");
        desk.mark();
        desk.controls().resetLosses("seen", "alice");
        desk.price(BTC, "12");
        desk.mark();
        desk.controls().kill(new KillSwitch(KillSwitch.Scope.STRATEGY, "beta", "why", "alice", desk.timeNs));
        desk.controls().proposeLimits(new TreeMap<>(Map.of("order.maxValue", "1000")), "why", "alice", desk.timeNs);
        desk.gate.onRecord(
                new OrderFilled(
                        new EventHeader(1, desk.timeNs, 0, "c", "d"),
                        desk.fill("x", "y", ETH, Side.BUY, "1"),
                        OrderStatus.FILLED,
                        OrderStatus.FILLED),
                false);
        desk.gate.dueReductions(new RiskContext(desk, desk.portfolio()));
        desk.gate.takeNotices();
        return desk;
    }

    /** A word that names each part, of which the state has something that is not as at the start. */
    @ParameterizedTest
    @CsvSource({
        "breaker.latch.0.state, OPEN",
        "compliance.monitor.trades, 1",
        "daily_loss.trips, 2",
        "day.trades, 1",
        "drawdown.peak, 967000",
        "exposure.strategy.manual|BTC/USD, 600",
        "first_price.BTC/USD, 19724:100",
        "kill.0.target, beta",
        "limits.version, 2",
        "lock.0.venue, kraken",
        "reset.losses.principal, alice",
        "stop.0.holds, true"
    })
    void everyPartKeepsSomething(String name, String text) {
        assertThat(everything().gate.durableState()).containsEntry(name, text);
    }

    /** A late fill completed the order while what was to replace it works on at its venue. */
    private static ChildOrder stray(Desk desk, Symbol symbol) {
        OrderIntent ended = desk.intent(symbol, Side.BUY, "10").build();
        ParentOrder parent = Desk.with(desk.parent(ended), OrderStatus.FILLED, "10");
        ChildOrder child = Desk.with(desk.child(parent, "10"), OrderStatus.ACCEPTED, "0");
        desk.gate.onChild(child);
        desk.gate.onParent(parent);
        return child;
    }

    @Test
    void whatStillWorksOfAnOrderThatEndedCountsUntilItEnds() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("1270"))).build(), MILLION);
        ChildOrder stray = stray(desk, BTC);
        assertThat(codes(desk.ask(desk.buy("3")))).containsExactly("POSITION_LIMIT");
        desk.gate.onChild(Desk.with(stray, OrderStatus.PARTIALLY_FILLED, "9"));
        assertThat(desk.ask(desk.buy("3")).passes()).isTrue();
        assertThat(codes(desk.ask(desk.buy("10")))).containsExactly("POSITION_LIMIT");
        desk.gate.onChild(Desk.with(stray, OrderStatus.CANCELED, "9"));
        assertThat(desk.ask(desk.buy("9")).passes()).isTrue();
    }

    @Test
    void whatStillWorksOfAnOrderThatEndedHoldsUpOthersWhileNothingPricesItAndNoLonger() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.quotes.remove(ETH);
        ChildOrder child = stray(desk, ETH);
        assertThat(codes(desk.ask(desk.buy("1")))).contains("RECONCILING");
        desk.gate.onChild(Desk.with(child, OrderStatus.CANCELED, "0"));
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
    }

    @Test
    void fillsOfOrdersThatEndedOrAreNotValuedYetAreTheirStrategys() {
        Desk desk = new Desk(wide().build(), MILLION);
        ChildOrder stray = stray(desk, BTC);
        OrderIntent recovered = desk.intent(ETH, Side.BUY, "1").build();
        desk.gate.onParent(Desk.with(desk.parent(recovered), OrderStatus.ACCEPTED, "0"));
        OrderIntent before = desk.buy("2");
        EventHeader header = new EventHeader(1, desk.timeNs, 0, "c", "d");
        desk.gate.onRecord(new ParentCreated(header, desk.parent(before), "", ""), true);
        desk.gate.onRecord(
                new OrderChanged(
                        header,
                        new OrderEvent.Canceled(before.clientOrderId(), desk.timeNs, "by a person"),
                        OrderStatus.PENDING_CANCEL,
                        OrderStatus.CANCELED),
                true);
        desk.fill(stray.parentId(), stray.orderId(), BTC, Side.BUY, "10");
        desk.fill(before.clientOrderId(), "b", BTC, Side.BUY, "2");
        desk.fill(recovered.clientOrderId(), "r", ETH, Side.BUY, "1");
        assertThat(desk.gate.durableState())
                .containsEntry("exposure.strategy.manual|BTC/USD", "12")
                .containsEntry("exposure.strategy.manual|ETH/USD", "1")
                .containsEntry("exposure.venue.paper|BTC/USD", "12");
    }

    @Test
    void aRestartLosesNothing() {
        restarted(restarted(everything()));
    }

    @Test
    void whatHeldHoldsAfterwards() {
        Desk desk = restarted(everything());
        assertThat(desk.gate.status().breakers())
                .filteredOn(row -> row.state() == State.OPEN)
                .extracting(row -> row.name() + " " + row.scope())
                .contains("own-share BTC/USD", "daily-loss portfolio", "price-drift manual");
        assertThat(desk.gate.status().killSwitches()).hasSize(1);
        assertThat(desk.gate.status().peakEquity()).isEqualByComparingTo("967000");
        RiskDecision decision = desk.ask(
                desk.intent(ETH, Side.BUY, "1").limit(dec("10")).venue("kraken").build());
        assertThat(Desk.result(decision, "lock").detail()).contains("maintenance");
        assertThat(Desk.result(decision, "strategy-stop").detail()).contains("price-drift");
        assertThat(codes(desk.ask(request(desk, "beta", "1")))).contains("TRADING_HALTED");
        assertThat(Desk.result(desk.ask(request(desk, "beta", "26")), "order-value")
                        .limit())
                .isEqualByComparingTo("1000");
        desk.gate.takeNotices();
        assertThat(desk.controls().resetBreaker("price-drift", "manual", "over", "bob"))
                .isTrue();
        assertThat(desk.gate.takeNotices())
                .as("an end is news, and ends its alert")
                .satisfiesExactly(
                        notice -> assertThat(notice).isInstanceOf(RiskNotice.Latched.class),
                        notice -> assertThat(notice).isInstanceOf(RiskNotice.Alert.class));
    }

    @Test
    void theFirstPriceOfTheDayIsStillTheFirst() {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), "1000000000");
        desk.price(Symbol.of("EUR/USD"), "1.25");
        desk.price(EUR_BTC, "80");
        assertThat(desk.ask(limit(desk, EUR_BTC, Side.BUY, "1", "80")).passes()).isTrue();
        restarted(desk);
        desk.price(EUR_BTC, "79");
        assertThat(admits(desk, limit(desk, EUR_BTC, Side.BUY, "9999", "79")))
                .as("known already")
                .isTrue();
        assertThat(codes(desk.ask(limit(desk, EUR_BTC, Side.BUY, "10000.001", "79"))))
                .containsExactly("QUANTITY_EXCEEDS_MAXIMUM");
        desk.pass(14 * HOUR);
        desk.account.mark(EUR_BTC, dec("79"), desk.timeNs);
        assertThat(desk.ask(limit(desk, EUR_BTC, Side.BUY, "10001", "79")).passes())
                .as("the next day's is lower")
                .isTrue();
    }

    @Test
    void theDaysCountsGoOn() {
        RiskLimits limits = wide().rate(
                        r -> r.tradesPerDay(3).tradesPerSymbolPerDay(2).valuePerSymbolPerDay(dec("1000")))
                .build();
        Desk desk = new Desk(limits, MILLION);
        assertThat(desk.ask(desk.buy("3")).passes()).isTrue();
        restarted(desk);
        assertThat(Desk.result(desk.ask(desk.buy("7.001")), "symbol-value-per-day")
                        .current())
                .isEqualByComparingTo("300");
        assertThat(desk.ask(desk.buy("7")).passes()).isTrue();
        restarted(desk);
        RiskDecision third = desk.ask(desk.buy("0.1"));
        assertThat(Desk.result(third, "symbol-trades-per-day").current()).isEqualByComparingTo("2");
        assertThat(third.passes()).isFalse();
        desk.pass(14 * HOUR);
        assertThat(desk.ask(desk.buy("0.1")).passes()).as("a new day").isTrue();
    }

    /** Three that rest at 10:00, one of them filled in part: a limit of three trades and of 1000 a day and symbol. */
    private static List<ParentOrder> threeThatRest(Desk desk) {
        ParentOrder first = desk.work(desk.buy("2"));
        ParentOrder second = desk.work(desk.buy("3"));
        ParentOrder third = desk.work(desk.buy("5"));
        desk.fill(third.orderId(), "c", BTC, Side.BUY, "1");
        third = Desk.with(third, OrderStatus.PARTIALLY_FILLED, "1");
        desk.gate.onParent(third);
        return List.of(first, second, third);
    }

    private static Desk ofThreeADay() {
        return new Desk(
                wide().rate(r -> r.tradesPerDay(3).tradesPerSymbolPerDay(3).valuePerSymbolPerDay(dec("1000")))
                        .build(),
                MILLION);
    }

    /** What rests at midnight uses up the new day's trades, and 900 of its value, however it was restarted. */
    private static void assertThreeCount(Desk desk) {
        RiskDecision fourth = desk.ask(desk.buy("1.001"));
        for (String check : List.of("trades-per-day", "symbol-trades-per-day")) {
            assertThat(Desk.result(fourth, check).current()).as(check).isEqualByComparingTo("3");
        }
        assertThat(Desk.result(fourth, "symbol-value-per-day").current()).isEqualByComparingTo("900");
        assertThat(codes(fourth)).contains("RATE_LIMIT_EXCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "before midnight, valued then", "before midnight", "told after midnight"})
    void whatRestsAtMidnightCountsForTheNewDayAfterARestartToo(String when) {
        Desk desk = ofThreeADay();
        List<ParentOrder> resting = threeThatRest(desk);
        if (when.startsWith("before")) {
            restarted(desk);
            resting.forEach(desk.gate::onParent);
        }
        if (when.endsWith("then")) {
            desk.pass(Desk.SECOND);
            RiskDecision fourth = desk.ask(desk.buy("1"));
            assertThat(Desk.result(fourth, "symbol-trades-per-day").current())
                    .as("nothing counts twice")
                    .isEqualByComparingTo("3");
            assertThat(Desk.result(fourth, "symbol-value-per-day").current()).isEqualByComparingTo("1000");
        }
        SortedMap<String, String> before = desk.gate.durableState();
        desk.pass(14 * HOUR);
        if (when.startsWith("told")) {
            desk.gate = StandardGate.builder().limits(desk.limits).build();
            desk.gate.restore(before);
            desk.gate.onTime(desk.timeNs);
            desk.mark();
            desk.ask(desk.sell("0.001"));
            resting.forEach(desk.gate::onParent);
        }
        assertThreeCount(desk);
        desk.gate.onParent(Desk.with(resting.get(1), OrderStatus.CANCELED, "0"));
        desk.pass(Desk.SECOND);
        RiskDecision next = desk.ask(desk.buy("1.1"));
        assertThat(next.passes()).as("one that ends unfilled gives back").isTrue();
        assertThat(Desk.result(next, "symbol-value-per-day").current()).isEqualByComparingTo("600");
    }

    @Test
    void aLossIsResetOnceTheAccountWasValuedSinceTheRestartAndNotBefore() {
        Desk desk = new Desk(wide().loss(l -> l.maxDaily(dec("0.02"))).build(), MILLION);
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "40");
        desk.mark();
        restarted(desk);
        assertThatThrownBy(() -> desk.controls().resetLosses("seen", "alice"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("losses: cannot be reset before the account was valued since the start");
        assertThatThrownBy(() -> desk.controls().resetBreaker("daily-loss", "portfolio", "seen", "alice"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("daily-loss: ");
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.REDUCING);
        desk.mark();
        desk.controls().resetLosses("seen", "alice");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).as("it holds").isEqualTo(TradingState.ACTIVE);
        assertThat(desk.gate.status().peakEquity()).isEqualByComparingTo("940000");
    }

    @Test
    void whatAStrategyFilledIsStillItsOwn() {
        RiskLimits limits = wide().scopes(ScopeLimits.of(Map.of(
                        LimitScope.strategy("alpha"),
                        ScopeCap.builder().grossValue(dec("1000")).build())))
                .build();
        Desk desk = new Desk(limits, MILLION);
        OrderIntent first = request(desk, "alpha", "6").intent();
        assertThat(desk.ask(first).passes()).isTrue();
        desk.fill(first.clientOrderId(), "c", BTC, Side.BUY, "6");
        desk.gate.onParent(Desk.with(desk.parent(first), OrderStatus.FILLED, "6"));
        restarted(desk);
        assertThat(codes(desk.ask(request(desk, "alpha", "4.001")))).containsExactly("EXPOSURE_LIMIT");
        assertThat(desk.ask(request(desk, "alpha", "4")).passes()).isTrue();
    }

    @Test
    void windowsStartEmptyAndWhatWasOpenIsToldAgain() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("1000"))).build(), MILLION);
        OrderIntent working = desk.buy("6");
        assertThat(desk.ask(working).passes()).isTrue();
        restarted(desk);
        desk.gate.onParent(Desk.with(desk.parent(working), OrderStatus.ACCEPTED, "0"));
        assertThat(codes(desk.ask(desk.buy("4.001")))).containsExactly("POSITION_LIMIT");
        assertThat(desk.ask(desk.buy("4")).passes()).isTrue();
    }

    @Test
    void ordersFoundAgainStopEverythingUntilTheyCanBeValued() {
        Desk desk = new Desk(wide().build(), MILLION);
        OrderIntent euro = desk.intent(EUR_BTC, Side.BUY, "1").limit(dec("80")).build();
        AtAGlance.warm(desk, BTC);
        desk.gate.onParent(Desk.with(desk.parent(euro), OrderStatus.ACCEPTED, "0"));
        assertThat(admits(desk, request(desk, "alpha", "1"))).isFalse();
        RiskDecision waiting = desk.ask(desk.buy("1"));
        assertThat(codes(waiting)).containsExactly("RECONCILING");
        assertThat(Desk.result(waiting, "recovered-orders").detail()).contains(euro.clientOrderId());
        desk.price(Symbol.of("EUR/USD"), "1.25");
        assertThat(codes(desk.ask(desk.buy("1")))).as("no price of it yet").containsExactly("RECONCILING");
        desk.price(EUR_BTC, "80");
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        assertThat(admits(desk, request(desk, "alpha", "1.1"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "first_price.BTC/USD, 100",
        "first_price.BTC/USD, :100",
        "first_price.BTC/USD, x:100",
        "first_price.BTC/USD, 19724:0",
        "stop.0.name, no-such",
        "stop.0.holds, perhaps",
        "stop.0.trips, -1",
        "day.trades, x",
        "kill.count, x",
        "lock.count, x",
        "drawdown.peak, x",
        "reduction.reached, x",
        "breaker.latch.count, x",
        "gate, standard/2"
    })
    void whatCannotBeReadIsNamed(String name, String text) {
        SortedMap<String, String> state = new TreeMap<>(everything().gate.durableState());
        assertThat(state.put(name, text)).isNotNull();
        StandardGate next = StandardGate.builder().build();
        assertThatThrownBy(() -> next.restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
