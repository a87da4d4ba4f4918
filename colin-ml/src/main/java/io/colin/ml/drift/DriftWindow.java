package io.colin.ml.drift;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last 100 observations of each symbol, at least 15 bars apart so that they count as different ones. One thread at a
 * time.
 */
public final class DriftWindow {
    /** How many observations a comparison takes. */
    public static final int OBSERVATIONS = 100;

    private final long spacingNs;
    private final Map<Symbol, Deque<double[]>> rows = new HashMap<>();
    private final Map<Symbol, Long> lastNs = new HashMap<>();

    private DriftWindow(long spacingNs) {
        this.spacingNs = spacingNs;
    }

    /**
     * An empty window.
     *
     * @param barNs length of a bar, ns, above 0
     * @return the window
     */
    public static DriftWindow ofBars(long barNs) {
        return new DriftWindow(Require.positive("barNs", barNs) * TrainingReference.SPACING_BARS);
    }

    /**
     * Takes an observation if it is far enough from the one before.
     *
     * @param row of one decision point; one that cannot be judged is passed over
     */
    public void add(ObservedRow row) {
        double[] values = row.newestRow();
        Long before = lastNs.get(row.symbol());
        if (values.length == 0 || (before != null && row.dataAsOfNs() - before < spacingNs)) {
            return;
        }
        lastNs.put(row.symbol(), row.dataAsOfNs());
        Deque<double[]> kept = rows.computeIfAbsent(row.symbol(), symbol -> new ArrayDeque<>());
        if (kept.size() == OBSERVATIONS) {
            kept.removeFirst();
        }
        kept.addLast(values);
    }

    /**
     * What is kept of a symbol.
     *
     * @param symbol any
     * @return oldest first, at most {@link #OBSERVATIONS}
     */
    public List<double[]> rows(Symbol symbol) {
        return List.copyOf(rows.getOrDefault(symbol, new ArrayDeque<>()));
    }
}
