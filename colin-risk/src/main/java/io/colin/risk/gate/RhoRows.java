package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.risk.exposure.ExposureMirror;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Correlations by the places of a mirror. A row is made when it is first asked for, and anew when there are other
 * correlations or more symbols; else asking allocates nothing.
 */
final class RhoRows {
    private final ExposureMirror mirror;
    private double[] @Nullable [] rows = new double[0][];
    private @Nullable Object source;

    RhoRows(ExposureMirror mirror) {
        this.mirror = mirror;
    }

    /** Correlation of a line's symbol with that of every line; not a number where it is not known. */
    @SuppressWarnings("ReferenceEquality") // another source is another object
    double[] of(ExposureMirror.Line line, Correlated known) {
        if (known.source() != source || rows.length != mirror.size()) {
            rows = new double[mirror.size()][];
            source = known.source();
        }
        double @Nullable [] row = rows[line.index()];
        if (row == null) {
            row = new double[mirror.size()];
            ToDoubleFunction<Symbol> rhosOf = known.rhosOf(line.symbol());
            for (int i = 0; i < row.length; i++) {
                row[i] = rhosOf.applyAsDouble(mirror.line(i).symbol());
            }
            rows[line.index()] = row;
        }
        return row;
    }
}
