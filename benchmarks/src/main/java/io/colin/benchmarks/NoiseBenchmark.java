package io.colin.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the machine itself adds to work of a few microseconds: arithmetic of always the same length that reads and writes no
 * memory. Whatever its tail shows, every other tail here holds as well.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn64m", "-XX:+AlwaysPreTouch"})
public class NoiseBenchmark {
    /** How many steps there are of some nanoseconds each, one after the other. */
    @Param({"1500", "6000"})
    public int steps;

    private double start = 1;

    /**
     * The same steps every time.
     *
     * @return where they end
     */
    @Benchmark
    public double spin() {
        double value = start;
        for (int i = 0; i < steps; i++) {
            value = value * 1.000_000_1 + 1e-9;
        }
        return value;
    }
}
