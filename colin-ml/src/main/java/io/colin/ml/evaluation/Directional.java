package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * What emitted LONG and SHORT signals came to. Coverage and hit rate belong together.
 *
 * @param decisions how many there were to speak at
 * @param emitted how many signals the rule emitted
 * @param hits signals whose exit return had their sign
 * @param netHits signals whose exit return in their direction exceeded the cost
 * @param meanGross mean exit return in the signal's direction, a fraction; 0 when none was emitted
 * @param meanNet the same less cost; 0 when none was emitted
 * @param persistenceHits exit returns that had the sign of the last 15 bars, at the same decisions
 * @param wouldAbstain emitted signals the standard rule would have withheld
 * @param standardEmitted signals the standard rule would have emitted at all decisions
 */
public record Directional(
        int decisions,
        int emitted,
        int hits,
        int netHits,
        double meanGross,
        double meanNet,
        int persistenceHits,
        int wouldAbstain,
        int standardEmitted) {
    /** Checks. */
    public Directional {
        Require.within("emitted", emitted, 0, decisions);
        Require.within("hits", hits, 0, emitted);
        Require.within("netHits", netHits, 0, emitted);
    }

    static Directional of(List<Prediction> predictions, List<Direction> persistence) {
        List<Prediction> emitted =
                predictions.stream().filter(Prediction::isEmitted).toList();
        int persistenceHits = 0;
        for (int i = 0; i < predictions.size(); i++) {
            Prediction prediction = predictions.get(i);
            boolean hit = persistence.get(i).sign() * prediction.exitReturn() > 0;
            persistenceHits += prediction.isEmitted() && hit ? 1 : 0;
        }
        return new Directional(
                predictions.size(),
                emitted.size(),
                count(emitted, p -> p.gross() > 0),
                count(emitted, p -> p.net() > 0),
                emitted.stream().mapToDouble(Prediction::gross).average().orElse(0),
                emitted.stream().mapToDouble(Prediction::net).average().orElse(0),
                persistenceHits,
                count(emitted, p -> p.emission().wouldAbstain()),
                count(predictions, Prediction::isStandard));
    }

    private static int count(List<Prediction> predictions, Predicate<Prediction> test) {
        return (int) predictions.stream().filter(test).count();
    }

    /**
     * The share of decisions with a signal.
     *
     * @return [0, 1]; 0 when there were no decisions
     */
    public double coverage() {
        return decisions == 0 ? 0 : (double) emitted / decisions;
    }

    /**
     * The share of signals that were right about the sign.
     *
     * @return empty when none was emitted
     */
    public OptionalDouble hitRate() {
        return share(hits);
    }

    /**
     * The share of signals that earned more than their cost.
     *
     * @return empty when none was emitted
     */
    public OptionalDouble netHitRate() {
        return share(netHits);
    }

    /**
     * How often persistence was right about the sign at the same decisions.
     *
     * @return empty when none was emitted
     */
    public OptionalDouble persistenceHitRate() {
        return share(persistenceHits);
    }

    private OptionalDouble share(int count) {
        return emitted == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) count / emitted);
    }
}
