package io.colin.execution.impact;

import java.util.OptionalDouble;

/**
 * How well impact was predicted, each parent before it was learnt from.
 *
 * @param missed Σ|predicted − realised|, fractions of the mid at arrival without half the spread
 * @param realised Σ|realised|
 * @param parents how many
 */
public record ImpactAccuracy(double missed, double realised, long parents) {
    /** Fewest parents that an accuracy is stated for. */
    public static final long LEAST_PARENTS = 30;

    /** Of nothing yet. */
    public static final ImpactAccuracy NONE = new ImpactAccuracy(0, 0, 0);

    /**
     * The accuracy.
     *
     * @return 1 − Σ|predicted − realised| / Σ|realised|, at most 1, below 0 when it is worse than predicting nothing; empty with
     *     fewer than 30 parents
     */
    public OptionalDouble value() {
        return parents < LEAST_PARENTS || realised == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - missed / realised);
    }

    ImpactAccuracy plus(double predicted, double came) {
        return new ImpactAccuracy(missed + Math.abs(predicted - came), realised + Math.abs(came), parents + 1);
    }
}
