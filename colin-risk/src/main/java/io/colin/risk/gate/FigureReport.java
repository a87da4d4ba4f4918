package io.colin.risk.gate;

import io.colin.api.risk.RiskFigures.StressFigure;
import io.colin.risk.RiskLimits;
import io.colin.risk.figures.JudgedTail;
import java.math.BigDecimal;

/**
 * How much of the limits of value at risk, shortfall and stress what is held used when it was last measured, by the figures
 * that orders are judged by. What was not measured has no use.
 */
record FigureReport(Outlook outlook, RiskLimits limits) {
    private static final String PORTFOLIO = "portfolio";
    private static final String RATIO = "ratio";

    void addTo(LimitReport.Uses uses) {
        if (limits.tail().armed()) {
            outlook.desk().judged().filter(tail -> tail.figures().isKnown()).ifPresent(tail -> addTail(uses, tail));
        }
        if (limits.stress().armed()) {
            outlook.latest().stream()
                    .flatMap(figures -> figures.stress().stream())
                    .filter(StressFigure::limited)
                    .mapToDouble(StressFigure::lossRatio)
                    .max()
                    .ifPresent(used -> uses.add(
                            StressCheck.NAME, PORTFOLIO, RATIO, limits.stress().maxLoss(), BigDecimal.valueOf(used)));
        }
    }

    private void addTail(LimitReport.Uses uses, JudgedTail tail) {
        for (TailMetric metric : TailMetric.values()) {
            double used = metric.of(tail.figures()) / tail.equity();
            uses.add(metric.check(), PORTFOLIO, RATIO, metric.limit(limits.tail()), BigDecimal.valueOf(used));
        }
    }
}
