package io.colin.execution.backtest;

import io.colin.api.market.MarketDataSource;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.TradingEngine;

/** Says how an engine is put together. Whatever it hands over is made anew each time, for an engine closes its parts. */
@FunctionalInterface
public interface EngineSetup {
    /**
     * The settings of a fresh engine: model, sizer, gate, algorithms, router, venues and all else.
     *
     * @param source what it is to run over, for parts that read it themselves, as training does; whoever asks sets the
     *     engine's own source
     * @return a builder, not built
     */
    EngineBuilder over(MarketDataSource source);

    /**
     * Hears of the engine that was made of it, before it runs: for parts that ask something of it while it does. Default
     * nothing is done with it.
     *
     * @param engine owned by whoever built it
     */
    default void built(TradingEngine engine) {}
}
