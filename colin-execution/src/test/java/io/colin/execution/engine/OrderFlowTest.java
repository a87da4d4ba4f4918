package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.alert.Severity;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.RiskAlert;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskGate;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.Faults;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves is what was approved: nothing without an approval, nothing larger, nothing twice, and nothing lost. */
class OrderFlowTest {
    private DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue, ControlledGate::new);

    @AfterEach
    void close() {
        bench.close();
    }

    private ChildOrder resting(String id, String quantity) {
        bench.submit(order(id, quantity).build());
        ChildOrder child = venue.only("submit").child();
        venue.accept(child.orderId());
        return child;
    }

    private static OrderIntent.Builder order(String id, String quantity) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId(id)
                .algo(AlgoSpec.of("immediate", Map.of()))
                .limit(new BigDecimal("790"));
    }

    private void assertStopped(String detail) {
        assertThat(bench.of(RiskAlert.class))
                .filteredOn(alert -> alert.name().equals("order_flow_mismatch"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(alert.scope()).isEqualTo("SYSTEM");
                    assertThat(alert.active()).isTrue();
                    assertThat(alert.detail()).isEqualTo(detail + ": trading is stopped");
                });
        assertThat(bench.of(KillSwitchChanged.class)).singleElement().satisfies(changed -> {
            assertThat(changed.on()).isTrue();
            assertThat(changed.killSwitch().scope()).isEqualTo(KillSwitch.Scope.SYSTEM);
            assertThat(changed.killSwitch().principal()).isEqualTo("order-flow");
            assertThat(changed.killSwitch().reason()).isEqualTo(detail);
        });
        assertThat(bench.submit(order("after", "1").build())).isInstanceOf(SubmitResult.Denied.class);
    }

    @Test
    void anOrderThatNobodyApprovedDoesNotLeaveAndStopsTradingOverARestartUntilTwoPersonsLiftIt() {
        ChildOrder child = resting("a", "1");
        ChildOrder rogue = new ChildOrder(
                "rogue",
                child.parentId(),
                child.venue(),
                "",
                child.symbol(),
                child.side(),
                child.type(),
                child.timeInForce(),
                false,
                false,
                BigDecimal.ZERO,
                bench.now(),
                OrderProgress.initial(BigDecimal.TWO, bench.now()));
        bench.parts().lanes().order(rogue, at -> at.submit(rogue, bench.now()));
        assertThat(venue.taken()).isEmpty();
        bench.advance(0);
        bench.price("800");
        assertThat(venue.only("cancel").id()).isEqualTo(child.orderId());
        assertStopped("order rogue of 2 was to leave for desk without an approval of its own");
        venue = DeskVenue.changing();
        bench = bench.restarted(venue);
        assertThat(bench.submit(order("b", "1").build())).isInstanceOf(SubmitResult.Denied.class);
        venue.canceled(child.orderId());
        assertThat(bench.rearm(KillSwitch.Scope.SYSTEM, "")).isEqualTo(new ControlResult.Applied(true, List.of()));
        assertThat(mismatches()).as("raised by the run before").containsExactly(false);
        assertThat(bench.submit(order("c", "1").build())).isInstanceOf(SubmitResult.Taken.class);
        venue = DeskVenue.changing();
        bench = bench.restarted(venue);
        assertThat(mismatches()).as("over is over").isEmpty();
    }

    @Test
    void givenAKillBeforeTheGateToldThatItIsArmedAgainThenTheAlertStaysAsLongAsTheSystemIsStopped() {
        bench.parts().lanes().flow().approve("lost", BigDecimal.ONE);
        bench.price("800");
        bench.price("800");
        assertThat(mismatches()).containsExactly(true);
        bench.rearm(KillSwitch.Scope.SYSTEM, "");
        assertThat(mismatches()).containsExactly(true, false);
        MemoryEventStore whole = (MemoryEventStore) bench.store();
        bench.close();
        List<Long> alerts = new ArrayList<>();
        whole.read(1, entry -> {
            if (LedgerCodec.decode(entry) instanceof RiskAlert) {
                alerts.add(entry.sequence());
            }
        });
        venue = DeskVenue.changing();
        bench = bench.restartedFrom(RestartTest.firstRecords(whole, alerts.getLast() - 1), venue);
        bench.price("800");
        assertThat(bench.submit(order("b", "1").build())).isInstanceOf(SubmitResult.Denied.class);
        assertThat(mismatches()).as("still stopped").isEmpty();
        bench.rearm(KillSwitch.Scope.SYSTEM, "");
        assertThat(mismatches()).containsExactly(false);
    }

    @Test
    void whatIsRoutedToAVenueThatNobodyKnowsIsDeniedAndStopsNothing() {
        resting("a", "1");
        bench.submit(order("b", "1")
                .acceptsEmulation(true)
                .type(new OrderType.StopMarket(new BigDecimal("900"), TriggerSource.LAST))
                .build());
        Slice slice = new Slice(BigDecimal.ONE, new OrderType.Limit(new BigDecimal("790")), TimeInForce.GTC);
        boolean sent = bench.desk().children().submit(bench.order("b"), new RoutePlan.Leg("nowhere", slice));
        assertThat(sent).isFalse();
        assertThat(bench.children("b")).singleElement().satisfies(child -> {
            assertThat(child.progress().status()).isEqualTo(OrderStatus.DENIED);
            assertThat(child.progress().refusals())
                    .extracting(Refusal::message)
                    .containsExactly("VALIDATION_FAILED: venue=nowhere rule=configured");
        });
        bench.price("800");
        bench.price("800");
        assertThat(mismatches()).isEmpty();
    }

    private List<Boolean> mismatches() {
        return bench.of(RiskAlert.class).stream()
                .filter(alert -> alert.name().equals("order_flow_mismatch"))
                .map(RiskAlert::active)
                .toList();
    }

    @Test
    void anOrderThatWasSentCannotBeSentAgain() {
        ChildOrder child = resting("a", "1");
        bench.parts().lanes().order(child, at -> at.submit(child, bench.now()));
        bench.price("800");
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).containsExactly("cancel");
        assertStopped("order " + child.orderId() + " of 1 was to leave for desk without an approval of its own");
    }

    @Test
    void anOrderThatIsLargerThanItsApprovalDoesNotLeave() {
        ChildOrder child = resting("a", "1");
        bench.parts().lanes().flow().approve("large", new BigDecimal("0.5"));
        ChildOrder large = new ChildOrder(
                "large",
                child.parentId(),
                child.venue(),
                "",
                child.symbol(),
                child.side(),
                child.type(),
                child.timeInForce(),
                false,
                false,
                BigDecimal.ZERO,
                bench.now(),
                OrderProgress.initial(BigDecimal.ONE, bench.now()));
        bench.parts().lanes().order(large, at -> at.submit(large, bench.now()));
        bench.price("800");
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).containsExactly("cancel");
        assertStopped("order large of 1 was to leave for desk, approved were 0.5");
    }

    @Test
    void anApprovalOfWhichNothingLeavesIsFoundWithinASecond() {
        bench.parts().lanes().flow().approve("lost", BigDecimal.ONE);
        bench.price("800");
        bench.price("800");
        assertStopped("order lost was approved and never left");
    }

    @Test
    void aChildBeyondWhatIsLeftOfItsOrderIsNotMade() {
        resting("a", "1");
        ParentOrder parent = bench.order("a");
        assertThat(FlowDesk.fits(bench.parts(), parent, new BigDecimal("0.001")))
                .isFalse();
        bench.price("800");
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).containsExactly("cancel");
        assertStopped(
                "a child of 0.001 of order " + parent.orderId() + " was to be sent, 1 of which work and 1 are left");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void childrenNeverAddUpToMoreThanIsLeftAndWhatLeavesIsWhatWasApproved(long seed) {
        bench.close();
        Random random = new Random(seed);
        Supplier<RiskGate> gate = ControlledGate::new;
        bench = Bench.at(
                PaperVenue.builder()
                        .instruments(Rig.BTC_USD)
                        .feeBps(0)
                        .faults(Faults.builder().rejectRate(0.1).build())
                        .seed(seed)
                        .build(),
                gate);
        double price = 800;
        for (int i = 0; i < 150; i++) {
            if (random.nextInt(4) == 0) {
                submit("o" + i, random, price);
            } else if (i > 0 && random.nextInt(8) == 0) {
                bench.parts().orders().open().stream()
                        .findFirst()
                        .ifPresent(open -> bench.cancel(open.intent().clientOrderId()));
            }
            price += random.nextInt(5) * 0.1 - 0.2;
            bench.price(BigDecimal.valueOf(Math.round(price * 10), 1).toPlainString());
            assertConsistent();
        }
        assertThat(bench.parts().lanes().flow().sent()).isGreaterThan(20);
        assertThat(bench.of(RiskAlert.class)).extracting(RiskAlert::name).doesNotContain("order_flow_mismatch");
    }

    private void submit(String id, Random random, double price) {
        OrderIntent.Builder intent = OrderIntent.of(
                        Rig.BTC_USD.symbol(),
                        random.nextBoolean() ? Side.BUY : Side.SELL,
                        BigDecimal.valueOf(1L + random.nextInt(9)))
                .clientOrderId(id)
                .algo(AlgoSpec.of(List.of("immediate", "twap", "iceberg").get(random.nextInt(3)), Map.of()));
        if (!intent.build().algo().type().equals("twap")) {
            intent.type(new OrderType.Limit(BigDecimal.valueOf(Math.round(price * 10) + random.nextInt(9) - 4, 1)));
        }
        bench.submit(intent.build());
    }

    private void assertConsistent() {
        for (ParentOrder parent : bench.parts().orders().open()) {
            if (parent.progress().status() != OrderStatus.PENDING_CANCEL) {
                assertThat(bench.parts().orders().working(parent.orderId()))
                        .isLessThanOrEqualTo(parent.progress().leavesQuantity());
            }
        }
        OrderFlow flow = bench.parts().lanes().flow();
        assertThat(flow.sent()).isEqualTo(flow.approvals());
    }
}
