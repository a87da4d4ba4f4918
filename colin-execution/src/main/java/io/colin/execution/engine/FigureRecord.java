package io.colin.execution.engine;

import io.colin.api.event.RiskFiguresComputed;
import io.colin.api.risk.RiskFigures;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Chooses which figures the ledger keeps: never two within a minute, then those that say something else than the last
 * kept ones, and at least one an hour. A week of refreshes a minute apart is 10 080 of them; of a portfolio that does not
 * move 168 are kept. Not safe for threads.
 */
final class FigureRecord {
    /** Least event time between two kept ones. */
    static final long APART_NS = 60_000_000_000L;

    /** Event time after which unchanged ones are kept as well. */
    static final long AT_LEAST_EVERY_NS = 3_600_000_000_000L;

    /** A ratio that moved by this share of equity, or of a correlation, is another one. */
    private static final double MATERIAL = 0.0005;

    /** So is one that moved by this share of itself. */
    private static final double MATERIAL_SHARE = 0.05;

    private Optional<RiskFiguresComputed> kept = Optional.empty();

    /** Whether these are to be kept; if so they are those that the next are compared with. */
    boolean take(RiskFiguresComputed next) {
        boolean keep = kept.isEmpty() || isDue(kept.orElseThrow(), next);
        if (keep) {
            kept = Optional.of(next);
        }
        return keep;
    }

    void restore(RiskFiguresComputed recorded) {
        kept = Optional.of(recorded);
    }

    private static boolean isDue(RiskFiguresComputed before, RiskFiguresComputed next) {
        long apartNs = next.header().timeNs() - before.header().timeNs();
        return apartNs >= APART_NS && (apartNs >= AT_LEAST_EVERY_NS || differs(before.figures(), next.figures()));
    }

    private static boolean differs(RiskFigures before, RiskFigures next) {
        if (!before.problem().equals(next.problem())
                || !before.flags().equals(next.flags())
                || !before.backtest().equals(next.backtest())) {
            return true;
        }
        SortedMap<String, Double> old = numbers(before);
        SortedMap<String, Double> now = numbers(next);
        return !old.keySet().equals(now.keySet())
                || old.entrySet().stream()
                        .anyMatch(one -> moved(one.getValue(), now.getOrDefault(one.getKey(), Double.NaN)));
    }

    private static boolean moved(double before, double next) {
        return !(Math.abs(next - before) <= Math.max(MATERIAL, MATERIAL_SHARE * Math.abs(before)));
    }

    private static SortedMap<String, Double> numbers(RiskFigures figures) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        for (RiskFigures.TailFigure tail : figures.values()) {
            String name = tail.method() + " " + tail.confidence() + " " + tail.horizonDays();
            numbers.put("var " + name, tail.valueAtRiskRatio());
            numbers.put("es " + name, tail.expectedShortfallRatio());
        }
        for (RiskFigures.StressFigure stress : figures.stress()) {
            numbers.put("stress " + stress.scenario(), stress.lossRatio());
            stress.valueAtRiskRatio().ifPresent(value -> numbers.put("stressed var " + stress.scenario(), value));
        }
        figures.correlation().forEach((name, value) -> numbers.put("correlation " + name, value));
        return numbers;
    }
}
