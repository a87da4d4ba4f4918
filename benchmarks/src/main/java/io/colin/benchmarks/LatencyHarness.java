package io.colin.benchmarks;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.BitstampTrades;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A whole engine under a load that does not wait for it. Every time runs from the moment at which something was due, not
 * from when the engine got to it, so a stall is seen by everything that waited behind it.
 *
 * <ul>
 *   <li><b>event</b>: a recorded trade, from when it is due to when the engine is done with it: books, bars, features,
 *       signal, risk, orders and the paper venue, as far as it causes them.
 *   <li><b>intent</b>: from when the trade was due that brought a signal's time about to the order's being handed to the
 *       venue.
 *   <li><b>order</b>: an order from outside, from when it is due to its durable answer, while trades go on.
 * </ul>
 */
public final class LatencyHarness {
    private static final BigDecimal QUANTITY = new BigDecimal("0.5");
    private static final long HIGHEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final int LONGEST = 100_000;

    private final HarnessSettings settings;
    private final PrintStream out;
    private final Instrument instrument;
    private final RecordedEvents trades;

    /** What was measured, in nanoseconds. */
    record Measured(Histogram event, Histogram intent, Histogram order) {}

    private LatencyHarness(HarnessSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        BitstampTrades source = BitstampTrades.embedded();
        this.instrument = source.instrument();
        double wanted = settings.eventsPerSecond() * (settings.seconds() + settings.warmUpSeconds());
        this.trades = RecordedEvents.of(source, (int) Math.min(wanted, LONGEST));
    }

    static Measured measure(HarnessSettings settings, PrintStream out) {
        LatencyHarness harness = new LatencyHarness(settings, out);
        harness.conditions();
        Histogram event = new Histogram(HIGHEST_NS, DIGITS);
        Histogram intent = new Histogram(HIGHEST_NS, DIGITS);
        Histogram order = new ConcurrentHistogram(HIGHEST_NS, DIGITS);
        RunReport report = harness.events(event, intent);
        harness.orders(order);
        Conditions.header(out);
        Conditions.row(out, "event", event);
        Conditions.row(out, "intent", intent);
        Conditions.row(out, "order", order);
        out.printf(
                Locale.ROOT,
                "of the event part: %d signals, %d fills%n",
                report.signals().directed(),
                report.fills());
        out.printf(
                Locale.ROOT,
                "left out: reading and parsing of market data, network, JSON and HTTP, a network to infer with%n");
        out.printf(
                Locale.ROOT,
                "          (the model is a comparison), the venue's own time (simulated, not waited for)%n");
        Conditions.load(out);
        return new Measured(event, intent, order);
    }

    private void conditions() {
        Conditions.print(out);
        out.printf(
                Locale.ROOT,
                "%s events/s, %s orders/s, %s s measured after %s s, ledger %s, %d recorded trades%n",
                settings.eventsPerSecond(),
                settings.ordersPerSecond(),
                settings.seconds(),
                settings.warmUpSeconds(),
                settings.ledger(),
                trades.size());
    }

    /** Trades at a fixed rate through an engine that trades on them. */
    private RunReport events(Histogram event, Histogram intent) {
        OpenLoop loop = new OpenLoop(settings.eventsPerSecond());
        long measuredFrom = (long) (settings.warmUpSeconds() * settings.eventsPerSecond());
        AtomicLong current = new AtomicLong();
        RecordedEvents paced = trades.pacedBy(index -> {
            if (index == 0) {
                loop.start();
            } else if (index > measuredFrom) {
                event.recordValue(System.nanoTime() - loop.dueNanos(index - 1L));
            }
            current.set(index);
            loop.await(index);
        });
        return BenchEngine.trading(paced, instrument)
                .store(settings.store("events"))
                .onEvent(happened -> {
                    if (isIntent(happened) && current.get() >= measuredFrom) {
                        intent.recordValue(System.nanoTime() - loop.dueNanos(current.get()));
                    }
                })
                .build()
                .run();
    }

    /** A child that leaves for its venue; a parent was released before. */
    private static boolean isIntent(EngineEvent event) {
        return event instanceof OrderChanged changed
                && changed.event() instanceof OrderEvent.Submitted
                && changed.before() == OrderStatus.INITIALIZED;
    }

    /** Orders at a fixed rate, while the engine replays the trades at the rate of the settings. */
    private void orders(Histogram order) {
        double seconds = settings.seconds() + settings.warmUpSeconds();
        long count = (long) (seconds * settings.ordersPerSecond());
        long measuredFrom = (long) (settings.warmUpSeconds() * settings.ordersPerSecond());
        OpenLoop loop = new OpenLoop(settings.ordersPerSecond());
        AtomicLong taken = new AtomicLong();
        AtomicLong denied = new AtomicLong();
        try (TradingEngine engine = BenchEngine.over(trades, instrument)
                .store(settings.store("orders"))
                .speed(trades.spanSeconds() * settings.eventsPerSecond() / trades.size())
                .build()) {
            engine.start();
            awaitTrading(engine);
            CompletableFuture<?>[] answers = new CompletableFuture<?>[(int) count];
            loop.start();
            for (int i = 0; i < count; i++) {
                loop.await(i);
                long due = loop.dueNanos(i);
                boolean measured = i >= measuredFrom;
                answers[i] = engine.submit(submission(i)).thenAccept(answer -> {
                    if (measured) {
                        order.recordValue(System.nanoTime() - due);
                        (answer instanceof SubmitResult.Taken ? taken : denied).incrementAndGet();
                    }
                });
            }
            CompletableFuture.allOf(answers).join();
        }
        out.printf(Locale.ROOT, "of the order part: %d taken, %d refused by the gate%n", taken.get(), denied.get());
    }

    /** Waits until an engine takes orders; fails where it does. */
    static void awaitTrading(TradingEngine engine) {
        CompletableFuture<?> ended = engine.ended(); // another future at each call, which the engine keeps
        while (!engine.view().status().takesOrders()) {
            if (ended.isCompletedExceptionally()) {
                throw new IllegalStateException(
                        "the engine failed: " + engine.view().status().failure());
            }
            Thread.onSpinWait();
        }
    }

    private Submission submission(int index) {
        Side side = index % 2 == 0 ? Side.BUY : Side.SELL;
        OrderIntent intent = OrderIntent.of(instrument.symbol(), side, QUANTITY)
                .clientOrderId("harness-" + index)
                .build();
        return new Submission(intent, "harness", "", intent.clientOrderId());
    }

    /**
     * Measures and prints.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("--help")) {
            System.out.print(HarnessSettings.STANDARD.usage("LatencyHarness"));
            return;
        }
        measure(HarnessSettings.parse(args), System.out);
    }
}
