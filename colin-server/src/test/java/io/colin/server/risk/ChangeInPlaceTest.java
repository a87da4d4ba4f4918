package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.execution.engine.AmendResult;
import io.colin.execution.engine.Amendment;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.LimitScope;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.reduction.ReductionSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The standard gate and the engine together hold a routed order that is changed in place to the cap of its venue. */
class ChangeInPlaceTest {
    private static final BigDecimal TEN = BigDecimal.TEN;

    /** A market at 800 and a cap of the paper venue. */
    private static Desk open(String cap) {
        Script script = new Script();
        for (int second = 1; second <= 60; second++) {
            script.price(second, Desk.BTC.symbol(), "800");
            script.price(second, Desk.ETH.symbol(), "50");
        }
        ScopeCap gross = ScopeCap.builder().grossValue(new BigDecimal(cap)).build();
        Desk desk = Desk.open(
                script.live(),
                MemoryEventStore.empty(),
                Desk.gate(ReductionSettings.STANDARD)
                        .limits(Desk.limits()
                                .scopes(ScopeLimits.of(Map.of(LimitScope.venue("paper"), gross)))
                                .build()));
        desk.until(5);
        return desk;
    }

    private static ParentOrder resting(Desk desk) {
        ParentOrder order = ((SubmitResult.Taken) desk.rest(Desk.BTC, Side.BUY, "1", "790")).order();
        assertThat(order.intent().venue()).isEqualTo(OrderIntent.ANY_VENUE);
        desk.until(10);
        await(desk, order, OrderStatus.ACCEPTED, "1");
        return order;
    }

    private static void await(Desk desk, ParentOrder order, OrderStatus status, String quantity) {
        Awaitility.await().untilAsserted(() -> {
            ParentOrder now = desk.engine.view().order(order.orderId()).orElseThrow();
            assertThat(now.progress().status()).isEqualTo(status);
            assertThat(now.progress().quantity()).isEqualByComparingTo(quantity);
        });
    }

    private static List<ChildOrder> children(Desk desk, ParentOrder order) {
        return desk.engine.view().children(order.orderId());
    }

    private static AmendResult toTen(Desk desk, ParentOrder order) {
        return Desk.join(desk.engine.amend(order.orderId(), Amendment.quantity(TEN), "ann"));
    }

    @Test
    void aChangePastTheCapOfTheVenueIsRefusedAndTheOrderRestsAsItDid() {
        try (Desk desk = open("1500")) {
            ParentOrder order = resting(desk);
            AmendResult result = toTen(desk, order);
            assertThat(result).isInstanceOf(AmendResult.Refused.class);
            assertThat(((AmendResult.Refused) result).reasons())
                    .extracting(Refusal::code)
                    .containsExactly("EXPOSURE_LIMIT");
            desk.until(20);
            await(desk, order, OrderStatus.ACCEPTED, "1");
            assertThat(children(desk, order))
                    .singleElement()
                    .satisfies(child -> assertThat(child.progress().quantity()).isEqualByComparingTo("1"));
        }
    }

    @Test
    void aChangeWithinItIsMadeInPlace() {
        try (Desk desk = open("9000")) {
            ParentOrder order = resting(desk);
            String child = children(desk, order).getFirst().orderId();
            assertThat(toTen(desk, order)).isInstanceOf(AmendResult.Taken.class);
            desk.until(20);
            await(desk, order, OrderStatus.ACCEPTED, "10");
            assertThat(children(desk, order)).singleElement().satisfies(changed -> {
                assertThat(changed.orderId()).isEqualTo(child);
                assertThat(changed.progress().quantity()).isEqualByComparingTo("10");
            });
        }
    }
}
