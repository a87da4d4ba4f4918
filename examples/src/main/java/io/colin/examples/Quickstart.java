package io.colin.examples;

import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.ml.BarTraining;
import io.colin.ml.TrainedModel;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.sizing.EquityShare;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The whole pipeline: recorded trades in, a model that is trained on the first part of them, a risk decision, an order
 * filled by a paper venue. What stands between the markers is the example of the README; a test compares the two.
 */
public final class Quickstart {
    private Quickstart() {}

    // quickstart
    static RunReport run(PrintStream out) {
        var trades = BitstampTrades.embedded(); // 100,000 real BTC/USD trades
        var btcUsd = trades.instrument();
        TrainedModel lstm =
                BarTraining.builder().source(trades).instrument(btcUsd).build().train();
        out.println(lstm.evaluation().verdict());
        var quiet = Duration.ofSeconds(60); // a market in which a price may be that old
        try (var engine = TradingEngine.builder()
                .instruments(btcUsd)
                .source(trades)
                .model(lstm.serve()) // never trades the part it was trained on
                .sizer(EquityShare.builder().build())
                .gate(StandardGate.builder()
                        .limits(RiskLimits.demonstration().build())
                        .build())
                .algo(Immediate.builder().capBps(60).maxQuoteAge(quiet).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(quiet)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder().instruments(btcUsd).feeBps(10).build())
                .build()) {
            RunReport report = engine.run();
            out.printf("%d signals, %d fills%n", report.signals().directed(), report.fills());
            out.printf(
                    "equity %s, fees %s%n",
                    report.portfolio().equity(), report.portfolio().feesPaid());
            out.printf("state %s%n", report.stateHash()); // the same in every run
            return report;
        }
    }
    // end

    /**
     * Trains and trades; takes half a minute or so.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }
}
