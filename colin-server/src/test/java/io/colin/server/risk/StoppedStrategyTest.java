package io.colin.server.risk;

import static io.colin.server.risk.GateRun.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.risk.BreakerStatus;
import io.colin.execution.engine.ControlResult;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A strategy that fills and enters again too often stays stopped until a person names the stop and the strategy (RC-06). */
class StoppedStrategyTest {
    private static StandardGateBuilder gate() {
        return StandardGate.builder()
                .limits(RiskLimits.demonstration()
                        .repeat(repeat -> repeat.maxCycles(2).window(Duration.ofMinutes(10)))
                        .tail(tail -> tail.armed(false))
                        .stress(stress -> stress.armed(false))
                        .build());
    }

    /** Enters three times and is stopped at the fourth. */
    private static void stop(GateRun run) {
        cycles(run);
        assertThat(run.buy("1", "cycle4")).isInstanceOf(SubmitResult.Denied.class);
    }

    /** As many as are allowed. */
    private static void cycles(GateRun run) {
        for (int i = 1; i <= 3; i++) {
            assertThat(run.buy("1", "cycle" + i)).as("cycle " + i).isInstanceOf(SubmitResult.Taken.class);
            run.pass(2);
        }
    }

    private static ControlResult reset(GateRun run, String breaker, String scope) {
        return join(run.engine.controls().resetBreaker(breaker, scope, "looked into", "chief"));
    }

    private static BreakerStatus row(GateRun run) {
        return run.engine.view().risk().breakers().stream()
                .filter(row -> row.name().equals("repeated-execution"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyItsOwnNameArmsItAgain() {
        try (GateRun run = GateRun.begin(gate())) {
            stop(run);
            ControlResult nothing = new ControlResult.Applied(false, List.of());
            assertThat(reset(run, "price-drift", "s1")).isEqualTo(nothing);
            assertThat(reset(run, "repeated-execution", "s2")).isEqualTo(nothing);
            assertThat(reset(run, "repeated-execution", "portfolio")).isEqualTo(nothing);
            assertThat(row(run).state()).isEqualTo(BreakerStatus.State.OPEN);
            run.pass(700);
            assertThat(run.buy("1", "later")).as("time ends nothing").isInstanceOf(SubmitResult.Denied.class);

            assertThat(reset(run, "repeated-execution", "s1")).isEqualTo(new ControlResult.Applied(true, List.of()));
            assertThat(row(run).state()).isEqualTo(BreakerStatus.State.CLOSED);
            assertThat(row(run).trips()).isEqualTo(1);
        }
    }

    @Test
    void cyclesBeforeAKillCountAfterTheRestart() {
        MemoryEventStore left;
        try (GateRun first = GateRun.begin(gate())) {
            cycles(first);
            left = first.left();
        }
        try (GateRun second = GateRun.begin(gate(), left)) {
            assertThat(second.buy("1", "cycle4")).isInstanceOf(SubmitResult.Denied.class);
            assertThat(second.engine.view().risk().limits())
                    .filteredOn(use -> use.name().equals("repeated-execution"))
                    .singleElement()
                    .satisfies(use -> assertThat(use.used()).isEqualByComparingTo("2"));
            assertThat(row(second).state()).isEqualTo(BreakerStatus.State.OPEN);
        }
    }

    @Test
    void cyclesBeforeAPersonEndedTheStopDoNotCountAfterARestart() {
        MemoryEventStore left;
        try (GateRun first = GateRun.begin(gate())) {
            stop(first);
            assertThat(reset(first, "repeated-execution", "s1")).isEqualTo(new ControlResult.Applied(true, List.of()));
            left = first.left();
        }
        try (GateRun second = GateRun.begin(gate(), left)) {
            second.pass(2);
            assertThat(second.buy("1", "after")).isInstanceOf(SubmitResult.Taken.class);
        }
    }

    @Test
    void aRestartArmsNothingAgainAndAPersonDoes() {
        MemoryEventStore left;
        try (GateRun first = GateRun.begin(gate())) {
            stop(first);
            // Names no order of ours: it does nothing but value the account.
            join(first.engine.cancel("nobody-1", "tester"));
            left = first.left();
        }
        try (GateRun second = GateRun.begin(gate(), left)) {
            assertThat(row(second).state()).isEqualTo(BreakerStatus.State.OPEN);
            assertThat(second.buy("1", "again")).isInstanceOf(SubmitResult.Denied.class);
            assertThat(reset(second, "repeated-execution", "s1")).isInstanceOf(ControlResult.Applied.class);
            second.pass(2);
            assertThat(second.buy("1", "after")).isInstanceOf(SubmitResult.Taken.class);
        }
    }
}
