package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LockChanged;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.risk.TimedLock;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locks for a time, in an engine that trades: recorded, refusing at once, ended by time or by a person, kept over a crash. */
class LockTest {
    private static final Symbol BTC = Rig.BTC_USD.symbol();
    private static final ControlResult CHANGED = new ControlResult.Applied(true, List.of());
    private static final ControlResult SAME = new ControlResult.Applied(false, List.of());

    private final Rig rig = Rig.recording();
    private final List<TradingEngine> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(TradingEngine::stop);
    }

    @Test
    void refusesWhatIsNewAndLeavesWhatRests() {
        TradingEngine engine = atTheEnd(new ControlledGate());
        String resting = ((SubmitResult.Taken) submit(engine, "one")).order().orderId();
        await().until(() -> status(engine, resting) == OrderStatus.ACCEPTED);
        long until = engine.view().status().timeNs() + 1_000_000_000L;

        assertThat(join(engine.controls().lock(BTC, Optional.of(Side.BUY), until, "news", "officer")))
                .isEqualTo(CHANGED);

        assertThat(submit(engine, "two")).isInstanceOf(SubmitResult.Denied.class);
        assertThat(status(engine, resting)).isEqualTo(OrderStatus.ACCEPTED);
        TimedLock lock = engine.view().risk().locks().getFirst();
        assertThat(lock.scope()).isEqualTo("BTC/USD BUY");
        assertThat(lock.untilNs()).isEqualTo(until);
        assertThat(rig.of(LockChanged.class)).singleElement().satisfies(changed -> {
            assertThat(changed.lock()).isEqualTo(lock);
            assertThat(changed.on()).isTrue();
            assertThat(changed.principal()).isEqualTo("officer");
            assertThat(changed.reason()).isEqualTo("news");
        });
        assertThat(join(engine.controls().lock(BTC, Optional.of(Side.BUY), until, "again", "officer")))
                .isEqualTo(SAME);
        assertThat(rig.of(LockChanged.class)).hasSize(1);
    }

    @Test
    void isLiftedByAPersonWhichIsRecordedWithWhatStood() {
        TradingEngine engine = atTheEnd(new ControlledGate());
        long until = engine.view().status().timeNs() + 1;
        join(engine.controls().lock(BTC, Optional.empty(), until, "news", "officer"));
        assertThat(join(engine.controls().unlock(BTC, Optional.of(Side.SELL), "calm", "chief")))
                .isEqualTo(SAME);
        assertThat(submit(engine, "one")).isInstanceOf(SubmitResult.Denied.class);

        assertThat(join(engine.controls().unlock(BTC, Optional.empty(), "calm", "chief")))
                .isEqualTo(CHANGED);

        LockChanged lifted = rig.of(LockChanged.class).getLast();
        assertThat(lifted.on()).isFalse();
        assertThat(lifted.reason() + " " + lifted.principal()).isEqualTo("calm chief");
        assertThat(lifted.lock()).isEqualTo(rig.of(LockChanged.class).getFirst().lock());
        assertThat(submit(engine, "two")).isInstanceOf(SubmitResult.Taken.class);
        assertThat(engine.view().risk().locks()).isEmpty();
    }

    @Test
    void refusesASymbolItDoesNotTradeAndATimeThatIsPast() {
        TradingEngine engine = atTheEnd(new ControlledGate());
        long now = engine.view().status().timeNs();
        assertThat(join(engine.controls().lock(Symbol.of("DOGE/USD"), Optional.empty(), now + 1, "news", "officer")))
                .isEqualTo(new ControlResult.Refused("symbol: must be in the universe (DOGE/USD)", List.of()));
        assertThat(join(engine.controls().lock(BTC, Optional.empty(), now, "news", "officer")))
                .isEqualTo(new ControlResult.Refused(
                        "untilNs: must be after the event time " + now + " (" + now + ")", List.of()));
        assertThat(rig.of(LockChanged.class)).isEmpty();
    }

    @Test
    void asksForAPersonAndAReason() {
        EngineControls controls = atTheEnd(new ControlledGate()).controls();
        assertThatThrownBy(() -> controls.lock(BTC, Optional.empty(), 1, " ", "officer"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> controls.unlock(BTC, Optional.empty(), "calm", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("principal");
        assertThatThrownBy(() -> controls.lock(BTC, Optional.empty(), 1, "news", "gate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("principal: must not be the name of a part of the gate");
    }

    @Test
    void saysThatAGateWithoutLocksKeepsNone() {
        EngineControls controls = atTheEnd(new ControlledGate().withoutLocks()).controls();
        assertThat(join(controls.lock(BTC, Optional.empty(), 1, "news", "officer")))
                .isInstanceOf(ControlResult.Unsupported.class);
        assertThat(join(controls.unlock(BTC, Optional.empty(), "calm", "officer")))
                .isInstanceOf(ControlResult.Unsupported.class);
    }

    @Test
    void standsAgainWhereverTheRunWasCutOffAfterItWasRecorded() {
        MemoryEventStore whole = lockedAndLifted();
        List<LedgerEvent> records = records(whole);
        int locked = firstLock(records, true);
        int lifted = firstLock(records, false);
        assertThat(lifted - locked).as("the lock, its state, and more").isGreaterThan(2);
        for (int cut = locked + 1; cut <= records.size(); cut++) {
            ControlledGate gate = new ControlledGate();
            TradingEngine second = rig.engine(minutes().giveAll(), RestartTest.firstRecords(whole, cut))
                    .gate(gate)
                    .clock(minutes()::nowNs)
                    .build();
            started.add(second);
            second.start();
            second.ended().join();
            boolean stands = cut <= lifted;
            assertThat(second.view().risk().locks()).as("cut " + cut).hasSize(stands ? 1 : 0);
            assertThat(gate.lifted)
                    .as("by whoever lifted it")
                    .hasSize(stands ? 0 : 1)
                    .allMatch(one ->
                            one.reason().equals("calm") && one.principal().equals("chief"));
            assertThat(submit(second, "again"))
                    .as("cut " + cut)
                    .isInstanceOf(stands ? SubmitResult.Denied.class : SubmitResult.Taken.class);
            second.stop();
        }
    }

    /** A record in which a lock is set, an order refused, and the lock lifted. */
    private MemoryEventStore lockedAndLifted() {
        ScriptedSource source = minutes();
        MemoryEventStore store = MemoryEventStore.empty();
        TradingEngine first = rig.engine(source.give(4), store)
                .gate(new ControlledGate())
                .clock(source::nowNs)
                .build();
        started.add(first);
        first.start();
        await().until(() -> first.view().status().sourcePosition() == 4);
        source.clock(95);
        join(first.controls().lock(BTC, Optional.empty(), Long.MAX_VALUE, "news", "officer"));
        assertThat(submit(first, "one")).isInstanceOf(SubmitResult.Denied.class);
        join(first.controls().unlock(BTC, Optional.empty(), "calm", "chief"));
        first.stop();
        return store;
    }

    private static ScriptedSource minutes() {
        return ScriptedSource.minutes("800", "800", "800", "800", "800");
    }

    private static int firstLock(List<LedgerEvent> records, boolean on) {
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i) instanceof LockChanged changed && changed.on() == on) {
                return i;
            }
        }
        throw new AssertionError("no lock");
    }

    private static List<LedgerEvent> records(MemoryEventStore store) {
        List<LedgerEvent> events = new ArrayList<>();
        store.read(1, one -> events.add(LedgerCodec.decode(one)));
        return events;
    }

    private TradingEngine atTheEnd(ControlledGate gate) {
        TradingEngine engine = rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty())
                .gate(gate)
                .build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        return engine;
    }

    private static SubmitResult submit(TradingEngine engine, String id) {
        OrderIntent limit = Rig.buy("0.1", id).limit(new BigDecimal("700")).build();
        return join(engine.submit(Rig.ask(limit, "", id)));
    }

    private static OrderStatus status(TradingEngine engine, String orderId) {
        return engine.view().order(orderId).orElseThrow().progress().status();
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
