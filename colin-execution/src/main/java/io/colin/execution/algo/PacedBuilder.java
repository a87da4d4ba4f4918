package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the builders of all paced algorithms share; every setter checks its own argument.
 *
 * @param <B> the builder itself
 */
public abstract sealed class PacedBuilder<B extends PacedBuilder<B>>
        permits Twap.Builder, ImplementationShortfall.Builder {
    private AlgoSpec spec;

    PacedBuilder(AlgoSpec defaults) {
        spec = defaults;
    }

    /** This builder as what it is. */
    abstract B self();

    /** Checks each parameter for itself. */
    abstract void check(AlgoSpec asked, AlgoSpec defaults);

    /**
     * Sets the window.
     *
     * @param value whole seconds, [1 s, 7 days]
     * @return this
     */
    public B duration(Duration value) {
        Require.positive("duration", value);
        return with(Pace.DURATION_S, Long.toString(value.toSeconds()));
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
     * Sets how much worse than the arrival mid it may trade.
     *
     * @param value basis points, [0.01, 5000]
     * @return this
     */
    public B priceControlBps(double value) {
        return with(PriceRules.PRICE_CONTROL_BPS, text(value));
    }

    /**
     * Sets how much worse than the mid of the moment a child may trade.
     *
     * @param value basis points, [0.01, 5000]
     * @return this
     */
    public B childLimitBps(double value) {
        return with(PriceRules.CHILD_LIMIT_BPS, text(value));
    }

    /**
     * Sets above which spread a step is skipped.
     *
     * @param value basis points, [0.01, 5000]
     * @return this
     */
    public B maxSpreadBps(double value) {
        return with(PriceRules.MAX_SPREAD_BPS, text(value));
    }

    /**
     * Sets how old a price may be.
     *
     * @param value whole milliseconds, [1 ms, 1 day]
     * @return this
     */
    public B maxQuoteAge(Duration value) {
        return with(PriceRules.MAX_QUOTE_AGE_MS, Long.toString(value.toMillis()));
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

    AlgoSpec spec() {
        return spec;
    }

    B with(String name, String value) {
        check(AlgoSpec.of(spec.type(), Map.of(name, value)), spec);
        TreeMap<String, String> parameters = new TreeMap<>(spec.parameters());
        parameters.put(name, value);
        spec = AlgoSpec.of(spec.type(), parameters);
        return self();
    }

    static String text(double value) {
        return Decimals.text(BigDecimal.valueOf(value));
    }
}
