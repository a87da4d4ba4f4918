package io.colin.risk;

import io.colin.api.internal.Require;

/**
 * One value in which limits differ.
 *
 * @param name of the value, {@code order.maxValue} for example
 * @param before its text before
 * @param after its text after
 * @param direction what the change does
 */
public record LimitDifference(String name, String before, String after, Direction direction) {
    /** What a change does. */
    public enum Direction {
        /** Allows more; needs two people. */
        RAISE,
        /** Allows less; anybody who may change limits may do it alone. */
        CUT,
        /** Neither clearly more nor less; needs two people. */
        OTHER
    }

    /** Checks. */
    public LimitDifference {
        Require.text("name", name);
        Require.that(!before.equals(after), name, "must differ from " + before, after);
    }
}
