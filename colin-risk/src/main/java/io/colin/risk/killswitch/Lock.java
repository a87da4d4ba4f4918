package io.colin.risk.killswitch;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.Side;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lock on some orders: of a symbol, a venue, a strategy, or any combination of them; of one side or both; until a time
 * or until somebody clears it. An order is locked when every part that the lock names is the order's.
 *
 * @param symbol canonical name, or {@link #ANY}
 * @param sides which sides
 * @param venue a venue's id, or {@link #ANY}
 * @param strategy its name, or {@link #ANY}
 * @param reason why, for a person
 * @param principal who or what locked it
 * @param sinceNs event time it was locked, ns since epoch
 * @param untilNs event time it ends, excluded; {@link #UNTIL_CLEARED} when only a person ends it
 */
public record Lock(
        String symbol,
        Sides sides,
        String venue,
        String strategy,
        String reason,
        String principal,
        long sinceNs,
        long untilNs) {
    /** The part of a lock that names nothing: it holds for every value. */
    public static final String ANY = "";

    /** The end of a lock that has none. */
    public static final long UNTIL_CLEARED = Long.MAX_VALUE;

    /** Which sides a lock holds for. */
    public enum Sides {
        /** Buys. */
        BUY,
        /** Sells. */
        SELL,
        /** Buys and sells. */
        BOTH;

        /**
         * Whether a side is one of these.
         *
         * @param side of an order
         * @return true when it is
         */
        public boolean includes(Side side) {
            return this == BOTH || (this == BUY) == (side == Side.BUY);
        }
    }

    /** Checks that it names something, that times are in order and texts are there. */
    public Lock {
        if (!symbol.isEmpty()) {
            Symbol.of(symbol);
        }
        Require.that(
                !symbol.isEmpty() || !venue.isEmpty() || !strategy.isEmpty(),
                "lock",
                "must name a symbol, a venue or a strategy",
                reason);
        Require.text("reason", reason);
        Require.text("principal", principal);
        Require.that(untilNs > sinceNs, "untilNs", "must be after sinceNs " + sinceNs, untilNs);
    }

    /**
     * A lock of both sides of a symbol everywhere, until cleared.
     *
     * @param symbol what
     * @param reason why, for a person
     * @param principal who or what locks it
     * @param sinceNs event time, ns since epoch
     * @return the lock
     */
    public static Lock ofSymbol(Symbol symbol, String reason, String principal, long sinceNs) {
        return new Lock(symbol.name(), Sides.BOTH, ANY, ANY, reason, principal, sinceNs, UNTIL_CLEARED);
    }

    /**
     * A lock of everything a strategy sends, until cleared.
     *
     * @param strategy its name
     * @param reason why, for a person
     * @param principal who or what locks it
     * @param sinceNs event time, ns since epoch
     * @return the lock
     */
    public static Lock ofStrategy(String strategy, String reason, String principal, long sinceNs) {
        Require.text("strategy", strategy);
        return new Lock(ANY, Sides.BOTH, ANY, strategy, reason, principal, sinceNs, UNTIL_CLEARED);
    }

    /**
     * A lock of everything at a venue, until cleared.
     *
     * @param venue its id
     * @param reason why, for a person
     * @param principal who or what locks it
     * @param sinceNs event time, ns since epoch
     * @return the lock
     */
    public static Lock ofVenue(String venue, String reason, String principal, long sinceNs) {
        Require.text("venue", venue);
        return new Lock(ANY, Sides.BOTH, venue, ANY, reason, principal, sinceNs, UNTIL_CLEARED);
    }

    /**
     * The same lock of one side.
     *
     * @param side which
     * @return a copy
     */
    public Lock only(Side side) {
        Sides one = side == Side.BUY ? Sides.BUY : Sides.SELL;
        return new Lock(symbol, one, venue, strategy, reason, principal, sinceNs, untilNs);
    }

    /**
     * The same lock at one venue.
     *
     * @param id the venue's
     * @return a copy
     */
    public Lock at(String id) {
        return new Lock(symbol, sides, Require.text("venue", id), strategy, reason, principal, sinceNs, untilNs);
    }

    /**
     * The same lock of one strategy.
     *
     * @param name the strategy's
     * @return a copy
     */
    public Lock by(String name) {
        return new Lock(symbol, sides, venue, Require.text("strategy", name), reason, principal, sinceNs, untilNs);
    }

    /**
     * The same lock with an end.
     *
     * @param timeNs event time it ends, excluded, ns since epoch, after {@link #sinceNs()}
     * @return a copy
     */
    public Lock until(long timeNs) {
        return new Lock(symbol, sides, venue, strategy, reason, principal, sinceNs, timeNs);
    }

    /**
     * Whether only a person ends it.
     *
     * @return true when it has no end
     */
    public boolean isUntilCleared() {
        return untilNs == UNTIL_CLEARED;
    }

    /**
     * Whether its time is over.
     *
     * @param timeNs event time, ns since epoch
     * @return true from {@link #untilNs()} on; never when only a person ends it
     */
    public boolean hasEnded(long timeNs) {
        return !isUntilCleared() && timeNs >= untilNs;
    }

    /**
     * Whether an order is one it holds for, time apart.
     *
     * @param itsSymbol what
     * @param itsSide which way
     * @param itsVenue where; an order that is still to be routed is at no venue
     * @param itsStrategy who decided it
     * @return true when every part the lock names is the order's
     */
    public boolean covers(Symbol itsSymbol, Side itsSide, String itsVenue, String itsStrategy) {
        return (symbol.isEmpty() || symbol.equals(itsSymbol.name()))
                && sides.includes(itsSide)
                && (venue.isEmpty() || venue.equals(itsVenue))
                && (strategy.isEmpty() || strategy.equals(itsStrategy));
    }

    /**
     * What it holds for: everything it names, and the side where it is one.
     *
     * @return for example {@code BTC/USD SELL}; two locks of one scope hold for the same orders
     */
    public String scope() {
        return Stream.of(symbol, venue, strategy, sides == Sides.BOTH ? ANY : sides.name())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /**
     * Whether another lock holds for the same orders.
     *
     * @param other any lock
     * @return true when all but reason, principal and times are equal
     */
    public boolean sameScope(Lock other) {
        return symbol.equals(other.symbol)
                && sides == other.sides
                && venue.equals(other.venue)
                && strategy.equals(other.strategy);
    }
}
