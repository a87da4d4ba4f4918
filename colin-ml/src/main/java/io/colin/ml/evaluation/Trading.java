package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * What the emitted signals would have earned: one position at a time of the whole equity, without leverage, entered at a
 * signal while flat and held until its answer; a short that loses all of it ends the trading; fee, spread, predicted
 * impact and the funding the data hold are paid on every round trip. The swing within a trade is not in it: the drawdown
 * is measured at exits.
 *
 * @param trades net return of each trade in order of time, fractions
 * @param days net return of every UTC day from the first prediction to the last, 0 on days without an exit
 * @param firstDay days since 1970 of the first of them
 * @param volatility root mean square of all exit returns, a fraction: how far price goes while a position is held
 * @param marketDays return of the price on the same days, from one day's last prediction to the next's
 */
public record Trading(
        List<Double> trades, List<Double> days, long firstDay, double volatility, List<Double> marketDays) {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final double DAYS_A_YEAR = 365;

    /** Euler and Mascheroni's constant. */
    private static final double EULER = 0.5772156649015329;

    /** Copies. */
    public Trading {
        trades = List.copyOf(trades);
        days = List.copyOf(days);
        marketDays = List.copyOf(marketDays);
        Require.within("volatility", volatility, 0, Double.MAX_VALUE);
        Require.that(marketDays.size() == days.size(), "marketDays", "must be one a day", marketDays.size());
    }

    /**
     * Trades the signals of predictions.
     *
     * @param predictions in order of time, not empty
     * @return what came of it
     */
    public static Trading of(List<Prediction> predictions) {
        Require.positive("predictions", predictions.size());
        long firstDay = predictions.getFirst().timeNs() / DAY_NS;
        long lastDay = predictions.stream().mapToLong(Prediction::endNs).max().orElseThrow() / DAY_NS;
        int count = (int) (lastDay - firstDay + 1);
        double[] growth = new double[count];
        double[] prices = new double[count];
        Arrays.fill(growth, 1);
        List<Double> trades = new ArrayList<>();
        long freeNs = Long.MIN_VALUE;
        for (Prediction prediction : predictions) {
            prices[(int) (prediction.timeNs() / DAY_NS - firstDay)] = prediction.price();
            if (prediction.isEmitted() && prediction.timeNs() >= freeNs) {
                double net = Math.max(-1, prediction.net());
                trades.add(net);
                growth[(int) (prediction.endNs() / DAY_NS - firstDay)] *= 1 + net;
                freeNs = net > -1 ? prediction.endNs() : Long.MAX_VALUE;
            }
        }
        List<Double> days = new ArrayList<>();
        List<Double> market = new ArrayList<>();
        double before = predictions.getFirst().price();
        for (int i = 0; i < count; i++) {
            double price = prices[i] == 0 ? before : prices[i];
            days.add(growth[i] - 1);
            market.add(price / before - 1);
            before = price;
        }
        double squares = predictions.stream()
                .mapToDouble(p -> p.exitReturn() * p.exitReturn())
                .average()
                .orElse(0);
        return new Trading(trades, days, firstDay, Math.sqrt(squares), market);
    }

    /**
     * What equity became.
     *
     * @return total net return, a fraction
     */
    public double totalReturn() {
        return compounded(days);
    }

    /**
     * What holding the instrument gave over the same days, without costs.
     *
     * @return total return, a fraction
     */
    public double marketReturn() {
        return compounded(marketDays);
    }

    /**
     * Mean over sample deviation of daily returns, × √365.
     *
     * @return empty with fewer than two days or without any change
     */
    public OptionalDouble sharpe() {
        return annualised(days, deviation(days));
    }

    /**
     * Mean of daily returns over their root mean square below 0, × √365.
     *
     * @return empty with fewer than two days or without a losing one
     */
    public OptionalDouble sortino() {
        double squares = days.stream()
                .mapToDouble(day -> Math.min(0, day))
                .map(day -> day * day)
                .sum();
        return annualised(days, Math.sqrt(squares / Math.max(1, days.size())));
    }

    /**
     * Mean daily return × 365 over the maximum drawdown.
     *
     * @return empty without a drawdown
     */
    public OptionalDouble calmar() {
        double drawdown = maxDrawdown();
        return drawdown > 0 ? OptionalDouble.of(mean(days) * DAYS_A_YEAR / drawdown) : OptionalDouble.empty();
    }

    /**
     * Largest fall of equity from a peak, at exits of trades.
     *
     * @return a fraction of the peak, 0 or more
     */
    public double maxDrawdown() {
        return Drawdown.largest(trades);
    }

    /**
     * How large a position may be before its own impact takes the whole mean net return of a trade, as a share of what the
     * market trades while it is held. Impact of one side by the square-root law, σ·√share (Almgren and others 2005, Tóth
     * and others 2011), with the volatility over the same time, so share = (mean net/(2σ))².
     *
     * @return 0 or more; 0 where a trade earns nothing after its costs or there is none
     */
    public double capacityShare() {
        double earned = trades.isEmpty() ? 0 : mean(trades);
        double both = 2 * volatility;
        return earned > 0 && both > 0 ? (earned / both) * (earned / both) : 0;
    }

    /**
     * Sum of gains over sum of losses.
     *
     * @return empty without a loss
     */
    public OptionalDouble profitFactor() {
        double gains = trades.stream().mapToDouble(trade -> Math.max(0, trade)).sum();
        double losses =
                trades.stream().mapToDouble(trade -> Math.max(0, -trade)).sum();
        return losses > 0 ? OptionalDouble.of(gains / losses) : OptionalDouble.empty();
    }

    /**
     * Share of trades that earned more than their cost.
     *
     * @return empty without a trade
     */
    public OptionalDouble winRate() {
        long wins = trades.stream().filter(trade -> trade > 0).count();
        return trades.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) wins / trades.size());
    }

    /**
     * Traded value a day over equity: two sides a trade.
     *
     * @return 0 or more
     */
    public double turnoverPerDay() {
        return 2.0 * trades.size() / days.size();
    }

    /**
     * Mean over sample deviation of the daily return above holding the instrument, × √365.
     *
     * @return empty with fewer than two days or without any difference
     */
    public OptionalDouble informationRatio() {
        List<Double> active = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            active.add(days.get(i) - marketDays.get(i));
        }
        return annualised(active, deviation(active));
    }

    /**
     * The deflated Sharpe ratio of Bailey and López de Prado: the probability that the true Sharpe ratio exceeds what the
     * best of so many worthless trials would show by luck, with the trials' Sharpe ratios spread as one estimate of zero
     * is over this many days (variance 1/(n − 1)).
     *
     * @param trials how many variants were tried, at least 1
     * @return [0, 1]; empty with fewer than four days or without any change
     */
    public OptionalDouble deflatedSharpe(int trials) {
        Require.positive("trials", trials);
        double deviation = deviation(days);
        if (days.size() < 4 || !(deviation > 0)) {
            return OptionalDouble.empty();
        }
        DescriptiveStatistics statistics = new DescriptiveStatistics();
        days.forEach(statistics::addValue);
        double sharpe = mean(days) / deviation;
        double hurdle = luck(trials, 1.0 / (days.size() - 1));
        // Hipparchus' kurtosis is the excess over the normal distribution's 3.
        return OptionalDouble.of(deflated(
                new double[] {sharpe, hurdle}, statistics.getSkewness(), statistics.getKurtosis() + 3, days.size()));
    }

    /** What the best of some worthless trials is expected to show, per period. */
    static double luck(int trials, double variance) {
        if (trials == 1) {
            return 0;
        }
        NormalDistribution normal = new NormalDistribution();
        double first = normal.inverseCumulativeProbability(1 - 1.0 / trials);
        double second = normal.inverseCumulativeProbability(1 - 1.0 / (trials * Math.E));
        return Math.sqrt(variance) * ((1 - EULER) * first + EULER * second);
    }

    /** Of a Sharpe ratio and its hurdle, both per period, over n periods. */
    static double deflated(double[] sharpeAndHurdle, double skewness, double kurtosis, int n) {
        double sharpe = sharpeAndHurdle[0];
        double spread = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        double z = (sharpe - sharpeAndHurdle[1]) * Math.sqrt(n - 1.0) / Math.sqrt(Math.max(1e-12, spread));
        return new NormalDistribution().cumulativeProbability(z);
    }

    private static OptionalDouble annualised(List<Double> returns, double spread) {
        return returns.size() > 1 && spread > 0
                ? OptionalDouble.of(mean(returns) / spread * Math.sqrt(DAYS_A_YEAR))
                : OptionalDouble.empty();
    }

    private static double compounded(List<Double> returns) {
        double growth = 1;
        for (double one : returns) {
            growth *= 1 + one;
        }
        return growth - 1;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double deviation(List<Double> values) {
        DescriptiveStatistics statistics = new DescriptiveStatistics();
        values.forEach(statistics::addValue);
        return values.size() > 1 ? statistics.getStandardDeviation() : 0;
    }
}
