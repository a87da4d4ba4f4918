package io.colin.api.order;

/** Whether we know what the venue did with the last command. */
public enum Outcome {
    /** The state is what the venue said. */
    KNOWN,
    /** No readable answer came: the order is looked up, never resent. */
    UNRESOLVED
}
