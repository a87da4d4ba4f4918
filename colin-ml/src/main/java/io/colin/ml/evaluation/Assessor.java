package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.evaluation.Assessment.BaselineValue;
import io.colin.ml.evaluation.Assessment.ConformalCoverage;
import io.colin.ml.evaluation.Assessment.Estimate;
import io.colin.ml.evaluation.Assessment.HitComparison;
import io.colin.ml.evaluation.Assessment.LossComparison;
import io.colin.ml.evaluation.BlockBootstrap.Interval;
import io.colin.ml.label.ClassIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.ranking.NaturalRanking;

/** Measures everything there is to measure on predictions. Immutable. */
public final class Assessor {
    private final BlockBootstrap bootstrap;
    private final int trials;

    private Assessor(BlockBootstrap bootstrap, int trials) {
        this.bootstrap = bootstrap;
        this.trials = trials;
    }

    /**
     * An assessor.
     *
     * @param bootstrap for every interval; its mean block is also the lag and block of the other tests
     * @param trials how many variants of the model were tried, at least 1
     * @return the assessor
     */
    public static Assessor of(BlockBootstrap bootstrap, int trials) {
        return new Assessor(bootstrap, (int) Require.positive("trials", trials));
    }

    /**
     * Measures.
     *
     * @param predictions in order of time, at least 3
     * @param rivals on the same predictions; {@link Rival#MAJORITY} and {@link Rival#PERSISTENCE} must be there
     * @return the assessment
     */
    public Assessment assess(List<Prediction> predictions, List<Rival> rivals) {
        Require.that(predictions.size() >= 3, "predictions", "must be at least 3", predictions.size());
        Evaluation plain = Evaluator.of(bootstrap).evaluate(predictions, rivals);
        double[] losses = losses(predictions);
        List<LossComparison> lossComparisons = new ArrayList<>();
        for (Rival rival : rivals) {
            if (!rival.probabilities().isEmpty()) {
                lossComparisons.add(compare(rival, predictions, losses));
            }
        }
        List<BaselineValue> values = new ArrayList<>();
        rivals.forEach(rival -> value(rival, predictions).ifPresent(values::add));
        List<HitComparison> hits = new ArrayList<>();
        List<Baseline> strict = new ArrayList<>();
        for (int i = 0; i < rivals.size(); i++) {
            Baseline baseline = plain.baselines().get(i);
            hits.add(new HitComparison(baseline.name(), baseline.pValue(), mcNemar(predictions, rivals.get(i))));
            strict.add(strict(baseline, lossComparisons));
        }
        return new Assessment(
                predictions.getFirst().timeNs(),
                predictions.stream().mapToLong(Prediction::endNs).max().orElseThrow(),
                new Evaluation(plain.decisions(), plain.classification(), plain.directional(), strict),
                ClassScore.of(predictions, plain.classification().confusion()),
                Classification.calibrationCurve(predictions),
                hits,
                lossComparisons,
                values,
                estimates(predictions, losses),
                sets(predictions),
                Trading.of(predictions),
                permutation(predictions),
                trials);
    }

    private static Baseline strict(Baseline baseline, List<LossComparison> losses) {
        double p = baseline.pValue();
        for (LossComparison loss : losses) {
            p = loss.baseline().equals(baseline.name())
                    ? Math.max(p, loss.test().pValue())
                    : p;
        }
        return new Baseline(
                baseline.name(), baseline.accuracy(), baseline.difference(), baseline.low(), baseline.high(), p);
    }

    private LossComparison compare(Rival rival, List<Prediction> predictions, double[] losses) {
        double[] its = new double[losses.length];
        double[] saved = new double[losses.length];
        double brier = 0;
        for (int i = 0; i < its.length; i++) {
            Direction came = predictions.get(i).came();
            its[i] = Classification.logLoss(rival.probabilities().get(i), came);
            saved[i] = its[i] - losses[i];
            brier += Classification.brier(rival.probabilities().get(i), came) / its.length;
        }
        return new LossComparison(
                rival.name(),
                mean(its),
                brier,
                estimate(mean(saved), bootstrap.means(saved)[0]),
                DieboldMariano.test(losses, its, bootstrap.meanBlock()));
    }

    /** Nothing where it named no direction, or none in a resample. */
    private Optional<BaselineValue> value(Rival rival, List<Prediction> predictions) {
        double[] named = new double[predictions.size()];
        double[] net = new double[predictions.size()];
        for (int i = 0; i < net.length; i++) {
            Direction call = rival.calls().get(i);
            named[i] = call == Direction.NEUTRAL ? 0 : 1;
            net[i] = predictions.get(i).net(call);
        }
        double[][] means = bootstrap.means(named, net);
        if (!Arrays.stream(means[0]).allMatch(share -> share > 0)) {
            return Optional.empty();
        }
        return Optional.of(new BaselineValue(
                rival.name(),
                (int) Arrays.stream(named).sum(),
                estimate(mean(net) / mean(named), ratio(means[1], means[0]))));
    }

