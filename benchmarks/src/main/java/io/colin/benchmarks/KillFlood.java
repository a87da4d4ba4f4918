package io.colin.benchmarks;

import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.risk.KillSwitch;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.ControlResult;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.breaker.BreakerSettings;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The switch of the system, thrown and armed again over and over while a live book comes at 100,000 events a second, or as fast
 * as the engine takes it: the rate it took is printed. The gate is that of {@link PeakLoad}, every control on. After each call
 * of {@code kill} an order must be refused for the switch, and before every twentieth one must be taken, or the run fails: such
 * an order is cancelled by the kill, and the venue's answer, which is awaited before the switch is armed again, takes its time.
 *
 * <ul>
 *   <li><b>in force</b>: the call itself. An order submitted once it has returned is refused.
 *   <li><b>refused</b>: from before the call until that refusal is answered, which waits behind what the engine is at.
 *   <li><b>durable</b>: from before the call until it is answered: the switch is in the ledger, and what is open is being
 *       cancelled.
 * </ul>
 */
public final class KillFlood {
    static final HarnessSettings FLOOD = new HarnessSettings(100_000, 50, 60, 15, "memory");

    private static final String CURRENCY = "USDT";
    private static final String WHY = "a drill";
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long HIGHEST_NS = 600_000_000_000L;
    private static final long PAUSE_NS = 100_000;
    private static final long REARM_NS = 60_000_000_000L;
    private static final int DIGITS = 3;

    /** Market before the first round and after the last. */
    private static final int AROUND_SECONDS = 10;

    private static final int ORDER_EVERY = 20;

    /** What tells the order after a kill from the one before it; even, so that it is of the same side. */
    private static final int AFTER = 1_000_000_000;

    private final HarnessSettings settings;
    private final Histogram inForce = new Histogram(HIGHEST_NS, DIGITS);
    private final Histogram refused = new Histogram(HIGHEST_NS, DIGITS);
    private final Histogram durable = new Histogram(HIGHEST_NS, DIGITS);

    /** What was measured, in nanoseconds, and how many market events a second the engine took meanwhile. */
    record Measured(Histogram inForce, Histogram refused, Histogram durable, double eventsPerSecond) {}

    private KillFlood(HarnessSettings settings) {
        this.settings = settings;
    }

    static Measured measure(HarnessSettings settings, PrintStream out) {
        Conditions.print(out);
        out.printf(Locale.ROOT, "%s%n", settings);
        Measured measured = new KillFlood(settings).run();
        out.printf(
                Locale.ROOT,
                "%d kills while %.0f market events a second were taken%n",
                measured.inForce().getTotalCount(),
                measured.eventsPerSecond());
        Conditions.header(out);
        Conditions.row(out, "in force", measured.inForce());
        Conditions.row(out, "refused", measured.refused());
        Conditions.row(out, "durable", measured.durable());
        out.printf(Locale.ROOT, "left out: HTTP, and the way to a real venue%n");
        Conditions.load(out);
        return measured;
    }

    private Measured run() {
        double seconds = settings.warmUpSeconds() + settings.seconds() + AROUND_SECONDS;
        PacedBook market = new PacedBook(settings.eventsPerSecond(), (long) (settings.eventsPerSecond() * seconds));
        try (TradingEngine engine = TradingEngine.builder()
                .instruments(SeededBook.instrument())
                .source(market)
                .tradeFrom(ArmedGate.START_NS + SECOND_NS)
                .speed(1)
                .currency(CURRENCY)
                .initialCash(new BigDecimal("1000000000"))
                .gate(PeakLoad.armed(BreakerSettings.builder()
                        .orderFlood(KillSwitchBenchmark.flood())
                        .build()))
                .algo(Immediate.builder().capBps(60).build())
                .router(NetPriceRouter.builder()
                        .slippageCapBps(60)
                        .minFillRatio(0) // a small book in quick motion, and the only venue there is
                        .build())
                .venue(PaperVenue.builder()
                        .instruments(SeededBook.instrument())
                        .feeBps(10)
                        .build())
                .store(settings.store("kill"))
                .build()) {
            engine.start();
            LatencyHarness.awaitTrading(engine);
            PeakLoad.awaitFigures(engine);
            int rounds = rounds(engine, 0, settings.warmUpSeconds());
            inForce.reset();
            refused.reset();
            durable.reset();
            long begunNs = System.nanoTime();
            long takenNs = market.takenNs();
            rounds(engine, rounds, settings.seconds());
            double passed = System.nanoTime() - begunNs;
            double rate = (market.takenNs() - takenNs) / passed * settings.eventsPerSecond();
            return new Measured(inForce, refused, durable, rate);
        }
    }

    /** Kills and arms again for so long; how many rounds there were in all. */
    private int rounds(TradingEngine engine, int before, double seconds) {
        long untilNs = System.nanoTime() + (long) (seconds * SECOND_NS);
        int rounds = before;
        while (System.nanoTime() < untilNs) {
            round(engine, rounds++);
        }
        return rounds;
    }

    private void round(TradingEngine engine, int number) {
        Submission after = PeakLoad.submission(AFTER + number);
        if (number % ORDER_EVERY == 0) {
            // Buys and sales in turn, so that no round meets the limit of a position.
            SubmitResult passed =
                    engine.submit(PeakLoad.submission(number / ORDER_EVERY)).join();
            require(passed instanceof SubmitResult.Taken, "the order before must be taken", passed);
        }
        long begunNs = System.nanoTime();
        CompletableFuture<ControlResult> killed = engine.kill(KillSwitch.Scope.SYSTEM, "", WHY, "officer");
        inForce.recordValue(System.nanoTime() - begunNs);
        CompletableFuture<Long> thrownNs = killed.thenApply(result -> System.nanoTime());
        SubmitResult stopped = engine.submit(after).join();
        refused.recordValue(System.nanoTime() - begunNs);
        durable.recordValue(thrownNs.join() - begunNs);
        require(isHalted(stopped), "the order after must be refused by the switch", stopped);
        long latestNs = System.nanoTime() + REARM_NS;
        while (!(engine.controls()
                        .rearm(KillSwitch.Scope.SYSTEM, "", "over", "officer", "chief")
                        .join()
                instanceof ControlResult.Applied)) {
            if (System.nanoTime() > latestNs) {
                throw new IllegalStateException("the switch must be armed again within " + REARM_NS / SECOND_NS + " s");
            }
            LockSupport.parkNanos(PAUSE_NS); // until the fate of what was open is known
        }
    }

    private static boolean isHalted(SubmitResult result) {
        return result instanceof SubmitResult.Denied denied
                && denied.decision().reasons().stream()
                        .map(Refusal::code)
                        .anyMatch(DenialCode.TRADING_HALTED.name()::equals);
    }

    private static void require(boolean holds, String rule, SubmitResult result) {
        if (!holds) {
            throw new IllegalStateException(rule + ": " + result);
        }
    }

    /**
     * Measures and prints.
     *
     * @param args as of the harness; the rate of orders says nothing here
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("--help")) {
            System.out.print(FLOOD.usage("KillFlood"));
            return;
        }
        measure(FLOOD.with(args), System.out);
    }
}
