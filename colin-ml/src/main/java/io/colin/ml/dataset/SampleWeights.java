package io.colin.ml.dataset;

import io.colin.ml.label.ClassIndex;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.network.ClassWeights;
import java.util.List;

/**
 * How much each training decision weighs: label uniqueness (1 / mean number of label windows that overlap it), times the
 * inverse frequency of its class (capped at 5) where class weights are asked for; mean 1. Immutable.
 */
public final class SampleWeights {
    private static final double LARGEST_CLASS_WEIGHT = 5;
    private static final int CLASSES = 3;

    private final float[] weights;
    private final ClassWeights classes;

    private SampleWeights(float[] weights, ClassWeights classes) {
        this.weights = weights;
        this.classes = classes;
    }

    /**
     * Weighs decisions.
     *
     * @param fit training decisions, oldest first, not empty
     * @param byClass whether rare classes weigh more
     * @return the weights
     */
    public static SampleWeights of(List<Outcome> fit, boolean byClass) {
        ClassWeights classes = byClass ? inverseFrequency(fit) : ClassWeights.EQUAL;
        int[] overlaps = overlaps(fit);
        double[] raw = new double[fit.size()];
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            Outcome outcome = fit.get(i);
            double overlapping = 0;
            for (int bar = outcome.decision() + 1; bar <= outcome.endIndex(); bar++) {
                overlapping += overlaps[bar];
            }
            double uniqueness = (outcome.endIndex() - outcome.decision()) / overlapping;
            raw[i] = uniqueness * classes.of(ClassIndex.of(outcome.outcome()));
            sum += raw[i];
        }
        float[] weights = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            weights[i] = (float) (raw[i] * raw.length / sum);
        }
        return new SampleWeights(weights, classes);
    }

    /**
     * One weight a decision.
     *
     * @return a copy, mean 1
     */
    public float[] weights() {
        return weights.clone();
    }

    /**
     * The class part of the weights.
     *
     * @return equal unless class weights were asked for
     */
    public ClassWeights classes() {
        return classes;
    }

    private static int[] overlaps(List<Outcome> fit) {
        int last = fit.stream().mapToInt(Outcome::endIndex).max().orElseThrow();
        int[] overlaps = new int[last + 1];
        for (Outcome outcome : fit) {
            for (int bar = outcome.decision() + 1; bar <= outcome.endIndex(); bar++) {
                overlaps[bar]++;
            }
        }
        return overlaps;
    }

    private static ClassWeights inverseFrequency(List<Outcome> fit) {
        double[] counts = new double[CLASSES];
        fit.forEach(outcome -> counts[ClassIndex.of(outcome.outcome())]++);
        double[] weights = new double[CLASSES];
        for (int k = 0; k < CLASSES; k++) {
            weights[k] = Math.min(LARGEST_CLASS_WEIGHT, fit.size() / (CLASSES * Math.max(1, counts[k])));
        }
        return new ClassWeights(weights[0], weights[1], weights[2]);
    }
}
