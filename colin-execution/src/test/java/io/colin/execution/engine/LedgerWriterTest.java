package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.metrics.MetricsSink;
import io.colin.execution.store.MemoryEventStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LedgerWriterTest {
    @Test
    @Timeout(60)
    void isWokenByItsEndHoweverLongNothingCame() {
        for (int i = 0; i < 50; i++) {
            LedgerWriter writer = writer();
            writer.start();
            writer.close();
            assertThat(writer.failure()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void writesWhatWaitsBeforeItsEnd() {
        AtomicInteger done = new AtomicInteger();
        LedgerWriter writer = writer();
        writer.start();
        for (int i = 0; i < 10_000; i++) {
            writer.put(new LedgerWriter.Batch(List.of(), List.of(done::incrementAndGet), System.nanoTime()));
        }
        writer.close();

        assertThat(done).hasValue(10_000);
    }

    private static LedgerWriter writer() {
        MetricsSink sink = MetricsSink.NONE;
        return new LedgerWriter(MemoryEventStore.empty(), new LatencyRecorder(sink), sink);
    }
}
