package io.colin.api.order;

/** The states of an order, parent or child. */
public enum OrderStatus {
    /** Created, nothing decided. */
    INITIALIZED,
    /** Refused by us, never sent. */
    DENIED,
    /** Held by us until its trigger. */
    EMULATED,
    /** Let go by the emulator or the review, about to be sent. */
    RELEASED,
    /** Handed to the venue, not yet answered. */
    SUBMITTED,
    /** Working at the venue. */
    ACCEPTED,
    /** Refused by the venue. */
    REJECTED,
    /** Cancelled; a fill may still race it. */
    CANCELED,
    /** Ended by its time in force. */
    EXPIRED,
    /** Its stop was touched. */
    TRIGGERED,
    /** A change was asked of the venue. */
    PENDING_UPDATE,
    /** A cancel was asked of the venue. */
    PENDING_CANCEL,
    /** Filled in part. */
    PARTIALLY_FILLED,
    /** Filled in full. */
    FILLED;

    /**
     * Whether the order no longer works.
     *
     * @return true for DENIED, REJECTED, CANCELED, EXPIRED and FILLED
     */
    public boolean isClosed() {
        return switch (this) {
            case DENIED, REJECTED, CANCELED, EXPIRED, FILLED -> true;
            default -> false;
        };
    }

    /**
     * Whether the venue owes us an answer.
     *
     * @return true for SUBMITTED, PENDING_UPDATE and PENDING_CANCEL
     */
    public boolean isInFlight() {
        return this == SUBMITTED || this == PENDING_UPDATE || this == PENDING_CANCEL;
    }
}
