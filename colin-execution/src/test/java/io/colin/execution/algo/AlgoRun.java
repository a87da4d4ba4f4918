package io.colin.execution.algo;

import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.Quote;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.SampleFill;
import io.colin.api.order.SampleOrders;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Works one parent the way an engine does: asks, fills a share of every slice 40 ms later, asks again. */
final class AlgoRun {
    static final long START_NS = 1_700_000_000_000_000_000L;
    static final long SECOND_NS = 1_000_000_000L;
    private static final long LATENCY_NS = 40_000_000L;

    final List<Sent> sent = new ArrayList<>();

    /** How it kept to its plan, slice by slice, and at its end. */
    final List<ExecutionNote.Kept> kept = new ArrayList<>();

    /** Why it paused by itself, each time it was asked. */
    final List<String> holds = new ArrayList<>();

    private final ExecutionAlgo algo;
    private final Instrument instrument;
    private final long seed;
    private final long startNs;
    private ParentOrder parent;
    private long lastChildNs = AlgoState.NO_CHILD;
    private String residual = "";
    private boolean resumed;

    record Sent(long timeNs, Slice slice) {}

    AlgoRun(ExecutionAlgo algo, Instrument instrument, OrderIntent intent, String arrivalMid, long seed) {
        this(algo, instrument, intent, arrivalMid, seed, START_NS);
    }

    AlgoRun(ExecutionAlgo algo, Instrument instrument, OrderIntent intent, String arrivalMid, long seed, long startNs) {
        this.startNs = startNs;
        this.algo = algo;
        this.instrument = instrument;
        this.seed = seed;
        OrderProgress progress =
                SampleOrders.moved(OrderProgress.initial(intent.quantity(), startNs), OrderStatus.ACCEPTED, startNs);
        parent = new ParentOrder("p-1", intent, "tester", startNs, new BigDecimal(arrivalMid), progress);
    }

    /** Runs to the end; the market is asked for before every step. */
    AlgoRun run(LongFunction<FixedMarket> market, double fillShare) {
        long now = startNs;
        for (int asked = 0; asked < 100_000; asked++) {
            switch (algo.next(state(market.apply(now), now, BigDecimal.ZERO))) {
                case AlgoStep.Finish finish -> {
                    algo.kept(state(market.apply(now), now, BigDecimal.ZERO), finish)
                            .ifPresent(kept::add);
                    residual = finish.residualReason();
                    return this;
                }
                case AlgoStep.Pause pause -> {
                    residual = "paused: " + pause.reason();
                    return this;
                }
                case AlgoStep.Continue more -> {
                    more.hold().ifPresent(holds::add);
                    if (!more.slices().isEmpty()) {
                        algo.kept(state(market.apply(now), now, BigDecimal.ZERO), more)
                                .ifPresent(kept::add);
                    }
                    for (Slice slice : more.slices()) {
                        sent.add(new Sent(now, slice));
                        lastChildNs = now;
                        fill(slice, fillShare, now + LATENCY_NS);
                    }
                    // The end of a child asks again, like the time the step named.
                    now = more.slices().isEmpty() ? Math.max(more.nextTimeNs(), now + 1) : now + LATENCY_NS;
                }
            }
        }
        throw new AssertionError("does not end");
    }

    /** What a person does after a pause. */
    AlgoRun resumed() {
        resumed = true;
        return this;
    }

    /** A fill at a price no child allowed. */
    AlgoRun filledAt(String quantity, String price) {
        parent = parent.with(SampleOrders.filled(
                parent.progress(),
                SampleFill.of(instrument.symbol(), parent.intent().side())
                        .tradeId("odd-" + price)
                        .quantity(new BigDecimal(quantity))
                        .price(new BigDecimal(price))
                        .at(START_NS)
                        .build()));
        return this;
    }

    AlgoState state(FixedMarket market, long timeNs, BigDecimal working) {
        return new AlgoState(parent, instrument, market, timeNs, working, sent.size(), lastChildNs, seed, resumed);
    }

    OrderProgress progress() {
        return parent.progress();
    }

    String residual() {
        return residual;
    }

    List<String> quantities() {
        return sent.stream().map(s -> s.slice().quantity().toPlainString()).toList();
    }

    List<Long> seconds() {
        return sent.stream().map(s -> (s.timeNs() - START_NS) / SECOND_NS).toList();
    }

    /** A market with a quote of that moment. */
    static FixedMarket market(Instrument instrument, long timeNs, String bid, String ask) {
        return FixedMarket.at(timeNs).with(instrument).with(quote(instrument, timeNs, bid, ask));
    }

    static Quote quote(Instrument instrument, long timeNs, String bid, String ask) {
        return new Quote(
                instrument.symbol(), timeNs, new BigDecimal(bid), BigDecimal.ONE, new BigDecimal(ask), BigDecimal.ONE);
    }

    private void fill(Slice slice, double share, long timeNs) {
        BigDecimal quantity = slice.quantity()
                .multiply(BigDecimal.valueOf(share))
                .divideToIntegralValue(instrument.lotSize())
                .multiply(instrument.lotSize());
        if (quantity.signum() > 0) {
            parent = parent.with(SampleOrders.filled(
                    parent.progress(),
                    SampleFill.of(instrument.symbol(), parent.intent().side())
                            .tradeId("t-" + sent.size())
                            .quantity(quantity)
                            .price(slice.type().limitPrice().orElseThrow())
                            .at(timeNs)
                            .build()));
        }
    }
}
