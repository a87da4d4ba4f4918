package io.colin.risk.var;

import io.colin.api.internal.Require;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * Whether forecasts of value at risk and expected shortfall were right: P. Kupiec's test of coverage (Journal of
 * Derivatives 3(2), 1995), P. Christoffersen's tests of independence and of both together (International Economic Review
 * 39(4), 1998), the traffic light of the Basel Committee (1996) and A. McNeil and R. Frey's test of exceedance residuals
 * (Journal of Empirical Finance 7, 2000), all at 5 %. An exceedance is a loss above the forecast.
 *
 * <p>Stateless, any thread.
 */
public final class Backtest {
    /** The level of every test. */
    public static final double LEVEL = 0.05;
    /** How many days are looked at. */
    public static final int DAYS = 250;
    /** Fewest days that say anything. */
    public static final int LEAST_DAYS = 30;
    /** Fewest exceedances whose residuals say anything. */
    public static final int LEAST_EXCEEDANCES = 5;

    private static final double YELLOW = 0.95;
    private static final double RED = 0.9999;

    private Backtest() {}

    /** The zones of the traffic light: by how likely that many exceedances, or fewer, are under a right model. */
    public enum Zone {
        /** Below 95 %: of 250 days at 99 %, up to 4. */
        GREEN,
        /** From 95 %: 5 to 9. */
        YELLOW,
        /** From 99.99 %: 10 and more. */
        RED
    }

    /**
     * A test.
     *
     * @param statistic its value
     * @param pValue how likely one as extreme is under a right model, in [0, 1]
     * @param rejected whether that is below 5 %
     */
    public record Test(double statistic, double pValue, boolean rejected) {}

    /**
     * The tests against one series of profits and losses.
     *
     * @param days how many
     * @param exceedances how many losses were above the forecast
     * @param expected how many a right model has
     * @param coverage Kupiec
     * @param independence Christoffersen
     * @param joint both
     * @param zone of the traffic light
     * @param shortfall exceedance residuals, one-sided; not rejected with a p-value of 1 below 5 exceedances
     * @param failed whether risk was underestimated: coverage or joint is rejected with more exceedances than expected,
     *     exceedances come in clusters, the light is red, or shortfall is rejected. A model that is rejected for having
     *     too few exceedances is too careful and does not fail
     */
    public record Series(
            int days,
            int exceedances,
            double expected,
            Test coverage,
            Test independence,
            Test joint,
            Zone zone,
            Test shortfall,
            boolean failed) {}

    /** The tests of the last 250 days, or that there are too few. */
    public sealed interface Result {
        /**
         * The factor on value at risk while the test stands like this.
         *
         * @return 1.2 when it fails, else 1
         */
        default double multiplier() {
            return this instanceof Tested t && t.failed() ? 1.2 : 1;
        }
    }

    /**
     * Tested.
     *
     * @param actual against the change of equity
     * @param fixed against the exposures of each day's start, left untouched
     */
    public record Tested(Series actual, Series fixed) implements Result {
        /**
         * Whether either fails.
         *
         * @return true when value at risk is to be multiplied
         */
        public boolean failed() {
            return actual.failed() || fixed.failed();
        }
    }

    /**
     * Not tested.
     *
     * @param days how many there are
     * @param needed how many it takes
     */
    public record TooFewDays(int days, int needed) implements Result {}

    /**
     * Tests the newest 250 days of forecasts at 99 % over 1 day.
     *
     * @param days oldest first
     * @return the tests, or that there are fewer than 30 days
     */
    public static Result of(List<BacktestDay> days) {
        if (days.size() < LEAST_DAYS) {
            return new TooFewDays(days.size(), LEAST_DAYS);
        }
        List<BacktestDay> newest = days.subList(Math.max(0, days.size() - DAYS), days.size());
        return new Tested(
                series(newest, BacktestDay::actualPnl, GateFigures.HIGH),
                series(newest, BacktestDay::staticPnl, GateFigures.HIGH));
    }

    private static Series series(List<BacktestDay> days, ToDoubleFunction<BacktestDay> pnl, double confidence) {
        boolean[] hits = new boolean[days.size()];
        int count = 0;
        for (int d = 0; d < hits.length; d++) {
            hits[d] = -pnl.applyAsDouble(days.get(d)) > days.get(d).valueAtRisk();
            count += hits[d] ? 1 : 0;
        }
        double expected = hits.length * (1 - confidence);
        Test coverage = kupiec(hits.length, count, confidence);
        Test independence = independence(hits);
        Test joint = joint(hits, confidence);
        Zone zone = zone(hits.length, count, confidence);
        double[] residuals = days.stream()
                .filter(d -> -pnl.applyAsDouble(d) > d.valueAtRisk() && d.expectedShortfall() > 0)
                .mapToDouble(d -> (-pnl.applyAsDouble(d) - d.expectedShortfall()) / d.expectedShortfall())
                .toArray();
        Test shortfall = residuals(residuals);
        boolean more = count > expected && (coverage.rejected() || joint.rejected());
        boolean failed = more || independence.rejected() || zone == Zone.RED || shortfall.rejected();
        return new Series(hits.length, count, expected, coverage, independence, joint, zone, shortfall, failed);
    }

