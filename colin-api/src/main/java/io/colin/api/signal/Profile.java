package io.colin.api.signal;

/** What a model looks at and how far ahead. */
public enum Profile {
    /** One-minute bars, 15 minutes ahead: trading signals. */
    BAR,
    /** Book updates, the next mid change or 5 seconds ahead: timing of child orders. */
    BOOK
}
