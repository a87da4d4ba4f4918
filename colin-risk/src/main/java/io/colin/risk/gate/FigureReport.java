package io.colin.risk.gate;

import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskFigures.StressFigure;
import io.colin.api.risk.RiskFigures.TailFigure;
import io.colin.risk.RiskLimits;
import io.colin.risk.TailLimits;
import io.colin.risk.var.TailMethod;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * How much of the limits of value at risk, shortfall and stress what is held used when it was last measured. What was not
 * measured has no use.
 *
 * @param figures the newest
 */
record FigureReport(RiskFigures figures, RiskLimits limits) {
    /** What the gate judges by is the larger of both. */
    private static final List<String> METHODS = List.of(TailMethod.HISTORICAL.text(), TailMethod.CORNISH_FISHER.text());

    private static final String PORTFOLIO = "portfolio";
    private static final String RATIO = "ratio";

    void addTo(LimitReport.Uses uses) {
        if (limits.tail().armed()) {
            TailLimits tail = limits.tail();
            valueAtRisk(uses, TailMetric.VAR_95_1D, 0.95, 1);
            valueAtRisk(uses, TailMetric.VAR_99_1D, 0.99, 1);
            valueAtRisk(uses, TailMetric.VAR_95_5D, 0.95, 5);
            valueAtRisk(uses, TailMetric.VAR_99_5D, 0.99, 5);
            largest(0.99, 1, TailFigure::expectedShortfallRatio)
                    .ifPresent(used -> uses.add(
                            TailMetric.ES_99_1D.check(),
                            PORTFOLIO,
                            RATIO,
                            TailMetric.ES_99_1D.limit(tail),
                            BigDecimal.valueOf(used)));
        }
        if (limits.stress().armed()) {
            figures.stress().stream()
                    .filter(StressFigure::limited)
                    .mapToDouble(StressFigure::lossRatio)
                    .max()
                    .ifPresent(used -> uses.add(
                            StressCheck.NAME, PORTFOLIO, RATIO, limits.stress().maxLoss(), BigDecimal.valueOf(used)));
        }
    }

    private void valueAtRisk(LimitReport.Uses uses, TailMetric metric, double confidence, int days) {
        largest(confidence, days, TailFigure::valueAtRiskRatio)
                .ifPresent(used -> uses.add(
                        metric.check(), PORTFOLIO, RATIO, metric.limit(limits.tail()), BigDecimal.valueOf(used)));
    }

    private OptionalDouble largest(double confidence, int days, ToDoubleFunction<TailFigure> what) {
        return figures.values().stream()
                .filter(one -> one.confidence() == confidence && one.horizonDays() == days)
                .filter(one -> METHODS.contains(one.method()))
                .mapToDouble(what)
                .max();
    }
}
