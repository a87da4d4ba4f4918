package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.api.risk.TradingState;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Row 1: nothing while halted, except a way out by those who may unwind; only what shrinks exposure while reducing. */
record TradingStateCheck(Supplier<TradingState> state, BooleanSupplier active, Unwinding unwinding) implements Check {
    private static final String NAME = "trading-state";

    @Override
    public boolean clears(Glance order) {
        return active.getAsBoolean();
    }

    @Override
    public Finding judge(Candidate order) {
        return switch (state.get()) {
            case ACTIVE -> Finding.passed(NAME, DenialCode.TRADING_HALTED, order.quantity());
            case REDUCING ->
                order.shrinks()
                        ? Finding.passed(NAME, DenialCode.TRADING_STATE_REDUCING, order.shrinkable())
                        : Finding.failed(
                                NAME,
                                DenialCode.TRADING_STATE_REDUCING,
                                order.shrinkable(),
                                "only orders that shrink exposure pass");
            case HALTED ->
                unwinding.allows(order)
                        ? Finding.passed(NAME, DenialCode.TRADING_HALTED, order.shrinkable())
                        : Finding.failed(
                                NAME,
                                DenialCode.TRADING_HALTED,
                                unwinding.upTo(order),
                                "trading is halted until a reset");
        };
    }
}
