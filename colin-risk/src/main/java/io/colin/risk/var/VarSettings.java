package io.colin.risk.var;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How value at risk is measured. Immutable. */
public final class VarSettings {
    private final Estimator estimator;
    private final double lambda;
    private final int lookBack;
    private final int minimumHistorical;
    private final int minimumPoints;
    private final int maxReturnAge;
    private final boolean shortHistory;
    private final HorizonRule horizonRule;
    private final double ageDecay;
    private final boolean meanReturn;
    private final Distribution distribution;
    private final int paths;
    private final long seed;
    private final SortedMap<Symbol, Symbol> proxies;

    private VarSettings(Builder builder) {
        estimator = builder.estimator;
        lambda = builder.lambda;
        lookBack = builder.lookBack;
        minimumHistorical = builder.minimumHistorical;
        minimumPoints = builder.minimumPoints;
        maxReturnAge = builder.maxReturnAge;
        shortHistory = builder.shortHistory;
        horizonRule = builder.horizonRule;
        ageDecay = builder.ageDecay;
        meanReturn = builder.meanReturn;
        distribution = builder.distribution;
        paths = builder.paths;
        seed = builder.seed;
        proxies = Collections.unmodifiableSortedMap(new TreeMap<>(builder.proxies));
    }

    /** How the covariance is estimated. */
    public enum Estimator {
        /** Shrunk towards constant correlation. */
        SHRUNK,
        /** Exponentially weighted. */
        EXPONENTIAL
    }

    /** How historical figures of several days come about. */
    public enum HorizonRule {
        /** From overlapping windows of as many days; keeps what returns have to do with those before. */
        OVERLAPPING,
        /** The daily figure times the square root of days. */
        SQUARE_ROOT
    }

    /** What Monte Carlo draws. */
    public enum Distribution {
        /** Joint normal. */
        NORMAL,
        /** Joint Student-t of the same covariance, degrees of freedom fitted to the portfolio's past. */
        STUDENT_T
    }

    /**
     * Starts settings.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The settings with every default.
     *
     * @return shrunk covariance, 252 days, overlapping windows, mean return, 10 000 Student-t paths
     */
    public static VarSettings defaults() {
        return builder().build();
    }

    /**
     * How the covariance is estimated.
     *
     * @return the estimator
     */
    public Estimator estimator() {
        return estimator;
    }

    /**
     * The weight of a return one period older.
     *
     * @return in (0, 1]
     */
    public double lambda() {
        return lambda;
    }

    /**
     * How many periods are looked at.
     *
     * @return periods
     */
    public int lookBack() {
        return lookBack;
    }

    /**
     * How many daily points historical simulation needs.
     *
     * @return points
     */
    public int minimumHistorical() {
        return minimumHistorical;
    }

    /**
     * How many daily points anything needs.
     *
     * @return points
     */
    public int minimumPoints() {
        return minimumPoints;
    }

    /**
     * How old the newest return of a symbol may be.
     *
     * @return whole periods: days, or hours of a short history
     */
    public int maxReturnAge() {
        return maxReturnAge;
    }

    /**
     * Whether hourly returns may stand in for missing days.
     *
     * @return true in the demonstration settings
     */
    public boolean shortHistory() {
        return shortHistory;
    }

    /**
     * How historical figures of several days come about.
     *
     * @return the rule
     */
    public HorizonRule horizonRule() {
        return horizonRule;
    }

    /**
     * The weight of a historical scenario one day older.
     *
     * @return in (0, 1], 1 for equal weights
     */
    public double ageDecay() {
        return ageDecay;
    }

    /**
     * Whether the mean return counts against the loss.
     *
     * @return false to take it as 0
     */
    public boolean meanReturn() {
        return meanReturn;
    }

    /**
     * What Monte Carlo draws.
     *
     * @return the distribution
     */
    public Distribution distribution() {
        return distribution;
    }

    /**
     * How many paths Monte Carlo draws.
     *
     * @return an even number
     */
    public int paths() {
        return paths;
    }

    /**
     * The seed of Monte Carlo.
     *
     * @return any number
     */
    public long seed() {
        return seed;
    }

    /**
     * Whose returns stand in for a symbol with too few.
     *
     * @return proxy by symbol
     */
    public SortedMap<Symbol, Symbol> proxies() {
        return proxies;
    }

    /** Gathers settings. */
    public static final class Builder {
        private Estimator estimator = Estimator.SHRUNK;
        private double lambda = 0.94;
        private int lookBack = 252;
        private int minimumHistorical = 250;
        private int minimumPoints = 30;
        private int maxReturnAge = 7;
        private boolean shortHistory;
        private HorizonRule horizonRule = HorizonRule.OVERLAPPING;
        private double ageDecay = 1;
        private boolean meanReturn = true;
        private Distribution distribution = Distribution.STUDENT_T;
        private int paths = 10_000;
        private long seed = 1;
        private final SortedMap<Symbol, Symbol> proxies = new TreeMap<>();

        private Builder() {}

