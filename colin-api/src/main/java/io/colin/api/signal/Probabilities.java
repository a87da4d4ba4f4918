package io.colin.api.signal;

import io.colin.api.internal.Require;

/**
 * Class probabilities of one decision.
 *
 * @param up probability of LONG, [0, 1]
 * @param flat probability of NEUTRAL, [0, 1]
 * @param down probability of SHORT, [0, 1]; the three sum to 1 within 1e-6
 */
public record Probabilities(double up, double flat, double down) {
    private static final double SUM_TOLERANCE = 1e-6;

    /** Checks range and sum. */
    public Probabilities {
        Require.within("up", up, 0, 1);
        Require.within("flat", flat, 0, 1);
        Require.within("down", down, 0, 1);
        Require.that(
                Math.abs(up + flat + down - 1) <= SUM_TOLERANCE, "probabilities", "must sum to 1", up + flat + down);
    }

    /**
     * The probability of a class.
     *
     * @param direction the class
     * @return [0, 1]
     */
    public double of(Direction direction) {
        return switch (direction) {
            case LONG -> up;
            case NEUTRAL -> flat;
            case SHORT -> down;
        };
    }

    /**
     * The most probable class; ties go to NEUTRAL, then LONG.
     *
     * @return the class
     */
    public Direction top() {
        if (flat >= up && flat >= down) {
            return Direction.NEUTRAL;
        }
        return up >= down ? Direction.LONG : Direction.SHORT;
    }
}
