package io.colin.risk.gate;

import io.colin.risk.var.GateFigures;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The figures of one question, kept because several checks ask it; reused for the next. */
@SuppressWarnings("EnumOrdinal") // an index into this object's own array, which boxes nothing
final class TailAnswer {
    private static final TailMetric[] METRICS = TailMetric.values();

    private final double[] values = new double[METRICS.length];
    private @Nullable Object question;
    private BigDecimal added = BigDecimal.ZERO;
    private long version = -1;
    private String problem = "";

    /** Whether it is what was asked of an order with so much added, both the same objects, and nothing changed since. */
    @SuppressWarnings("ReferenceEquality") // an equal question is asked again, which costs time only
    boolean answers(Object itsQuestion, BigDecimal itsAdded, long itsVersion) {
        return version == itsVersion && question == itsQuestion && added == itsAdded;
    }

    void take(Object itsQuestion, BigDecimal itsAdded, long itsVersion, GateFigures figures) {
        question = itsQuestion;
        added = itsAdded;
        version = itsVersion;
        problem = figures.problem();
        for (TailMetric metric : METRICS) {
            values[metric.slot()] = metric.of(figures);
        }
    }

    /** Why there are no figures, empty when there are. */
    String problem() {
        return problem;
    }

    double of(TailMetric metric) {
        return values[metric.slot()];
    }
}
