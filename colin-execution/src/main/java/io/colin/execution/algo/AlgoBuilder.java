package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the builders of all algorithms that work over time share; every setter checks its own argument.
 *
 * @param <B> the builder itself
 */
public abstract sealed class AlgoBuilder<B extends AlgoBuilder<B>> permits PacedBuilder, Iceberg.Builder {
    private AlgoSpec spec;

    AlgoBuilder(AlgoSpec defaults) {
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
     * Sets above which spread nothing is sent.
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
