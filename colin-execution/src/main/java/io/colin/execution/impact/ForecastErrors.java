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

    /** The same over what the market was expected to move meanwhile, of parents whose market drift was taken off. */
    private final Map<Realm, Map<ExecutionForecast.Basis, Residuals>> unexplained = new EnumMap<>(Realm.class);

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
        add(misses, realm, basis, miss);
    }

    /**
     * Learns how much of what the market moves while a parent is worked is left where a reference's move is taken off.
     *
     * @param realm whose money
     * @param basis what the forecast rested on
     * @param share what came out less what was expected, over {@link ExecutionForecast#timing()}; one that is not finite teaches
     *     nothing
     */
    public void learnUnexplained(Realm realm, ExecutionForecast.Basis basis, double share) {
        add(unexplained, realm, basis, share);
    }

    private static void add(
            Map<Realm, Map<ExecutionForecast.Basis, Residuals>> to,
            Realm realm,
            ExecutionForecast.Basis basis,
            double value) {
        if (Double.isFinite(value)) {
            to.computeIfAbsent(realm, of -> new EnumMap<>(ExecutionForecast.Basis.class))
                    .computeIfAbsent(basis, of -> new Residuals())
                    .add(value);
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
        return scale(misses, realm, basis);
    }

    /**
     * How much of the market's moves a reference leaves.
     *
     * @param realm whose money
     * @param basis what a forecast rests on
     * @return part of {@link ExecutionForecast#timing()}, above 0, at most 1; empty before 30 parents came out whose market drift
     *     was taken off
     */
    public OptionalDouble unexplained(Realm realm, ExecutionForecast.Basis basis) {
        OptionalDouble scale = scale(unexplained, realm, basis);
        return scale.isEmpty() ? scale : OptionalDouble.of(Math.min(1, scale.getAsDouble()));
    }

    private static OptionalDouble scale(
            Map<Realm, Map<ExecutionForecast.Basis, Residuals>> of, Realm realm, ExecutionForecast.Basis basis) {
        Residuals known = of.getOrDefault(realm, Map.of()).get(basis);
        return known == null || known.count() < LEAST ? OptionalDouble.empty() : OptionalDouble.of(known.scale());
    }
}
