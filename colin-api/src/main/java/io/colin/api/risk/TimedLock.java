package io.colin.api.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.Side;
import java.util.Optional;

/**
 * A lock of new orders of a symbol, for a time. Every order and child of its sides is refused until then, whoever sends it
 * and whatever it is for; what works at a venue already stays there.
 *
 * @param symbol what is locked
 * @param sides which sides of it
 * @param reason why, for a person
 * @param principal who locked it
 * @param sinceNs event time it was locked, ns since epoch
 * @param untilNs event time it ends, excluded, ns since epoch; {@link Long#MAX_VALUE} where only a person ends it
 */
public record TimedLock(Symbol symbol, Sides sides, String reason, String principal, long sinceNs, long untilNs) {
    /** Which sides a lock holds for. */
    public enum Sides {
        /** Buys. */
        BUY,
        /** Sells. */
        SELL,
        /** Buys and sells. */
        BOTH;

        /**
         * The sides a person names.
         *
         * @param side one side; empty for both
         * @return the same
         */
        public static Sides of(Optional<Side> side) {
            return side.map(one -> one == Side.BUY ? BUY : SELL).orElse(BOTH);
        }
    }

    /** Checks that texts are there and times are in order. */
    public TimedLock {
        Require.text("reason", reason);
        Require.text("principal", principal);
        Require.that(untilNs > sinceNs, "untilNs", "must be after sinceNs " + sinceNs, untilNs);
    }

    /**
     * What it holds for: the symbol, and the side where it is one.
     *
     * @return for example {@code BTC/USD} or {@code BTC/USD SELL}; two locks of one scope hold for the same orders
     */
    public String scope() {
        return sides == Sides.BOTH ? symbol.name() : symbol.name() + " " + sides;
    }
}
