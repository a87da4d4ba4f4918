package io.colin.ml.label;

import io.colin.api.signal.Direction;

/** What became of a decision: a class with its exit, or nothing that could be taught. */
public sealed interface Label {
    /**
     * A class.
     *
     * @param decision index of the bar at whose close the decision lay
     * @param outcome LONG when the upper barrier was touched first, SHORT the lower, NEUTRAL when neither was
     * @param band θ, a fraction
     * @param cost round trip as known at the decision, a fraction
     * @param exitReturn exit price / reference price − 1: at the touch (at the open where the bar opened beyond the
     *     barrier) or at the last close of the horizon
     * @param endIndex index of the bar of the exit: what this label knows ends with it
     */
    record Outcome(int decision, Direction outcome, double band, double cost, double exitReturn, int endIndex)
            implements Label {}

    /**
     * No class.
     *
     * @param reason why
     */
    record Excluded(Exclusion reason) implements Label {}

    /** Why a decision has no class. Excluded decisions are counted, never guessed. */
    enum Exclusion {
        /** Both barriers lie within one bar and finer data is not at hand. */
        BOTH_BARRIERS,
        /** The next bar had no trade: no price to enter at. */
        NO_ENTRY,
        /** A hole or too many bars in a row without a trade within the horizon. */
        GAP,
        /** The data ends within the horizon. */
        DATA_ENDS
    }
}
