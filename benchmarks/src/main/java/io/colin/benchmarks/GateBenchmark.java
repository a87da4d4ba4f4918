package io.colin.benchmarks;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
 * A decision of the standard gate on a parent order that passes every check, for an account that holds so many positions.
 * The order is cancelled at once, so that each decision finds the same account: its reservation and its release are in
 * the time.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GateBenchmark {
    private static final long SECOND_NS = 1_000_000_000L;

    /** How many positions the account holds. */
    @Param({"1", "10", "100"})
    public int positions;

    private BenchMarket market;
    private StandardGate gate;
    private RiskContext context;
    private Symbol symbol;
    private long orders;

    /** Fills the account. */
    @Setup(Level.Iteration)
    public void prepare() {
        market = new BenchMarket(positions);
        gate = StandardGate.builder()
                .limits(RiskLimits.builder()
                        .data(d -> d.maxQuoteAge(Duration.ofDays(36_500))) // the prices stand still, time does not
                        .build())
                .build();
        context = new RiskContext(market, market.portfolio());
        gate.onPortfolio(context.portfolio());
        symbol = market.symbols().getLast();
    }

    /** Decides, reserves, releases. */
    @Benchmark
    public RiskDecision decide() {
        market.advance(SECOND_NS); // no more orders a second than the limits allow
        String orderId = "bench-" + orders++;
        OrderIntent intent = OrderIntent.of(symbol, Side.BUY, BigDecimal.TEN)
                .clientOrderId(orderId)
                .build();
        RiskDecision decision =
                gate.check(new RiskRequest.Parent(orderId, intent, "tester", Optional.empty()), context);
        if (!decision.passes()) {
            throw new IllegalStateException("the order must pass: " + decision.reasons());
        }
        gate.onParent(canceled(orderId, intent));
        return decision;
    }

    private ParentOrder canceled(String orderId, OrderIntent intent) {
        OrderProgress ended = new OrderProgress(
                OrderStatus.CANCELED,
                OrderStatus.SUBMITTED,
                Outcome.KNOWN,
                intent.quantity(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new TreeMap<>(),
                List.of(),
                market.timeNs(),
                2);
        return new ParentOrder(orderId, intent, "bench", market.timeNs(), BigDecimal.ZERO, ended);
    }
}
