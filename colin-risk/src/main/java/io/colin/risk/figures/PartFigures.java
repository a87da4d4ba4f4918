package io.colin.risk.figures;

import io.colin.api.risk.RiskFigures.StressFigure;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a part adds to the published figures.
 *
 * @param stress loss by scenario
 * @param correlation figures of the correlation matrix by name
 * @param flags what a reader must know
 */
public record PartFigures(List<StressFigure> stress, SortedMap<String, Double> correlation, List<String> flags) {
    /** Copies. */
    public PartFigures {
        stress = List.copyOf(stress);
        correlation = Collections.unmodifiableSortedMap(new TreeMap<>(correlation));
        flags = List.copyOf(flags);
    }
}
