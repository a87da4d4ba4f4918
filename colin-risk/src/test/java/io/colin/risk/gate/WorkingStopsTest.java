package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Contingency;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskFigures.StressFigure;
import io.colin.risk.AccountKind;
import io.colin.risk.stress.MarketMove;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stop orders that wait change what a flash crash costs: they fill 3 % beyond their price, for the part they close. */
class WorkingStopsTest {
    private static final double EQUITY = 1_000_000;
    private static final Scenario CRASH = Scenarios.named("flash_crash")
            .orElseThrow()
            .copyAs("crash")
            .limited(true)
            .build();
    private static final Scenario SQUEEZE =
            CRASH.copyAs("squeeze").market(MarketMove.of(0.1)).build();

    /** 1000 are worth 100 000, held or owed. */
    private static Desk holding(String quantity) {
        Desk desk = new Desk(
                wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                        .tail(t -> t.armed(true)
                                .maxVar95OneDay(BigDecimal.ONE)
                                .maxVar99OneDay(BigDecimal.ONE)
                                .maxVar95FiveDays(BigDecimal.ONE)
                                .maxVar99FiveDays(BigDecimal.ONE)
                                .maxEs99OneDay(BigDecimal.ONE))
                        .stress(s -> s.armed(true).maxLoss(BigDecimal.ONE))
                        .build(),
                "1000000");
        desk.gate = gate(desk);
        bars(desk);
        desk.hold(BTC, quantity);
        return desk;
    }

    private static StandardGate gate(Desk desk) {
        return StandardGate.builder()
                .limits(desk.gate.limits())
                .scenarios(List.of(CRASH, SQUEEZE))
                .build();
    }

    private static void bars(Desk desk) {
        desk.bars(BTC, 40, 90, 0.02, -0.021, 0.013, -0.015, 0.004, -0.006, 0.018);
        desk.bars(ETH, 40, 9, 0.01, -0.012, 0.02, -0.005);
    }

    private static double loss(Desk desk, String scenario) {
        desk.pass(61 * Desk.SECOND);
        desk.mark();
        RiskFigures figures = desk.work().orElseThrow();
        assertThat(figures.problem()).isEmpty();
        return figures.stress().stream()
                        .filter(one -> one.scenario().equals(scenario))
                        .mapToDouble(StressFigure::lossRatio)
                        .findFirst()
                        .orElseThrow()
                * EQUITY;
    }

    private static OrderIntent.Builder stop(Desk desk, Symbol symbol, Side side, String quantity, String price) {
        return desk.intent(symbol, side, quantity).type(new OrderType.StopMarket(dec(price), TriggerSource.LAST));
    }

    private static ParentOrder watched(Desk desk, OrderIntent.Builder intent) {
        ParentOrder parent = with(desk.parent(intent.build()), OrderStatus.EMULATED, "0");
        desk.gate.onParent(parent);
        return parent;
    }

