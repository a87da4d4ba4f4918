package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.ml.calibration.Emission;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Opinion;

/**
 * A prediction that has been answered: what was said and what came.
 *
 * @param timeNs when it was made, ns since epoch
 * @param endNs when its answer was known, ns since epoch
 * @param price at that moment, in quote currency
 * @param came the class that came
 * @param exitReturn exit price / reference price − 1, a fraction
 * @param opinion what the model thought
 * @param emission what its rule made of it
 * @param funding what a LONG paid in funding over the time, a fraction of the price, negative where it was paid; a SHORT
 *     the opposite. 0 where the data hold no funding
 */
public record Prediction(
        long timeNs,
        long endNs,
        double price,
        Direction came,
        double exitReturn,
        Opinion opinion,
        Emission emission,
        double funding) {
    /** Checks. */
    public Prediction {
        Require.that(endNs >= timeNs, "endNs", "must not be before timeNs", endNs);
        Require.within("price", price, Double.MIN_NORMAL, Double.MAX_VALUE);
        Require.finite("exitReturn", exitReturn);
        Require.finite("funding", funding);
    }

    /**
     * Whether the most probable class came.
     *
     * @return true when it did
     */
    public boolean isRight() {
        return opinion.top() == came;
    }

    /**
     * Whether a trading signal was emitted.
     *
     * @return true for LONG and SHORT
     */
    public boolean isEmitted() {
        return emission.direction() != Direction.NEUTRAL;
    }

    /**
     * The exit return in the signal's direction.
     *
     * @return a fraction, before costs; 0 when nothing was emitted
     */
    public double gross() {
        return emission.direction().sign() * exitReturn;
    }

    /**
     * The exit return in the signal's direction less the round-trip cost and the funding paid.
     *
     * @return a fraction; 0 when nothing was emitted
     */
    public double net() {
        return net(emission.direction());
    }

    /** What acting on a direction here would have left. */
    double net(Direction direction) {
        return direction == Direction.NEUTRAL
                ? 0
                : direction.sign() * exitReturn - opinion.cost() - direction.sign() * funding;
    }

    /**
     * Whether the standard rule would have emitted a signal here.
     *
     * @return true when it would
     */
    public boolean isStandard() {
        return EmissionRule.STANDARD.decide(opinion).direction() != Direction.NEUTRAL;
    }
}
