package io.colin.risk.sizing;

import io.colin.api.internal.Require;
import io.colin.api.signal.SizingRequest;
import java.util.Optional;

/** Knows how often a signal wins and what it wins and loses. Asked on the thread that sizes; answers at once. */
@FunctionalInterface
public interface WinOdds {
    /**
     * The odds of a signal.
     *
     * @param request the signal with its account
     * @return net of costs; empty when unknown
     */
    Optional<Odds> of(SizingRequest request);

    /**
     * A bet with two outcomes.
     *
     * @param winProbability calibrated, in [0, 1]
     * @param gain share of the position's value won, net of costs, finite and above 0
     * @param loss share of the position's value lost, costs included, finite and above 0
     */
    record Odds(double winProbability, double gain, double loss) {
        /** Checks. */
        public Odds {
            Require.within("winProbability", winProbability, 0, 1);
            Require.within("gain", gain, Double.MIN_NORMAL, Double.MAX_VALUE);
            Require.within("loss", loss, Double.MIN_NORMAL, Double.MAX_VALUE);
        }
    }
}
