package io.colin.examples;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.RunResumed;
import io.colin.api.instrument.Instrument;
import io.colin.api.ledger.Verification;
import io.colin.api.market.MarketDataSource;
import io.colin.api.portfolio.Portfolio;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.sizing.EquityShare;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A run that is stopped in its middle and started again. The second engine takes up money, positions and orders from the
 * SQLite ledger of the first and goes on where it stood; at the end the chain of hashes is checked.
 */
public final class DurableRun {
    private static final Instrument BTC_USD = BitstampTrades.embedded().instrument();
    private static final long BAR_NS = Duration.ofMinutes(1).toNanos();
    private static final Duration OLD = Duration.ofSeconds(60);

    private final MarketDataSource source;
    private final Path dataDir;
    private final PrintStream out;

    /**
     * What was seen.
     *
     * @param heldAtStop position when the first engine was stopped
     * @param heldAtResume position of the second engine before it did anything
     * @param fillsAtStop executions of the first engine
     * @param report of the whole run, as the second engine ended it
     * @param chain of the finished ledger
     */
    record Result(
            BigDecimal heldAtStop, BigDecimal heldAtResume, long fillsAtStop, RunReport report, Verification chain) {}

    private DurableRun(MarketDataSource source, Path dataDir, PrintStream out) {
        this.source = source;
        this.dataDir = dataDir;
        this.out = out;
    }

    static Result run(MarketDataSource source, Path dataDir, int stopAfterFills, PrintStream out) {
        DurableRun example = new DurableRun(source, dataDir, out);
        RunReport stopped = example.untilStopped(stopAfterFills);
        return example.toTheEnd(stopped);
    }

    /**
     * Stops itself at the close of a bar at which it holds something, as a person's Ctrl-C would: nothing new is taken,
     * the ledger is written out.
     */
    private RunReport untilStopped(int fills) {
        AtomicReference<TradingEngine> running = new AtomicReference<>();
        int[] seen = {0};
        try (TradingEngine engine = builder()
                .onEvent(event -> {
                    if (event instanceof OrderFilled) {
                        seen[0]++;
                    }
                    if (event instanceof PortfolioMarked marked
                            && marked.header().timeNs() % BAR_NS == 0
                            && seen[0] >= fills
                            && held(marked.portfolio()).signum() > 0) {
                        running.get().stop();
                    }
                })
                .build()) {
            running.set(engine);
            engine.start();
            out.printf(Locale.ROOT, "first engine: %s%n", outcome(engine));
            engine.stop();
            RunReport report = engine.view().report();
            out.printf(
                    Locale.ROOT,
                    "stopped at %s: %d fills, %s held, %d records%n",
                    ReportPrinter.at(report.endedAtNs()),
                    report.fills(),
                    held(report).toPlainString(),
                    report.ledgerRecords());
            return report;
        }
    }

    private Result toTheEnd(RunReport stopped) {
        AtomicReference<BigDecimal> heldAtResume = new AtomicReference<>();
        try (TradingEngine engine =
                builder().onEvent(event -> firstMark(event, heldAtResume)).build()) {
            RunReport report = engine.run();
            ReportPrinter.print(report, out);
            Verification chain = SqliteEventStore.verify(dataDir.resolve("ledger.db"));
            out.printf(Locale.ROOT, "ledger     %s%n", chain);
            return new Result(held(stopped), heldAtResume.get(), stopped.fills(), report, chain);
        }
    }

    /** What the second engine starts with. */
    private void firstMark(EngineEvent event, AtomicReference<BigDecimal> held) {
        if (event instanceof RunResumed resumed) {
            out.printf(
                    Locale.ROOT,
                    "second engine: took up %d records at %s%n",
                    resumed.ledgerRecords(),
                    ReportPrinter.at(resumed.header().timeNs()));
        }
        if (event instanceof PortfolioMarked marked && held.get() == null) {
            held.set(held(marked.portfolio()));
            out.printf(Locale.ROOT, "%s held%n", held.get().toPlainString());
        }
    }

    /** Waits for the end, whichever it is. */
    private static String outcome(TradingEngine engine) {
        return engine.ended()
                .handle((report, problem) ->
                        problem == null ? "came to the end of its source" : "was stopped on its way")
                .join();
    }

    private static BigDecimal held(RunReport report) {
        return held(report.portfolio());
    }

    private static BigDecimal held(Portfolio portfolio) {
        return portfolio.quantity(BTC_USD.symbol());
    }

    private EngineBuilder builder() {
        return TradingEngine.builder()
                .instruments(BTC_USD)
                .source(source)
                .model(MeanReversion.of(BTC_USD.symbol()))
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
                .venue(PaperVenue.builder().instruments(BTC_USD).feeBps(10).build())
                .store(SqliteEventStore.in(dataDir));
    }

    /**
     * Runs the embedded week in two parts.
     *
     * @param args none for a new temporary directory, or the directory of the ledger, which must hold none yet
     * @throws IOException if the directory cannot be made
     */
    public static void main(String[] args) throws IOException {
        Path dataDir = args.length == 0 ? Files.createTempDirectory("colin-durable-run") : Path.of(args[0]);
        System.out.printf(Locale.ROOT, "ledger in %s%n", dataDir);
        run(BitstampTrades.embedded(), dataDir, 100, System.out);
    }
}
