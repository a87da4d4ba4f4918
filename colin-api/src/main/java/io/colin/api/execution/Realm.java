package io.colin.api.execution;

/** Whose money an execution was: what is learnt from one never counts in the other. */
public enum Realm {
    /** Filled by simulated venues. */
    PAPER,
    /** Filled by real venues. */
    LIVE
}
