package io.colin.examples;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An algorithm of one's own: a tenth of the order a minute, but only while the price is no worse than at arrival. A child pays
 * the best price of the other side.
 *
 * @param patience how long it waits for good prices, above 0; what is left then is returned
 */
public record OnWeakness(Duration patience) implements ExecutionAlgo {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    /** Checks. */
    public OnWeakness {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: must be above 0 (" + patience + ")");
        }
    }

    @Override
    public String type() {
        return "on_weakness";
    }

    @Override
    public AlgoSpec defaults() {
        return AlgoSpec.of(type(), Map.of());
    }

    @Override
    public void validate(OrderIntent intent, Instrument instrument) {
        if (!intent.algo().parameters().isEmpty()) {
            throw new IllegalArgumentException(
                    "algo: has no parameters (" + intent.algo().parameters() + ")");
        }
    }

    @Override
    public boolean mayRest(OrderIntent intent) {
        return false;
    }

    @Override
    public AlgoStep next(AlgoState state) {
        ParentOrder order = state.parent();
        if (state.timeNs() >= order.createdTimeNs() + patience.toNanos()) {
            return new AlgoStep.Finish("no better price came");
        }
        Side side = order.intent().side();
        BigDecimal lot = state.instrument().lotSize();
        BigDecimal tenth = Decimals.floorTo(order.progress().quantity().multiply(TENTH), lot);
        BigDecimal quantity = tenth.max(lot).min(Decimals.floorTo(state.available(), lot));
        boolean isDue = quantity.signum() > 0 && state.lastChildTimeNs() <= state.timeNs() - MINUTE_NS;
        List<Slice> slices = state.market().quote(order.intent().symbol()).stream()
                .filter(quote -> isDue && quote.mid().compareTo(order.arrivalMid()) * side.sign() <= 0)
                .map(quote -> new OrderType.Limit(side == Side.BUY ? quote.ask() : quote.bid()))
                .map(limit -> new Slice(quantity, limit, TimeInForce.IOC))
                .toList();
        return new AlgoStep.Continue(slices, state.timeNs() + MINUTE_NS);
    }
}
