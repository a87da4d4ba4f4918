package io.colin.examples;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.EngineEvent;
import io.colin.api.market.MarketDataSource;
import io.colin.api.order.DenialCode;
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
import java.util.Locale;

/** A gate of one's own, {@link QuietEvening}, around the standard one. Every order it refuses is printed. */
public final class YourOwnGate {
    private static final Duration OLD = Duration.ofSeconds(60);

    private YourOwnGate() {}

    static RunReport run(MarketDataSource source, Duration quiet, PrintStream out) {
        var btcUsd = BitstampTrades.embedded().instrument();
        var standard = StandardGate.builder()
                .limits(RiskLimits.demonstration()
                        // The first hours hold no history of returns, and an armed check without its input refuses.
                        .tail(t -> t.armed(false))
                        .stress(t -> t.armed(false))
                        .build())
                .build();
        try (var engine = TradingEngine.builder()
                .instruments(btcUsd)
                .source(source)
                .model(MeanReversion.of(btcUsd.symbol()))
                .sizer(EquityShare.builder().build())
                .gate(QuietEvening.of(quiet, standard))
                .algo(Immediate.builder().capBps(60).maxQuoteAge(OLD).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(OLD)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder().instruments(btcUsd).feeBps(10).build())
                .onEvent(event -> refusal(event, out))
                .build()) {
            RunReport report = engine.run();
            ReportPrinter.print(report, out);
            return report;
        }
    }

    private static void refusal(EngineEvent event, PrintStream out) {
        if (event instanceof DecisionMade made && !made.decision().passes()) {
            made.decision().reasons().stream()
                    .filter(reason -> reason.code().equals(DenialCode.LOCKED.name()))
                    .forEach(reason -> out.printf(
                            Locale.ROOT,
                            "refused %s at %s: %s%n",
                            made.orderId(),
                            ReportPrinter.at(made.header().timeNs()),
                            reason.message()));
        }
    }

    /**
     * Trades the embedded week, with ten quiet minutes at the end of each day.
     *
     * @param args none, or the quiet minutes
     */
    public static void main(String[] args) {
        long minutes = args.length == 0 ? 10 : Long.parseLong(args[0]);
        run(BitstampTrades.embedded(), Duration.ofMinutes(minutes), System.out);
    }
}
