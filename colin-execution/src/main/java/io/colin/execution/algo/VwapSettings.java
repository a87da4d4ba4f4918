package io.colin.execution.algo;

import io.colin.api.order.AlgoSpec;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a VWAP, read and checked. */
record VwapSettings(Pace pace, boolean adaptive, boolean live) {
    static final String ADAPTIVE = "adaptive";
    static final String LIVE = "live";

    static final AlgoSpec DEFAULTS = AlgoSpec.of(Vwap.TYPE, defaults());

    private static final long MAX_STEPS = 10_000;

    private static Map<String, String> defaults() {
        Map<String, String> all = new TreeMap<>(Pace.defaults("300", "30", "0.1", "50"));
        all.put(ADAPTIVE, "true");
        all.put(LIVE, "true");
        return all;
    }

    /** Every parameter in its range, and interval and duration fitting together. */
    static VwapSettings of(AlgoSpec asked, AlgoSpec defaults) {
        VwapSettings settings = eachOf(asked, defaults);
        settings.pace.fitting(MAX_STEPS);
        return settings;
    }

    /** Every parameter in its range, each for itself. */
    static VwapSettings eachOf(AlgoSpec asked, AlgoSpec defaults) {
        Parameters parameters = Parameters.of(asked, defaults);
        return new VwapSettings(
                Pace.eachOf(parameters, "0.05", "0.2"), parameters.flag(ADAPTIVE), parameters.flag(LIVE));
    }
}
