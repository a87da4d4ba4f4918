package io.colin.examples;

import io.colin.api.market.MarketDataSource;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.sizing.EquityShare;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A model of one's own, {@link MeanReversion}, over the embedded trades. Its signals become market orders, immediate or
 * cancel, within 60 bp of the mid: what the engine does with signals unless told otherwise.
 */
public final class YourOwnModel {
    private static final Duration QUIET = Duration.ofSeconds(60);

    private YourOwnModel() {}

    static RunReport run(MarketDataSource source, PrintStream out) {
        var btcUsd = BitstampTrades.embedded().instrument();
        try (var engine = TradingEngine.builder()
                .instruments(btcUsd)
                .source(source)
                .model(MeanReversion.of(btcUsd.symbol()))
                .sizer(EquityShare.builder().build())
                .gate(StandardGate.builder()
                        .limits(RiskLimits.demonstration().build())
                        .build())
                .algo(Immediate.builder().capBps(60).maxQuoteAge(QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(QUIET)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder().instruments(btcUsd).feeBps(10).build())
                .build()) {
            RunReport report = engine.run();
            ReportPrinter.print(report, out);
            return report;
        }
    }

    /**
     * Trades the embedded week.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(BitstampTrades.embedded(), System.out);
    }
}
