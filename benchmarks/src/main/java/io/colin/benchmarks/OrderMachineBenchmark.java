package io.colin.benchmarks;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The order state machine: an order's whole life of four events, the time of one of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class OrderMachineBenchmark {
    private static final int EVENTS = 4;
    private static final String ORDER = "order-1";
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final OrderProgress created = OrderProgress.initial(BigDecimal.ONE, 1);
    private final List<OrderEvent> life = List.of(
            new OrderEvent.Submitted(ORDER, 2, "bench"),
            new OrderEvent.Accepted(ORDER, 3, "venue-1"),
            new OrderEvent.Filled(ORDER, 4, fill("1", "30000.01")),
            new OrderEvent.Filled(ORDER, 5, fill("2", "30000.02")));

    /** Submitted, accepted, filled in two parts. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public OrderProgress live() {
        OrderProgress progress = created;
        for (OrderEvent event : life) {
            if (!(OrderStateMachine.apply(progress, event) instanceof Transition.Applied applied)) {
                throw new IllegalStateException("every event must be applied: " + event);
            }
            progress = applied.after();
        }
        if (progress.status() != OrderStatus.FILLED) {
            throw new IllegalStateException("the order must end filled: " + progress.status());
        }
        return progress;
    }

    private static Fill fill(String tradeId, String price) {
        return new Fill(
                tradeId,
                ORDER,
                "parent-1",
                "bench",
                Symbol.of("BTC/USD"),
                Side.BUY,
                HALF,
                new BigDecimal(price),
                new BigDecimal("15.000005"),
                "USD",
                Liquidity.TAKER,
                4);
    }
}
