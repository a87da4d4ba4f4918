package io.colin.api.signal;

import io.colin.api.internal.Require;

/**
 * A signal and what the market made of it: the first touch of a barrier, else the price at the end of the horizon.
 *
 * @param signal as it was emitted, with its id, probabilities and members
 * @param resolvedAtNs event time of the answer, ns since epoch, not before the signal's
 * @param known false where there was no data at the time: then nothing may be learnt from it
 * @param realised the class that came true; NEUTRAL when unknown
 * @param exitReturn exit price / reference price − 1, a fraction; 0 when unknown
 * @param netReturn exit return in the signal's direction less its cost, a fraction; 0 when unknown
 */
public record ResolvedSignal(
        Signal signal, long resolvedAtNs, boolean known, Direction realised, double exitReturn, double netReturn) {
    /** Checks. */
    public ResolvedSignal {
        Require.that(
                resolvedAtNs >= signal.dataAsOfNs(), "resolvedAtNs", "must not be before the signal", resolvedAtNs);
        Require.finite("exitReturn", exitReturn);
        Require.finite("netReturn", netReturn);
    }

    /**
     * Whether the exit return had the sign of the signal.
     *
     * @return false also for NEUTRAL signals and unknown answers
     */
    public boolean isRight() {
        return known && exitReturn * signal.direction().sign() > 0;
    }
}
