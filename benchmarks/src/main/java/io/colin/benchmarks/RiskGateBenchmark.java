package io.colin.benchmarks;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * A decision of the standard gate, every check armed, on a parent order that passes, for an account that holds so many
 * positions: the whole decision with what each check found ({@link #check}), and the approval at a glance
 * ({@link #admit}). Each order is ended before the next, outside the time, so that every decision finds the same account;
 * {@link #checkAndRelease} and {@link #admitAndRelease} have that end, which is an event of its own, in the time as well.
 * Requests are made beforehand. {@code -prof gc} counts what is outside the time too; that an approval at a glance allocates
 * nothing is held by a test. With {@code -p pauseMs=4} the thread spins on the clock for so long before each decision, as a
 * gate waits for the next of some hundred orders a second: meanwhile whoever shares the machine takes its caches. The collector is the serial one with a small young generation: one that works beside the
 * program takes its share of two cores, and that is then measured.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn64m", "-XX:+AlwaysPreTouch"})
public class RiskGateBenchmark {
    /** The same symbol is asked about again after so long, past the window of duplicates. */
    private static final long AGAIN_NS = 1_100_000_000L;

    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int REQUESTS = 20_000;
    private static final int COMPILED = 100_000;

    /** How many positions the account holds. */
    @Param({"1", "10", "100"})
    public int positions;

    /** How long the thread spins before each decision, outside the time. */
    @Param("0")
    public int pauseMs;

    private ArmedGate armed;
    private RiskRequest[] requests;
    private ParentOrder[] ended;
    private long[] judged;
    private int next;

    /** Decides until all is compiled, where what follows decides seldom. */
    @Setup(Level.Trial)
    public void compile() {
        if (pauseMs > 0) {
            prepare();
            for (int i = 0; i < COMPILED; i++) {
                decide();
                release();
                glance();
                release();
            }
        }
    }

    /** Fills the account, makes the requests and lets each symbol be judged once, for the day's first prices. */
    @Setup(Level.Iteration)
    public void prepare() {
        armed = new ArmedGate(positions);
        requests = new RiskRequest[REQUESTS];
        ended = new ParentOrder[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            OrderIntent intent = OrderIntent.of(armed.symbols().get(i % positions), Side.BUY, new BigDecimal("1.5"))
                    .clientOrderId("bench-" + i)
                    .limit(new BigDecimal("100.01"))
                    .build();
            requests[i] = new RiskRequest.Parent("bench-" + i, intent, "bench", Optional.empty());
            ended[i] = canceled("bench-" + i, intent);
        }
        judged = new long[positions];
        Arrays.fill(judged, armed.timeNs() / DAY_NS);
        next = 0;
        for (int i = 0; i < positions; i++) {
            decide();
            release();
        }
    }

    /** A decision alone; its order is released between two samples. */
    @State(Scope.Benchmark)
    public static class Released {
        private @Nullable RiskGateBenchmark of;

        /** Ends the order that was just let pass. */
        @TearDown(Level.Invocation)
        public void release() {
            if (of != null) {
                of.release();
                of.pause();
            }
        }
    }

    /**
     * Decides in full and reserves.
     *
     * @return the decision
     */
    @Benchmark
    public RiskDecision check(Released released) {
        released.of = this;
        return decide();
    }

    /** Approves at a glance and reserves. A symbol's first order of a day is left to the full decision. */
    @Benchmark
    public void admit(Released released) {
        released.of = this;
        glance();
    }

    /**
     * Decides in full, reserves, releases.
     *
     * @return the decision
     */
    @Benchmark
    public RiskDecision checkAndRelease() {
        RiskDecision decision = decide();
        release();
        return decision;
    }

    /** Approves at a glance, reserves, releases. */
    @Benchmark
    public void admitAndRelease() {
        glance();
        release();
    }

    private RiskDecision decide() {
        int i = turn();
        RiskDecision decision = armed.gate().check(requests[i], armed.context());
        if (!decision.passes()) {
            throw new IllegalStateException("the order must pass: " + decision.reasons());
        }
        return decision;
    }

    private void glance() {
        int i = turn();
        if (!armed.gate().admit(requests[i], armed.context())) {
            long day = armed.timeNs() / DAY_NS;
            if (judged[i % positions] == day) {
                throw new IllegalStateException("the order must be admitted");
            }
            judged[i % positions] = day;
            armed.gate().check(requests[i], armed.context());
        }
    }

    private void pause() {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        while (System.nanoTime() < untilNs) {
            Thread.onSpinWait();
        }
    }

    private void release() {
        armed.gate().onParent(ended[next]);
    }

    /** Another order, of the next symbol. */
    private int turn() {
        armed.advance(AGAIN_NS / positions);
        next = next + 1 == REQUESTS ? 0 : next + 1;
        return next;
    }

    private static ParentOrder canceled(String orderId, OrderIntent intent) {
        OrderProgress progress = new OrderProgress(
                OrderStatus.CANCELED,
                OrderStatus.SUBMITTED,
                Outcome.KNOWN,
                intent.quantity(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new TreeMap<>(),
                List.of(),
                1,
                2);
        return new ParentOrder(orderId, intent, "bench", 1, BigDecimal.ZERO, progress);
    }
}