    @Test
    void aStopUnderALongFillsThreePercentBelowItsPrice() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        watched(desk, stop(desk, BTC, Side.SELL, "600", "98"));
        // 60 000 lose 1 − 0.98 · 0.97 = 4.94 % instead of 10 %.
        assertThat(loss(desk, "crash")).isCloseTo(bare - 60_000 * (0.1 - 0.0494), within(1e-6));
    }

    @Test
    void aStopOverAShortFillsThreePercentAboveItsPrice() {
        Desk desk = holding("-1000");
        double bare = loss(desk, "squeeze");
        double crash = loss(desk, "crash");
        watched(desk, stop(desk, BTC, Side.BUY, "5000", "102"));
        // All of it, and no more: 1.02 · 1.03 − 1 = 5.06 % instead of 10 %.
        assertThat(loss(desk, "squeeze")).isCloseTo(bare - 100_000 * (0.1 - 0.0506), within(1e-6));
        assertThat(loss(desk, "crash")).as("not reached").isCloseTo(crash, within(1e-6));
    }

    @Test
    void aStopThatFillsBelowTheCrashCostsMoreThanNone() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        watched(desk, stop(desk, BTC, Side.SELL, "1000", "91"));
        assertThat(loss(desk, "crash")).isCloseTo(bare + 100_000 * (0.9 - 0.91 * 0.97), within(1e-6));
        watched(desk, stop(desk, BTC, Side.SELL, "400", "98"));
        assertThat(loss(desk, "crash"))
                .as("the nearest first")
                .isCloseTo(bare - 40_000 * (0.1 - 0.0494) + 60_000 * (0.9 - 0.91 * 0.97), within(1e-6));
    }

    @Test
    void whatDoesNotWaitToCloseThePositionChangesNothing() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        watched(desk, stop(desk, BTC, Side.BUY, "600", "98"));
        watched(desk, stop(desk, ETH, Side.SELL, "600", "9.8"));
        watched(desk, stop(desk, BTC, Side.SELL, "600", "85"));
        watched(
                desk,
                desk.intent(BTC, Side.SELL, "600")
                        .type(new OrderType.StopLimit(dec("98"), dec("97.5"), TriggerSource.LAST)));
        ParentOrder triggered = watched(desk, stop(desk, BTC, Side.SELL, "600", "98"));
        desk.gate.onParent(with(triggered, OrderStatus.RELEASED, "0"));
        desk.gate.onParent(with(triggered, OrderStatus.ACCEPTED, "0"));
        ParentOrder ended = watched(desk, stop(desk, BTC, Side.SELL, "600", "98"));
        desk.gate.onParent(with(ended, OrderStatus.CANCELED, "0"));
        assertThat(loss(desk, "crash")).isCloseTo(bare, within(1e-6));
    }

    @Test
    void aStopThatRestsAtAVenueCountsUntilItIsTriggered() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        ParentOrder parent =
                with(desk.parent(stop(desk, BTC, Side.SELL, "600", "98").build()), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        ChildOrder child = with(desk.child(parent, "600"), OrderStatus.ACCEPTED, "0");
        desk.gate.onChild(child);
        assertThat(loss(desk, "crash")).isCloseTo(bare - 60_000 * (0.1 - 0.0494), within(1e-6));
        desk.gate.onChild(with(child, OrderStatus.TRIGGERED, "0"));
        assertThat(loss(desk, "crash")).isCloseTo(bare, within(1e-6));
    }

    @Test
    void aStopThatAnotherOrderHoldsBackCountsByWhatThatHasFilled() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        OrderIntent.Builder exit = stop(desk, BTC, Side.SELL, "400", "98");
        OrderIntent entry = desk.intent(BTC, Side.BUY, "400")
                .limit(dec("99"))
                .contingency(new Contingency(
                        Contingency.Kind.OTO, List.of(exit.build().clientOrderId())))
                .build();
        ParentOrder parent = with(desk.parent(entry), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        watched(desk, exit);
        assertThat(loss(desk, "crash")).as("nothing filled").isCloseTo(bare, within(1e-6));
        desk.gate.onParent(with(parent, OrderStatus.PARTIALLY_FILLED, "100"));
        assertThat(loss(desk, "crash")).isCloseTo(bare - 10_000 * (0.1 - 0.0494), within(1e-6));
        desk.gate.onParent(with(parent, OrderStatus.FILLED, "400"));
        assertThat(loss(desk, "crash")).isCloseTo(bare - 40_000 * (0.1 - 0.0494), within(1e-6));
    }

    private static OrderIntent.Builder linked(OrderIntent.Builder one, OrderIntent.Builder... others) {
        List<String> ids =
                Stream.of(others).map(other -> other.build().clientOrderId()).toList();
        return one.contingency(new Contingency(Contingency.Kind.OCO, ids));
    }

    @Test
    void ofStopsOfWhichOneCancelsTheOtherTheOneThatHelpsLeastCounts() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        OrderIntent.Builder near = stop(desk, BTC, Side.SELL, "400", "98");
        OrderIntent.Builder far = stop(desk, BTC, Side.SELL, "500", "95");
        OrderIntent.Builder unreached = stop(desk, BTC, Side.SELL, "500", "85");
        watched(desk, linked(near, far, unreached));
        assertThat(loss(desk, "crash")).isCloseTo(bare - 40_000 * (0.1 - 0.0494), within(1e-6));
        ParentOrder second = watched(desk, linked(far, near, unreached));
        watched(desk, linked(unreached, near, far));
        // 50 000 lose 1 − 0.95 · 0.97 = 7.85 % instead of 10 %, which is less help than that of the nearer stop.
        assertThat(loss(desk, "crash")).isCloseTo(bare - 50_000 * (0.1 - 0.0785), within(1e-6));
        watched(desk, stop(desk, BTC, Side.SELL, "300", "98"));
        assertThat(loss(desk, "crash"))
                .as("beside one that stands alone")
                .isCloseTo(bare - 50_000 * (0.1 - 0.0785) - 30_000 * (0.1 - 0.0494), within(1e-6));
        desk.gate.onParent(with(second, OrderStatus.CANCELED, "0"));
        assertThat(loss(desk, "crash")).isCloseTo(bare - 70_000 * (0.1 - 0.0494), within(1e-6));
    }

    @Test
    void ofStopsOfOneGroupTheOneThatFillsBelowTheCrashCountsForWhatItCosts() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        OrderIntent.Builder near = stop(desk, BTC, Side.SELL, "100", "98");
        OrderIntent.Builder far = stop(desk, BTC, Side.SELL, "1000", "91");
        watched(desk, linked(near, far));
        watched(desk, linked(far, near));
        assertThat(loss(desk, "crash")).isCloseTo(bare + 100_000 * (0.9 - 0.91 * 0.97), within(1e-6));
    }

    @Test
    void thePartsOfAStopOfAGroupAtVenuesCountTogether() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        OrderIntent.Builder near = stop(desk, BTC, Side.SELL, "600", "98");
        OrderIntent.Builder far = stop(desk, BTC, Side.SELL, "1000", "97");
        ParentOrder parent = with(desk.parent(linked(near, far).build()), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        desk.gate.onChild(with(desk.child(parent, "400"), OrderStatus.ACCEPTED, "0"));
        desk.gate.onChild(with(desk.child(parent, "200"), OrderStatus.ACCEPTED, "0"));
        watched(desk, linked(far, near));
        // 60 000 · 5.06 % are less help than 100 000 · 4.09 %.
        assertThat(loss(desk, "crash")).isCloseTo(bare - 60_000 * (0.1 - 0.0494), within(1e-6));
    }

    @Test
    void theGateAsksTheSameLossForAnOrder() {
        Desk desk = holding("1000");
        watched(desk, stop(desk, BTC, Side.SELL, "600", "98"));
        double published = loss(desk, "crash");
        desk.mark();
        double asked = Desk.result(desk.ask(desk.buy("1")), "stress").current().doubleValue();
        assertThat(asked).isCloseTo(published, within(0.01));
    }

    @Test
    void theyCountAgainOnceAGateAfterARestartIsToldOfThem() {
        Desk desk = holding("1000");
        double bare = loss(desk, "crash");
        ParentOrder open = watched(desk, stop(desk, BTC, Side.SELL, "600", "98"));
        var state = desk.gate.durableState();
        desk.gate = gate(desk);
        desk.gate.restore(state);
        bars(desk);
        desk.gate.onParent(open);
        assertThat(loss(desk, "crash")).isCloseTo(bare - 60_000 * (0.1 - 0.0494), within(1e-6));
    }
}
