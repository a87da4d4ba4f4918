package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.alert.Severity;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.RiskAlert;
import io.colin.api.market.Aggressor;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.time.SettableClock;
import io.colin.api.time.SteadyClock;
import io.colin.execution.source.PushedSource;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** The time of a live run goes on whatever is done to the wall clock, and people are told. */
class ClockSetBackTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final ConditionFactory SOON = Awaitility.await().pollInterval(Duration.ofMillis(1));

    private final SettableClock wall = SettableClock.at(ScriptedSource.START_NS);
    private final AtomicLong monotonicNs = new AtomicLong();
    private final List<MarketEvent> pushed = new ArrayList<>();
    private final Rig rig = Rig.recording();
    private SteadyClock clock = SteadyClock.of(wall, monotonicNs::get);

    private PushedSource source() {
        clock = SteadyClock.of(wall, monotonicNs::get);
        return PushedSource.of("feed", Set.of(Rig.BTC_USD.symbol()), clock);
    }

    private static void awaitTrading(TradingEngine engine) {
        await().until(() -> engine.view().status().takesOrders());
    }

    /** Time passes for both clocks, a price comes, and the engine has seen both. */
    private void ticks(TradingEngine engine, PushedSource source, int count) {
        for (int i = 0; i < count; i++) {
            wall.advance(TICK);
            monotonicNs.addAndGet(TICK.toNanos());
            long before = engine.view().status().sourcePosition();
            source.push(now -> {
                Trade trade =
                        new Trade(Rig.BTC_USD.symbol(), now, new BigDecimal("800"), BigDecimal.ONE, Aggressor.BUY);
                pushed.add(trade);
                return trade;
            });
            SOON.until(() -> engine.view().status().sourcePosition() > before);
            SOON.until(() -> engine.view().status().timeNs() == clock.nowNs());
        }
    }

    private int marks() {
        return rig.of(PortfolioMarked.class).size();
    }

    private List<RiskAlert> alerts() {
        return rig.of(RiskAlert.class).stream()
                .filter(alert -> alert.name().equals(SpeedDesk.SET_BACK))
                .toList();
    }

    @Test
    void valuesAsOftenAsBeforeAndAlertsOnceUntilTheWallClockHasCaughtUp() {
        PushedSource source = source();
        try (TradingEngine engine = rig.engine(source, MemoryEventStore.empty()).build()) {
            engine.start();
            awaitTrading(engine);
            ticks(engine, source, 60);
            int before = marks();
            assertThat(before).isGreaterThanOrEqualTo(20);
            assertThat(alerts()).isEmpty();

            wall.advance(HOUR.negated());
            ticks(engine, source, 60);
            assertThat(marks() - before).as("valuations of two minutes").isBetween(before - 4, before + 4);
            assertThat(engine.view().status().timeNs()).isEqualTo(ScriptedSource.START_NS + 120 * TICK.toNanos());
            assertThat(alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.active()).isTrue();
                assertThat(alert.severity()).isEqualTo(Severity.HIGH);
                assertThat(alert.detail()).startsWith("the wall clock is 3600000 ms behind the time of this run");
                assertThat(alert.header().timeNs() - ScriptedSource.START_NS)
                        .as("within a few seconds")
                        .isBetween(60 * TICK.toNanos(), 60 * TICK.toNanos() + 3_000_000_000L);
            });
            assertThat(rig.of(PerformanceMeasured.class))
                    .anyMatch(measured -> measured.clockAheadNs() == HOUR.toNanos());

            wall.advance(HOUR);
            ticks(engine, source, 3);
            assertThat(alerts())
                    .hasSize(2)
                    .last()
                    .satisfies(alert -> assertThat(alert.active()).isFalse());
        }
        assertThatAReplayTellsTheSame();
    }

    /** What the clock said is recorded, and a replay decides by the record. */
    private void assertThatAReplayTellsTheSame() {
        Rig replay = Rig.recording();
        try (TradingEngine engine = replay.engine(ScriptedSource.of(pushed), MemoryEventStore.empty())
                .measured(rig.of(PerformanceMeasured.class))
                .build()) {
            engine.run();
        }
        assertThat(replay.of(RiskAlert.class))
                .extracting(
                        RiskAlert::name,
                        RiskAlert::active,
                        alert -> alert.header().timeNs())
                .isEqualTo(rig.of(RiskAlert.class).stream()
                        .map(alert -> Tuple.tuple(
                                alert.name(), alert.active(), alert.header().timeNs()))
                        .toList());
    }

    @Test
    void goesOnFromWhereAStepForwardsHasLedOnceThatIsCorrected() {
        PushedSource source = source();
        try (TradingEngine engine = rig.engine(source, MemoryEventStore.empty()).build()) {
            engine.start();
            awaitTrading(engine);
            ticks(engine, source, 5);
            wall.advance(HOUR);
            ticks(engine, source, 1);
            wall.advance(HOUR.negated());
            int before = marks();
            ticks(engine, source, 30);

            assertThat(engine.view().status().timeNs())
                    .isEqualTo(ScriptedSource.START_NS + HOUR.toNanos() + 36 * TICK.toNanos());
            assertThat(marks() - before).isGreaterThanOrEqualTo(10);
            assertThat(alerts()).singleElement().matches(RiskAlert::active);
        }
    }

    @Test
    void goesOnFromItsLedgerWhenItIsTakenUpWithAClockThatWasSetBack() {
        MemoryEventStore store = MemoryEventStore.empty();
        PushedSource first = source();
        try (TradingEngine engine = rig.engine(first, store).build()) {
            engine.start();
            awaitTrading(engine);
            ticks(engine, first, 10);
            wall.advance(HOUR.negated());
            ticks(engine, first, 10);
        }
        assertThat(alerts()).hasSize(1);
        PushedSource second = source();
        try (TradingEngine engine = rig.engine(second, RestartTest.firstRecords(store, store.lastSequence()))
                .build()) {
            engine.start();
            awaitTrading(engine);
            int before = marks();
            long fromNs = engine.view().status().timeNs();
            assertThat(fromNs).isGreaterThanOrEqualTo(ScriptedSource.START_NS + 10 * TICK.toNanos());
            ticks(engine, second, 30);

            assertThat(engine.view().status().timeNs()).isEqualTo(fromNs + 30 * TICK.toNanos());
            assertThat(marks() - before).isGreaterThanOrEqualTo(10);
            assertThat(alerts()).as("told once, over the restart too").hasSize(1);

            wall.advance(HOUR.multipliedBy(2));
            ticks(engine, second, 3);
            assertThat(alerts()).hasSize(2).last().matches(alert -> !alert.active());
        }
    }

    /** Of a source that stamps by a clock of its own, which was set back and is not steady. */
    @Test
    void valuesOnWhileEventsAreOlderThanTheClock() {
        List<MarketEvent> events = new ArrayList<>();
        for (int i = 0; i <= 40; i++) {
            long timeNs = ScriptedSource.START_NS + i * TICK.toNanos();
            events.add(new Trade(Rig.BTC_USD.symbol(), timeNs, new BigDecimal("800"), BigDecimal.ONE, Aggressor.BUY));
        }
        ScriptedSource source = ScriptedSource.of(events).give(1);
        wall.advance(HOUR);
        try (TradingEngine engine =
                rig.engine(source, MemoryEventStore.empty()).clock(clock).build()) {
            engine.start();
            awaitTrading(engine);
            int before = marks();
            for (int i = 2; i <= 31; i++) {
                wall.advance(TICK);
                monotonicNs.addAndGet(TICK.toNanos());
                source.give(i);
                int position = i;
                SOON.until(() -> engine.view().status().sourcePosition() == position);
                SOON.until(() -> engine.view().status().timeNs() == clock.nowNs());
            }
            assertThat(marks() - before).isGreaterThanOrEqualTo(10);
        }
    }
}
