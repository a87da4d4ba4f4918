package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.risk.reduction.ReductionSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The standard gate and the engine together keep two orders of ours from each other, by each policy. The market is at 800. */
class SelfMatchRunTest {
    private static Desk open(SelfMatchPolicy policy) {
        Script script = new Script();
        for (int second = 1; second <= 60; second++) {
            script.price(second, Desk.BTC.symbol(), "800");
            script.price(second, Desk.ETH.symbol(), "50");
        }
        StandardGateBuilder gate = Desk.gate(ReductionSettings.STANDARD)
                .limits(Desk.limits().order(order -> order.selfMatch(policy)).build());
        Desk desk = Desk.open(script.live(), MemoryEventStore.empty(), gate);
        desk.until(5);
        desk.trade(Desk.BTC, Side.BUY, "4");
        desk.until(8);
        desk.awaitHeld(Desk.BTC, "4");
        return desk;
    }

    private static ParentOrder taken(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Taken.class);
        return ((SubmitResult.Taken) result).order();
    }

    private static void awaitStatus(Desk desk, ParentOrder order, OrderStatus status) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(desk.engine
                                .view()
                                .order(order.orderId())
                                .orElseThrow()
                                .progress()
                                .status())
                        .isEqualTo(status));
    }

    @Test
    void underCancelOldestWhatRestsIsCancelledAndTheNewOneFillsWithOthers() {
        try (Desk desk = open(SelfMatchPolicy.CANCEL_OLDEST)) {
            ParentOrder sale = taken(desk.rest(Desk.BTC, Side.SELL, "1", "801"));
            desk.until(10);
            ParentOrder purchase = taken(desk.rest(Desk.BTC, Side.BUY, "2", "801"));
            desk.until(20);
            awaitStatus(desk, sale, OrderStatus.CANCELED);
            awaitStatus(desk, purchase, OrderStatus.FILLED);
            desk.awaitHeld(Desk.BTC, "6");
        }
    }

    @Test
    void underCancelNewestTheNewOneEndsCancelledAndWhatRestsStays() {
        try (Desk desk = open(SelfMatchPolicy.CANCEL_NEWEST)) {
            ParentOrder sale = taken(desk.rest(Desk.BTC, Side.SELL, "1", "801"));
            desk.until(10);
            ParentOrder purchase = taken(desk.rest(Desk.BTC, Side.BUY, "2", "801"));
            assertThat(purchase.progress().status()).isEqualTo(OrderStatus.CANCELED);
            desk.until(20);
            awaitStatus(desk, sale, OrderStatus.ACCEPTED);
            desk.awaitHeld(Desk.BTC, "4");
        }
    }

    @Test
    void underRejectTheNewOneIsDenied() {
        try (Desk desk = open(SelfMatchPolicy.REJECT)) {
            taken(desk.rest(Desk.BTC, Side.SELL, "1", "801"));
            desk.until(10);
            assertThat(desk.rest(Desk.BTC, Side.BUY, "2", "801")).isInstanceOf(SubmitResult.Denied.class);
        }
    }
}
