package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.sizing.EquityShare;
import java.time.Duration;

/** The engine that is measured: standard gate, paper venue, prices that may be a minute old as in the demonstration. */
final class BenchEngine {
    private static final Duration QUIET = Duration.ofSeconds(60);

    private BenchEngine() {}

    /** An engine that takes no decision of its own. */
    static EngineBuilder over(MarketDataSource source, Instrument instrument) {
        return TradingEngine.builder()
                .instruments(instrument)
                .source(source)
                .gate(StandardGate.builder()
                        .limits(RiskLimits.demonstration()
                                .rate(r -> r.ordersPerSecond(1_000_000).ordersPerSecondPerStrategy(1_000_000))
                                // No month of returns: an armed check without its input refuses.
                                .tail(t -> t.armed(false))
                                .stress(t -> t.armed(false))
                                .build())
                        .build())
                .algo(Immediate.builder().capBps(60).maxQuoteAge(QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(QUIET)
                        .slippageCapBps(60)
                        .minLiquidity(0) // what is modelled of a small market
                        .build())
                .venue(PaperVenue.builder().instruments(instrument).feeBps(10).build());
    }

    /** An engine that trades about every other bar. */
    static EngineBuilder trading(MarketDataSource source, Instrument instrument) {
        return over(source, instrument)
                .model(new SwingModel(instrument.symbol()))
                .sizer(EquityShare.builder().build());
    }
}
