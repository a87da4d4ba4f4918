package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.order.OrderStatus;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a reader may conclude from one part of the view about another. */
class FillVisibilityTest {
    private record Look(OrderStatus status, BigDecimal filled, BigDecimal held) {}

    @Test
    void whoeverSeesAnOrderFilledFindsItInTheAccount() throws Exception {
        PlainGate gate = new PlainGate("1000");
        TradingEngine engine = Rig.recording()
                .engine(ScriptedSource.walk(61, 200), MemoryEventStore.empty())
                .gate(gate)
                .build();
        List<Look> looks = new ArrayList<>();
        gate.lookAtParents(parent -> looks.add(new Look(
                parent.progress().status(),
                parent.progress().filledQuantity(),
                engine.view().portfolio().quantity(Rig.BTC_USD.symbol()))));
        engine.start();
        engine.ended().get(60, TimeUnit.SECONDS);
        engine.submit(Rig.ask(Rig.buy("0.5", "a").build(), "", "h"))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        await().until(() -> engine.view().orders(order -> true, "", 1).stream()
                .allMatch(order -> order.progress().status() == OrderStatus.FILLED));
        engine.stop();
        assertThat(looks).extracting(Look::status).contains(OrderStatus.FILLED);
        assertThat(looks).allSatisfy(look -> assertThat(look.held()).isEqualByComparingTo(look.filled()));
    }
}
