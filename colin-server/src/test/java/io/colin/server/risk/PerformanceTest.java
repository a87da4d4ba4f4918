package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.TradingState;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.gate.StandardGate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the clock says enters a run as a recorded event, and its replay decides by that record. */
class PerformanceTest {
    /** A price every five seconds; from the second minute on the engine takes them late for a while. */
    private static Script script(long lateBySeconds) {
        Script script = new Script();
        for (int second = 30; second <= 300; second += 5) {
            script.price(second, Desk.BTC.symbol(), "1000");
        }
        script.giveAll();
        return script.late(60, 100, lateBySeconds);
    }

    private static EngineBuilder engine(Script script, MemoryEventStore store) {
        StandardGate gate = StandardGate.builder().limits(Desk.limits().build()).build();
        return Desk.builder(script, store, gate);
    }

    private static BreakerStatus performance(TradingEngine engine) {
        return engine.view().risk().breakers().stream()
                .filter(row -> row.name().equals("performance"))
                .findFirst()
                .orElseThrow();
    }

    private static <E extends LedgerEvent> List<E> of(Class<E> type, MemoryEventStore store) {
        return Desk.records(store).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void tripsWhileTheEngineLagsAndTheReplayOfTheRecordDoesTheSame() {
        Script script = script(3);
        MemoryEventStore live = MemoryEventStore.empty();
        RunReport report;
        try (TradingEngine engine = engine(script, live).clock(script::nowNs).build()) {
            report = engine.run();
            assertThat(performance(engine).trips()).isEqualTo(1);
            assertThat(performance(engine).state())
                    .as("a minute without lag ends it")
                    .isEqualTo(BreakerStatus.State.CLOSED);
        }
        List<PerformanceMeasured> measured = of(PerformanceMeasured.class, live);
        assertThat(measured).anyMatch(one -> one.lagNs() == 3_000_000_000L);
        RiskStateChanged tripped = of(RiskStateChanged.class, live).stream()
                .filter(changed -> changed.tradingState() == TradingState.REDUCING)
                .findFirst()
                .orElseThrow();
        assertThat(tripped.state()).containsEntry("breaker.latch.0.reason", "the engine lags by 3000 ms");
        assertThat(tripped.header().timeNs()).isBetween(at(55), at(60));

        MemoryEventStore again = MemoryEventStore.empty();
        try (TradingEngine engine = engine(script(0), again).measured(measured).build()) {
            assertThat(engine.run().stateHash()).isEqualTo(report.stateHash());
        }
        assertThat(of(PerformanceMeasured.class, again)).isEqualTo(measured);
        assertThat(of(RiskStateChanged.class, again)).isEqualTo(of(RiskStateChanged.class, live));
    }

    private static long at(long second) {
        return Script.START_NS + second * Script.SECOND_NS;
    }

    @Test
    void measuresNothingInAReplay() {
        MemoryEventStore store = MemoryEventStore.empty();
        try (TradingEngine engine = engine(script(3), store).build()) {
            engine.run();
            assertThat(performance(engine).detail())
                    .contains("insufficient samples")
                    .contains("lag unknown");
        }
        assertThat(of(PerformanceMeasured.class, store)).isEmpty();
    }

    @Test
    void recordsNothingOfSecondsInWhichAllIsWell() {
        Script script = script(0);
        MemoryEventStore store = MemoryEventStore.empty();
        try (TradingEngine engine = engine(script, store).clock(() -> 0).build()) {
            engine.run();
            assertThat(performance(engine).trips()).isZero();
        }
        assertThat(of(PerformanceMeasured.class, store))
                .as("the first second is awaited")
                .hasSize(1);
    }
}
