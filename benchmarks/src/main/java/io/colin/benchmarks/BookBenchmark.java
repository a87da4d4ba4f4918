package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.VenueReport;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A book: one delta of ten changed levels applied to it, and one market order that walks half of the paper venue's
 * levels. What an order took stays taken until it is shown anew, so the walk's time holds a snapshot of the whole book.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BookBenchmark {
    private static final Instrument BTC_USD = Instrument.spot("BTC/USD").build();
    private static final Symbol SYMBOL = BTC_USD.symbol();
    private static final long START_NS = ArmedGate.START_NS;
    private static final long STEP_NS = 1_000_000L;
    private static final int DELTAS = 1024;
    private static final int CHANGES = 5;
    private static final long MID_CENTS = 3_000_000;

    /** How many levels a side of the book has. */
    @Param({"20", "1000"})
    public int levels;

    private BookBuilder book;
    private List<BookLevel> bids;
    private List<BookLevel> asks;
    private List<BookDelta> deltas;
    private PaperVenue venue;
    private BigDecimal taken;
    private BigDecimal filled;
    private long updates;
    private long orders;
    private long timeNs;

    /** Builds both books. */
    @Setup(Level.Iteration)
    public void prepare() {
        timeNs = START_NS;
        updates = 1;
        bids = IntStream.rangeClosed(1, levels).mapToObj(i -> level(-i, 1)).toList();
        asks = IntStream.rangeClosed(1, levels).mapToObj(i -> level(i, 1)).toList();
        book = BookBuilder.of(SYMBOL);
        book.on(snapshot());
        deltas = deltas();
        venue = venue();
        venue.connect(this::onReport);
        taken = BigDecimal.valueOf(Math.max(1, levels / 2));
    }

    /** Applies ten changed levels. */
    @Benchmark
    public BookBuilder.Applied applyDelta() {
        BookDelta next = deltas.get((int) (updates % DELTAS));
        updates++;
        BookBuilder.Applied applied = book.on(
                new BookDelta(SYMBOL, next.timeNs(), updates, updates, BookDelta.NOT_GIVEN, next.bids(), next.asks()));
        if (applied != BookBuilder.Applied.APPLIED) {
            throw new IllegalStateException("the delta must be applied: " + applied);
        }
        return applied;
    }

    /** Shows the book and buys half of its offers. */
    @Benchmark
    public BigDecimal showAndWalk() {
        timeNs += STEP_NS;
        updates++;
        venue.onMarket(snapshot());
        filled = BigDecimal.ZERO;
        venue.submit(order(), timeNs);
        venue.advanceTo(timeNs);
        if (filled.compareTo(taken) != 0) {
            throw new IllegalStateException("the order must be filled: " + filled + " of " + taken);
        }
        return filled;
    }

    private void onReport(VenueReport report) {
        if (report instanceof VenueReport.OrderUpdate update && update.event() instanceof OrderEvent.Filled fill) {
            filled = filled.add(fill.fill().quantity());
        }
    }

    private static PaperVenue venue() {
        return PaperVenue.builder()
                .instruments(BTC_USD)
                .latency(Duration.ZERO, Duration.ZERO)
                .build();
    }

    private ChildOrder order() {
        return new ChildOrder(
                "bench-" + orders++,
                "parent",
                "paper",
                "",
                SYMBOL,
                Side.BUY,
                new OrderType.Market(),
                TimeInForce.IOC,
                false,
                false,
                BigDecimal.ZERO,
                timeNs,
                OrderProgress.initial(taken, timeNs));
    }

    private BookSnapshot snapshot() {
        return new BookSnapshot(SYMBOL, timeNs, updates, bids, asks);
    }

    private List<BookDelta> deltas() {
        SplittableRandom random = new SplittableRandom(7);
        List<BookDelta> made = new ArrayList<>();
        for (int i = 0; i < DELTAS; i++) {
            List<BookLevel> changedBids = new ArrayList<>();
            List<BookLevel> changedAsks = new ArrayList<>();
            for (int k = 0; k < CHANGES; k++) {
                changedBids.add(level(-1 - random.nextInt(levels), random.nextInt(4)));
                changedAsks.add(level(1 + random.nextInt(levels), random.nextInt(4)));
            }
            made.add(new BookDelta(SYMBOL, timeNs, 1, 1, BookDelta.NOT_GIVEN, changedBids, changedAsks));
        }
        return made;
    }

    private static BookLevel level(int ticksFromMid, int quantity) {
        return new BookLevel(BigDecimal.valueOf(MID_CENTS + ticksFromMid, 2), BigDecimal.valueOf(quantity));
    }
}
