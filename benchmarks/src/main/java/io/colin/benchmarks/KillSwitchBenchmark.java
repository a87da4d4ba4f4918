package io.colin.benchmarks;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.EngineEvent;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.ControlResult;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.OrderFloodSettings;
import io.colin.risk.gate.StandardGate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A person throws the switch of the system, once an engine. The ledger is SQLite in the temporary directory
 * ({@code java.io.tmpdir}), the gate the standard one without tail risk and stress, the venue one that takes orders and answers no cancel; the network to
 * a real one is left out.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 60)
@Fork(1)
public class KillSwitchBenchmark {
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final int TRADES = 2_000;
    private static final int MANY = 1_000_000;
    private static final int STRATEGY_ORDERS = 50;
    /** Orders that wait for the engine at any time of a flood. */
    private static final int WAITING = 100;
    /** Prices that are all different and far enough from the market. */
    private static final int MOST = 2_500;

    private static final BigDecimal QUANTITY = new BigDecimal("0.5");
    private static final BigDecimal LOWEST = new BigDecimal("0.96");

    /** How many orders rest at the venue. */
    @Param("1000")
    public int resting;

    private final AtomicLong approvals = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final Instrument instrument = BitstampTrades.embedded().instrument();
    private final RecordedEvents trades = RecordedEvents.of(BitstampTrades.embedded(), TRADES);
    private Path directory;
    private RestingVenue venue;
    private TradingEngine engine;
    private BigDecimal price;
    private volatile int orders;

    /** Starts an engine at the end of its trades and brings its orders to the venue. */
    @Setup(Level.Iteration)
    public void start() throws IOException, InterruptedException {
        approvals.set(0);
        refusals.set(0);
        orders = 0;
        Trade last = (Trade) trades.last();
        price = last.price();
        directory = Files.createTempDirectory("colin-kill-benchmark");
        venue = new RestingVenue(instrument, price, last.timeNs(), resting);
        engine = TradingEngine.builder()
                .instruments(instrument)
                .source(trades)
                .initialCash(new BigDecimal("1000000000"))
                .gate(StandardGate.builder()
                        .limits(limits())
                        .breakers(BreakerSettings.demonstration()
                                .orderFlood(flood())
                                .build())
                        .build())
                .algo(Immediate.builder().capBps(60).maxQuoteAge(QUIET).build())
                .router(NetPriceRouter.builder().maxBookAge(QUIET).build())
                .venue(venue)
                .store(SqliteEventStore.in(directory))
                .onEvent(this::count)
                .build();
        engine.start();
        engine.ended().join();
        List<CompletableFuture<SubmitResult>> asked = new ArrayList<>();
        for (int i = 0; i < resting; i++) {
            asked.add(order());
        }
        asked.forEach(one -> {
            if (!(one.join() instanceof SubmitResult.Taken)) {
                throw new IllegalStateException("the order must be taken: " + one.join());
            }
        });
        venue.awaitResting();
    }

    private static RiskLimits limits() {
        return RiskLimits.demonstration()
                .rate(r -> r.ordersPerSecond(MANY)
                        .ordersPerSecondPerStrategy(MANY)
                        .tradesPerDay(MANY)
                        .tradesPerSymbolPerDay(MANY))
                .position(p -> p.maxValue(new BigDecimal("10000000")))
                // No month of returns: an armed check without its input refuses.
                .tail(t -> t.armed(false))
                .stress(t -> t.armed(false))
                .build();
    }

    /** All orders come at one event time, which is no flood here. */
    static OrderFloodSettings flood() {
        OrderFloodSettings usual = OrderFloodSettings.STANDARD;
        return new OrderFloodSettings(MANY, usual.window(), usual.cooldown(), usual.manualAt(), usual.manualWindow());
    }

    private void count(EngineEvent event) {
        if (event instanceof DecisionMade made) {
            (made.decision().passes() ? approvals : refusals).incrementAndGet();
        }
    }

    /** Asks for an order that nothing will fill, no two alike, few of one strategy. */
    private CompletableFuture<SubmitResult> order() {
        int number = orders;
        orders = number + 1; // asked for by one thread at a time
        BigDecimal lowest = price.multiply(LOWEST).setScale(2, RoundingMode.DOWN);
        OrderIntent intent = OrderIntent.of(instrument.symbol(), Side.BUY, QUANTITY)
                .clientOrderId("k" + number)
                .strategy("s" + number / STRATEGY_ORDERS)
                .limit(lowest.add(BigDecimal.valueOf(number, 2)))
                .build();
        return engine.submit(new Submission(intent, "desk", "", "h" + number));
    }

    /** Stops the engine and takes its files away. */
    @TearDown(Level.Iteration)
    public void stop() throws IOException {
        engine.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** From the call until the venue was asked for the last cancel of all that rests: the switch is durable before the first. */
    @Benchmark
    public ControlResult cancels() throws InterruptedException {
        CompletableFuture<ControlResult> killed = engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer");
        venue.awaitCancels();
        ControlResult result = killed.join();
        if (!(result instanceof ControlResult.Applied applied)
                || applied.orderIds().size() != resting) {
            throw new IllegalStateException("everything must be cancelled: " + result);
        }
        return result;
    }

    /**
     * The call while orders are decided one after the other. When it returns no other order passes than the one that is being
     * decided; that is checked afterwards.
     */
    @Benchmark
    public void inForce(Flood flood) {
        flood.killed = engine.kill(KillSwitch.Scope.SYSTEM, "", "a drill", "officer");
        flood.approved = approvals.get();
    }

    /** Orders from another thread, more than are decided at any time, until the first is refused. */
    @SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
    @State(Scope.Benchmark)
    public static class Flood {
        private static final long PAUSE_NS = 20_000;

        private final List<CompletableFuture<SubmitResult>> asked = new ArrayList<>();
        private final AtomicLong waiting = new AtomicLong();
        private Thread thread;
        private CompletableFuture<ControlResult> killed;
        private long approved;

        /** Begins, and waits until orders are decided. */
        @Setup(Level.Iteration)
        public void begin(KillSwitchBenchmark benchmark) {
            asked.clear();
            waiting.set(0);
            long begun = benchmark.approvals.get();
            thread = Thread.ofPlatform().start(() -> ask(benchmark));
            while (benchmark.approvals.get() < begun + WAITING) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }

        private void ask(KillSwitchBenchmark benchmark) {
            while (benchmark.refusals.get() == 0) {
                if (waiting.get() < WAITING && benchmark.orders < MOST) {
                    waiting.incrementAndGet();
                    asked.add(benchmark.order().whenComplete((result, failure) -> waiting.decrementAndGet()));
                } else {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        }

        /** Waits for its end, and sees that the switch was in force when the call returned. */
        @TearDown(Level.Iteration)
        public void end(KillSwitchBenchmark benchmark) throws InterruptedException {
            thread.join();
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).join();
            killed.join();
            long after = benchmark.approvals.get() - approved;
            if (after > 1) {
                throw new IllegalStateException("none but the order in progress may pass: " + after);
            }
        }
    }
}
