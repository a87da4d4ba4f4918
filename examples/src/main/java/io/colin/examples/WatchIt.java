package io.colin.examples;

import io.colin.api.market.MarketDataSource;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.monitoring.EngineMetrics;
import io.colin.monitoring.micrometer.MicrometerSink;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.sizing.EquityShare;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * An engine that is measured. Its times go to the sink by themselves, what it decides is counted from its events; any
 * Micrometer registry takes both, here one that Prometheus scrapes.
 */
public final class WatchIt {
    private static final Duration OLD = Duration.ofSeconds(60);
    private static final List<String> SHOWN = List.of(
            "colin_data_events_total",
            "colin_signals_total",
            "colin_orders_total",
            "colin_risk_decisions_total",
            "colin_fees_total",
            "colin_portfolio_equity",
            "colin_execution_latency_seconds_count");

    private WatchIt() {}

    static String run(MarketDataSource source, PrintStream out) {
        var btcUsd = BitstampTrades.embedded().instrument();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var sink = MicrometerSink.to(registry);
        try (var engine = TradingEngine.builder()
                .instruments(btcUsd)
                .source(source)
                .model(MeanReversion.of(btcUsd.symbol()))
                .sizer(EquityShare.builder().build())
                .gate(StandardGate.builder()
                        .limits(RiskLimits.demonstration()
                                // The first hours hold no history of returns, and an armed check without its input
                                // refuses.
                                .tail(t -> t.armed(false))
                                .stress(t -> t.armed(false))
                                .build())
                        .build())
                .algo(Immediate.builder().capBps(60).maxQuoteAge(OLD).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(OLD)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder().instruments(btcUsd).feeBps(10).build())
                .sink(sink)
                .onEvent(EngineMetrics.to(sink, source.id()))
                .build()) {
            engine.run();
        }
        String scraped = registry.scrape();
        registry.close();
        scraped.lines()
                .filter(line -> SHOWN.stream().anyMatch(line::startsWith))
                .forEach(out::println);
        return scraped;
    }

    /**
     * Measures a run over the embedded week.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(BitstampTrades.embedded(), System.out);
    }
}
