package io.colin.benchmarks;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.EngineEvent;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.gate.StandardGate;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Orders through the gate with every control on while a live book comes at twice the highest rate that was recorded: 4,921
 * messages in one second of four streams. Event time is clock time, as in a live run. Tail risk and stress are armed and
 * measured every minute beside the engine, from seeded daily returns.
 *
 * <ul>
 *   <li><b>gate</b>: one decision over a parent or a child, valuing the account left out.
 *   <li><b>order</b>: an order, from when it is due to its durable answer.
 *   <li><b>lag</b>: how far the engine's event time is behind the clock, looked at with every order.
 * </ul>
 *
 * Events wait for the engine, so none can be lost before it: what shows that it does not keep up is the lag.
 *
 * <p>The warm-up waits for each answer before the next order: a JVM that has compiled nothing is too slow for the rate, and
 * what waited would be decided at once. What is measured waits for nothing. So after a stall of some seconds everything that
 * was due is decided at one event time, and the breaker of order floods may halt trading, as it is meant to: the most
 * decisions in a second of event time tell.
 */
public final class PeakLoad {
    static final HarnessSettings TWICE_THE_PEAK = new HarnessSettings(9_842, 50, 1_800, 30, "memory");

    private static final String CURRENCY = "USDT";
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long HIGHEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final int MANY = 1_000_000_000;

    /** Market before the first order and after the last. */
    private static final int AROUND_SECONDS = 5;

    /** Orders of one second that differ, so that none is a duplicate. */
    private static final int SIZES = 997;

    private final HarnessSettings settings;
    private final Histogram gate = new ConcurrentHistogram(HIGHEST_NS, DIGITS);
    private final Histogram order = new ConcurrentHistogram(HIGHEST_NS, DIGITS);
    private final Histogram lag = new Histogram(HIGHEST_NS, DIGITS);
    private final AtomicLong taken = new AtomicLong();
    private final SortedMap<String, Long> refused = new ConcurrentSkipListMap<>();
    private final Deque<Long> decidedNs = new ArrayDeque<>();
    private volatile int mostInASecond;
    private volatile boolean measures;

    /** What was measured, in nanoseconds, and counted. */
    record Measured(
            Histogram gate,
            Histogram order,
            Histogram lag,
            long eventsSent,
            long eventsTaken,
            long taken,
            SortedMap<String, Long> refused,
            int mostInASecond,
            long fills) {}

    private PeakLoad(HarnessSettings settings) {
        this.settings = settings;
    }

    static Measured measure(HarnessSettings settings, PrintStream out) {
        Conditions.print(out);
        out.printf(Locale.ROOT, "%s%n", settings);
        PeakLoad load = new PeakLoad(settings);
        Measured measured = load.run();
        out.printf(
                Locale.ROOT,
                "market events: %d sent, %d taken; orders: %d taken, refused %s; %d fills; at most %d decisions in a second%n",
                measured.eventsSent(),
                measured.eventsTaken(),
                measured.taken(),
                measured.refused().isEmpty() ? "none" : measured.refused(),
                measured.fills(),
                measured.mostInASecond());
        Conditions.header(out);
        Conditions.row(out, "gate", measured.gate());
        Conditions.row(out, "order", measured.order());
        Conditions.row(out, "lag", measured.lag());
        out.printf(Locale.ROOT, "left out: parsing, network, JSON and HTTP, a model, the venue's own time%n");
        Conditions.load(out);
        return measured;
    }

    private Measured run() {
        long count =
                (long) (settings.eventsPerSecond() * (settings.seconds() + settings.warmUpSeconds() + AROUND_SECONDS));
        PacedBook market = new PacedBook(settings.eventsPerSecond(), count);
        RunReport report;
        try (TradingEngine engine = TradingEngine.builder()
                .instruments(SeededBook.instrument())
                .source(market)
                .tradeFrom(ArmedGate.START_NS + SECOND_NS)
                .speed(1)
                .currency(CURRENCY)
                .initialCash(new BigDecimal("1000000000"))
                .gate(armed(BreakerSettings.builder().build()))
                .algo(Immediate.builder().capBps(60).build())
                .router(NetPriceRouter.builder()
                        .slippageCapBps(60)
                        .minFillRatio(0) // a small book in quick motion, and the only venue there is
                        .build())
                .venue(PaperVenue.builder()
                        .instruments(SeededBook.instrument())
                        .feeBps(10)
                        .build())
                .store(settings.store("peak"))
                .onEvent(this::note)
                .build()) {
            engine.start();
            LatencyHarness.awaitTrading(engine);
            awaitFigures(engine);
            send(engine, market);
            report = engine.ended().join();
        }
        return new Measured(
                gate,
                order,
                lag,
                count + 1,
                report.marketEvents(),
                taken.get(),
                refused,
                mostInASecond,
                report.fills());
    }

