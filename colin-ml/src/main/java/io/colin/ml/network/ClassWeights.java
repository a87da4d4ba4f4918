package io.colin.ml.network;

import io.colin.api.internal.Require;

/**
 * How much more a window of each class weighs in training. A network taught with them overstates the classes it was made
 * to weigh more by exactly these factors, so they are divided out of its answers before anything is calibrated.
 *
 * @param up weight of LONG, above 0
 * @param flat weight of NEUTRAL, above 0
 * @param down weight of SHORT, above 0
 */
public record ClassWeights(double up, double flat, double down) {
    /** Every class weighs the same. */
    public static final ClassWeights EQUAL = new ClassWeights(1, 1, 1);

    /** Checks. */
    public ClassWeights {
        Require.within("up", up, Double.MIN_NORMAL, Double.MAX_VALUE);
        Require.within("flat", flat, Double.MIN_NORMAL, Double.MAX_VALUE);
        Require.within("down", down, Double.MIN_NORMAL, Double.MAX_VALUE);
    }

    /**
     * The weight of a class.
     *
     * @param index 0 LONG, 1 NEUTRAL, 2 SHORT
     * @return above 0
     */
    public double of(int index) {
        return switch (index) {
            case 0 -> up;
            case 1 -> flat;
            case 2 -> down;
            default -> throw Require.broken("index", "must be 0, 1 or 2", index);
        };
    }
}
