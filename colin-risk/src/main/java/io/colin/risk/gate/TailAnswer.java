package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.risk.var.GateFigures;
import org.jspecify.annotations.Nullable;

/** The figures of one question, kept because several checks ask it; reused for the next. */
@SuppressWarnings("EnumOrdinal") // an index into this object's own array, which boxes nothing
final class TailAnswer {
    private static final TailMetric[] METRICS = TailMetric.values();

    private final double[] values = new double[METRICS.length];
    private @Nullable Symbol symbol;
    private double delta;
    private long version = -1;
    private String problem = "";

    boolean answers(Symbol itsSymbol, double itsDelta, long itsVersion) {
        return version == itsVersion && delta == itsDelta && itsSymbol.equals(symbol);
    }

    void take(Symbol itsSymbol, double itsDelta, long itsVersion, GateFigures figures) {
        symbol = itsSymbol;
        delta = itsDelta;
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
