package io.colin.api;

import java.util.Objects;

/**
 * Trouble outside the caller's control: a file, a store, a venue or a model that does not do what it must. A caller's
 * mistake is an {@link IllegalArgumentException} instead, an expected outcome is returned.
 */
public final class ColinException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What went wrong, for code that decides by it. */
    public enum Reason {
        /** A file or resource is missing or cannot be opened. */
        SOURCE_UNAVAILABLE,
        /** A file or message was read but its content breaks its format; the message names the place. */
        DATA_INVALID,
        /** The ledger could not be opened, written or read. */
        STORE_FAILED,
        /** The ledger was read and its hash chain, sequence or content is damaged. */
        STORE_DAMAGED,
        /** A model could not be trained, loaded, verified or evaluated. */
        MODEL_FAILED,
        /** A venue did not answer or answered unreadably. */
        VENUE_FAILED,
        /** Settings cannot work together. */
        SETTINGS_INVALID,
        /** The component was stopped or its thread interrupted. */
        STOPPED
    }

    /**
     * Creates the exception.
     *
     * @param reason what went wrong
     * @param message one sentence for a person, with the name and value concerned
     */
    public ColinException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Creates the exception with its cause.
     *
     * @param reason what went wrong
     * @param message one sentence for a person, with the name and value concerned
     * @param cause what was thrown below
     */
    public ColinException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * What went wrong.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }
}
