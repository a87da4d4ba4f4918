package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskGateContract;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The laws of gates, held by two of them in a row, and what only a chain does. */
class ChainedGateTest extends RiskGateContract {
    private static final String MILLION = "1000000";

    @Override
    protected RiskGate gate() {
        return ChainedGate.of(List.of(
                StandardGate.builder()
                        .limits(StandardGateContractTest.limits("200000").build())
                        .build(),
                StandardGate.builder()
                        .limits(StandardGateContractTest.limits("100000").build())
                        .build()));
    }

    @Override
    protected BigDecimal fitting() {
        return new BigDecimal("2.5");
    }

    private static StandardGate most(String value) {
        return StandardGate.builder()
                .limits(wide().position(p -> p.maxValue(dec(value))).build())
                .build();
    }

    private static RiskDecision ask(RiskGate gate, Desk desk, OrderIntent intent) {
        return gate.check(
                new RiskRequest.Parent(intent.clientOrderId(), intent, "engine", Optional.empty()),
                new RiskContext(desk, desk.portfolio()));
    }

    private static BigDecimal reserved(RiskGate gate, Desk desk) {
        gate.onPortfolio(desk.portfolio());
        return gate.status().limits().stream()
                .filter(use -> use.name().equals("gross-exposure"))
                .findFirst()
                .orElseThrow()
                .used();
    }

    private static OrderIntent reducible(Desk desk, String quantity) {
        return desk.intent(BTC, Side.BUY, quantity)
                .limit(dec("100"))
                .reducible(true)
                .build();
    }

    @Test
    void theTightestSizeWinsAndAllGatesReserveIt() {
        for (List<String> limits : List.of(List.of("9000", "5000"), List.of("5000", "9000"))) {
            Desk desk = new Desk(wide().build(), MILLION);
            StandardGate first = most(limits.getFirst());
            StandardGate second = most(limits.getLast());
            RiskDecision decision = ask(ChainedGate.of(List.of(first, second)), desk, reducible(desk, "80"));
            assertThat(decision.verdict()).isEqualTo(Verdict.REDUCED);
            assertThat(decision.requestedQuantity()).isEqualByComparingTo("80");
            assertThat(decision.allowedQuantity()).isEqualByComparingTo("50");
            assertThat(codes(decision)).containsExactly("POSITION_LIMIT");
            assertThat(reserved(first, desk)).isEqualByComparingTo("5000");
            assertThat(reserved(second, desk)).isEqualByComparingTo("5000");
            assertThat(decision.configHash()).matches("[0-9a-f]{64}").isNotEqualTo(first.configHash());
        }
    }

    @Test
    void whatOneRefusesIsReleasedInTheOthers() {
        Desk desk = new Desk(wide().build(), MILLION);
        StandardGate loose = most("9000");
        StandardGate tight = most("5000");
        ChainedGate chain = ChainedGate.of(List.of(loose, tight));
        assertThat(ask(chain, desk, desk.buy("80")).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(reserved(loose, desk)).isEqualByComparingTo("0");
        assertThat(reserved(tight, desk)).isEqualByComparingTo("0");
    }

    @Test
    void aSizeThatTheFirstGateWouldNotTakeIsRefusedAltogether() {
        Desk desk = new Desk(wide().build(), MILLION);
        StandardGate minimum = StandardGate.builder()
                .limits(wide().order(o -> o.minValue(dec("6000"))).build())
                .build();
        StandardGate tight = most("5000");
        RiskDecision decision = ask(ChainedGate.of(List.of(minimum, tight)), desk, reducible(desk, "80"));
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(decision)).containsExactly("NOTIONAL_BELOW_MINIMUM", "POSITION_LIMIT");
        assertThat(reserved(minimum, desk)).isEqualByComparingTo("0");
        assertThat(reserved(tight, desk)).isEqualByComparingTo("0");
    }

