package io.colin.api.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link RiskGate} does. Extend it, say how the gate is made and what fits it, and run it. The account holds
 * {@link #cash} and nothing else at first; orders are a minute apart, so that limits of rate and age do not speak.
 */
public abstract class RiskGateContract {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Gives a gate that has seen nothing, built anew each time with the same limits. */
    protected abstract RiskGate gate();

    /**
     * A quantity of which one buy passes in full, while a second one beside it must not pass in full: between 55 % and
     * 95 % of what the gate allows. Half of it must lie on the lot grid.
     */
    protected abstract BigDecimal fitting();

    /** What is traded; its tick must divide {@link #price}. */
    protected Instrument instrument() {
        return SampleInstruments.btcUsd();
    }

    /** The price of everything, in quote currency. */
    protected BigDecimal price() {
        return new BigDecimal("30000");
    }

    /** What the account starts with, in the settlement currency. */
    protected BigDecimal cash() {
        return new BigDecimal("1000000");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverAllowsMoreThanWasAsked(long seed) {
        Random random = new Random(seed);
        GateDesk desk = desk(gate());
        for (int i = 0; i < 200; i++) {
            BigDecimal asked = share(random, 4);
            boolean reducible = random.nextBoolean();
            GateDesk.Asked answer = desk.ask(random.nextBoolean() ? Side.BUY : Side.SELL, asked, reducible);
            RiskDecision decision = answer.decision();

            assertThat(decision.requestedQuantity()).isEqualByComparingTo(asked);
            assertThat(decision.allowedQuantity()).isLessThanOrEqualTo(asked);
            assertThat(decision.timeNs()).isEqualTo(desk.timeNs());
            if (decision.verdict() == Verdict.REDUCED) {
                assertThat(reducible).as("only a reducible order is reduced").isTrue();
                assertThat(Decimals.isMultiple(
                                decision.allowedQuantity(), instrument().lotSize()))
                        .as("%s on the lot grid", decision.allowedQuantity())
                        .isTrue();
            }
            if (decision.passes() && random.nextBoolean()) {
                desk.close(answer.order(), OrderStatus.CANCELED);
            }
        }
    }

    @Test
    void letsAFittingOrderThroughAndRefusesTheSecondBesideIt() {
        GateDesk desk = desk(gate());

        assertThat(desk.ask(Side.BUY, fitting(), false).decision().verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(Side.BUY, fitting(), false).decision().verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(desk.ask(Side.BUY, fitting(), true).decision().verdict()).isNotEqualTo(Verdict.APPROVED);
    }

    @Test
    void refusesAnOrderThatIsTooLargeAndSaysWhy() {
        RiskDecision decision =
                desk(gate()).ask(Side.BUY, fitting().multiply(TWO), false).decision();

        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(decision.allowedQuantity()).isZero();
        assertThat(decision.reasons()).isNotEmpty();
    }

    @Test
    void reservesNothingForRefusedOrders() {
        GateDesk desk = desk(gate());
        for (int i = 0; i < 20; i++) {
            assertThat(desk.ask(Side.BUY, fitting().multiply(TWO), false)
                            .decision()
                            .passes())
                    .isFalse();
        }

        assertThat(desk.ask(Side.BUY, fitting(), false).decision().verdict()).isEqualTo(Verdict.APPROVED);
    }

    @ParameterizedTest
    @EnumSource(names = {"DENIED", "REJECTED", "CANCELED", "EXPIRED"})
    void releasesTheReservationOfAClosedOrder(OrderStatus closed) {
        GateDesk desk = desk(gate());
        ParentOrder first = desk.ask(Side.BUY, fitting(), false).order();
        desk.close(first, closed);

        assertThat(desk.ask(Side.BUY, fitting(), false).decision().verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void releasesAReservationOnceOnly() {
        GateDesk desk = desk(gate());
        ParentOrder first = desk.ask(Side.BUY, fitting(), false).order();
        desk.close(first, OrderStatus.CANCELED);
        desk.ask(Side.BUY, fitting(), false);
        desk.close(first, OrderStatus.CANCELED);

        assertThat(desk.ask(Side.BUY, fitting(), false).decision().passes()).isFalse();
    }

    @Test
    void countsAFilledPartOnce() {
        GateDesk desk = desk(gate());
        BigDecimal half = half();
        ParentOrder first = desk.ask(Side.BUY, fitting(), false).order();
        ParentOrder halfDone = desk.fill(first, half);
        desk.close(halfDone, OrderStatus.CANCELED);

        assertThat(desk.ask(Side.BUY, half, false).decision().verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void countsWhatIsHeldAfterItsOrderIsFilled() {
        GateDesk desk = desk(gate());
        ParentOrder first = desk.ask(Side.BUY, fitting(), false).order();
        ParentOrder done = desk.fill(desk.fill(first, half()), fitting().subtract(half()));

        assertThat(done.progress().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(desk.ask(Side.BUY, fitting(), false).decision().passes()).isFalse();
        assertThat(desk.ask(Side.SELL, fitting(), false).decision().verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void letsAChildDrawOnItsParent() {
        GateDesk desk = desk(gate());
        ParentOrder parent = desk.ask(Side.BUY, fitting(), false).order();

        assertThat(desk.askChild(parent, half()).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.askChild(parent, fitting().multiply(TWO)).verdict())
                .as("a child larger than its parent")
                .isNotEqualTo(Verdict.APPROVED);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void letsNoInterleavingOfOrdersPassALimitTogether(long seed) {
        Random random = new Random(seed);
        GateDesk desk = desk(gate());
        List<ParentOrder> working = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            GateDesk.Asked asked = desk.ask(Side.BUY, share(random, 1), random.nextBoolean());
            if (asked.decision().passes()) {
                working.add(asked.order());
            }
            assertThat(sum(working))
                    .as("working after %d orders", i + 1)
                    .isLessThan(fitting().multiply(TWO));
            if (!working.isEmpty() && random.nextInt(3) == 0) {
                desk.close(working.remove(random.nextInt(working.size())), OrderStatus.CANCELED);
            }
        }
    }

    @Test
    void refusesWhatHasNoPrice() {
        GateDesk desk = desk(gate());
        RiskContext dark = desk.contextWithoutPrices();
        GateDesk.Asked asked = desk.ask(desk.intent(Side.BUY, half(), true), dark);

        assertThat(asked.decision().passes()).isFalse();
        assertThat(desk.ask(Side.BUY, fitting(), false).decision().verdict())
                .as("nothing was reserved for it")
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void refusesWhatIsNotInTheUniverse() {
        GateDesk desk = desk(gate());
        RiskContext unknown = desk.contextWithoutTerms();

        assertThat(desk.ask(desk.intent(Side.BUY, half(), true), unknown)
                        .decision()
                        .passes())
                .isFalse();
    }

    @Test
    void answersTheSameForTheSameCalls() {
        GateDesk one = desk(gate());
        GateDesk other = desk(gate());
        Random random = new Random(9);
        for (int i = 0; i < 100; i++) {
            BigDecimal quantity = share(random, 2);
            boolean reducible = random.nextBoolean();
            GateDesk.Asked first = one.ask(Side.BUY, quantity, reducible);
            GateDesk.Asked second = other.ask(Side.BUY, quantity, reducible);

            assertThat(second.decision().measured(0)).isEqualTo(first.decision().measured(0));
            if (first.decision().passes() && random.nextBoolean()) {
                one.close(first.order(), OrderStatus.CANCELED);
                other.close(second.order(), OrderStatus.CANCELED);
            }
        }
        assertThat(other.gate().durableState()).isEqualTo(one.gate().durableState());
        assertThat(other.gate().status()).isEqualTo(one.gate().status());
    }

    @Test
    void takesItsDurableStateBack() {
        GateDesk desk = desk(gate());
        desk.fill(desk.ask(Side.BUY, fitting(), false).order(), half());
        RiskGate again = gate();
        again.restore(desk.gate().durableState());

        assertThat(again.durableState()).isEqualTo(desk.gate().durableState());
        assertThat(again.status().tradingState()).isEqualTo(desk.gate().status().tradingState());
        assertThat(again.status().peakEquity())
                .isEqualByComparingTo(desk.gate().status().peakEquity());
    }

    @Test
    void refusesTheDurableStateOfAnotherGate() {
        assertThatThrownBy(() -> gate().restore(new TreeMap<>(Map.of("no-such-entry", "?"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhereRiskStandsBeforeAnythingHappened() {
        RiskStatus status = gate().status();

        assertThat(status.tradingState()).isEqualTo(TradingState.ACTIVE);
        assertThat(status.sizeMultiplier()).isBetween(0.0, 1.0);
        assertThat(status.drawdown()).isZero();
    }

    private GateDesk desk(RiskGate gate) {
        return new GateDesk(gate, instrument(), price(), cash());
    }

    private BigDecimal half() {
        return fitting().divide(TWO);
    }

    /** Between one lot and a multiple of what fits, on the lot grid. */
    private BigDecimal share(Random random, int most) {
        BigDecimal part = BigDecimal.valueOf(random.nextInt(1000 * most)).movePointLeft(3);
        BigDecimal lot = instrument().lotSize();
        return Decimals.floorTo(fitting().multiply(part), lot).max(lot);
    }

    private static BigDecimal sum(List<ParentOrder> orders) {
        return orders.stream().map(order -> order.intent().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
