package io.colin.monitoring;

import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskStatus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the gate and its slow work found. A gauge whose number is not there any more is taken away. */
final class RiskMetrics {
    private final MetricsSink sink;
    private final Map<MetricDefinition, SortedMap<String, List<String>>> shown = new HashMap<>();
    /** End of the newest day of the back-test that was counted, or before which an earlier process did. */
    private long countedNs = Long.MIN_VALUE;

    RiskMetrics(MetricsSink sink) {
        this.sink = sink;
    }

    /** A run is taken up: days that ended before were counted by who ran it then. */
    void resumed(long timeNs) {
        countedNs = Math.max(countedNs, timeNs);
    }

    void on(RiskStatus status) {
        SortedMap<String, Integer> breakers = new TreeMap<>();
        for (BreakerStatus breaker : status.breakers()) {
            breakers.merge(breaker.name(), level(breaker.state()), Math::max);
        }
        breakers.forEach((name, level) -> sink.gauge(MetricCatalog.RISK_BREAKER_STATE, level, name));
        for (KillSwitch.Scope scope : KillSwitch.Scope.values()) {
            boolean thrown = status.killSwitches().stream().anyMatch(one -> one.scope() == scope);
            sink.gauge(MetricCatalog.RISK_KILL_SWITCH, thrown ? 1 : 0, Labels.lower(scope));
        }
    }

    void on(RiskFigures figures) {
        Round var = new Round(MetricCatalog.RISK_VAR);
        Round shortfall = new Round(MetricCatalog.RISK_ES);
        for (RiskFigures.TailFigure tail : figures.values()) {
            String[] labels = {Double.toString(tail.confidence()), tail.horizonDays() + "d", tail.method()};
            var.show(tail.valueAtRiskRatio(), labels);
            shortfall.show(tail.expectedShortfallRatio(), labels);
        }
        Round stress = new Round(MetricCatalog.RISK_STRESS_LOSS);
        figures.stress().forEach(one -> stress.show(one.lossRatio(), one.scenario()));
        List.of(var, shortfall, stress).forEach(Round::end);
        figures.backtest().ifPresent(this::backtest);
        correlation(figures, MetricCatalog.RISK_CORRELATION_MAX, "max");
        correlation(figures, MetricCatalog.RISK_CORRELATION_AVERAGE, "average");
        correlation(figures, MetricCatalog.RISK_EFFECTIVE_BETS, "effective_bets");
    }

    private void backtest(RiskFigures.BacktestFigure newest) {
        String confidence = Double.toString(newest.confidence());
        boolean isNew = newest.endNs() > countedNs;
        // Counting nothing shows the metric from the first judged day on, so that no exception is told from no
        // back-test.
        sink.count(MetricCatalog.RISK_VAR_BREACHES, isNew && newest.exceeded() ? 1 : 0, confidence);
        countedNs = Math.max(countedNs, newest.endNs());
    }

    private void correlation(RiskFigures figures, MetricDefinition metric, String name) {
        sink.gauge(metric, figures.correlation().getOrDefault(name, Double.NaN));
    }

    private static int level(BreakerStatus.State state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    /** The values of a gauge in one set of figures. */
    private final class Round {
        private final MetricDefinition metric;
        private final SortedMap<String, List<String>> now = new TreeMap<>();

        private Round(MetricDefinition metric) {
            this.metric = metric;
        }

        private void show(double value, String... labels) {
            sink.gauge(metric, value, labels);
            now.put(String.join("\n", labels), Arrays.asList(labels));
        }

        private void end() {
            SortedMap<String, List<String>> before = shown.getOrDefault(metric, new TreeMap<>());
            before.forEach((key, labels) -> {
                if (!now.containsKey(key)) {
                    sink.gauge(metric, Double.NaN, labels.toArray(String[]::new));
                }
            });
            shown.put(metric, now);
        }
    }
}
