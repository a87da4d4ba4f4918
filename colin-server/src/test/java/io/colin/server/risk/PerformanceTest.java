package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.TradingState;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the clock says enters a run as a recorded event, and its replay decides by that record. */
class PerformanceTest {
    private static Script script() {
        return new Script()
                .price(30, Desk.BTC.symbol(), "1000")
                .price(90, Desk.BTC.symbol(), "1000")
                .price(240, Desk.BTC.symbol(), "1000");
    }

    private static StandardGateBuilder gate() {
        return StandardGate.builder().limits(Desk.limits().build());
    }

    private static BreakerStatus performance(TradingEngine engine) {
        return engine.view().risk().breakers().stream()
                .filter(row -> row.name().equals("performance"))
                .findFirst()
                .orElseThrow();
    }

    /** Time, state and reason of the breaker each time it was recorded. */
    private static List<String> latched(List<LedgerEvent> records) {
        return records.stream()
                .filter(RiskStateChanged.class::isInstance)
                .map(RiskStateChanged.class::cast)
                .filter(changed -> changed.state().containsValue("performance"))
                .map(changed -> changed.header().timeNs() + " " + changed.tradingState() + " "
                        + changed.state().get("breaker.latch.0.reason") + " "
                        + changed.state().get("breaker.latch.0.trips"))
                .distinct()
                .toList();
    }

    @Test
    void tripsOnALagThatIsRecordedAndTheReplayTripsAtTheSameTimes() {
        MemoryEventStore live = MemoryEventStore.empty();
        List<LedgerEvent> records;
        try (Desk desk = Desk.open(script().live(), live, gate())) {
            desk.until(30);
            // The clock jumps by four seconds: what is due within the first sees the rest of them.
            desk.pass(34);
            assertThat(performance(desk.engine).state()).isEqualTo(BreakerStatus.State.OPEN);
            assertThat(performance(desk.engine).detail()).matches("the engine lags by [23]999 ms");
            assertThat(desk.engine.view().risk().tradingState()).isEqualTo(TradingState.REDUCING);
            for (int second = 35; second <= 110; second++) {
                if (second == 90) {
                    desk.until(90);
                }
                desk.passMs(1000L * second + 50);
            }
            desk.until(240);
            assertThat(desk.engine.view().risk().tradingState())
                    .as("a minute without lag ends it")
                    .isEqualTo(TradingState.ACTIVE);
            records = desk.records();
        }
        List<PerformanceMeasured> measured = records.stream()
                .filter(PerformanceMeasured.class::isInstance)
                .map(PerformanceMeasured.class::cast)
                .toList();
        assertThat(measured).hasSizeBetween(60, 85).anyMatch(one -> one.lagNs() > 2_000_000_000L);

        MemoryEventStore again = MemoryEventStore.empty();
        Script script = script();
        script.giveAll();
        try (TradingEngine replay =
                Desk.builder(script, again, gate().build()).measured(measured).build()) {
            replay.run();
        }
        List<LedgerEvent> replayed = Desk.records(again);
        assertThat(replayed.stream().filter(PerformanceMeasured.class::isInstance).count())
                .isEqualTo(measured.size());
        assertThat(latched(records)).isNotEmpty();
        assertThat(latched(replayed)).first().isEqualTo(latched(records).getFirst());
    }

    @Test
    void measuresNothingInAReplay() {
        MemoryEventStore store = MemoryEventStore.empty();
        Script script = script();
        script.giveAll();
        try (TradingEngine replay = Desk.builder(script, store, gate().build()).build()) {
            replay.run();
            assertThat(performance(replay).detail()).contains("insufficient samples").contains("lag unknown");
        }
        assertThat(Desk.records(store)).noneMatch(PerformanceMeasured.class::isInstance);
    }

    @Test
    void tellsNothingOfASecondInWhichAllIsWell() {
        MemoryEventStore store = MemoryEventStore.empty();
        try (Desk desk = Desk.open(script().live(), store, gate())) {
            desk.until(30);
            for (int second = 31; second < 50; second++) {
                desk.passMs(1000L * second + 50);
            }
            assertThat(desk.records(PerformanceMeasured.class)).hasSizeLessThanOrEqualTo(1);
        }
    }
}
