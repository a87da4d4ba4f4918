package io.colin.execution.algo;

import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of an iceberg, read and checked.
 *
 * @param prices where it may trade; empty for one that stands in for a venue's, which rests where its order says
 */
record IcebergSettings(
        BigDecimal display,
        BigDecimal variation,
        long durationNs,
        long minDelayNs,
        long maxDelayNs,
        long refreshNs,
        Optional<PriceRules> prices) {
    static final String DISPLAY = "display";
    static final String VARIATION = "variation";
    static final String MIN_DELAY_MS = "min_delay_ms";
    static final String MAX_DELAY_MS = "max_delay_ms";
    static final String REFRESH_S = "refresh_s";

    static final AlgoSpec DEFAULTS = AlgoSpec.of(Iceberg.TYPE, defaults());

    private static final long MILLI_NS = 1_000_000L;
    private static final long REFILL_NS = 100 * MILLI_NS;
    private static final long SECOND_NS = 1_000_000_000L;

    private static Map<String, String> defaults() {
        Map<String, String> all = new TreeMap<>(PriceRules.restingDefaults("50"));
        all.put(DISPLAY, "0");
        all.put(VARIATION, "0.2");
        all.put(Pace.DURATION_S, "3600");
        all.put(MIN_DELAY_MS, "500");
        all.put(MAX_DELAY_MS, "2000");
        all.put(REFRESH_S, "30");
        return all;
    }

    /** Every parameter in its range, and the delays in order. */
    static IcebergSettings of(AlgoSpec asked, AlgoSpec defaults) {
        IcebergSettings settings = eachOf(asked, defaults);
        Require.that(
                settings.minDelayNs <= settings.maxDelayNs,
                "algo." + MIN_DELAY_MS,
                "must not exceed " + MAX_DELAY_MS + " " + settings.maxDelayNs / MILLI_NS,
                settings.minDelayNs / MILLI_NS);
        return settings;
    }

    /** Every parameter in its range, each for itself. */
    static IcebergSettings eachOf(AlgoSpec asked, AlgoSpec defaults) {
        Parameters parameters = Parameters.of(asked, defaults);
        return new IcebergSettings(
                parameters.decimal(DISPLAY, "0", "1000000000000"),
                parameters.decimal(VARIATION, "0", "0.5"),
                parameters.whole(Pace.DURATION_S, 1, 604_800) * SECOND_NS,
                parameters.whole(MIN_DELAY_MS, 1, 600_000) * MILLI_NS,
                parameters.whole(MAX_DELAY_MS, 1, 600_000) * MILLI_NS,
                parameters.whole(REFRESH_S, 1, 86_400) * SECOND_NS,
                Optional.of(PriceRules.resting(parameters)));
    }

    /** What a venue does for an order with a display quantity: always as much, at its limit, as long as it is good. */
    static IcebergSettings standingIn(BigDecimal display) {
        return new IcebergSettings(
                display, BigDecimal.ZERO, Long.MAX_VALUE, REFILL_NS, REFILL_NS, SECOND_NS, Optional.empty());
    }
}
