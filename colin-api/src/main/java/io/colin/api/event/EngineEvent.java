package io.colin.api.event;

/** Something the engine decided or learned. */
public sealed interface EngineEvent permits LedgerEvent, SignalWithheld, PortfolioMarked, DataProblem {
    /**
     * Where it stands among the others.
     *
     * @return the header
     */
    EventHeader header();
}
