package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model scored out of sample, beside its baselines on the same decisions. Every number comes from the run.
 *
 * @param decisions how many were scored
 * @param classification of the probabilities
 * @param directional of the emitted signals
 * @param baselines at least one
 */
public record Evaluation(
        int decisions, Classification classification, Directional directional, List<Baseline> baselines) {
    private static final double SIGNIFICANT = 0.05;

    /** Checks and copies. */
    public Evaluation {
        Require.positive("decisions", decisions);
        baselines = List.copyOf(baselines);
        Require.positive("baselines", baselines.size());
    }

    /**
     * The baseline with the highest accuracy.
     *
     * @return the first of the best
     */
    public Baseline bestBaseline() {
        return baselines.stream()
                .max(Comparator.comparingDouble(Baseline::accuracy))
                .orElseThrow();
    }

    /**
     * Whether the model is better than every baseline at p &lt; 0.05.
     *
     * @return false means it adds nothing
     */
    public boolean beatsEveryBaseline() {
        return baselines.stream().allMatch(b -> b.difference() > 0 && b.pValue() < SIGNIFICANT);
    }

    /**
     * The verdict in one sentence.
     *
     * @return for a person
     */
    public String verdict() {
        Baseline best = bestBaseline();
        String comparison = String.format(
                Locale.ROOT,
                "accuracy %.1f %% against %.1f %% of the best baseline (%s), difference %+.1f points [%+.1f, %+.1f], %s",
                100 * classification.accuracy(),
                100 * best.accuracy(),
                best.name(),
                100 * best.difference(),
                100 * best.low(),
                100 * best.high(),
                Chance.of(best.pValue()));
        return (beatsEveryBaseline() ? "beats every baseline out of sample: " : "adds nothing: ") + comparison;
    }

    /**
     * The numbers by name, as a model card shows them. A number that does not exist (a hit rate without signals) is
     * absent.
     *
     * @return a new map
     */
    public SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("samples", (double) decisions);
        metrics.put("accuracy", classification.accuracy());
        metrics.put("balanced_accuracy", classification.balancedAccuracy());
        metrics.put("log_loss", classification.logLoss());
        metrics.put("prior_log_loss", classification.priorLogLoss());
        metrics.put("brier", classification.brier());
        metrics.put("prior_brier", classification.priorBrier());
        metrics.put("calibration_error", classification.calibrationError());
        metrics.put("baseline", bestBaseline().accuracy());
        metrics.put("baseline_p_value", bestBaseline().pValue());
        for (Baseline baseline : baselines) {
            metrics.put(baseline.name() + "_accuracy", baseline.accuracy());
        }
        metrics.put("coverage", directional.coverage());
        metrics.put("signals", (double) directional.emitted());
        metrics.put("would_abstain", (double) directional.wouldAbstain());
        metrics.put("standard_signals", (double) directional.standardEmitted());
        putIfPresent(metrics, "hit_rate", directional.hitRate());
        putIfPresent(metrics, "net_hit_rate", directional.netHitRate());
        putIfPresent(metrics, "persistence_hit_rate", directional.persistenceHitRate());
        return Collections.unmodifiableSortedMap(metrics);
    }

    /**
     * The report for a person.
     *
     * @return a few lines, the verdict last
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d decisions out of sample: accuracy %.1f %%, balanced %.1f %%, log loss %.4f (prior %.4f),"
                        + " Brier %.4f (prior %.4f), calibration error %.3f",
                decisions,
                100 * classification.accuracy(),
                100 * classification.balancedAccuracy(),
                classification.logLoss(),
                classification.priorLogLoss(),
                classification.brier(),
                classification.priorBrier(),
                classification.calibrationError()));
        for (Baseline b : baselines) {
            lines.add(String.format(
                    Locale.ROOT,
                    "baseline %s: accuracy %.1f %%, model %+.1f points [%+.1f, %+.1f], %s",
                    b.name(),
                    100 * b.accuracy(),
                    100 * b.difference(),
                    100 * b.low(),
                    100 * b.high(),
                    Chance.of(b.pValue())));
        }
        lines.add(signalLine());
        lines.add(verdict());
        return List.copyOf(lines);
    }

    private String signalLine() {
        String standard = String.format(
                Locale.ROOT,
                "the standard rule would have withheld %d of them and emitted %d in all",
                directional.wouldAbstain(),
                directional.standardEmitted());
        if (directional.emitted() == 0) {
            return "no signal emitted; " + standard;
        }
        return String.format(
                Locale.ROOT,
                "%d signals (coverage %.1f %%): hit rate %.1f %% (persistence at the same moments %.1f %%), net of costs"
                        + " %.1f %%, mean %+.1f bp gross, %+.1f bp net; %s",
                directional.emitted(),
                100 * directional.coverage(),
                100 * directional.hitRate().orElseThrow(),
                100 * directional.persistenceHitRate().orElseThrow(),
                100 * directional.netHitRate().orElseThrow(),
                1e4 * directional.meanGross(),
                1e4 * directional.meanNet(),
                standard);
    }

    private static void putIfPresent(SortedMap<String, Double> metrics, String name, OptionalDouble value) {
        if (value.isPresent()) {
            metrics.put(name, value.getAsDouble());
        }
    }
}
