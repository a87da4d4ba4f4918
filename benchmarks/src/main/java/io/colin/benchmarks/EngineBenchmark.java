package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.execution.engine.RunReport;
import io.colin.execution.source.BitstampTrades;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * A replay of the embedded trades as fast as it goes, from the start of an engine to its end: once with nothing but bars,
 * book and account, once with the order book of a live market in place of the trades, once with a model that costs nothing and trades about every other bar. The ledger is in memory, the
 * trades were read before. {@code events} and {@code fills} are rates a second.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class EngineBenchmark {
    /** How many of the 100,000 events are replayed. */
    @Param("100000")
    public int length;

    private RecordedEvents source;
    private Instrument instrument;
    private SeededBook book;

    /** What a replay did, counted by JMH as rates. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        /** Market events taken. */
        public long events;
        /** Executions. */
        public long fills;

        void add(RunReport report) {
            events += report.marketEvents();
            fills += report.fills();
        }
    }

    /** Reads the trades. */
    @Setup(Level.Trial)
    public void prepare() {
        BitstampTrades trades = BitstampTrades.embedded();
        instrument = trades.instrument();
        source = RecordedEvents.of(trades, length);
        book = SeededBook.of(length);
    }

    /** Market data alone. */
    @Benchmark
    public RunReport replay(Work work) {
        RunReport report = BenchEngine.over(source, instrument).build().run();
        work.add(report);
        return report;
    }

    /** A live order book: ten changes and two trades a second. */
    @Benchmark
    public RunReport replayBook(Work work) {
        RunReport report =
                BenchEngine.over(book, SeededBook.instrument()).build().run();
        work.add(report);
        return report;
    }

    /** Signals, risk, orders and fills too. */
    @Benchmark
    public RunReport replayTrading(Work work) {
        RunReport report = BenchEngine.trading(source, instrument).build().run();
        if (report.fills() == 0) {
            throw new IllegalStateException("the replay must trade: " + report.denials());
        }
        work.add(report);
        return report;
    }
}
