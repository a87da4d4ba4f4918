package io.colin.examples;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.execution.algo.Immediate;
import io.colin.execution.backtest.Backtest;
import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.EngineSetup;
import io.colin.execution.backtest.LookaheadCheck;
import io.colin.execution.backtest.LookaheadReport;
import io.colin.execution.backtest.TearSheet;
import io.colin.execution.backtest.Trials;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.sizing.EquityShare;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A backtest in a program of your own: the engine that also trades, over recorded trades, with a rule as its model. What
 * came of it is printed, written as a page, and checked for knowledge of the future.
 */
public final class EmbeddedBacktest {
    private static final Duration QUIET = Duration.ofSeconds(60);

    private EmbeddedBacktest() {}

    /** Called once a run: an engine closes its parts, so each gets fresh ones. */
    private static EngineSetup setup(Instrument instrument) {
        return source -> TradingEngine.builder()
                .instruments(instrument)
                .model(MeanReversion.of(instrument.symbol()))
                .sizer(EquityShare.builder().build())
                .gate(StandardGate.builder()
                        .limits(RiskLimits.demonstration().build())
                        .build())
                .algo(Immediate.builder().capBps(60).maxQuoteAge(QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(QUIET)
                        .slippageCapBps(60)
                        .minLiquidity(0) // a market too small for the usual floor
                        .build())
                .venue(PaperVenue.builder().instruments(instrument).feeBps(10).build());
    }

    static BacktestReport run(MarketDataSource source, Instrument instrument, PrintStream out) {
        BacktestReport report = Backtest.builder()
                .source(source)
                .engine(setup(instrument))
                .trials(Trials.of(8)) // how many variants were looked at before this one
                .build()
                .run();
        report.performance().totalReturn().value().ifPresent(made -> out.printf("return %.4f%n", made));
        report.baseline().totalReturn().value().ifPresent(made -> out.printf("holding %.4f%n", made));
        out.printf("%d round trips%n", report.trades().count());
        out.println("Sharpe ratio: " + report.performance().sharpe().missing());
        return report;
    }

    static LookaheadReport check(MarketDataSource source, Instrument instrument, PrintStream out) {
        LookaheadReport report =
                LookaheadCheck.of(source, setup(instrument), stage -> {}).run(3, 42);
        report.cuts()
                .forEach(cut -> out.printf(
                        "%d decisions do not know the rest%n", cut.parity().equal()));
        return report;
    }

    /**
     * Runs it over the embedded trades and writes {@code backtest.html}.
     *
     * @param args none
     * @throws IOException if the page cannot be written
     */
    public static void main(String[] args) throws IOException {
        BitstampTrades trades = BitstampTrades.embedded();
        BacktestReport report = run(trades, trades.instrument(), System.out);
        Files.writeString(Path.of("backtest.html"), TearSheet.of(report).html());
        check(trades, trades.instrument(), System.out);
    }
}