    /** Without the first figures of risk every order is refused. */
    static void awaitFigures(TradingEngine engine) {
        CompletableFuture<?> ended = engine.ended();
        while (engine.view().riskFigures().isEmpty() && !ended.isDone()) {
            LockSupport.parkNanos(SECOND_NS / 100);
        }
    }

    private void note(EngineEvent event) {
        if (event instanceof DecisionMade made) {
            long nowNs = made.decision().timeNs();
            decidedNs.addLast(nowNs);
            while (nowNs - decidedNs.getFirst() >= SECOND_NS) {
                decidedNs.removeFirst();
            }
            mostInASecond = Math.max(mostInASecond, decidedNs.size());
            if (measures) {
                gate.recordValue(made.decision().validationTimeNs());
            }
        }
    }

    private void send(TradingEngine engine, PacedBook market) {
        long ahead = aheadNs(market);
        int first = warmUp(engine);
        ahead = Math.min(ahead, aheadNs(market)); // what is behind already must count
        int count = (int) (settings.seconds() * settings.ordersPerSecond());
        OpenLoop loop = new OpenLoop(settings.ordersPerSecond());
        CompletableFuture<?>[] answers = new CompletableFuture<?>[count];
        measures = true;
        loop.start();
        for (int i = 0; i < count; i++) {
            loop.await(i);
            lag.recordValue(Math.max(0, aheadNs(market) - ahead));
            long due = loop.dueNanos(i);
            answers[i] = engine.submit(submission(first + i)).handle((answer, failure) -> {
                order.recordValue(System.nanoTime() - due);
                return note(answer, failure);
            });
        }
        CompletableFuture.allOf(answers).join();
    }

    /** The clock less event time: least where the engine keeps up, as it never runs ahead of the clock. */
    private static long aheadNs(PacedBook market) {
        return System.nanoTime() - market.takenNs();
    }

    /** Sends orders no faster than they are answered; how many. */
    private int warmUp(TradingEngine engine) {
        long untilNs = System.nanoTime() + (long) (settings.warmUpSeconds() * SECOND_NS);
        int sent = 0;
        while (System.nanoTime() < untilNs) {
            engine.submit(submission(sent++)).handle(this::note).join();
            LockSupport.parkNanos((long) (SECOND_NS / settings.ordersPerSecond()));
        }
        return sent;
    }

    private boolean note(@Nullable SubmitResult answer, @Nullable Throwable failure) {
        if (answer instanceof SubmitResult.Taken) {
            taken.incrementAndGet();
            return true;
        }
        String reason = answer instanceof SubmitResult.Denied denied
                ? denied.decision().reasons().getFirst().code()
                : String.valueOf(failure == null ? answer : failure.getMessage());
        refused.merge(reason, 1L, Long::sum);
        return false;
    }

    /** Buys and sells the same again, so that little is held; no two of a second alike. */
    static Submission submission(int index) {
        BigDecimal quantity = BigDecimal.valueOf(100 + index / 2 % SIZES, 2);
        OrderIntent intent = OrderIntent.of(
                        SeededBook.instrument().symbol(), index % 2 == 0 ? Side.BUY : Side.SELL, quantity)
                .clientOrderId("peak-" + index)
                .build();
        return new Submission(intent, "peak", "", intent.clientOrderId());
    }

    /** The limits as they stand, but for those that would stop a load: counts by time and cycles. */
    static StandardGate armed(BreakerSettings breakers) {
        StandardGate gate = StandardGate.builder()
                .breakers(breakers)
                .limits(RiskLimits.builder()
                        .margin(m -> m.accountKind(AccountKind.MARGIN))
                        .rate(r -> r.ordersPerSecond(MANY)
                                .ordersPerSecondPerStrategy(MANY)
                                .tradesPerDay(MANY)
                                .tradesPerSymbolPerDay(MANY)
                                .valuePerSymbolPerDay(new BigDecimal("1e15")))
                        .repeat(r -> r.maxCycles(MANY))
                        .compliance(c -> c.minMessages(MANY))
                        .build())
                .build();
        List<Symbol> symbols = List.of(SeededBook.instrument().symbol());
        gate.figures().seed(ArmedGate.history(symbols, ArmedGate.START_NS));
        return gate;
    }

    /**
     * Measures and prints.
     *
     * @param args as of the harness
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("--help")) {
            System.out.print(TWICE_THE_PEAK.usage("PeakLoad"));
            return;
        }
        measure(TWICE_THE_PEAK.with(args), System.out);
    }
}
