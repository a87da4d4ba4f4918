package io.colin.execution.engine;

/**
 * How the directed signals of a run came out, beside baselines on the same signals. Counts, so that nothing is rounded.
 *
 * @param decisionPoints times the model was asked
 * @param longs LONG signals
 * @param neutrals NEUTRAL signals
 * @param shorts SHORT signals
 * @param allowedByDefaults directed signals the default emission rules would have allowed too
 * @param resolved directed signals the market answered
 * @param correct of those, right
 * @param persistenceCorrect of those, right for the sign of the return over the horizon before
 * @param alwaysLongCorrect of those, right for always saying LONG
 * @param unresolved directed signals without an answer
 * @param meanNetReturn mean exit return in the signal's direction after costs, a fraction; NaN when none resolved
 */
public record SignalScore(
        long decisionPoints,
        long longs,
        long neutrals,
        long shorts,
        long allowedByDefaults,
        long resolved,
        long correct,
        long persistenceCorrect,
        long alwaysLongCorrect,
        long unresolved,
        double meanNetReturn) {
    /**
     * Directed signals.
     *
     * @return LONG and SHORT
     */
    public long directed() {
        return longs + shorts;
    }
}
