package io.colin.execution.algo;

import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import java.time.Duration;

/**
 * What the builders of all paced algorithms share.
 *
 * @param <B> the builder itself
 */
public abstract sealed class PacedBuilder<B extends PacedBuilder<B>> extends AlgoBuilder<B>
        permits Twap.Builder, Vwap.Builder, Pov.Builder, ImplementationShortfall.Builder {
    PacedBuilder(AlgoSpec defaults) {
        super(defaults);
    }

    /**
     * Sets the time between steps.
     *
     * @param value whole seconds, [1 s, 1 day]
     * @return this
     */
    public B interval(Duration value) {
        Require.positive("interval", value);
        return with(Pace.INTERVAL_S, Long.toString(value.toSeconds()));
    }

    /**
     * Sets the share of the market's volume: what {@link Pov} aims at, what the others never exceed.
     *
     * @param value [0.05, 0.2] for VWAP and POV, [0.0001, 1] for the others
     * @return this
     */
    public B participation(double value) {
        return with(Pace.PARTICIPATION, text(value));
    }

    /**
     * Sets after which move within a step, either way, the step is skipped.
     *
     * @param value standard deviations of a step, from the hour before it, [0, 100]; 0 never skips
     * @return this
     */
    public B maxMoveSigmas(double value) {
        return with(PriceRules.MAX_MOVE_SIGMAS, text(value));
    }

    /**
     * Sets below which depth, of the side it takes from, a step is skipped.
     *
     * @param value share of the last hour's mean, [0, 1]; 0 never skips
     * @return this
     */
    public B minDepth(double value) {
        return with(PriceRules.MIN_DEPTH, text(value));
    }
}
