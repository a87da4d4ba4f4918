package io.colin.ml.evaluation;

import io.colin.api.signal.Direction;
import io.colin.ml.calibration.Emission;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Opinion;
import io.colin.ml.label.Label.Outcome;

/**
 * A decision of the test block with what was said and what came.
 *
 * @param outcome what came
 * @param opinion what the model thought
 * @param emission what its rule made of it
 * @param persistence what the sign of the last 15 bars said
 * @param logistic what a logistic regression on the same columns said
 */
public record ScoredDecision(
        Outcome outcome, Opinion opinion, Emission emission, Direction persistence, Direction logistic) {
    /**
     * Whether the most probable class came.
     *
     * @return true when it did
     */
    public boolean isRight() {
        return opinion.top() == outcome.outcome();
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
        return emission.direction().sign() * outcome.exitReturn();
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
