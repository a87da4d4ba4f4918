package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is measured on a test block, or on several one after the other. Every number comes from the
 * predictions; what does not exist (a Sharpe ratio of one day) is absent.
 *
 * @param fromNs time of the first prediction, ns since epoch
 * @param toNs when the last answer was known, ns since epoch
 * @param evaluation beside the baselines; the p value of each is the larger of the bootstrap of the accuracy and, where
 *     the baseline states probabilities, Diebold and Mariano's on the log loss
 * @param classes LONG, NEUTRAL, SHORT
 * @param curve of calibration
 * @param hits against every baseline
 * @param losses against every baseline that states probabilities
 * @param values what acting on the calls of every baseline that names directions would have left
 * @param estimates with 95 % intervals by name: {@code accuracy}, {@code log_loss}, {@code brier}, and where signals were
 *     emitted {@code hit_rate}, {@code net_hit_rate}, {@code mean_gross}, {@code mean_net}; {@code
 *     information_coefficient} where expected returns differ
 * @param sets the conformal sets
 * @param trading what the signals would have earned
 * @param permutationP of the labels in blocks
 * @param trials how many variants were tried, for the deflated Sharpe ratio
 */
public record Assessment(
        long fromNs,
        long toNs,
        Evaluation evaluation,
        List<ClassScore> classes,
        List<CurvePoint> curve,
        List<HitComparison> hits,
        List<LossComparison> losses,
        List<BaselineValue> values,
        SortedMap<String, Estimate> estimates,
        ConformalCoverage sets,
        Trading trading,
        double permutationP,
        int trials) {
    private static final double SIGNIFICANT = 0.05;
    private static final double MOST_CALIBRATION_ERROR = 0.03;

    /** Checks and copies. */
    public Assessment {
        classes = List.copyOf(classes);
        curve = List.copyOf(curve);
        hits = List.copyOf(hits);
        losses = List.copyOf(losses);
        values = List.copyOf(values);
        estimates = Collections.unmodifiableSortedMap(new TreeMap<>(estimates));
        Require.within("permutationP", permutationP, 0, 1);
        Require.positive("trials", trials);
    }

    /**
     * A measured value with its 95 % interval under the block bootstrap.
     *
     * @param value measured
     * @param low 2.5 % quantile
     * @param high 97.5 % quantile
     */
    public record Estimate(double value, double low, double high) {}

    /**
     * How the model's hits compare with a baseline's.
     *
     * @param baseline its name
     * @param accuracyP one-sided p of the difference in accuracy under the block bootstrap
     * @param nonOverlapping McNemar's test on predictions that do not overlap
     */
    public record HitComparison(String baseline, double accuracyP, McNemar nonOverlapping) {}

    /**
     * How the model's log loss compares with a baseline's.
     *
     * @param baseline its name
     * @param logLoss the baseline's
     * @param brier the baseline's Brier score
     * @param difference the model's log loss below the baseline's, with its interval: above 0 the model is better
     * @param test the same difference
     */
    public record LossComparison(
            String baseline, double logLoss, double brier, Estimate difference, DieboldMariano test) {}

    /**
     * What acting on every LONG and SHORT of a baseline would have left.
     *
     * @param baseline its name
     * @param calls how many it named
     * @param net mean exit return in its direction after costs, a fraction
     */
    public record BaselineValue(String baseline, int calls, Estimate net) {}

    /**
     * How the conformal sets did.
     *
     * @param coverage share of predictions whose set held the class that came
     * @param meanSize mean number of classes in a set
     * @param single share of sets that are exactly LONG or exactly SHORT
     */
    public record ConformalCoverage(double coverage, double meanSize, double single) {}

    /**
     * Whether the probabilities may be used: calibration error at most 0.03 and Brier score below the prior's.
     *
     * @return true when both hold
     */
    public boolean isCalibrated() {
        Classification c = evaluation.classification();
        return c.calibrationError() <= MOST_CALIBRATION_ERROR && c.brier() < c.priorBrier();
    }

    /**
     * Whether the model is better than every baseline: in accuracy and, where the baseline states probabilities, in log
     * loss, each at p &lt; 0.05; and predictions and labels belong together at p &lt; 0.05.
     *
     * @return false means it adds nothing
     */
    public boolean beatsEveryBaseline() {
        return evaluation.beatsEveryBaseline()
                && losses.stream().allMatch(loss -> loss.test().difference() > 0)
                && permutationP < SIGNIFICANT;
    }

    /**
     * The verdict in one sentence.
     *
     * @return for a person
     */
    public String verdict() {
        StringBuilder text =
                new StringBuilder(beatsEveryBaseline() ? "beats every baseline out of sample: " : "adds nothing: ");
        Baseline best = evaluation.bestBaseline();
        text.append(String.format(
                Locale.ROOT,
                "accuracy %.1f %% against %.1f %% of the best baseline (%s), difference %+.1f points [%+.1f, %+.1f],"
                        + " %s",
                100 * evaluation.classification().accuracy(),
                100 * best.accuracy(),
                best.name(),
                100 * best.difference(),
                100 * best.low(),
                100 * best.high(),
                Chance.of(accuracyP(best.name()))));
        losses.stream()
                .min((a, b) -> Double.compare(a.logLoss(), b.logLoss()))
                .ifPresent(loss -> text.append(String.format(
                        Locale.ROOT,
                        "; log loss %.4f against %.4f (%s), %s",
                        evaluation.classification().logLoss(),
                        loss.logLoss(),
                        loss.baseline(),
                        Chance.of(loss.test().pValue()))));
        return text.toString();
    }

    /**
     * The numbers by name.
     *
     * @return a new map
     */
    public SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>(evaluation.metrics());
        estimates.forEach((name, estimate) -> metrics.put(name, estimate.value()));
        metrics.put("permutation_p_value", permutationP);
        metrics.put("conformal_coverage", sets.coverage());
        metrics.put("trades", (double) trading.trades().size());
        metrics.put("daily_returns", (double) trading.days().size());
        metrics.put("total_return", trading.totalReturn());
        metrics.put("market_return", trading.marketReturn());
        metrics.put("max_drawdown", trading.maxDrawdown());
        metrics.put("turnover_per_day", trading.turnoverPerDay());
        metrics.put("capacity_share", trading.capacityShare());
        ratios().forEach((name, value) -> value.ifPresent(number -> metrics.put(name, number)));
        return Collections.unmodifiableSortedMap(metrics);
    }

    /**
     * The ratios of the trading result, absent where they do not exist.
     *
     * @return by name, in alphabetical order
     */
    public SortedMap<String, OptionalDouble> ratios() {
        SortedMap<String, OptionalDouble> ratios = new TreeMap<>();
        ratios.put("calmar", trading.calmar());
        ratios.put("deflated_sharpe", trading.deflatedSharpe(trials));
        ratios.put("information_ratio", trading.informationRatio());
        ratios.put("profit_factor", trading.profitFactor());
        ratios.put("sharpe", trading.sharpe());
        ratios.put("sortino", trading.sortino());
        ratios.put("win_rate", trading.winRate());
        return ratios;
    }

    private double accuracyP(String baseline) {
        return hits.stream()
                .filter(hit -> hit.baseline().equals(baseline))
                .mapToDouble(HitComparison::accuracyP)
                .findFirst()
                .orElse(1);
    }
}