        /**
         * Sets the estimator of the covariance.
         *
         * @param value shrunk by default
         * @return this
         */
        public Builder estimator(Estimator value) {
            estimator = value;
            return this;
        }

        /**
         * Sets the weight of a return one period older, for the exponential estimator.
         *
         * @param value in (0, 1], 0.94 by default
         * @return this
         */
        public Builder lambda(double value) {
            Require.that(value > 0 && value <= 1, "lambda", "must be in (0, 1]", value);
            lambda = value;
            return this;
        }

        /**
         * Sets how many periods are looked at.
         *
         * @param value in [30, 10 000], 252 by default
         * @return this
         */
        public Builder lookBack(int value) {
            Require.within("lookBack", value, 30, 10_000);
            lookBack = value;
            return this;
        }

        /**
         * Sets how many daily points historical simulation needs; with fewer, parametric figures stand in.
         *
         * @param value in [100, 10 000], 250 by default
         * @return this
         */
        public Builder minimumHistorical(int value) {
            Require.within("minimumHistorical", value, 100, 10_000);
            minimumHistorical = value;
            return this;
        }

        /**
         * Sets how many daily points anything needs; with fewer, figures are absent.
         *
         * @param value in [30, 10 000], 30 by default
         * @return this
         */
        public Builder minimumPoints(int value) {
            Require.within("minimumPoints", value, 30, 10_000);
            minimumPoints = value;
            return this;
        }

        /**
         * Sets how old the newest return of a symbol may be; with an older one it has no figures. A week lets an account
         * be judged after an outage of some days, and no seed of last year pass for the present.
         *
         * @param value whole periods, in [1, 10 000], 7 by default
         * @return this
         */
        public Builder maxReturnAge(int value) {
            Require.within("maxReturnAge", value, 1, 10_000);
            maxReturnAge = value;
            return this;
        }

        /**
         * Lets at least 48 hourly returns stand in, times the square root of 24, parametric only, without a mean return
         * and flagged {@code short_history}. For demonstrations.
         *
         * @param value false by default
         * @return this
         */
        public Builder shortHistory(boolean value) {
            shortHistory = value;
            return this;
        }

        /**
         * Sets how historical figures of several days come about.
         *
         * @param value overlapping windows by default
         * @return this
         */
        public Builder horizonRule(HorizonRule value) {
            horizonRule = value;
            return this;
        }

        /**
         * Weighs historical scenarios by age in the full figures (J. Boudoukh, M. Richardson and R. Whitelaw, "The best
         * of both worlds", Risk 11(5), 1998). The gate's figures weigh all scenarios alike.
         *
         * @param value weight of a scenario one day older, in (0, 1], 1 (equal) by default
         * @return this
         */
        public Builder ageDecay(double value) {
            Require.that(value > 0 && value <= 1, "ageDecay", "must be in (0, 1]", value);
            ageDecay = value;
            return this;
        }

        /**
         * Lets the mean return count against the loss; of daily returns only, the mean of a short history is never used.
         *
         * @param value true by default; false takes it as 0, which is the more careful choice after a long rise
         * @return this
         */
        public Builder meanReturn(boolean value) {
            meanReturn = value;
            return this;
        }

        /**
         * Sets what Monte Carlo draws.
         *
         * @param value Student-t by default
         * @return this
         */
        public Builder distribution(Distribution value) {
            distribution = value;
            return this;
        }

        /**
         * Sets how many paths Monte Carlo draws.
         *
         * @param value even, in [1 000, 1 000 000], 10 000 by default
         * @return this
         */
        public Builder paths(int value) {
            Require.within("paths", value, 1_000, 1_000_000);
            Require.that(value % 2 == 0, "paths", "must be even", value);
            paths = value;
            return this;
        }

        /**
         * Sets the seed of Monte Carlo. The same seed draws the same paths at every refresh, so that figures move with
         * the portfolio and not with chance.
         *
         * @param value 1 by default
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Lets a symbol with too few returns be measured by those of another; flagged wherever it is used.
         *
         * @param symbol with too few returns
         * @param proxy with enough
         * @return this
         */
        public Builder proxy(Symbol symbol, Symbol proxy) {
            Require.that(!symbol.equals(proxy), "proxy of " + symbol, "must be another symbol", proxy);
            proxies.put(symbol, proxy);
            return this;
        }

        /**
         * Builds the settings. Where historical simulation needs more points than are looked at, it is never used, and
         * parametric figures stand in, which say so.
         *
         * @return the settings
         * @throws IllegalArgumentException if historical simulation would need fewer points than anything does, or fewer
         *     are looked at than anything needs
         */
        public VarSettings build() {
            Require.that(
                    minimumHistorical >= minimumPoints,
                    "minimumHistorical",
                    "must be at least minimumPoints " + minimumPoints,
                    minimumHistorical);
            Require.that(
                    lookBack >= minimumPoints, "lookBack", "must be at least minimumPoints " + minimumPoints, lookBack);
            return new VarSettings(this);
        }
    }
}
