package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a POV, read and checked. */
record PovSettings(Pace pace, BigDecimal maxParticipation) {
    static final String MAX_PARTICIPATION = "max_participation";

    private static final long MAX_STEPS = 1_000_000;

    /** The longest duration there is: what ends an order is its quantity or its own expiry. */
    private static final String UNTIL_FILLED_S = "604800";

    static final AlgoSpec DEFAULTS = AlgoSpec.of(Pov.TYPE, defaults());

    private static Map<String, String> defaults() {
        Map<String, String> all = new TreeMap<>(Pace.defaults(UNTIL_FILLED_S, "5", "0.1", "50"));
        all.put(MAX_PARTICIPATION, "0.2");
        return all;
    }

    /** Every parameter in its range, and those fitting that belong together. */
    static PovSettings of(AlgoSpec asked, AlgoSpec defaults) {
        PovSettings settings = eachOf(asked, defaults);
        settings.pace.fitting(MAX_STEPS);
        Require.that(
                settings.pace.participation().compareTo(settings.maxParticipation) <= 0,
                "algo." + Pace.PARTICIPATION,
                "must not exceed " + MAX_PARTICIPATION + " " + Decimals.text(settings.maxParticipation),
                Decimals.text(settings.pace.participation()));
        return settings;
    }

    /** Every parameter in its range, each for itself. */
    static PovSettings eachOf(AlgoSpec asked, AlgoSpec defaults) {
        Parameters parameters = Parameters.of(asked, defaults);
        return new PovSettings(
                Pace.eachOf(parameters, "0.05", "0.2"), parameters.decimal(MAX_PARTICIPATION, "0.05", "0.2"));
    }
}
