package io.colin.risk.sizing;

import io.colin.api.internal.Require;
import io.colin.api.signal.Signal;
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
     * The odds that a signal itself gives: with its confidence the band less the cost is won, else the band and the cost are
     * lost. That a signal may end between its barriers counts as a loss, which bets less rather than more.
     *
     * @return empty where the cost eats the band
     */
    static WinOdds ofBarriers() {
        return request -> {
            Signal signal = request.signal();
            double cost = Math.abs(signal.expectedReturn()) - signal.expectedNetReturn();
            double gain = signal.band() - cost;
            double loss = signal.band() + cost;
            return gain >= Double.MIN_NORMAL && loss >= Double.MIN_NORMAL
                    ? Optional.of(new Odds(signal.confidence(), gain, loss))
                    : Optional.empty();
        };
    }

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
