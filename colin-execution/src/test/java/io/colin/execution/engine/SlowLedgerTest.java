package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.venue.VenueReport;
import io.colin.execution.routing.NetPriceRouter;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders and cancels on their way to a venue while the ledger takes its time. */
class SlowLedgerTest {
    private final HeldStore store = new HeldStore();
    private final ScriptedSource source = ScriptedSource.walk(32, 50);
    private final RemoteVenue venue =
            new RemoteVenue(store::lastSequence, source.events().getLast().timeNs());
    private final TradingEngine engine = TradingEngine.builder()
            .instruments(Rig.BTC_USD)
            .source(source)
            .gate(new PlainGate("1000"))
            .router(NetPriceRouter.builder().maxBookAge(Rig.QUIET).build())
            .venue(venue)
            .store(store)
            .build();

    @BeforeEach
    void runToTheEndOfTheSource() throws Exception {
        engine.start();
        engine.ended().get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        store.release();
        engine.stop();
    }

    @Test
    void letsNoCancelOvertakeTheOrderItCancels() {
        store.hold();
        CompletableFuture<SubmitResult> submitted = submit();
        ChildOrder child = awaitChild(OrderStatus.SUBMITTED);
        CompletableFuture<CancelResult> cancelled = engine.cancel(child.parentId(), "tester");
        awaitChild(OrderStatus.PENDING_CANCEL);
        store.release();

        assertThat(List.of(venue.next().kind(), venue.next().kind())).containsExactly("submit", "cancel");
        assertThat(join(submitted)).isInstanceOf(SubmitResult.Taken.class);
        assertThat(join(cancelled)).isInstanceOf(CancelResult.Requested.class);
        assertThat(venue.isQuiet()).isTrue();
    }

    @Test
    void letsTheCancelOfAnOrderThatRestsWaitForNothing() {
        assertThat(join(submit())).isInstanceOf(SubmitResult.Taken.class);
        ChildOrder child = venue.next().order();
        venue.tell(new VenueReport.OrderUpdate(
                "remote",
                new OrderEvent.Accepted(child.orderId(), engine.view().status().timeNs(), "v1")));
        awaitChild(OrderStatus.ACCEPTED);
        store.hold();
        CompletableFuture<CancelResult> cancelled = engine.cancel(child.parentId(), "tester");

        assertThat(venue.next().kind()).isEqualTo("cancel");
        assertThat(cancelled).isNotDone();
        store.release();
        assertThat(join(cancelled)).isInstanceOf(CancelResult.Requested.class);
    }

    private CompletableFuture<SubmitResult> submit() {
        return engine.submit(
                Rig.ask(Rig.buy("1", "a").limit(new BigDecimal("801")).build(), "", "h"));
    }

    /** The only child, once it has come to a status: seen in the engine, whatever the ledger holds. */
    private ChildOrder awaitChild(OrderStatus status) {
        return await().until(
                        () -> engine.view().orders(order -> true, "", 1).stream()
                                .map(ParentOrder::orderId)
                                .flatMap(id -> engine.view().children(id).stream())
                                .filter(child -> child.progress().status() == status)
                                .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
