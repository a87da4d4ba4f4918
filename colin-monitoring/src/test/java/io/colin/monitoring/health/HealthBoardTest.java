package io.colin.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.monitoring.health.HealthCheck.Finding;
import io.colin.monitoring.health.HealthReport.Status;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthBoardTest {
    private static final long SECOND = 1_000_000_000L;
    private final AtomicReference<Finding> engine = new AtomicReference<>(Finding.UP);
    private final AtomicReference<Finding> alerts = new AtomicReference<>(Finding.UP);
    private final HealthBoard board = HealthBoard.builder()
            .required("engine", engine::get)
            .optional("alerts", alerts::get)
            .build();

    @Test
    void nothingIsKnownBeforeTheFirstCheck() {
        HealthReport report = board.report(SECOND);
        assertThat(report.status()).isEqualTo(Status.DEGRADED);
        assertThat(report.notReady()).containsExactly("engine");
        assertThat(report.component("engine").state()).isEqualTo(HealthState.UNKNOWN);
    }

    @Test
    void isHealthyWhenAllThatIsOnWorks() {
        alerts.set(Finding.DISABLED);
        board.check(SECOND);
        assertThat(board.report(SECOND).status()).isEqualTo(Status.HEALTHY);
        assertThat(board.report(SECOND).isReady()).isTrue();
    }

    @Test
    void aRequiredComponentDownIsUnhealthyAndAnOptionalOneOnlyDegrades() {
        alerts.set(Finding.down("no channel"));
        board.check(SECOND);
        assertThat(board.report(SECOND).status()).isEqualTo(Status.DEGRADED);
        assertThat(board.report(SECOND).isReady()).isTrue();
        engine.set(Finding.down("stopped"));
        board.check(2 * SECOND);
        assertThat(board.report(2 * SECOND).status()).isEqualTo(Status.UNHEALTHY);
        assertThat(board.report(2 * SECOND).notReady()).containsExactly("engine");
    }

    @Test
    void degradedIsReadyBecauseARestartWouldNotCureIt() {
        engine.set(Finding.degraded("a breaker is open"));
        board.check(SECOND);
        assertThat(board.report(SECOND).isReady()).isTrue();
        assertThat(board.report(SECOND).status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void sinceIsTheFirstCheckThatFoundTheState() {
        board.check(SECOND);
        board.check(2 * SECOND);
        assertThat(board.report(2 * SECOND).component("engine").sinceNs()).isEqualTo(SECOND);
        engine.set(Finding.down("stopped"));
        board.check(3 * SECOND);
        assertThat(board.report(3 * SECOND).component("engine").sinceNs()).isEqualTo(3 * SECOND);
    }

    @Test
    void whatWasNotCheckedForFifteenSecondsIsUnknown() {
        board.check(SECOND);
        assertThat(board.report(16 * SECOND).isReady()).isTrue();
        assertThat(board.report(16 * SECOND + 1).notReady()).containsExactly("engine");
    }

    @Test
    void aCheckThatThrowsIsDownWithoutItsMessage() {
        HealthBoard broken = HealthBoard.builder()
                .required("ledger", () -> {
                    throw new IllegalStateException("/secret/path");
                })
                .build();
        broken.check(SECOND);
        ComponentHealth health = broken.report(SECOND).component("ledger");
        assertThat(health.state()).isEqualTo(HealthState.DOWN);
        assertThat(health.reason()).doesNotContain("secret");
    }
}