    /** On predictions of which each begins when the one before it has been answered. */
    private static McNemar mcNemar(List<Prediction> predictions, Rival rival) {
        long freeNs = Long.MIN_VALUE;
        int modelOnly = 0;
        int rivalOnly = 0;
        for (int i = 0; i < predictions.size(); i++) {
            Prediction prediction = predictions.get(i);
            if (prediction.timeNs() >= freeNs) {
                boolean its = rival.calls().get(i) == prediction.came();
                modelOnly += prediction.isRight() && !its ? 1 : 0;
                rivalOnly += its && !prediction.isRight() ? 1 : 0;
                freeNs = prediction.endNs();
            }
        }
        return McNemar.test(modelOnly, rivalOnly);
    }

    private double permutation(List<Prediction> predictions) {
        double[] losses = new double[3 * predictions.size()];
        int[] classes = new int[predictions.size()];
        for (int i = 0; i < classes.length; i++) {
            Probabilities said = predictions.get(i).opinion().probabilities();
            classes[i] = ClassIndex.of(predictions.get(i).came());
            for (Direction direction : Direction.values()) {
                losses[3 * i + ClassIndex.of(direction)] = Classification.logLoss(said, direction);
            }
        }
        return new LabelPermutation(bootstrap.meanBlock(), bootstrap.resamples(), bootstrap.seed())
                .pValue(losses, classes);
    }

    private SortedMap<String, Estimate> estimates(List<Prediction> predictions, double[] losses) {
        double[] right = of(predictions, p -> p.isRight() ? 1 : 0);
        double[] brier = of(predictions, p -> Classification.brier(p.opinion().probabilities(), p.came()));
        double[] emitted = of(predictions, p -> p.isEmitted() ? 1 : 0);
        double[] hit = of(predictions, p -> p.gross() > 0 ? 1 : 0);
        double[] netHit = of(predictions, p -> p.net() > 0 ? 1 : 0);
        double[] gross = of(predictions, Prediction::gross);
        double[] net = of(predictions, Prediction::net);
        double[][] means = bootstrap.means(right, losses, brier, emitted, hit, netHit, gross, net);
        SortedMap<String, Estimate> estimates = new TreeMap<>();
        estimates.put("accuracy", estimate(mean(right), means[0]));
        estimates.put("log_loss", estimate(mean(losses), means[1]));
        estimates.put("brier", estimate(mean(brier), means[2]));
        double signals = mean(emitted);
        if (Arrays.stream(means[3]).allMatch(share -> share > 0)) {
            estimates.put("hit_rate", estimate(mean(hit) / signals, ratio(means[4], means[3])));
            estimates.put("net_hit_rate", estimate(mean(netHit) / signals, ratio(means[5], means[3])));
            estimates.put("mean_gross", estimate(mean(gross) / signals, ratio(means[6], means[3])));
            estimates.put("mean_net", estimate(mean(net) / signals, ratio(means[7], means[3])));
        }
        rankCorrelation(predictions, estimates);
        return estimates;
    }

    /** Spearman's: Pearson's on ranks, which are taken once. */
    private void rankCorrelation(List<Prediction> predictions, SortedMap<String, Estimate> estimates) {
        NaturalRanking ranking = new NaturalRanking();
        double[] x = ranking.rank(of(predictions, p -> p.opinion().expectedReturn()));
        double[] y = ranking.rank(of(predictions, Prediction::exitReturn));
        if (isConstant(x) || isConstant(y)) {
            return;
        }
        double[][] m = bootstrap.means(x, y, product(x, y), product(x, x), product(y, y));
        double[] resampled = new double[m[0].length];
        for (int i = 0; i < resampled.length; i++) {
            double spread = (m[3][i] - m[0][i] * m[0][i]) * (m[4][i] - m[1][i] * m[1][i]);
            resampled[i] = spread > 0 ? (m[2][i] - m[0][i] * m[1][i]) / Math.sqrt(spread) : 0;
        }
        estimates.put("information_coefficient", estimate(new PearsonsCorrelation().correlation(x, y), resampled));
    }

    private static ConformalCoverage sets(List<Prediction> predictions) {
        double[] covered = of(predictions, p -> p.opinion().conformalSet().contains(p.came()) ? 1 : 0);
        double[] size = of(predictions, p -> p.opinion().conformalSet().size());
        double[] single = of(
                predictions,
                p -> p.opinion().conformalSet().size() == 1
                                && !p.opinion().conformalSet().contains(Direction.NEUTRAL)
                        ? 1
                        : 0);
        return new ConformalCoverage(mean(covered), mean(size), mean(single));
    }

    private static Estimate estimate(double value, double[] resampled) {
        Interval interval = BlockBootstrap.interval(resampled);
        return new Estimate(value, interval.low(), interval.high());
    }

    private static double[] losses(List<Prediction> predictions) {
        return of(predictions, p -> Classification.logLoss(p.opinion().probabilities(), p.came()));
    }

    private static double[] of(List<Prediction> predictions, ToDoubleFunction<Prediction> value) {
        return predictions.stream().mapToDouble(value).toArray();
    }

    private static double[] ratio(double[] above, double[] below) {
        return IntStream.range(0, above.length)
                .mapToDouble(i -> above[i] / below[i])
                .toArray();
    }

    private static double[] product(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).toArray();
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
