package io.colin.api.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link TimeSource} does. Extend it, say which clock, and run it. */
public abstract class TimeSourceContract {
    private static final int READS = 10_000;
    private static final int THREADS = 4;

    /** 2020-01-01T00:00Z: a clock in milliseconds or microseconds is far below. */
    private static final long YEAR_2020_NS = 1_577_836_800_000_000_000L;

    /** Gives the clock to judge, showing a time after 2020; nothing sets it back during a test. */
    protected abstract TimeSource timeSource();

    @Test
    void saysNanosecondsSinceTheEpoch() {
        assertThat(timeSource().nowNs()).isGreaterThan(YEAR_2020_NS);
    }

    @Test
    void doesNotGoBackBetweenTwoReads() {
        assertThat(stepsBack(timeSource())).isZero();
    }

    @Test
    void answersSeveralThreadsAtOnce() throws Exception {
        TimeSource source = timeSource();
        Callable<Integer> reader = () -> stepsBack(source);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> each : threads.invokeAll(List.of(reader, reader, reader, reader))) {
                assertThat(each.get()).isZero();
            }
        }
    }

    private static int stepsBack(TimeSource source) {
        int back = 0;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < READS; i++) {
            long now = source.nowNs();
            back += now < last ? 1 : 0;
            last = now;
        }
        return back;
    }
}
