package io.colin.server.web;

import io.colin.api.risk.TradingState;
import io.colin.execution.engine.EnginePhase;
import io.colin.execution.engine.EngineStatus;
import io.colin.execution.engine.EngineView;
import io.colin.monitoring.health.HealthBoard;
import io.colin.monitoring.health.HealthCheck.Finding;
import io.colin.monitoring.health.HealthState;
import io.colin.monitoring.micrometer.PrometheusEndpoint;
import io.colin.server.api.Trading;
import io.colin.server.api.TradingDesk;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What is looked at to say whether the process is well. A tripped breaker degrades: a restart would not cure it. */
final class HealthChecks {
    private static final long BEAT_NS = Duration.ofSeconds(5).toNanos();
    private static final double MEMORY_BUDGET = 2048.0 * 1024 * 1024;

    private final TradingDesk desk;
    private final LongSupplier nanoTime;

    HealthChecks(TradingDesk desk, LongSupplier nanoTime) {
        this.desk = desk;
        this.nanoTime = nanoTime;
    }

    HealthBoard board() {
        return HealthBoard.builder()
                .required("engine", () -> ofEngine(this::engine))
                .required("ledger", () -> ofEngine(HealthChecks::ledger))
                .required("risk", () -> ofEngine(HealthChecks::risk))
                .optional("execution", () -> ofEngine(HealthChecks::execution))
                .optional("market_data", () -> ofEngine(HealthChecks::marketData))
                .optional("models", () -> ofEngine(HealthChecks::models))
                .optional("api", () -> Finding.UP)
                .optional("websocket", () -> Finding.UP)
                .optional("memory", HealthChecks::memory)
                .build();
    }

    /** Whether the engine's thread comes round; true before there is one and after it has stopped on purpose. */
    boolean isAlive() {
        return desk.trading()
                .map(trading -> trading.view().status())
                .map(status -> status.phase() != EnginePhase.FAILED && !isStuck(status))
                .orElse(true);
    }

    private Finding ofEngine(Function<EngineView, Finding> look) {
        Optional<Trading> trading = desk.trading();
        return trading.map(Trading::view).map(look).orElseGet(() -> new Finding(HealthState.UNKNOWN, desk.preparing()));
    }

    private Finding engine(EngineView view) {
        EngineStatus status = view.status();
        return switch (status.phase()) {
            case FAILED -> Finding.down("stopped by a failure");
            case STOPPED -> Finding.down("stopped");
            case CREATED, RECOVERING, WARMING ->
                new Finding(HealthState.UNKNOWN, status.phase().name().toLowerCase(Locale.ROOT));
            case TRADING, ENDED -> isStuck(status) ? Finding.down("its thread does not come round") : Finding.UP;
        };
    }

    private boolean isStuck(EngineStatus status) {
        boolean runs = status.phase() == EnginePhase.WARMING
                || status.phase() == EnginePhase.TRADING
                || status.phase() == EnginePhase.ENDED;
        return runs && nanoTime.getAsLong() - status.beatNs() > BEAT_NS;
    }

    private static Finding ledger(EngineView view) {
        return view.status().phase() == EnginePhase.FAILED
                ? new Finding(HealthState.UNKNOWN, "the engine has failed")
                : Finding.UP;
    }

    private static Finding risk(EngineView view) {
        TradingState state = view.risk().tradingState();
        return state == TradingState.ACTIVE
                ? Finding.UP
                : Finding.degraded("trading is " + state.name().toLowerCase(Locale.ROOT));
    }

    private static Finding execution(EngineView view) {
        return view.status().takesOrders() ? Finding.UP : new Finding(HealthState.UNKNOWN, "no order is taken yet");
    }

    private static Finding marketData(EngineView view) {
        return switch (view.status().phase()) {
            case WARMING, TRADING -> Finding.UP;
            case ENDED -> new Finding(HealthState.UP, "the source has come to its end");
            default -> new Finding(HealthState.UNKNOWN, "not read");
        };
    }

    private static Finding models(EngineView view) {
        return view.model().isPresent() ? Finding.UP : Finding.DISABLED;
    }

    private static Finding memory() {
        double used = PrometheusEndpoint.residentBytes() / MEMORY_BUDGET;
        if (Double.isNaN(used)) {
            return new Finding(HealthState.UNKNOWN, "the system does not say");
        }
        return used > 0.85 ? Finding.degraded("above 85 % of the budget") : Finding.UP;
    }
}
