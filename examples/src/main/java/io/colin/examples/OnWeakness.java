package io.colin.examples;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Quote;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An algorithm of one's own: a tenth of the order a minute, but only while the price is no worse than at arrival. */
public final class OnWeakness implements ExecutionAlgo {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    private final long patienceNs;

    private OnWeakness(long patienceNs) {
        this.patienceNs = patienceNs;
    }

    /**
     * Makes the algorithm.
     *
     * @param patience how long it waits for good prices, above 0; what is left then is returned
     * @return the algorithm
     */
    public static OnWeakness within(Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience: must be above 0 (" + patience + ")");
        }
        return new OnWeakness(patience.toNanos());
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
        var parameters = intent.algo().parameters();
        if (!parameters.isEmpty()) {
            throw new IllegalArgumentException("algo: has no parameters (" + parameters + ")");
        }
    }

    @Override
    public boolean mayRest(OrderIntent intent) {
        return false;
    }

    @Override
    public AlgoStep next(AlgoState state) {
        if (state.timeNs() >= state.parent().createdTimeNs() + patienceNs) {
            return new AlgoStep.Finish("no better price came: leaves="
                    + state.parent().progress().leavesQuantity().toPlainString());
        }
        long nextNs = state.timeNs() + MINUTE_NS;
        boolean rests = state.lastChildTimeNs() > state.timeNs() - MINUTE_NS;
        Optional<Quote> quote = state.market().quote(state.parent().intent().symbol());
        if (rests || quote.isEmpty() || isWorse(state, quote.get())) {
            return new AlgoStep.Continue(List.of(), nextNs);
        }
        BigDecimal lot = state.instrument().lotSize();
        BigDecimal tenth = Decimals.floorTo(state.parent().progress().quantity().multiply(TENTH), lot);
        BigDecimal quantity = tenth.max(lot).min(Decimals.floorTo(state.available(), lot));
        if (quantity.signum() == 0) {
            return new AlgoStep.Continue(List.of(), nextNs);
        }
        OrderType limit = new OrderType.Limit(touch(state, quote.get()));
        return new AlgoStep.Continue(List.of(new Slice(quantity, limit, TimeInForce.IOC)), nextNs);
    }

    /** What a child pays: the best price of the other side. */
    private static BigDecimal touch(AlgoState state, Quote quote) {
        return state.parent().intent().side() == Side.BUY ? quote.ask() : quote.bid();
    }

    private static boolean isWorse(AlgoState state, Quote quote) {
        int sign = state.parent().intent().side().sign();
        return quote.mid().compareTo(state.parent().arrivalMid()) * sign > 0;
    }
}
