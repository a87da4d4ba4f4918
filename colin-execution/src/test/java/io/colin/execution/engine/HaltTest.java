package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.RiskStateChanged;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.risk.TradingState;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A halt takes back what rests at the venues, however it came about. */
class HaltTest {
    private final Rig rig = Rig.recording();

    @Test
    void cancelsWhatRestsAtTheNextMarkWhenAnOrderCheckWasTheFirstToHalt() throws Exception {
        TradingEngine engine = rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty())
                .gate(new PlainGate("1000").haltingAtAnOrderOf("500"))
                .build();
        engine.start();
        try {
            engine.ended().get(60, TimeUnit.SECONDS);
            String resting = place(engine);
            awaitStatus(engine, resting, OrderStatus.ACCEPTED);
            assertThat(join(engine.submit(Rig.ask(Rig.buy("600", "halts").build(), "", "h2"))))
                    .isInstanceOf(SubmitResult.Denied.class);
            assertThat(engine.view().risk().tradingState()).isEqualTo(TradingState.ACTIVE);
            assertThat(status(engine, resting)).isEqualTo(OrderStatus.ACCEPTED);

            // Names no order of ours: it does nothing but value the account.
            assertThat(join(engine.cancel("nobody-1", "tester"))).isInstanceOf(CancelResult.NotFound.class);

            assertThat(engine.view().risk().tradingState()).isEqualTo(TradingState.HALTED);
            awaitStatus(engine, resting, OrderStatus.CANCELED);
            assertThat(rig.of(RiskStateChanged.class).getLast().tradingState()).isEqualTo(TradingState.HALTED);
        } finally {
            engine.stop();
        }
    }

    @Test
    void cancelsWhatRestsWhenARunIsTakenUpThatWasHalted() {
        ScriptedSource source = ScriptedSource.minutes("800", "800", "800", "800", "800");
        MemoryEventStore store = MemoryEventStore.empty();
        TradingEngine first = halting(source.give(4), store);
        first.start();
        await().until(() -> first.view().status().sourcePosition() == 4);
        source.clock(95);
        String resting = place(first);
        source.clock(97);
        awaitStatus(first, resting, OrderStatus.ACCEPTED);
        join(first.submit(Rig.ask(Rig.buy("600", "halts").build(), "", "h2")));
        join(first.cancel("nobody-1", "tester"));
        first.stop();

        // The kill comes between the record of the halt and that of the first cancel.
        MemoryEventStore left = RestartTest.firstRecords(store, recordOfTheHalt(store));
        TradingEngine second = halting(source.giveAll(), left);
        RunReport report = second.run();
        assertThat(report.portfolio().quantity(Rig.BTC_USD.symbol())).isZero();
        assertThat(status(second, resting)).isEqualTo(OrderStatus.CANCELED);
    }

    private static long recordOfTheHalt(MemoryEventStore store) {
        List<Long> found = new ArrayList<>();
        store.read(1, ledgerRecord -> {
            if (LedgerCodec.decode(ledgerRecord) instanceof RiskStateChanged changed
                    && changed.tradingState() == TradingState.HALTED) {
                found.add(ledgerRecord.sequence());
            }
        });
        return found.getFirst();
    }

    private TradingEngine halting(ScriptedSource source, MemoryEventStore store) {
        return rig.engine(source, store)
                .gate(new PlainGate("1000").haltingAtAnOrderOf("500"))
                .clock(source::nowNs)
                .build();
    }

    /** Asks for an order that the market will not reach. */
    private static String place(TradingEngine engine) {
        OrderIntent limit = Rig.buy("0.1", "rests").limit(new BigDecimal("700")).build();
        SubmitResult answer = join(engine.submit(Rig.ask(limit, "", "h1")));
        assertThat(answer).isInstanceOf(SubmitResult.Taken.class);
        return ((SubmitResult.Taken) answer).order().orderId();
    }

    private static void awaitStatus(TradingEngine engine, String orderId, OrderStatus status) {
        await().until(() -> status(engine, orderId) == status);
    }

    private static OrderStatus status(TradingEngine engine, String orderId) {
        return engine.view().order(orderId).orElseThrow().progress().status();
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
