package io.colin.api.execution;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The plainest algorithm that works over time: half of what is left every ten seconds, for five minutes. */
final class HalvesAlgo implements ExecutionAlgo {
    private static final long PAUSE_NS = 10_000_000_000L;
    private static final long PATIENCE_NS = 30 * PAUSE_NS;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    @Override
    public String type() {
        return "halves";
    }

    @Override
    public AlgoSpec defaults() {
        return AlgoSpec.of(type(), Map.of());
    }

    @Override
    public void validate(OrderIntent intent, Instrument instrument) {
        Require.that(
                intent.algo().parameters().isEmpty(),
                "parameters",
                "there are none",
                intent.algo().parameters());
    }

    @Override
    public AlgoStep next(AlgoState state) {
        long elapsedNs = state.timeNs() - state.parent().createdTimeNs();
        if (elapsedNs > PATIENCE_NS) {
            return new AlgoStep.Finish("time is over");
        }
        long nextNs = state.timeNs() + PAUSE_NS;
        if (state.lastChildTimeNs() != AlgoState.NO_CHILD && state.timeNs() < state.lastChildTimeNs() + PAUSE_NS) {
            return new AlgoStep.Continue(List.of(), state.lastChildTimeNs() + PAUSE_NS);
        }
        BigDecimal lot = state.instrument().lotSize();
        BigDecimal half =
                Decimals.floorTo(state.available().multiply(HALF), lot).max(lot);
        if (half.compareTo(state.available()) > 0) {
            return new AlgoStep.Continue(List.of(), nextNs);
        }
        Slice slice = new Slice(half, state.parent().intent().type(), TimeInForce.IOC);
        return new AlgoStep.Continue(List.of(slice), nextNs);
    }
}
