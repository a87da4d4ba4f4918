package io.colin.execution.impact;

import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.Realm;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What forecasts of costs have missed by, for paper and live parents and for each basis apart: the robust scale (1.4826 times the
 * median size, the deviation where misses are normal) of the last 200. Not thread-safe.
 */
public final class ForecastErrors {
    /** Fewer say nothing of what single parents miss by. */
    public static final int LEAST = 30;

    private final Map<Realm, Map<ExecutionForecast.Basis, Residuals>> misses = new EnumMap<>(Realm.class);

    private ForecastErrors() {}

    /**
     * Errors of no forecast yet.
     *
     * @return nothing learnt
     */
    public static ForecastErrors none() {
        return new ForecastErrors();
    }

    /**
     * Learns how a forecast came out.
     *
     * @param realm whose money
     * @param basis what it rested on
     * @param miss what came out less what was expected, in units of daily volatility; one that is not finite teaches nothing
     */
    public void learn(Realm realm, ExecutionForecast.Basis basis, double miss) {
        if (Double.isFinite(miss)) {
            misses.computeIfAbsent(realm, of -> new EnumMap<>(ExecutionForecast.Basis.class))
                    .computeIfAbsent(basis, of -> new Residuals())
                    .add(miss);
        }
    }

    /**
     * What a forecast misses by.
     *
     * @param realm whose money
     * @param basis what it rests on
     * @return standard deviation in units of daily volatility, above 0; empty before 30 came out
     */
    public OptionalDouble scale(Realm realm, ExecutionForecast.Basis basis) {
        Residuals known = misses.getOrDefault(realm, Map.of()).get(basis);
        return known == null || known.count() < LEAST ? OptionalDouble.empty() : OptionalDouble.of(known.scale());
    }
}
