package io.colin.benchmarks;

import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.UniqueKey;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.store.sqlite.SqliteEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * One commit of the ledger: a group of records, chained by hash, each with a unique key, durable on return in SQLite
 * (synchronous FULL), in memory beside it. The ledger lies in the temporary directory ({@code java.io.tmpdir}): set that
 * to the disk in question, and see that it is one.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LedgerBenchmark {
    private static final String BODY = "{\"fill\":{\"fee\":\"2.740387867959\",\"feeCurrency\":\"USD\",\"liquidity\":"
            + "\"TAKER\",\"orderId\":\"run-530-1\",\"parentId\":\"run-530\",\"price\":\"791.42\",\"quantity\":"
            + "\"3.46262145\",\"side\":\"BUY\",\"symbol\":\"BTC/USD\",\"timeNs\":1385359320189263329,\"tradeId\":"
            + "\"paper:run-530-1:3.46262145\",\"venue\":\"paper\"},\"childStatus\":\"PARTIALLY_FILLED\"}";

    /** Which ledger. */
    @Param({"sqlite", "memory"})
    public String store;

    /** How many records a commit. */
    @Param({"1", "100"})
    public int group;

    private EventStore ledger;
    private Path directory;
    private long records;

    /** Opens an empty ledger. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        directory = Files.createTempDirectory("colin-ledger-benchmark");
        ledger = switch (store) {
            case "sqlite" -> SqliteEventStore.in(directory);
            case "memory" -> MemoryEventStore.empty();
            default -> throw new IllegalArgumentException("store: must be sqlite or memory (" + store + ")");
        };
        records = 0;
    }

    /** Closes it and takes its files away. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        ledger.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Appends a group. */
    @Benchmark
    public AppendResult append() {
        List<LedgerEntry> entries = new ArrayList<>(group);
        for (int i = 0; i < group; i++) {
            entries.add(entry());
        }
        AppendResult result = ledger.append(entries);
        if (!(result instanceof AppendResult.Appended)) {
            throw new IllegalStateException("the group must be appended: " + result);
        }
        return result;
    }

    private LedgerEntry entry() {
        records++;
        return new LedgerEntry(
                "OrderFilled",
                ArmedGate.START_NS + records,
                records,
                "engine",
                "run-s528",
                "venue",
                "",
                BODY,
                List.of(new UniqueKey("trade_id", Long.toString(records))));
    }
}
