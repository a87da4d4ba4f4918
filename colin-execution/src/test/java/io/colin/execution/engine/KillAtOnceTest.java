package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.ParentCreated;
import io.colin.api.ledger.EventStore;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.KillSwitch;
import io.colin.api.venue.VenueReport;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A kill switch waits for nothing: not for orders, not for reports, and new orders not even for the input in progress. */
class KillAtOnceTest {
    private static final int MANY = 50;

    private final Rig rig = Rig.recording();
    private final List<TradingEngine> started = new ArrayList<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch door = new CountDownLatch(1);

    @AfterEach
    void stop() {
        door.countDown();
        started.forEach(TradingEngine::stop);
    }

    @Test
    void stopsTheOrdersOfTheInputInProgressToo() {
        AtomicReference<CompletableFuture<ControlResult>> killed = new AtomicReference<>();
        AtomicReference<TradingEngine> running = new AtomicReference<>();
        TradingEngine engine = atTheEnd(engine(MemoryEventStore.empty()).onEvent(event -> {
            if (event instanceof ParentCreated && killed.get() == null) {
                killed.set(fromElsewhere(
                        () -> running.get().kill(KillSwitch.Scope.STRATEGY, "s1", "it misbehaves", "officer")));
            }
        }));
        running.set(engine);

        SubmitResult.Denied denied = (SubmitResult.Denied) join(submit(engine, "one", "s1"));

        assertThat(denied.decision().reasons().getFirst().message())
                .isEqualTo("TRADING_HALTED: STRATEGY s1 is being stopped by officer: it misbehaves");
        assertThat(denied.decision().checks())
                .as("counted like the gate's own")
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.check()).isEqualTo("kill-switch");
                    assertThat(one.code()).isEqualTo(DenialCode.TRADING_HALTED);
                    assertThat(one.outcome()).isEqualTo(CheckResult.CheckOutcome.FAILED);
                });
        assertThat(join(Objects.requireNonNull(killed.get()))).isEqualTo(new ControlResult.Applied(true, List.of()));
        assertThat(firstOf(DecisionMade.class)).isLessThan(firstOf(KillSwitchChanged.class));
        assertThat(join(submit(engine, "two", "s2"))).isInstanceOf(SubmitResult.Taken.class);
        join(engine.controls().rearm(KillSwitch.Scope.STRATEGY, "s1", "fixed", "officer", "chief"));
        assertThat(join(submit(engine, "three", "s1")))
                .as("nothing of the call is left")
                .isInstanceOf(SubmitResult.Taken.class);
    }

    @Test
    void aKillThatNobodyMayThrowStopsNothing() {
        TradingEngine engine = atTheEnd(engine(MemoryEventStore.empty()));
        assertThatThrownBy(() -> engine.kill(KillSwitch.Scope.SYSTEM, "", "r", "gate"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(join(submit(engine, "one", "s1"))).isInstanceOf(SubmitResult.Taken.class);
    }

    @Test
    void aKillOfAGateWithoutControlsStopsNothing() {
        AtomicReference<CompletableFuture<ControlResult>> killed = new AtomicReference<>();
        AtomicReference<TradingEngine> running = new AtomicReference<>();
        TradingEngine engine = atTheEnd(rig.engine(ScriptedSource.walk(41, 200), MemoryEventStore.empty())
                .onEvent(event -> {
                    if (event instanceof ParentCreated) {
                        killed.set(fromElsewhere(
                                () -> running.get().kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer")));
                    }
                }));
        running.set(engine);
        assertThat(join(submit(engine, "one", "s1"))).isInstanceOf(SubmitResult.Taken.class);
        assertThat(join(Objects.requireNonNull(killed.get()))).isInstanceOf(ControlResult.Unsupported.class);
    }

    @Test
    void goesBeforeEveryOrderThatWaits() {
        TradingEngine engine = atTheEnd(engine(MemoryEventStore.empty()).onEvent(event -> {
            if (event instanceof OrderChanged) {
                holdUp();
            }
        }));
        CompletableFuture<SubmitResult> blocking = submit(engine, "first", "s1");
        awaitInside();
        List<CompletableFuture<SubmitResult>> waiting = new ArrayList<>();
        for (int i = 0; i < 2 * MANY; i++) {
            waiting.add(submit(engine, "w" + i, "s1"));
        }
        CompletableFuture<ControlResult> killed = engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer");
        door.countDown();
        assertThat(join(blocking)).isInstanceOf(SubmitResult.Taken.class);
        assertThat(join(killed)).isInstanceOf(ControlResult.Applied.class);
        assertThat(waiting).allSatisfy(one -> assertThat(join(one)).isInstanceOf(SubmitResult.Denied.class));
    }

    @Test
    void goesBetweenTheReportsThatWait() {
        MemoryEventStore store = MemoryEventStore.empty();
        ScriptedSource source = ScriptedSource.walk(32, 50);
        RemoteVenue venue =
                new RemoteVenue(store::lastSequence, source.events().getLast().timeNs());
        TradingEngine engine = atTheEnd(TradingEngine.builder()
                .instruments(Rig.BTC_USD)
                .source(source)
                .gate(new ControlledGate())
                .router(NetPriceRouter.builder().maxBookAge(Rig.QUIET).build())
                .venue(venue)
                .store(store)
                .onEvent(rig.events::add)
                .onEvent(event -> {
                    if (isAccepted(event)) {
                        holdUp();
                    }
                }));
        List<ChildOrder> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            assertThat(join(submit(engine, "o" + i, "s1"))).isInstanceOf(SubmitResult.Taken.class);
            sent.add(venue.next().order());
        }
        long nowNs = engine.view().status().timeNs();
        sent.forEach(child -> venue.tell(new VenueReport.OrderUpdate(
                "remote", new OrderEvent.Accepted(child.orderId(), nowNs, "v-" + child.orderId()))));
        awaitInside();
        CompletableFuture<ControlResult> killed = engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer");
        door.countDown();
        assertThat(((ControlResult.Applied) join(killed)).orderIds()).hasSize(MANY);
        List<EngineEvent> before = List.copyOf(rig.events).subList(0, firstOf(KillSwitchChanged.class));
        assertThat(before.stream()
                        .filter(KillAtOnceTest::isAccepted)
                        .map(KillAtOnceTest::orderId)
                        .distinct())
                .as("the report in progress, and none of the others")
                .hasSizeLessThanOrEqualTo(2);
    }

    private static boolean isAccepted(EngineEvent event) {
        return event instanceof OrderChanged changed && changed.event() instanceof OrderEvent.Accepted;
    }

    private static String orderId(EngineEvent event) {
        return ((OrderChanged) event).event().orderId();
    }

    /** The first time it is called, the engine stays there until the door opens. */
    private void holdUp() {
        if (inside.getCount() > 0) {
            inside.countDown();
            try {
                door.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void awaitInside() {
        fromElsewhere(() -> {
            try {
                inside.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
    }

    /** Calls as another thread does, which has nothing to do with the engine's. */
    private static <T> T fromElsewhere(Supplier<T> call) {
        return join(CompletableFuture.supplyAsync(call));
    }

    private int firstOf(Class<? extends EngineEvent> type) {
        List<EngineEvent> events = List.copyOf(rig.events);
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i))) {
                return i;
            }
        }
        throw new AssertionError("no " + type.getSimpleName());
    }

    private EngineBuilder engine(EventStore store) {
        return rig.engine(ScriptedSource.walk(41, 200), store).gate(new ControlledGate());
    }

    private TradingEngine atTheEnd(EngineBuilder builder) {
        TradingEngine engine = builder.build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        return engine;
    }

    /** Asks for an order that the market will not reach. */
    private static CompletableFuture<SubmitResult> submit(TradingEngine engine, String id, String strategy) {
        OrderIntent limit = Rig.buy("0.1", id)
                .strategy(strategy)
                .limit(new BigDecimal("700"))
                .build();
        return engine.submit(Rig.ask(limit, "", id));
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
