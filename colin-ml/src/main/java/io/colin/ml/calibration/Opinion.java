package io.colin.ml.calibration;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a model thinks of a decision point, before any rule says whether that is enough.
 *
 * @param probabilities calibrated
 * @param expectedReturn probability-weighted exit return, a fraction, signed
 * @param band θ, a fraction
 * @param cost round trip, a fraction
 * @param conformalSet the classes not ruled out
 */
public record Opinion(
        Probabilities probabilities, double expectedReturn, double band, double cost, Set<Direction> conformalSet) {
    /** Copies. */
    public Opinion {
        EnumSet<Direction> copy = EnumSet.noneOf(Direction.class);
        copy.addAll(conformalSet);
        conformalSet = Collections.unmodifiableSet(copy);
    }

    /**
     * The same opinion with another conformal set.
     *
     * @param set the classes not ruled out
     * @return a copy
     */
    public Opinion withSet(Set<Direction> set) {
        return new Opinion(probabilities, expectedReturn, band, cost, set);
    }

    /**
     * The most probable class.
     *
     * @return ties go to NEUTRAL
     */
    public Direction top() {
        return probabilities.top();
    }

    /**
     * The probability of the most probable class.
     *
     * @return [0, 1]
     */
    public double confidence() {
        return probabilities.of(top());
    }

    /**
     * What would be left: |expected return| − cost.
     *
     * @return a fraction; negative where the cost is not covered
     */
    public double expectedNet() {
        return Math.abs(expectedReturn) - cost;
    }
}
