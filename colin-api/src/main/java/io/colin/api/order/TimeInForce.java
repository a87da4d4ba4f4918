package io.colin.api.order;

import io.colin.api.internal.Require;

/**
 * How long an order works.
 *
 * @param kind the rule
 * @param expireTimeNs when a GTD order ends, ns since epoch; {@link #NO_EXPIRY} for every other kind
 */
public record TimeInForce(Kind kind, long expireTimeNs) {
    /** The expire time of what has none. */
    public static final long NO_EXPIRY = Long.MAX_VALUE;

    private static final long DAY_NS = 86_400_000_000_000L;

    /** Until cancelled. */
    public static final TimeInForce GTC = new TimeInForce(Kind.GTC, NO_EXPIRY);
    /** At once, the rest cancelled. */
    public static final TimeInForce IOC = new TimeInForce(Kind.IOC, NO_EXPIRY);
    /** At once in full or not at all. */
    public static final TimeInForce FOK = new TimeInForce(Kind.FOK, NO_EXPIRY);
    /** Until 00:00 UTC. */
    public static final TimeInForce DAY = new TimeInForce(Kind.DAY, NO_EXPIRY);

    /** The rules. */
    public enum Kind {
        /** Good till cancelled. */
        GTC,
        /** Immediate or cancel. */
        IOC,
        /** Fill or kill. */
        FOK,
        /** Good till a date. */
        GTD,
        /** Good till the end of the UTC day. */
        DAY
    }

    /** Checks that GTD and only GTD has a time. */
    public TimeInForce {
        Require.that(
                (kind == Kind.GTD) == (expireTimeNs != NO_EXPIRY),
                "expireTimeNs",
                "must be set for GTD and only for it",
                expireTimeNs);
    }

    /**
     * Good till a time.
     *
     * @param expireTimeNs ns since epoch
     * @return the rule
     */
    public static TimeInForce gtd(long expireTimeNs) {
        return new TimeInForce(Kind.GTD, Require.positive("expireTimeNs", expireTimeNs));
    }

    /**
     * When an order ends by this rule.
     *
     * @param fromNs when the order came, ns since epoch
     * @return ns since epoch: the time of GTD, the next 00:00 UTC after {@code fromNs} for DAY, else {@link #NO_EXPIRY}
     */
    public long endNs(long fromNs) {
        return kind == Kind.DAY ? (Math.floorDiv(fromNs, DAY_NS) + 1) * DAY_NS : expireTimeNs;
    }

    /**
     * Whether the order never rests.
     *
     * @return true for IOC and FOK
     */
    public boolean isImmediate() {
        return kind == Kind.IOC || kind == Kind.FOK;
    }
}
