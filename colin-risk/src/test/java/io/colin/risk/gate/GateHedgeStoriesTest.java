package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.DAY;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that remove a hedge, and hedges that may go: value at risk and stress count what is left without them. */
class GateHedgeStoriesTest {
    private static final List<String> FIGURES = List.of("var-95-1d", "var-99-1d", "var-95-5d", "var-99-5d", "es-99-1d");

    private static RiskLimitsBuilder armed() {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .tail(t -> t.armed(true)
                        .maxVar95OneDay(BigDecimal.ONE)
                        .maxVar99OneDay(BigDecimal.ONE)
                        .maxVar95FiveDays(BigDecimal.ONE)
                        .maxVar99FiveDays(BigDecimal.ONE)
                        .maxEs99OneDay(BigDecimal.ONE))
                .stress(s -> s.armed(true));
    }

    /** A desk of a million whose two assets have nearly the same year of returns, and its figures. */
    private static Desk desk(RiskLimits limits, String btc, String eth) {
        Desk desk = new Desk(limits, "1000000");
        double[] returns = new double[280];
        double[] nearly = new double[280];
        Random random = new Random(3);
        for (int i = 0; i < returns.length; i++) {
            returns[i] = 0.02 * random.nextGaussian();
            nearly[i] = returns[i] + 0.0002 * random.nextGaussian();
        }
        desk.bars(BTC, 279, 100, returns);
        desk.bars(ETH, 279, 10, nearly);
        hold(desk, BTC, btc);
        hold(desk, ETH, eth);
        measure(desk);
        return desk;
    }

    private static void hold(Desk desk, Symbol symbol, String quantity) {
        if (!quantity.equals("0")) {
            desk.hold(symbol, quantity);
        }
    }

    private static void measure(Desk desk) {
        desk.mark();
        desk.work();
        desk.mark();
    }

    private static OrderIntent buyEth(Desk desk, String quantity) {
        return desk.intent(ETH, Side.BUY, quantity).limit(dec("10")).build();
    }

    private static double projected(RiskDecision decision, String check) {
        return result(decision, check).projected().doubleValue();
    }

    private static double current(RiskDecision decision, String check) {
        return result(decision, check).current().doubleValue();
    }

    @Test
    void givenAHedgeThenAnOrderThroughItIsHeldAgainstWhatItLeavesOnTheOtherSide() {
        Desk hedged = desk(armed().build(), "2500", "-25000");
        RiskDecision through = hedged.ask(buyEth(hedged, "49000"));
        assertThat(codes(through)).containsExactly("STRESS_LIMIT");

        Desk filled = desk(armed().build(), "2500", "24000");
        RiskDecision after = filled.ask(buyEth(filled, "0.01"));
        assertThat(projected(through, "stress")).isCloseTo(current(after, "stress"), offset(20.0));
        for (String figure : FIGURES) {
            assertThat(projected(through, figure)).isCloseTo(current(after, figure), offset(0.1));
            assertThat(current(through, figure)).isLessThan(projected(through, figure) / 50);
        }
    }

