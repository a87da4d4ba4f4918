package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.Trade;
import io.colin.api.time.SettableClock;
import io.colin.api.venue.VenueReport;
import io.colin.execution.source.PushedSource;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int REPORTS = 1 << 16;

    private final SettableClock clock = SettableClock.at(ScriptedSource.START_NS);
    private final Rig rig = Rig.recording();

    /** Of a source whose times are not the engine's clock's. */
    @Test
    void countsATradeThatTheClockOvertookInTheBarThatIsOpen() {
        ScriptedSource source = ScriptedSource.of(List.of(trade(10, "800"), trade(59.9, "810"), trade(300, "820")))
                .give(1);
        PlainGate gate = new PlainGate("1000");
        List<Bar> bars = gate.bars();
        try (TradingEngine engine = rig.engine(source, MemoryEventStore.empty())
                .gate(gate)
                .clock(clock)
                .build()) {
            engine.start();
            awaitTaken(engine, 1); // else the clock may overtake this one too
            at(60.2);
            await().until(() -> bars.size() == 1);
            await().until(() -> engine.view().status().timeNs() == clock.nowNs());
            source.give(2);
            awaitTaken(engine, 2);
            at(120.5);
            await().until(() -> bars.size() == 2);

            assertThat(engine.view().status().phase()).isEqualTo(EnginePhase.TRADING);
            assertThat(bars.get(0).close()).isEqualByComparingTo("800");
            assertThat(bars.get(0).tradeCount()).isEqualTo(1);
            assertThat(bars.get(1).close()).isEqualByComparingTo("810");
            assertThat(bars.get(1).tradeCount()).isEqualTo(1);
        }
    }

    private static Trade trade(double second, String price) {
        long timeNs = ScriptedSource.START_NS + Math.round(second * SECOND_NS);
        return new Trade(Rig.BTC_USD.symbol(), timeNs, new BigDecimal(price), BigDecimal.ONE, Aggressor.BUY);
    }

    private static void awaitTaken(TradingEngine engine, long events) {
        await().until(() -> engine.view().status().sourcePosition() == events);
    }

    @Test
    void takesWhatIsPushedAfterARestartForNewAndNotForHistory() {
        MemoryEventStore store = MemoryEventStore.empty();
        PushedSource first = source();
        try (TradingEngine engine = rig.engine(first, store).build()) {
            engine.start();
            for (int i = 1; i <= 50; i++) {
                at(i);
                push(first, "800");
            }
            await().until(() -> engine.view().status().sourcePosition() == 50);
            await().until(() -> engine.view().status().takesOrders());
            engine.submit(Rig.ask(Rig.buy("0.1", "c-1").build(), "k-1", "h-1")).join();
        }
        at(60);
        PushedSource second = source();
        push(second, "801");
        try (TradingEngine engine = rig.engine(second, RestartTest.firstRecords(store, store.lastSequence()))
                .build()) {
            engine.start();
            await().until(() -> engine.view().status().takesOrders());
            at(61);
            push(second, "802");

            await().until(() -> engine.view().status().sourcePosition() == 52);
        }
    }

    @Test
    void makesAVenueWaitThatReportsFasterThanItIsHeardAndLosesNoReport() throws Exception {
        PushedSource source = source();
        RemoteVenue venue = new RemoteVenue(() -> 0, ScriptedSource.START_NS);
        AtomicReference<CountDownLatch> holdUp = new AtomicReference<>(new CountDownLatch(0));
        CountDownLatch held = new CountDownLatch(1);
        AtomicBoolean holds = new AtomicBoolean();
        AtomicInteger told = new AtomicInteger();
        try (TradingEngine engine = rig.engine(source, MemoryEventStore.empty())
                .venue(venue)
                .onEvent(event -> {
                    holds.set(holdUp.get().getCount() > 0);
                    hold(holdUp.get());
                })
                .build()) {
            engine.start();
            await().until(() -> engine.view().status().takesOrders());
            holdUp.set(held);
            at(10);
            push(source, "800");
            at(70);
            push(source, "801"); // a bar closes and the account is valued, which is held up
            await().untilTrue(holds); // else the engine takes the first reports before it is held up
            Thread reporter = Thread.ofVirtual().start(() -> {
                Thread.currentThread()
                        .interrupt(); // a connection that is being closed tells what it knows all the same
                for (int i = 0; i < REPORTS + 1000; i++) {
                    venue.tell(new VenueReport.ConnectionChanged("remote", clock.nowNs(), true, "report " + i));
                    told.incrementAndGet();
                }
            });
            try {
                await().until(() -> told.get() >= REPORTS);
                await().during(Duration.ofMillis(200)).until(() -> told.get() == REPORTS);
            } finally {
                held.countDown();
            }
            reporter.join();

            assertThat(told.get()).isEqualTo(REPORTS + 1000);
        }
    }

    @Test
    void takesAllThatAVenueTellsWhileItIsConnected() {
        RemoteVenue venue = new RemoteVenue(() -> 0, ScriptedSource.START_NS).telling(REPORTS + 1000);
        try (TradingEngine engine =
                rig.engine(source(), MemoryEventStore.empty()).venue(venue).build()) {
            engine.start();
            await().until(() -> engine.view().status().takesOrders());
        }
    }

    @Test
    void wakesAnEngineThatFoundNothingToDo() {
        PushedSource source = source();
        AtomicInteger woken = new AtomicInteger();
        try (MarketDataStream stream = source.open()) {
            stream.onArrival(woken::incrementAndGet);
            assertThat(stream.poll(event -> {})).isEqualTo(MarketDataStream.Polled.IDLE);
            push(source, "800");
            assertThat(woken).hasValue(1);
            source.end();
            assertThat(woken).hasValue(2);
        }
    }

    private static void hold(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void at(double seconds) {
        clock.set(ScriptedSource.START_NS + Math.round(seconds * SECOND_NS));
    }

    private static void push(PushedSource source, String price) {
        source.push(now -> new Trade(Rig.BTC_USD.symbol(), now, new BigDecimal(price), BigDecimal.ONE, Aggressor.BUY));
    }

    private PushedSource source() {
        return PushedSource.of("feed", Set.of(Rig.BTC_USD.symbol()), clock);
    }
}
