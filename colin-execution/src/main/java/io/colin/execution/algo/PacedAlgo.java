package io.colin.execution.algo;

import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import java.util.List;

/**
 * What the algorithms share that work an order in steps over a window: their settings are read anew for every order, their
 * slices cannot rest, and what is left at the end of the window is returned.
 *
 * @param <S> the settings of an order
 */
abstract sealed class PacedAlgo<S> implements ExecutionAlgo permits Twap, Vwap, Pov, ImplementationShortfall {
    private final AlgoSpec defaults;

    PacedAlgo(AlgoSpec defaults) {
        this.defaults = defaults;
    }

    /** The settings of an order, what it does not ask for taken from the defaults. */
    abstract S settings(AlgoSpec asked, AlgoSpec usual);

    /** The next step of an order whose window is not over. */
    abstract AlgoStep next(AlgoState state, S settings);

    /** What an order whose window has begun is expected to be sent as. */
    abstract List<PlannedSlice> plan(AlgoState state, S settings);

    @Override
    public final List<PlannedSlice> plan(AlgoState state) {
        return Steps.isOver(state)
                ? List.of()
                : plan(state, settings(state.parent().intent().algo(), defaults));
    }

    @Override
    public final String type() {
        return defaults.type();
    }

    @Override
    public final AlgoSpec defaults() {
        return defaults;
    }

    @Override
    public final void validate(OrderIntent intent, Instrument instrument) {
        settings(intent.algo(), defaults);
        Steps.validate(intent, type());
    }

    @Override
    public final boolean mayRest(OrderIntent intent) {
        return false;
    }

    @Override
    public final AlgoStep next(AlgoState state) {
        return Steps.isOver(state)
                ? Steps.over(state)
                : next(state, settings(state.parent().intent().algo(), defaults));
    }
}
