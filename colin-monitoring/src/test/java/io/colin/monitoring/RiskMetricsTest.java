package io.colin.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EventHeader;
import io.colin.api.event.RiskFiguresComputed;
import io.colin.api.event.RunResumed;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RiskMetricsTest {
    private static final long DAY_NS = 86_400_000_000_000L;

    private final Recorded sink = new Recorded();
    private final RiskMetrics metrics = new RiskMetrics(sink);

    @Test
    void showsTailsStressAndCorrelationOfTheLastFigures() {
        metrics.on(figures(0.031, 0.042));
        assertThat(sink.value(MetricCatalog.RISK_VAR, "0.99", "1d", "historical"))
                .isEqualTo(0.031);
        assertThat(sink.value(MetricCatalog.RISK_ES, "0.99", "1d", "historical"))
                .isEqualTo(0.042);
        assertThat(sink.value(MetricCatalog.RISK_STRESS_LOSS, "flash-crash")).isEqualTo(0.08);
        assertThat(sink.value(MetricCatalog.RISK_CORRELATION_MAX)).isEqualTo(0.9);
        assertThat(sink.value(MetricCatalog.RISK_CORRELATION_AVERAGE)).isEqualTo(0.4);
        assertThat(sink.value(MetricCatalog.RISK_EFFECTIVE_BETS)).isEqualTo(2.5);
    }

    @Test
    void takesAwayWhatIsNotKnownAnyMore() {
        metrics.on(figures(0.031, 0.042));
        metrics.on(RiskFigures.failed(5, "no history"));
        assertThat(sink.value(MetricCatalog.RISK_VAR, "0.99", "1d", "historical"))
                .isNaN();
        assertThat(sink.value(MetricCatalog.RISK_ES, "0.99", "1d", "historical"))
                .isNaN();
        assertThat(sink.value(MetricCatalog.RISK_STRESS_LOSS, "flash-crash")).isNaN();
        assertThat(sink.value(MetricCatalog.RISK_CORRELATION_MAX)).isNaN();
        metrics.on(figures(0.02, 0.03));
        assertThat(sink.value(MetricCatalog.RISK_VAR, "0.99", "1d", "historical"))
                .isEqualTo(0.02);
    }

    @Test
    void countsEachDayThatExceededItsForecastOnce() {
        metrics.on(backtested(1, true, 1, 1));
        metrics.on(backtested(1, true, 1, 1));
        assertThat(sink.value(MetricCatalog.RISK_VAR_BREACHES, "0.99")).isEqualTo(1);
        metrics.on(backtested(2, false, 2, 1));
        assertThat(sink.value(MetricCatalog.RISK_VAR_BREACHES, "0.99")).isEqualTo(1);
        metrics.on(backtested(3, true, 3, 2));
        assertThat(sink.value(MetricCatalog.RISK_VAR_BREACHES, "0.99")).isEqualTo(2);
    }

    @Test
    void showsNoExceptionFromTheFirstJudgedDayOnAndNothingBefore() {
        metrics.on(figures(0.02, 0.03));
        assertThat(sink.value(MetricCatalog.RISK_VAR_BREACHES, "0.99")).isNaN();
        metrics.on(backtested(1, false, 1, 0));
        assertThat(sink.value(MetricCatalog.RISK_VAR_BREACHES, "0.99")).isZero();
    }

    @Test
    void countsNoDayThatEndedBeforeARunWasTakenUp() {
        EngineMetrics all = EngineMetrics.to(sink, "bitstamp");
        all.accept(new RunResumed(new EventHeader(1, 2 * DAY_NS + 5, 0, "run", "start"), "r", 10));
        EventHeader header = new EventHeader(2, 2 * DAY_NS + 60, 0, "risk", "timer");
        all.accept(new RiskFiguresComputed(header, backtested(2, true, 2, 1)));
        assertThat(sink.value(MetricCatalog.RISK_VAR_BREACHES, "0.99")).isZero();
        all.accept(new RiskFiguresComputed(header, backtested(3, true, 3, 2)));
        assertThat(sink.value(MetricCatalog.RISK_VAR_BREACHES, "0.99")).isEqualTo(1);
    }

    @Test
    void countsFiguresThatFailedAsErrors() {
        EngineMetrics all = EngineMetrics.to(sink, "bitstamp");
        EventHeader header = new EventHeader(1, 5, 0, "risk", "timer");
        all.accept(new RiskFiguresComputed(header, figures(0.02, 0.03)));
        assertThat(sink.value(MetricCatalog.ERRORS, "risk", "figures")).isNaN();
        all.accept(new RiskFiguresComputed(header, RiskFigures.failed(5, "no history")));
        assertThat(sink.value(MetricCatalog.ERRORS, "risk", "figures")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.OPERATIONS, "risk")).isEqualTo(2);
    }

    @Test
    void showsTheWorstScopeOfABreaker() {
        metrics.on(status(
                List.of(
                        breaker("price_move", "BTC/USD", BreakerStatus.State.CLOSED),
                        breaker("price_move", "ETH/USD", BreakerStatus.State.OPEN),
                        breaker("volatility", "portfolio", BreakerStatus.State.HALF_OPEN),
                        breaker("errors", "portfolio", BreakerStatus.State.CLOSED)),
                List.of()));
        assertThat(sink.value(MetricCatalog.RISK_BREAKER_STATE, "price_move")).isEqualTo(2);
        assertThat(sink.value(MetricCatalog.RISK_BREAKER_STATE, "volatility")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.RISK_BREAKER_STATE, "errors")).isZero();
    }

    @Test
    void showsWhichScopesAreKilled() {
        metrics.on(status(List.of(), List.of(new KillSwitch(KillSwitch.Scope.SYMBOL, "BTC/USD", "drill", "me", 1))));
        assertThat(sink.value(MetricCatalog.RISK_KILL_SWITCH, "symbol")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.RISK_KILL_SWITCH, "system")).isZero();
        metrics.on(status(List.of(), List.of()));
        assertThat(sink.value(MetricCatalog.RISK_KILL_SWITCH, "symbol")).isZero();
    }

    private static RiskFigures figures(double valueAtRisk, double shortfall) {
        return new RiskFigures(
                5,
                List.of(new RiskFigures.TailFigure("historical", 0.99, 1, valueAtRisk, shortfall)),
                List.of(new RiskFigures.StressFigure("flash-crash", 0.08, true)),
                new TreeMap<>(Map.of("max", 0.9, "average", 0.4, "effective_bets", 2.5)),
                List.of(),
                "");
    }

    private static RiskFigures backtested(long day, boolean exceeded, int days, int exceptions) {
        RiskFigures figures = figures(0.02, 0.03);
        return new RiskFigures(
                figures.asOfNs(),
                figures.values(),
                figures.stress(),
                figures.correlation(),
                Optional.of(new RiskFigures.BacktestFigure(0.99, day * DAY_NS, exceeded, days, exceptions)),
                List.of(),
                "");
    }

    private static BreakerStatus breaker(String name, String scope, BreakerStatus.State state) {
        return new BreakerStatus(name, scope, state, 0, 0);
    }

    private static RiskStatus status(List<BreakerStatus> breakers, List<KillSwitch> switches) {
        return new RiskStatus(TradingState.ACTIVE, BigDecimal.ONE, 0, 1, List.of(), breakers, switches);
    }
}