    /**
     * Kupiec's likelihood ratio of the share of exceedances, chi-square with 1 degree of freedom.
     *
     * @param days 1 or more
     * @param exceedances in [0, days]
     * @param confidence of the forecasts, in (0, 1)
     * @return rejected for too many as well as for too few
     * @throws IllegalArgumentException if an argument is outside
     */
    public static Test kupiec(int days, int exceedances, double confidence) {
        check(days, exceedances, confidence);
        double p = 1 - confidence;
        double free = logLikelihood(exceedances, days - exceedances, (double) exceedances / days);
        return chiSquare(2 * (free - logLikelihood(exceedances, days - exceedances, p)), 1);
    }

    /**
     * Christoffersen's likelihood ratio of a first-order chain against independent days, chi-square with 1 degree of
     * freedom.
     *
     * @param exceedances by day, in order, at least two
     * @return not rejected where there is no exceedance
     * @throws IllegalArgumentException if there are fewer than two days
     */
    public static Test independence(boolean[] exceedances) {
        Require.that(exceedances.length >= 2, "days", "must be 2 or more", exceedances.length);
        int[][] moves = new int[2][2];
        for (int d = 1; d < exceedances.length; d++) {
            moves[exceedances[d - 1] ? 1 : 0][exceedances[d] ? 1 : 0]++;
        }
        int hits = moves[0][1] + moves[1][1];
        int misses = moves[0][0] + moves[1][0];
        double chain = logLikelihood(moves[0][1], moves[0][0], share(moves[0]))
                + logLikelihood(moves[1][1], moves[1][0], share(moves[1]));
        double single = logLikelihood(hits, misses, (double) hits / (hits + misses));
        return chiSquare(2 * (chain - single), 1);
    }

    /**
     * Coverage and independence together: the sum of both ratios, chi-square with 2 degrees of freedom.
     *
     * @param exceedances by day, in order, at least two
     * @param confidence of the forecasts, in (0, 1)
     * @return the test
     * @throws IllegalArgumentException if an argument is outside
     */
    public static Test joint(boolean[] exceedances, double confidence) {
        int count = 0;
        for (boolean hit : exceedances) {
            count += hit ? 1 : 0;
        }
        double sum = independence(exceedances).statistic()
                + kupiec(exceedances.length, count, confidence).statistic();
        return chiSquare(sum, 2);
    }

    /**
     * The traffic light.
     *
     * @param days 1 or more
     * @param exceedances in [0, days]
     * @param confidence of the forecasts, in (0, 1)
     * @return by the binomial probability of so many exceedances or fewer
     * @throws IllegalArgumentException if an argument is outside
     */
    public static Zone zone(int days, int exceedances, double confidence) {
        check(days, exceedances, confidence);
        double likely = new BinomialDistribution(days, 1 - confidence).cumulativeProbability(exceedances);
        return likely >= RED ? Zone.RED : likely >= YELLOW ? Zone.YELLOW : Zone.GREEN;
    }

    /**
     * Whether losses beyond the value at risk exceed the expected shortfall on average: a one-sided t-test of residuals
     * (loss − shortfall) / shortfall, each of an exceedance.
     *
     * @param residuals any number; fewer than 5 are not rejected, with a p-value of 1
     * @return rejected when their mean is above 0
     */
    public static Test residuals(double[] residuals) {
        if (residuals.length < LEAST_EXCEEDANCES) {
            return new Test(0, 1, false);
        }
        int n = residuals.length;
        double mean = DoubleStream.of(residuals).sum() / n;
        double squares =
                DoubleStream.of(residuals).map(r -> (r - mean) * (r - mean)).sum();
        double error = Math.sqrt(squares / (n - 1) / n);
        if (error == 0) {
            return new Test(mean > 0 ? Double.POSITIVE_INFINITY : 0, mean > 0 ? 0 : 1, mean > 0);
        }
        double t = mean / error;
        double pValue = new TDistribution(n - 1).cumulativeProbability(-t);
        return new Test(t, pValue, pValue < LEVEL);
    }

    private static void check(int days, int exceedances, double confidence) {
        Require.positive("days", days);
        Require.within("exceedances", exceedances, 0, days);
        Require.that(confidence > 0 && confidence < 1, "confidence", "must be in (0, 1)", confidence);
    }

    private static double share(int[] moves) {
        int all = moves[0] + moves[1];
        return all == 0 ? 0 : (double) moves[1] / all;
    }

    /** Of independent trials; 0 · ln 0 is 0. */
    private static double logLikelihood(int hits, int misses, double p) {
        return (hits == 0 ? 0 : hits * StrictMath.log(p)) + (misses == 0 ? 0 : misses * StrictMath.log1p(-p));
    }

    private static Test chiSquare(double statistic, int freedom) {
        double ratio = Math.max(0, statistic); // rounding may leave a hair below
        double pValue = 1 - new ChiSquaredDistribution(freedom).cumulativeProbability(ratio);
        return new Test(ratio, pValue, pValue < LEVEL);
    }
}
