package io.colin.execution.engine;

/** What an engine is doing. */
public enum EnginePhase {
    /** Built, not started. */
    CREATED,
    /** Rebuilding state from the ledger. */
    RECOVERING,
    /** Reading history; nothing is traded. */
    WARMING,
    /** Trading. */
    TRADING,
    /** The source is at its end; orders are still taken against the last market. */
    ENDED,
    /** Stopped in good order. */
    STOPPED,
    /** Stopped by a failure; {@link EngineStatus#failure()} says which. */
    FAILED
}
