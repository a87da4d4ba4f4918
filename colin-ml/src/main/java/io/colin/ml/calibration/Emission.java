package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.SignalReason;

/**
 * What a rule made of an opinion.
 *
 * @param direction LONG or SHORT where it may be traded, else NEUTRAL
 * @param strength share of the full size, [0, 1]; 0 when NEUTRAL
 * @param reason NONE for LONG and SHORT, else why not
 * @param wouldAbstain whether the standard rule would have withheld what this one emitted
 */
public record Emission(Direction direction, double strength, SignalReason reason, boolean wouldAbstain) {
    /** Checks. */
    public Emission {
        Require.within("strength", strength, 0, 1);
        Require.that(
                (direction == Direction.NEUTRAL) == (reason != SignalReason.NONE),
                "reason",
                "must be given for NEUTRAL and only for it",
                reason);
    }
}