    @Test
    void anAmendOneRefusesIsTakenBackInTheOthers() {
        Desk desk = new Desk(wide().build(), MILLION);
        StandardGate loose = most("9000");
        StandardGate tight = most("5000");
        ChainedGate chain = ChainedGate.of(List.of(loose, tight));
        OrderIntent order = desk.buy("40");
        assertThat(ask(chain, desk, order).verdict()).isEqualTo(Verdict.APPROVED);
        ParentOrder parent = desk.parent(order);
        chain.onParent(parent);
        RiskDecision decision = chain.check(
                new RiskRequest.Amend(parent, dec("60"), new OrderType.Limit(dec("100")), "engine"),
                new RiskContext(desk, desk.portfolio()));
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(reserved(loose, desk)).isEqualByComparingTo("4000");
        assertThat(reserved(tight, desk)).isEqualByComparingTo("4000");
    }

    @Test
    void whatAPersonDoesIsDoneToAll() {
        StandardGate first = most("9000");
        StandardGate second = most("5000");
        RiskControls controls =
                ChainedGate.of(List.of(first, second)).controls().orElseThrow();
        assertThat(controls.kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "who", 1)))
                .isTrue();
        assertThat(first.status().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(second.status().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(controls.rearm(KillSwitch.Scope.SYSTEM, "", "done", "one", "other"))
                .isTrue();
        assertThat(first.status().killSwitches()).isEmpty();
        assertThat(second.status().killSwitches()).isEmpty();
        assertThat(controls.resetBreaker("no-such", "portfolio", "why", "who")).isFalse();
        assertThatThrownBy(() -> controls.resetLosses("why", "who")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theStatusIsTheWorstOfAll() {
        StandardGate first = most("9000");
        StandardGate second = most("5000");
        ChainedGate chain = ChainedGate.of(List.of(first, second));
        second.controls().orElseThrow().kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "who", 1));
        assertThat(chain.status().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(chain.status().sizeMultiplier()).isZero();
        assertThat(chain.status().killSwitches()).hasSize(1);
        assertThat(chain.status().breakers())
                .hasSize(first.status().breakers().size()
                        + second.status().breakers().size());
    }

    @Test
    void refusesTheStateOfAChainOfAnotherLength() {
        SortedMap<String, String> state = new TreeMap<>(gate().durableState());
        assertThat(state).containsEntry("chain.count", "2");
        assertThatThrownBy(() -> ChainedGate.of(List.of(most("1"))).restore(state))
                .hasMessageContaining("chain.count");
        assertThatThrownBy(() -> ChainedGate.of(List.of())).hasMessageContaining("gates");
    }

    private static ParentOrder working(ChainedGate chain, Desk desk, OrderIntent order) {
        assertThat(ask(chain, desk, order).verdict()).isEqualTo(Verdict.APPROVED);
        ParentOrder parent = Desk.with(desk.parent(order), OrderStatus.ACCEPTED, "0");
        chain.onParent(parent);
        return parent;
    }

    private static RiskDecision ask(RiskGate gate, Desk desk, ParentOrder parent, String quantity) {
        return gate.check(
                new RiskRequest.Child(desk.child(parent, quantity), parent), new RiskContext(desk, desk.portfolio()));
    }

    @Test
    void aChildThatOneRefusesIsGivenBackInTheOthers() {
        Desk desk = new Desk(wide().build(), MILLION);
        StandardGate first = most("9000");
        StandardGate second = most("9000");
        ChainedGate chain = ChainedGate.of(List.of(first, second));
        ParentOrder parent = working(chain, desk, desk.buy("10"));
        RiskControls stopped = second.controls().orElseThrow();
        stopped.kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "who", 1));
        RiskDecision refused = ask(chain, desk, parent, "10");
        assertThat(refused.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(refused)).contains("TRADING_HALTED");
        stopped.rearm(KillSwitch.Scope.SYSTEM, "", "done", "one", "other");
        assertThat(ask(chain, desk, parent, "10").verdict())
                .as("all of it is there still")
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aChildThatOneShrinksGoesInThatSizeEverywhere() {
        Desk desk = new Desk(wide().build(), MILLION);
        StandardGate first = most("9000");
        StandardGate second = most("9000");
        ChainedGate chain = ChainedGate.of(List.of(first, second));
        ParentOrder parent = working(
                chain, desk, desk.intent(BTC, Side.BUY, "10").reducible(true).build());
        desk.showBook(BTC, List.of(Desk.level("99", "1")), List.of(Desk.level("101", "3")));
        RiskDecision reduced = ask(chain, desk, parent, "10");
        assertThat(reduced.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(reduced.requestedQuantity()).isEqualByComparingTo("10");
        assertThat(reduced.allowedQuantity()).isEqualByComparingTo("3");
        desk.showBook(BTC, List.of(Desk.level("99", "1")), List.of(Desk.level("101", "30")));
        for (StandardGate gate : List.of(first, second)) {
            assertThat(Desk.result(ask(gate, desk, parent, "7.001"), "parent-reservation")
                            .largestPassing())
                    .isEqualByComparingTo("7");
        }
    }

    @Test
    void anAmendThatOneShrinksIsOneOfThatSizeEverywhere() {
        Desk desk = new Desk(wide().build(), MILLION);
        StandardGate loose = most("9000");
        StandardGate tight = most("5000");
        ChainedGate chain = ChainedGate.of(List.of(loose, tight));
        ParentOrder parent = working(chain, desk, reducible(desk, "40"));
        RiskDecision decision = chain.check(
                new RiskRequest.Amend(parent, dec("60"), new OrderType.Limit(dec("100")), "engine"),
                new RiskContext(desk, desk.portfolio()));
        assertThat(decision.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(decision.allowedQuantity()).isEqualByComparingTo("50");
        assertThat(reserved(loose, desk)).isEqualByComparingTo("5000");
        assertThat(reserved(tight, desk)).isEqualByComparingTo("5000");
    }

    @Test
    void theDecisionTellsWhatAllOfThemFoundAndTheWorstOfIt() {
        Desk desk = new Desk(wide().build(), MILLION);
        StandardGate loose = most("9000");
        StandardGate tight = most("5000");
        ChainedGate chain = ChainedGate.of(List.of(loose, tight));
        RiskDecision decision = ask(chain, desk, desk.buy("45"));
        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(decision.riskScore()).isEqualTo(72);
        assertThat(decision.timeNs()).isEqualTo(desk.timeNs);
        assertThat(decision.warnings()).hasSize(1);
        assertThat(decision.checks())
                .filteredOn(row -> row.check().equals("position"))
                .hasSize(2);
        assertThat(ask(ChainedGate.of(List.of(most("9000"))), desk, desk.buy("1"))
                        .configHash())
                .as("one gate is named as it is")
                .isEqualTo(most("9000").configHash());
        chain.onPortfolio(desk.portfolio());
        assertThat(chain.status().peakEquity()).isEqualByComparingTo(MILLION);
        assertThat(chain.status().limits())
                .hasSize(
                        loose.status().limits().size() + tight.status().limits().size());
    }

    @Test
    void aChainIsRestoredGateByGate() {
        Desk desk = new Desk(wide().build(), MILLION);
        StandardGate second = most("5000");
        ChainedGate chain = ChainedGate.of(List.of(most("9000"), second));
        second.controls().orElseThrow().kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "who", 1));
        ask(chain, desk, desk.buy("1"));
        SortedMap<String, String> state = chain.durableState();
        StandardGate first = most("9000");
        StandardGate killed = most("5000");
        ChainedGate next = ChainedGate.of(List.of(first, killed));
        next.restore(state);
        assertThat(next.durableState()).isEqualTo(state);
        assertThat(first.status().killSwitches()).isEmpty();
        assertThat(killed.status().killSwitches()).hasSize(1);
        state.put("gate", "chain/2");
        assertThatThrownBy(() -> ChainedGate.of(List.of(most("1"), most("1"))).restore(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chain/1");
    }
}
