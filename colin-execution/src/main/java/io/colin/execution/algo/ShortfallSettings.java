package io.colin.execution.algo;

import io.colin.api.internal.Require;
import io.colin.api.order.AlgoSpec;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of an implementation shortfall order, read and checked. */
record ShortfallSettings(
        Pace pace,
        int urgency,
        double riskAversion,
        double eta,
        double beta,
        double volatility,
        double dailyVolume,
        boolean adaptive) {
    static final String URGENCY = "urgency";
    static final String RISK_AVERSION = "risk_aversion";
    static final String ETA = "impact_eta";
    static final String BETA = "impact_beta";
    static final String VOLATILITY = "volatility";
    static final String DAILY_VOLUME = "daily_volume";
    static final String ADAPTIVE = "adaptive";

    static final AlgoSpec DEFAULTS = AlgoSpec.of(ImplementationShortfall.TYPE, defaults());

    private static final long MAX_STEPS = 1_000;
    /** κT of the urgencies; that of 0 follows from the risk aversion. */
    private static final double[] KAPPA_T = {0, 0.5, 1.5, 3};

    private static Map<String, String> defaults() {
        Map<String, String> all = new TreeMap<>(Pace.defaults("1800", "30", "0.2", "50"));
        all.put(URGENCY, "2");
        all.put(RISK_AVERSION, "0");
        all.put(ETA, "0.15");
        all.put(BETA, "0.5");
        all.put(VOLATILITY, "0");
        all.put(DAILY_VOLUME, "0");
        all.put(ADAPTIVE, "true");
        return all;
    }

    /** Every parameter in its range, and those fitting that belong together. */
    static ShortfallSettings of(AlgoSpec asked, AlgoSpec defaults) {
        ShortfallSettings settings = eachOf(asked, defaults);
        settings.pace.fitting(MAX_STEPS);
        Require.that(
                settings.urgency == 0 || settings.riskAversion == 0,
                "algo." + RISK_AVERSION,
                "must be 0 unless " + URGENCY + " is 0",
                settings.riskAversion);
        return settings;
    }

    /** Every parameter in its range, each for itself. */
    static ShortfallSettings eachOf(AlgoSpec asked, AlgoSpec defaults) {
        Parameters parameters = Parameters.of(asked, defaults);
        return new ShortfallSettings(
                Pace.eachOf(parameters, "0.0001", "1"),
                (int) parameters.whole(URGENCY, 0, 3),
                parameters.decimal(RISK_AVERSION, "0", "1").doubleValue(),
                parameters.decimal(ETA, "0.0001", "100").doubleValue(),
                parameters.decimal(BETA, "0.1", "1").doubleValue(),
                parameters.decimal(VOLATILITY, "0", "10").doubleValue(),
                parameters.decimal(DAILY_VOLUME, "0", "1000000000000").doubleValue(),
                parameters.flag(ADAPTIVE));
    }

    /** κT of an urgency above 0. */
    double kappaT() {
        return KAPPA_T[urgency];
    }
}
