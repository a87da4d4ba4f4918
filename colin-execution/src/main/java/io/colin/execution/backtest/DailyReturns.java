package io.colin.execution.backtest;

import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Net returns by UTC day and what follows from them. A year has 365 days. Whatever is annualised or judged needs
 * {@value #FEWEST} days; below that it is not there.
 *
 * @param firstDay days since 1970 of the first of them
 * @param returns one a day in order, fractions; the first and the last day may be cut short by the run
 */
public record DailyReturns(long firstDay, List<Double> returns) {
    /** Days needed before anything is said of a year. */
    public static final int FEWEST = 20;

    /** Days a year. */
    static final double YEAR = 365;

    /** Euler and Mascheroni's constant. */
    private static final double EULER = 0.5772156649015329;

    private static final String NO_CHANGE = "no daily return differs from another";

    /** Checks and copies. */
    public DailyReturns {
        returns = List.copyOf(returns);
        returns.forEach(one -> Require.finite("returns", one));
    }

    /**
     * What the returns compound to over a year: (Π(1 + r))^(365/n) − 1.
     *
     * @return a fraction
     */
    public Statistic annualReturn() {
        double growth = returns.stream().mapToDouble(one -> 1 + one).reduce(1, (a, b) -> a * b);
        return enough(() -> growth > 0
                ? Statistic.of(Math.pow(growth, YEAR / returns.size()) - 1)
                : Statistic.none("everything was lost"));
    }

    /**
     * Sample deviation × √365.
     *
     * @return a fraction, 0 or more
     */
    public Statistic volatility() {
        return enough(() -> Statistic.of(deviation() * Math.sqrt(YEAR)));
    }

    /**
     * Mean over sample deviation, × √365.
     *
     * @return the ratio
     */
    public Statistic sharpe() {
        return enough(() -> deviation() > 0 ? Statistic.of(daily() * Math.sqrt(YEAR)) : Statistic.none(NO_CHANGE));
    }

    /**
     * Mean over the root mean square of what lies below 0, × √365.
     *
     * @return the ratio
     */
    public Statistic sortino() {
        double squares = returns.stream()
                .mapToDouble(one -> Math.min(0, one))
                .map(one -> one * one)
                .sum();
        return enough(() -> squares > 0
                ? Statistic.of(mean() / Math.sqrt(squares / returns.size()) * Math.sqrt(YEAR))
                : Statistic.none("no day lost"));
    }

    /**
     * Mean × 365 over the largest drawdown.
     *
     * @param maxDrawdown a fraction
     * @return the ratio
     */
    public Statistic calmar(double maxDrawdown) {
        return enough(() ->
                maxDrawdown > 0 ? Statistic.of(mean() * YEAR / maxDrawdown) : Statistic.none("equity never fell"));
    }

    /**
     * The probabilistic Sharpe ratio of Bailey and López de Prado (2012): the probability that the true Sharpe ratio is above
     * 0, with the skewness γ3 and the kurtosis γ4 of the returns: Φ(s·√(n − 1) / √(1 − γ3·s + (γ4 − 1)/4·s²)).
     *
     * @return [0, 1]
     */
    public Statistic probabilisticSharpe() {
        return above(0);
    }

    /**
     * The deflated Sharpe ratio of Bailey and López de Prado (2014): the probability that the true Sharpe ratio is above
     * what the best of so many worthless trials shows by luck, √V·((1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))).
     *
     * @param trials how much was tried
     * @return [0, 1]; the probabilistic Sharpe ratio for one trial
     */
    public Statistic deflatedSharpe(Trials trials) {
        return above(trials.count() == 1 ? 0 : luck(trials));
    }

    /**
     * Sharpe ratios of the days up to each.
     *
     * @param window days, at least {@value #FEWEST}
     * @return one a day from the window's last day on; none where the days of a window are all alike
     */
    public List<Rolling> rollingSharpe(int window) {
        Require.that(window >= FEWEST, "window", "must be at least " + FEWEST, window);
        List<Rolling> rolling = new ArrayList<>();
        for (int end = window; end <= returns.size(); end++) {
            long day = firstDay + end - 1;
            new DailyReturns(0, returns.subList(end - window, end))
                    .sharpe()
                    .value()
                    .ifPresent(ratio -> rolling.add(new Rolling(day, ratio)));
        }
        return List.copyOf(rolling);
    }

    /**
     * A ratio of some days.
     *
     * @param day days since 1970 of the last of them
     * @param ratio annualised
     */
    public record Rolling(long day, double ratio) {}

    /** What the best of worthless trials is expected to show, a day. */
    double luck(Trials trials) {
        double variance = trials.variance().orElse(1.0 / Math.max(1, returns.size() - 1));
        double first = Normal.quantile(1 - 1.0 / trials.count());
        double second = Normal.quantile(1 - 1.0 / (trials.count() * Math.E));
        return Math.sqrt(variance) * ((1 - EULER) * first + EULER * second);
    }

    private Statistic above(double hurdle) {
        return enough(() -> {
            if (!(deviation() > 0)) {
                return Statistic.none(NO_CHANGE);
            }
            double probability = probability(new Sample(daily(), returns.size(), moment(3), moment(4)), hurdle);
            return Double.isNaN(probability)
                    ? Statistic.none("skewness and kurtosis of so few days contradict each other")
                    : Statistic.of(probability);
        });
    }

    /**
     * What is known of returns.
     *
     * @param ratio mean over deviation, a period
     * @param count periods
     * @param skewness 0 for the normal distribution
     * @param kurtosis 3 for the normal distribution
     */
    record Sample(double ratio, int count, double skewness, double kurtosis) {}

    /** That the true ratio is above a hurdle, both a period; NaN where the moments contradict each other. */
    static double probability(Sample sample, double hurdle) {
        double ratio = sample.ratio();
        double spread = 1 - sample.skewness() * ratio + (sample.kurtosis() - 1) / 4 * ratio * ratio;
        return spread > 0
                ? Normal.cumulative((ratio - hurdle) * Math.sqrt(sample.count() - 1.0) / Math.sqrt(spread))
                : Double.NaN;
    }

    private Statistic enough(Supplier<Statistic> measured) {
        return returns.size() < FEWEST
                ? Statistic.none(String.format(Locale.ROOT, "needs %d days, the run has %d", FEWEST, returns.size()))
                : measured.get();
    }

    private double daily() {
        return mean() / deviation();
    }

    private double mean() {
        return returns.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Of a sample; 0 where rounding alone tells the returns apart. */
    private double deviation() {
        double mean = mean();
        double squares =
                returns.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, returns.size() - 1));
        return deviation <= Math.abs(mean) * 1e-12 ? 0 : deviation;
    }

    /** Standardised central moment of all the returns. */
    private double moment(int order) {
        double mean = mean();
        double squares = 0;
        double powers = 0;
        for (double one : returns) {
            squares += (one - mean) * (one - mean);
            powers += Math.pow(one - mean, order);
        }
        return powers / returns.size() / Math.pow(squares / returns.size(), order / 2.0);
    }
}
