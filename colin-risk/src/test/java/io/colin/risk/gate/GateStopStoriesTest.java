package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.admits;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.DAY;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.KillSwitch.Scope;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.TradingState;
import io.colin.risk.AccountKind;
import io.colin.risk.Permissions;
import io.colin.risk.Permissions.Grant;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import io.colin.risk.reduction.ReductionSettings;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kill switches, locks, permissions, and strategies that stop themselves, as stories. */
class GateStopStoriesTest {
    private static final String MILLION = "1000000";

    private static Desk desk() {
        return new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), MILLION);
    }

    private static KillSwitch kill(Scope scope, String target) {
        return new KillSwitch(scope, target, "odd fills", "alice", Desk.START);
    }

    @ParameterizedTest(name = "given a kill switch {0} {1}, then an order of alpha in BTC at kraken is refused")
    @CsvSource({"SYSTEM, ''", "ACCOUNT, main", "VENUE, kraken", "SYMBOL, BTC/USD", "STRATEGY, alpha"})
    void givenAKillSwitchThenWhatItNamesIsRefusedUntilTwoPersonsArmItAgain(Scope scope, String target) {
        Desk desk = desk();
        assertThat(desk.controls().kill(kill(scope, target))).isTrue();
        assertThat(desk.controls().kill(kill(scope, target)))
                .as("once is enough")
                .isFalse();
        OrderIntent order = desk.intent(BTC, Side.BUY, "1")
                .limit(dec("100"))
                .strategy("alpha")
                .venue("kraken")
                .build();
        List<String> refused = codes(desk.ask(order));
        assertThat(refused).isNotEmpty().allMatch("TRADING_HALTED"::equals);
        OrderIntent elsewhere = desk.intent(ETH, Side.BUY, "1")
                .limit(dec("10"))
                .strategy("beta")
                .venue("coinbase")
                .build();
        boolean widest = scope == Scope.SYSTEM || scope == Scope.ACCOUNT;
        assertThat(desk.ask(elsewhere).passes()).isEqualTo(!widest);

        desk.pass(2 * DAY);
        assertThat(desk.ask(order).passes()).as("time ends nothing").isFalse();
        assertThatThrownBy(() -> desk.controls().rearm(scope, target, "checked", "alice", "Alice "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(desk.controls().rearm(scope, target, "checked", "alice", "bob"))
                .isTrue();
        assertThat(desk.ask(order).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.controls().rearm(scope, target, "checked", "alice", "bob"))
                .isFalse();
    }

    @ParameterizedTest(name = "given two gates that share their switches, then {0} {1} thrown at one stops the other")
    @CsvSource({"SYSTEM, ''", "ACCOUNT, main", "SYMBOL, BTC/USD", "STRATEGY, manual"})
    void givenGatesThatShareTheirSwitchesThenOneThrownAtOneStopsTheOther(Scope scope, String target) {
        KillSwitches firm = KillSwitches.none();
        Desk one = desk();
        one.gate = StandardGate.builder().limits(one.limits).killSwitches(firm).build();
        Desk two = desk();
        two.gate = StandardGate.builder().limits(two.limits).killSwitches(firm).build();
        warm(two, BTC);
        assertThat(admits(two, request(two.buy("1")))).isTrue();
        two.gate.takeNotices();

        assertThat(one.controls().kill(kill(scope, target))).isTrue();
        assertThat(firm.list()).isEqualTo(two.gate.status().killSwitches()).hasSize(1);
        assertThat(admits(two, request(two.buy("2")))).isFalse();
        assertThat(codes(two.ask(two.buy("2")))).isNotEmpty().allMatch("TRADING_HALTED"::equals);
        assertThat(two.gate.takeNotices())
                .as("its engine is told, and writes it down")
                .anyMatch(RiskNotice.Latched.class::isInstance);
        assertThat(two.gate.durableState()).containsEntry("kill.count", "1");

        assertThat(one.controls().rearm(scope, target, "checked", "alice", "bob"))
                .isTrue();
        assertThat(two.gate.status().killSwitches()).isEmpty();
        assertThat(two.gate.takeNotices()).anyMatch(RiskNotice.Latched.class::isInstance);
        assertThat(two.gate.durableState()).containsEntry("kill.rearm.approver", "bob");
        assertThat(two.ask(two.buy("3")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(one.ask(one.buy("3")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void givenAKilledSystemWhenTheGateRestartsThenItComesBackKilled() {
        Desk desk = desk();
        desk.controls().kill(kill(Scope.SYSTEM, ""));
        SortedMap<String, String> state = desk.gate.durableState();
        desk.gate = StandardGate.builder().limits(desk.limits).build();
        desk.gate.restore(state);
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(desk.gate.status().sizeMultiplier()).isZero();
        assertThat(desk.gate.durableState()).isEqualTo(state);
        assertThat(codes(desk.ask(desk.buy("1")))).contains("TRADING_HALTED");
    }

    @Test
    void givenAHaltWhenAnOperatorUnwindsThenOnlyItsReduceOnlyOrdersThatShrinkPass() {
        Desk desk = desk();
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .unwinders(List.of("operator"))
                .build();
        desk.hold(BTC, "10");
        desk.controls().kill(kill(Scope.SYSTEM, ""));
        desk.principal = "operator";
        assertThat(codes(desk.ask(desk.sell("1")))).as("not reduce-only").contains("TRADING_HALTED");
        OrderIntent out = desk.intent(BTC, Side.SELL, "4")
                .limit(dec("100"))
                .reduceOnly(true)
                .build();
        OrderIntent tooMuch = desk.intent(BTC, Side.SELL, "11")
                .limit(dec("100"))
                .reduceOnly(true)
                .build();
        assertThat(codes(desk.ask(tooMuch))).contains("TRADING_HALTED", "REDUCE_ONLY_WOULD_INCREASE");
        desk.principal = "alice";
        assertThat(codes(desk.ask(out))).as("nobody else").contains("TRADING_HALTED");
        desk.principal = "operator";
        assertThat(desk.ask(out).verdict()).isEqualTo(Verdict.APPROVED);
    }

    /** The reducer passes the ladder's switch only; the widest that is a person's says who stopped it. */
    @ParameterizedTest(name = "{0} {1} by {2}")
    @CsvSource({
        "SYSTEM,   '',             drawdown, ''",
        "SYSTEM,   '',             alice,    SYSTEM was stopped by alice",
        "ACCOUNT,  main,           alice,    ACCOUNT main was stopped by alice",
        "VENUE,    kraken,         alice,    VENUE kraken was stopped by alice",
        "SYMBOL,   BTC/USD,        alice,    SYMBOL BTC/USD was stopped by alice",
        "STRATEGY, risk-reduction, alice,    STRATEGY risk-reduction was stopped by alice",
        "VENUE,    coinbase,       alice,    ''"
    })
    void givenAHaltOfTheLadderWhenAPersonThrowsASwitchThenTheReducerStopsWhereItHolds(
            Scope scope, String target, String principal, String why) {
        Desk desk = desk();
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .unwinders(List.of("operator"))
                .reduction(ReductionSettings.STANDARD.withEnabled(true))
                .build();
        desk.hold(BTC, "10");
        desk.controls().kill(new KillSwitch(Scope.SYSTEM, "", "a loss", "drawdown", desk.timeNs));
        desk.controls().kill(new KillSwitch(scope, target, "by hand", principal, desk.timeNs));
        OrderIntent out = desk.intent(BTC, Side.SELL, "4")
                .limit(dec("100"))
                .strategy("risk-reduction")
                .venue("kraken")
                .reduceOnly(true)
                .reducible(true)
                .build();
        desk.principal = "risk-reduction";
        RiskDecision decision = desk.ask(out);
        assertThat(decision.passes()).isEqualTo(why.isEmpty());
        if (!why.isEmpty()) {
            assertThat(decision.allowedQuantity()).isEqualByComparingTo("0");
            assertThat(decision.reasons().getFirst().message()).contains(why);
        }
        assertThat(desk.gate.mayUnwind(desk.parent(out))).isEqualTo(why.isEmpty());
        desk.cancel(out);
        desk.principal = "operator";
        OrderIntent operators = desk.intent(BTC, Side.SELL, "3")
                .limit(dec("100"))
                .venue("kraken")
                .reduceOnly(true)
                .build();
        assertThat(desk.ask(operators).passes()).as("people find their way out").isTrue();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({
        "drawdown, true",
        "' Drawdown', true",
        "risk-reduction, true",
        "configuration, true",
        "CONFIGURATION, true",
        "engine, false",
        "alice, false"
    })
    void keepsTheNamesOfItsPartsForItself(String principal, boolean reserved) {
        StandardGate gate = StandardGate.builder().limits(desk().limits).build();
        assertThat(gate.isReserved(principal)).isEqualTo(reserved);
        assertThat(ChainedGate.of(List.of(gate)).isReserved(principal)).isEqualTo(reserved);
        assertThat(SerialGate.of(gate).isReserved(principal)).isEqualTo(reserved);
    }

    @Test
    void givenALockOfBuysForTenSecondsThenBuysAreRefusedSalesAreNotAndItEnds() {
        Desk desk = desk();
        Locks locks = Locks.none();
        desk.gate = StandardGate.builder().limits(desk.limits).locks(locks).build();
        locks.add(
                Lock.ofSymbol(BTC, "news", "alice", desk.timeNs).only(Side.BUY).until(desk.timeNs + 10 * SECOND));
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("LOCKED");
        assertThat(desk.ask(desk.buy("1")).reasons().getFirst().message()).contains("by alice: news", "until_ns=");
        OrderIntent sale = desk.intent(BTC, Side.SELL, "1").limit(dec("100.5")).build();
        assertThat(desk.ask(sale).verdict()).isEqualTo(Verdict.APPROVED);
        desk.cancel(sale);
        desk.pass(10 * SECOND - 1);
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("LOCKED");
        desk.pass(1);
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void givenGrantsThenWhatNoneNamesIsRefusedAndARestrictionBeatsThem() {
        Desk desk = new Desk(
                wide().permissions(Permissions.only(List.of(
                                new Grant("alice", "BTC/USD", "kraken"),
                                new Grant("alice", "ETH/USD", Permissions.ANY))))
                        .compliance(c -> c.restricted(List.of(ETH)))
                        .build(),
                MILLION);
        desk.principal = "alice";
        OrderIntent.Builder order = desk.intent(BTC, Side.BUY, "1").limit(dec("100"));
        assertThat(codes(desk.ask(order.venue("coinbase").build()))).containsExactly("RESTRICTED_SYMBOL");
        assertThat(desk.ask(order.venue("kraken").build()).verdict()).isEqualTo(Verdict.APPROVED);
        desk.principal = "bob";
        OrderIntent bobs = desk.buy("2");
        assertThat(codes(desk.ask(bobs))).containsExactly("RESTRICTED_SYMBOL");
        assertThat(desk.ask(bobs).reasons().getFirst().message()).contains("no grant lets bob submit BTC/USD at any");
        desk.principal = "alice";
        OrderIntent routed = desk.buy("3");
        assertThat(desk.ask(routed).verdict()).as("some venue is granted").isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.child(desk.parent(routed), "1"), desk.parent(routed))))
                .as("the venue it is routed to is not")
                .containsExactly("RESTRICTED_SYMBOL");
        assertThat(codes(desk.ask(desk.intent(ETH, Side.BUY, "1").build()))).containsExactly("RESTRICTED_SYMBOL");
    }

    @Test
    void givenAStrategyThatFillsAndEntersAgainWhenItsCyclesAreUsedUpThenItIsStoppedForGood() {
        Desk desk = new Desk(wide().repeat(r -> r.maxCycles(3)).build(), MILLION);
        for (int i = 0; i <= 3; i++) {
            OrderIntent order = desk.buy("1." + i);
            assertThat(desk.ask(order).verdict()).as("order %s", i).isEqualTo(Verdict.APPROVED);
            desk.fill(order.clientOrderId(), "c" + i, BTC, Side.BUY, "0.1");
            desk.cancel(order);
            desk.pass(SECOND);
        }
        assertThat(codes(desk.ask(desk.buy("2")))).containsExactly("LOCKED");
        OrderIntent other = desk.intent(BTC, Side.BUY, "2").strategy("other").build();
        assertThat(desk.ask(other).verdict()).as("other strategies go on").isEqualTo(Verdict.APPROVED);

        SortedMap<String, String> state = desk.gate.durableState();
        desk.gate = StandardGate.builder().limits(desk.limits).build();
        desk.gate.restore(state);
        desk.pass(3 * DAY);
        assertThat(codes(desk.ask(desk.buy("2"))))
                .as("neither a restart nor a new day ends it")
                .containsExactly("LOCKED");
        assertThat(desk.gate.status().breakers()).anySatisfy(row -> {
            assertThat(row.name()).isEqualTo("repeated-execution");
            assertThat(row.scope()).isEqualTo("manual");
            assertThat(row.state()).isEqualTo(State.OPEN);
            assertThat(row.trips()).isEqualTo(1);
        });
        assertThat(desk.controls().resetBreaker("repeated-execution", "manual", "fixed", "alice"))
                .isTrue();
        assertThat(desk.controls().resetBreaker("repeated-execution", "manual", "fixed", "alice"))
                .isFalse();
        assertThat(desk.ask(desk.buy("2")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.gate.durableState()).containsEntry("reset.stop.principal", "alice");
    }

    @Test
    void cyclesOlderThanTheWindowAndOrdersThatNeverFillDoNotCount() {
        Desk desk = new Desk(wide().repeat(r -> r.maxCycles(1)).build(), MILLION);
        for (int i = 0; i < 5; i++) {
            OrderIntent order = desk.buy("1." + i);
            assertThat(desk.ask(order).verdict()).isEqualTo(Verdict.APPROVED);
            desk.cancel(order);
            desk.pass(SECOND);
        }
        for (int i = 0; i < 4; i++) {
            OrderIntent order = desk.buy("2." + i);
            assertThat(desk.ask(order).verdict()).as("slow cycle %s", i).isEqualTo(Verdict.APPROVED);
            desk.fill(order.clientOrderId(), "c" + i, BTC, Side.BUY, "0.1");
            desk.pass(600 * SECOND);
        }
    }

    @Test
    void givenARatchetOfPricesEachWithinTheCollarWhenTheyDriftThenTheStrategyIsHalted() {
        Desk desk = new Desk(wide().price(p -> p.maxDrift(dec("0.05"))).build(), MILLION);
        double mid = 100;
        int passed = 0;
        while (passed < 100) {
            desk.price(BTC, String.format(Locale.ROOT, "%.2f", mid));
            OrderIntent order = desk.intent(BTC, Side.BUY, "0.1")
                    .limit(desk.mid(BTC).setScale(2, RoundingMode.HALF_EVEN))
                    .build();
            if (!desk.ask(order).passes()) {
                assertThat(codes(desk.ask(order))).contains("LOCKED");
                break;
            }
            passed++;
            mid *= 1.002;
            desk.pass(SECOND / 2);
        }
        assertThat(passed).as("24 steps of 0.2 percent stay within 5 percent").isEqualTo(25);
        assertThat(desk.gate.status().breakers()).anySatisfy(row -> {
            assertThat(row.name()).isEqualTo("price-drift");
            assertThat(row.state()).isEqualTo(State.OPEN);
        });
        assertThat(desk.controls().resetBreaker("price-drift", "manual", "understood", "alice"))
                .isTrue();
        desk.price(BTC, "105");
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "0.1").limit(dec("105")).build())
                        .verdict())
                .as("starts anew")
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aSinglePriceOffTheMarketIsRefusedByTheCollarAndStopsNobody() {
        Desk desk = new Desk(wide().price(p -> p.maxDrift(dec("0.05"))).build(), MILLION);
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.BUY, "2").limit(dec("106")).build())))
                .contains("PRICE_COLLAR")
                .doesNotContain("LOCKED");
        assertThat(desk.ask(desk.buy("2")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void driftIsJudgedAtItsLimitExactlyAndForgetsAfterTheWindow() {
        Desk at = new Desk(wide().price(p -> p.maxDrift(dec("0.02"))).build(), MILLION);
        assertThat(at.ask(at.buy("1")).passes()).isTrue();
        assertThat(at.ask(at.intent(BTC, Side.BUY, "1").limit(dec("102")).build())
                        .passes())
                .isTrue();
        Desk above = new Desk(wide().price(p -> p.maxDrift(dec("0.02"))).build(), MILLION);
        assertThat(above.ask(above.buy("1")).passes()).isTrue();
        assertThat(codes(above.ask(
                        above.intent(BTC, Side.BUY, "1").limit(dec("102.01")).build())))
                .containsExactly("PRICE_COLLAR");
        Desk later = new Desk(wide().price(p -> p.maxDrift(dec("0.02"))).build(), MILLION);
        assertThat(later.ask(later.buy("1")).passes()).isTrue();
        later.pass(60 * SECOND);
        assertThat(later.ask(later.intent(BTC, Side.BUY, "1").limit(dec("104")).build())
                        .passes())
                .isTrue();
    }
}