    @Test
    void theLargestPartOfSuchAnOrderIsFoundToTheLot() {
        Desk desk = desk(armed().build(), "2000", "-20000");
        RiskDecision refused = desk.ask(buyEth(desk, "49000"));
        BigDecimal largest = result(refused, "stress").largestPassing();
        assertThat(largest).isBetween(dec("20001"), dec("26000"));
        assertThat(desk.ask(buyEth(desk, largest.add(dec("0.01")).toPlainString()))
                        .verdict())
                .isEqualTo(Verdict.REJECTED);
        RiskDecision passing = desk.ask(buyEth(desk, largest.toPlainString()));
        assertThat(passing.verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void valueAtRiskHoldsItToo() {
        RiskLimits limits = armed().stress(s -> s.maxLoss(BigDecimal.ONE))
                .tail(t -> t.maxVar95OneDay(dec("0.012")))
                .build();
        Desk desk = desk(limits, "2500", "-25000");
        RiskDecision refused = desk.ask(buyEth(desk, "49000"));
        assertThat(codes(refused)).contains("VAR_LIMIT");
        BigDecimal largest = result(refused, "var-95-1d").largestPassing();
        assertThat(largest).isBetween(dec("25001"), dec("48000"));
        assertThat(codes(desk.ask(buyEth(desk, largest.add(dec("0.01")).toPlainString()))))
                .contains("VAR_LIMIT");
        assertThat(desk.ask(buyEth(desk, largest.toPlainString())).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void givenAnOrderWorksThatClosesTheHedgeThenOthersAreHeldAgainstWhatItLeaves() {
        Desk desk = desk(armed().build(), "2500", "-25000");
        OrderIntent close = buyEth(desk, "25000");
        assertThat(desk.ask(close).verdict()).as("it only shrinks").isEqualTo(Verdict.APPROVED);
        desk.gate.onParent(desk.parent(close));
        RiskDecision beside = desk.ask(desk.buy("100"));
        assertThat(codes(beside)).containsExactly("STRESS_LIMIT");

        Desk filled = desk(armed().build(), "2500", "0");
        RiskDecision after = filled.ask(filled.buy("100"));
        assertThat(projected(beside, "stress")).isGreaterThanOrEqualTo(projected(after, "stress") - 1e-6);
        for (String figure : FIGURES) {
            assertThat(projected(beside, figure)).isCloseTo(projected(after, figure), offset(1e-3));
        }
        desk.gate.onParent(Desk.with(desk.parent(close), OrderStatus.CANCELED, "0"));
        desk.pass(2 * SECOND);
        assertThat(desk.ask(desk.buy("100")).verdict()).as("the hedge stays").isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aHedgeThatMayNotComeIsNoReliefAndNoBurden() {
        Desk desk = desk(armed().build(), "2300", "0");
        OrderIntent hedge =
                desk.intent(ETH, Side.SELL, "20000").limit(dec("10")).build();
        RiskDecision asked = desk.ask(hedge);
        assertThat(asked.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(asked, "stress").projected())
                .isEqualByComparingTo(result(asked, "stress").current());
        for (String figure : FIGURES) {
            assertThat(result(asked, figure).projected())
                    .isEqualByComparingTo(result(asked, figure).current());
        }
        desk.gate.onParent(desk.parent(hedge));
        assertThat(codes(desk.ask(desk.buy("500")))).containsExactly("STRESS_LIMIT");
    }

    @Test
    void atAGlanceNothingGoesThatTheHedgeHid() {
        Desk desk = desk(armed().build(), "2500", "-25000");
        OrderIntent small = buyEth(desk, "1");
        assertThat(desk.ask(small).verdict()).isEqualTo(Verdict.APPROVED);
        OrderIntent through = buyEth(desk, "49000");
        RiskRequest request = new RiskRequest.Parent(through.clientOrderId(), through, "engine", Optional.empty());
        assertThat(desk.gate.admit(request, new RiskContext(desk, desk.portfolio())))
                .isFalse();
        OrderIntent little = buyEth(desk, "5");
        RiskRequest passing = new RiskRequest.Parent(little.clientOrderId(), little, "engine", Optional.empty());
        assertThat(desk.gate.admit(passing, new RiskContext(desk, desk.portfolio())))
                .isTrue();
    }

    /** A gate asked at a glance first and one asked exactly see the same walk of hedges that come and go. */
    private static final class Walk {
        private final Random random;
        private final Desk quick;
        private final Desk exact;
        private final List<ParentOrder> open = new ArrayList<>();
        private int admitted;
        private int approvals;
        private int refused;

        private Walk(long seed) {
            random = new Random(seed);
            RiskLimits limits = armed().stress(s -> s.maxLoss(dec("0.08")))
                    .tail(t -> t.maxVar95OneDay(dec("0.006")))
                    .build();
            quick = desk(limits, "2500", "-25000");
            exact = desk(limits, "2500", "-25000");
        }

        private void ask() {
            Symbol symbol = random.nextBoolean() ? BTC : ETH;
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            int value = random.nextInt(3) == 0 ? random.nextInt(400_000) : 100 + random.nextInt(20_000);
            BigDecimal price = symbol.equals(BTC) ? dec("100") : dec("10");
            BigDecimal quantity =
                    new BigDecimal(value).divideToIntegralValue(price).max(BigDecimal.ONE);
            OrderIntent intent = quick.intent(symbol, side, quantity.toPlainString())
                    .limit(price)
                    .build();
            RiskRequest request = new RiskRequest.Parent(intent.clientOrderId(), intent, "engine", Optional.empty());
            boolean glance = quick.gate.admit(request, new RiskContext(quick, quick.portfolio()));
            RiskDecision decision = exact.gate.check(request, new RiskContext(exact, exact.portfolio()));
            boolean approved = decision.verdict() == Verdict.APPROVED;
            if (glance) {
                assertThat(approved).as("%s admitted, but %s", intent, decision).isTrue();
                admitted++;
            } else {
                assertThat(quick.gate
                                .check(request, new RiskContext(quick, quick.portfolio()))
                                .verdict())
                        .isEqualTo(decision.verdict());
            }
            approvals += approved ? 1 : 0;
            refused += decision.passes() ? 0 : 1;
            if (decision.passes()) {
                open.add(quick.parent(intent));
            }
        }

        private void end() {
            ParentOrder order = open.remove(random.nextInt(open.size()));
            OrderIntent intent = order.intent();
            boolean fills = random.nextInt(3) == 0;
            String quantity = intent.quantity().toPlainString();
            for (Desk desk : List.of(quick, exact)) {
                if (fills) {
                    desk.fill(order.orderId(), order.orderId() + "-c", intent.symbol(), intent.side(), quantity);
                    desk.mark();
                }
                desk.gate.onParent(
                        Desk.with(order, fills ? OrderStatus.FILLED : OrderStatus.CANCELED, fills ? quantity : "0"));
            }
        }

        private void step() {
            quick.pass(SECOND / 4);
            exact.pass(SECOND / 4);
            if (open.size() > 6 || (!open.isEmpty() && random.nextInt(3) == 0)) {
                end();
            } else {
                ask();
            }
            if (random.nextInt(30) == 0) {
                quick.work();
                exact.work();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsAdmittedAtAGlanceTheExactGateApprovesWhileHedgesComeAndGo(long seed) {
        Walk walk = new Walk(seed);
        for (int i = 0; i < 800; i++) {
            walk.step();
        }
        assertThat(walk.refused).isGreaterThan(20);
        assertThat(walk.approvals).isGreaterThan(50);
        assertThat(walk.admitted).isGreaterThanOrEqualTo(walk.approvals * 9 / 10);
    }

    @Test
    void givenSomethingIsHeldThatTheMarketDoesNotKnowThenStressRefusesAndNamesIt() {
        Desk desk = new Desk(armed().build(), "1000000");
        double[] returns = {0.02, -0.021, 0.013, -0.015, 0.004, -0.006, 0.018};
        desk.bars(BTC, 279, 100, returns);
        desk.bars(ETH, 279, 10, returns);
        desk.hold(ETH, "20000");
        desk.mark();
        desk.instruments.remove(ETH);
        assertThat(desk.work().orElseThrow().problem()).contains("ETH/USD is held and not in the universe");
        desk.mark();
        assertThat(codes(desk.ask(desk.buy("100")))).containsExactly("STALE_RISK_DATA");
    }

    @Test
    void givenSomethingCameThatTheStressedBookDoesNotHoldThenItRefusesUntilTheNextRun() {
        Desk desk = desk(armed().build(), "100", "0");
        desk.hold(PERPETUAL, "10");
        desk.mark();
        RiskDecision decision = desk.ask(desk.buy("1"));
        assertThat(result(decision, "stress-figures").detail()).isEqualTo("no stress figures of BTC/USD:USD yet");
        desk.hold(PERPETUAL, "-10");
        desk.mark();
        assertThat(desk.ask(desk.buy("2")).verdict()).isEqualTo(Verdict.APPROVED);
        desk.bars(PERPETUAL, 279, 100, 0.01, -0.012);
        desk.hold(PERPETUAL, "10");
        desk.pass(DAY / 1440 + SECOND);
        measure(desk);
        assertThat(desk.ask(desk.buy("1")).verdict()).isEqualTo(Verdict.APPROVED);
    }
}
