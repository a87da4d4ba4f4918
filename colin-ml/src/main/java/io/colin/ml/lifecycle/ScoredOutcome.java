package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;

/**
 * How one directed signal of a model came out, traded or in the shadow.
 *
 * @param symbol what it was about
 * @param dataAsOfNs when it was given, ns since epoch
 * @param resolvedAtNs when the market answered, ns since epoch
 * @param direction LONG or SHORT
 * @param known false where there was no data at the time: never wrong, never right
 * @param exitReturn exit price / reference price − 1, a fraction
 * @param netReturn in the signal's direction less its cost, times its strength, a fraction
 * @param strength of the signal, [0, 1]: what a round trip more costs is that much of it
 */
public record ScoredOutcome(
        Symbol symbol,
        long dataAsOfNs,
        long resolvedAtNs,
        Direction direction,
        boolean known,
        double exitReturn,
        double netReturn,
        double strength) {
    /** Checks. */
    public ScoredOutcome {
        Require.that(direction != Direction.NEUTRAL, "direction", "must be LONG or SHORT", direction);
        Require.that(resolvedAtNs >= dataAsOfNs, "resolvedAtNs", "must not be before dataAsOfNs", resolvedAtNs);
        Require.finite("exitReturn", exitReturn);
        Require.finite("netReturn", netReturn);
        Require.within("strength", strength, 0, 1);
    }

    /**
     * Whether the exit return had the sign of the signal.
     *
     * @return false also when unknown
     */
    public boolean isRight() {
        return known && exitReturn * direction.sign() > 0;
    }

    /**
     * The same outcome where a round trip had cost more.
     *
     * @param roundTrip a fraction of the price, negative for less
     * @return itself when unknown
     */
    public ScoredOutcome lessCost(double roundTrip) {
        return known
                ? new ScoredOutcome(
                        symbol,
                        dataAsOfNs,
                        resolvedAtNs,
                        direction,
                        true,
                        exitReturn,
                        netReturn - roundTrip * strength,
                        strength)
                : this;
    }
}
