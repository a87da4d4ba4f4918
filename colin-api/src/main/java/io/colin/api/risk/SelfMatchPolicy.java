package io.colin.api.risk;

/**
 * What becomes of two orders of ours that would trade with each other. The newest is the one that is about to be sent, a slice
 * of an order that has worked for hours too; the oldest are those that rest, or are on their way to.
 */
public enum SelfMatchPolicy {
    /** The new order is refused: at the door where it goes out as it stands, else slice by slice, and what rests stays. */
    REJECT,
    /**
     * The new order is taken, and cancelled when something of it would trade with another of ours: nothing of that slice is
     * sent, what else works of it is taken back, and what it has filled stays filled. What rests stays.
     */
    CANCEL_NEWEST,
    /**
     * Whole orders of ours that would trade with it are cancelled, with all that works of them. Nothing of the slice is sent
     * before each of them is known to have ended; then the algorithm is asked anew.
     */
    CANCEL_OLDEST
}
