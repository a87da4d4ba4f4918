package io.colin.execution.algo;

import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a TWAP, read and checked. */
record TwapSettings(Pace pace, boolean adaptive, BigDecimal jitter, BigDecimal catchUp) {
    static final String ADAPTIVE = "adaptive";
    static final String JITTER = "jitter";
    static final String CATCH_UP = "catch_up";

    static final AlgoSpec DEFAULTS = AlgoSpec.of(Twap.TYPE, defaults());

    private static final long MAX_STEPS = 10_000;

    private static Map<String, String> defaults() {
        Map<String, String> all = new TreeMap<>(Pace.defaults("3600", "60", "0.2", "10"));
        all.put(ADAPTIVE, "true");
        all.put(JITTER, "0.2");
        all.put(CATCH_UP, "1.5");
        return all;
    }

    /** Every parameter in its range, and interval and duration fitting together. */
    static TwapSettings of(AlgoSpec asked, AlgoSpec defaults) {
        TwapSettings settings = eachOf(asked, defaults);
        settings.pace.fitting(MAX_STEPS);
        return settings;
    }

    /** Every parameter in its range, each for itself. */
    static TwapSettings eachOf(AlgoSpec asked, AlgoSpec defaults) {
        Parameters parameters = Parameters.of(asked, defaults);
        return new TwapSettings(
                Pace.eachOf(parameters, "0.0001", "1"),
                parameters.flag(ADAPTIVE),
                parameters.decimal(JITTER, "0", "0.4"),
                parameters.decimal(CATCH_UP, "1", "10"));
    }
}
