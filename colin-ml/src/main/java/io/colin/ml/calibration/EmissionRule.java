package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.SignalReason;
import java.util.EnumSet;

/**
 * Which opinions become trading signals. The direction is always the most probable class, and the sign of the expected
 * return must always agree with it.
 *
 * @param minConfidence least probability of the direction, [0, 1]
 * @param netRequired whether the expected return must cover its cost
 * @param conformalRequired whether the conformal set must be exactly the direction
 * @param strengthByConfidence strength = confidence when true, else clip(net/θ, 0, 1)
 */
public record EmissionRule(
        double minConfidence, boolean netRequired, boolean conformalRequired, boolean strengthByConfidence) {
    /** Confidence 0.65, net above 0, conformal set exactly the direction, strength by net. */
    public static final EmissionRule STANDARD = new EmissionRule(0.65, true, true, false);

    /** Confidence 0.40; net and conformal set are computed and counted, not required; strength is the confidence. */
    public static final EmissionRule DEMONSTRATION = new EmissionRule(0.40, false, false, true);

    /** Checks. */
    public EmissionRule {
        Require.within("minConfidence", minConfidence, 0, 1);
    }

    /**
     * Applies the rule.
     *
     * @param opinion what the model thinks
     * @return a direction with its strength, or why not
     */
    public Emission decide(Opinion opinion) {
        SignalReason reason = refusal(opinion);
        boolean emitted = reason == SignalReason.NONE;
        boolean wouldAbstain = emitted && STANDARD.refusal(opinion) != SignalReason.NONE;
        return new Emission(
                emitted ? opinion.top() : Direction.NEUTRAL, emitted ? strength(opinion) : 0, reason, wouldAbstain);
    }

    private SignalReason refusal(Opinion opinion) {
        Direction top = opinion.top();
        if (top == Direction.NEUTRAL) {
            return SignalReason.NEUTRAL;
        }
        if (opinion.confidence() < minConfidence) {
            return SignalReason.LOW_CONFIDENCE;
        }
        if (Math.signum(opinion.expectedReturn()) != top.sign()) {
            return SignalReason.SIGN_DISAGREES;
        }
        if (netRequired && opinion.expectedNet() <= 0) {
            return SignalReason.COST_NOT_COVERED;
        }
        boolean ruledIn = opinion.conformalSet().equals(EnumSet.of(top));
        return conformalRequired && !ruledIn ? SignalReason.ABSTAINED : SignalReason.NONE;
    }

    private double strength(Opinion opinion) {
        double strength = strengthByConfidence ? opinion.confidence() : opinion.expectedNet() / opinion.band();
        return Math.max(0, Math.min(1, strength));
    }
}
