package io.colin.execution.engine;

import io.colin.api.ledger.EventStore;
import io.colin.api.market.MarketDataSource;
import io.colin.api.signal.SignalModel;
import java.util.Optional;

/**
 * The parts of an engine, put together by its builder.
 *
 * @param parts what the desks share
 * @param core the state machine
 * @param loop its thread's work
 * @param ledger writes the record
 * @param store holds the record
 * @param source of market data
 * @param model the model, if there is one
 * @param mayChangeModel whether a run may go on with another model than it stopped with
 */
record EngineAssembly(
        Parts parts,
        EngineCore core,
        EngineLoop loop,
        LedgerWriter ledger,
        EventStore store,
        MarketDataSource source,
        Optional<SignalModel> model,
        boolean mayChangeModel) {}
