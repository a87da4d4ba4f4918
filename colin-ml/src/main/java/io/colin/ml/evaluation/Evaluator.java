package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.evaluation.BlockBootstrap.Interval;
import io.colin.ml.label.ClassIndex;
import io.colin.ml.label.Label.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Scores decisions of a test block. Immutable. */
public final class Evaluator {
    private static final int CLASSES = 3;
    private static final int BINS = 15;
    private static final double SMALLEST_PROBABILITY = 1e-12;

    private final List<Outcome> fit;
    private final BlockBootstrap bootstrap;

    private Evaluator(List<Outcome> fit, BlockBootstrap bootstrap) {
        this.fit = List.copyOf(fit);
        this.bootstrap = bootstrap;
    }

    /**
     * An evaluator.
     *
     * @param fit decisions of the training fold, whose class shares are the prior; not empty
     * @param bootstrap for significance
     * @return the evaluator
     */
    public static Evaluator of(List<Outcome> fit, BlockBootstrap bootstrap) {
        Require.positive("fit", fit.size());
        return new Evaluator(fit, bootstrap);
    }

    /**
     * Scores.
     *
     * @param decisions of the test block, in order of time, not empty
     * @return the evaluation
     */
    public Evaluation evaluate(List<ScoredDecision> decisions) {
        Require.positive("decisions", decisions.size());
        List<Baseline> baselines = new ArrayList<>();
        Direction majority = majority();
        baselines.add(baseline("majority", decisions, decision -> majority));
        baselines.add(baseline("persistence", decisions, ScoredDecision::persistence));
        baselines.add(baseline("always_abstain", decisions, decision -> Direction.NEUTRAL));
        baselines.add(baseline("logistic", decisions, ScoredDecision::logistic));
        return new Evaluation(decisions.size(), classification(decisions), directional(decisions), baselines);
    }

    private Direction majority() {
        Direction majority = Direction.NEUTRAL;
        for (Direction direction : Direction.values()) {
            if (prior().of(direction) > prior().of(majority)) {
                majority = direction;
            }
        }
        return majority;
    }

    private Probabilities prior() {
        double up = shareOf(Direction.LONG);
        double down = shareOf(Direction.SHORT);
        return new Probabilities(up, Math.max(0, 1 - up - down), down);
    }

    private double shareOf(Direction direction) {
        return (double) fit.stream().filter(o -> o.outcome() == direction).count() / fit.size();
    }

    private Baseline baseline(String name, List<ScoredDecision> decisions, Function<ScoredDecision, Direction> said) {
        double[] differences = new double[decisions.size()];
        int right = 0;
        int modelRight = 0;
        for (int i = 0; i < differences.length; i++) {
            ScoredDecision decision = decisions.get(i);
            int its = said.apply(decision) == decision.outcome().outcome() ? 1 : 0;
            int models = decision.isRight() ? 1 : 0;
            right += its;
            modelRight += models;
            differences[i] = models - its;
        }
        Interval interval = bootstrap.mean(differences);
        double accuracy = (double) right / differences.length;
        double difference = (double) modelRight / differences.length - accuracy;
        return new Baseline(name, accuracy, difference, interval.low(), interval.high(), interval.pValue());
    }

    private Classification classification(List<ScoredDecision> decisions) {
        int[][] confusion = new int[CLASSES][CLASSES];
        double logLoss = 0;
        double priorLogLoss = 0;
        double brier = 0;
        double priorBrier = 0;
        Probabilities prior = prior();
        for (ScoredDecision decision : decisions) {
            Direction came = decision.outcome().outcome();
            confusion[ClassIndex.of(came)][ClassIndex.of(decision.opinion().top())]++;
            logLoss += logLoss(decision.opinion().probabilities(), came);
            priorLogLoss += logLoss(prior, came);
            brier += brier(decision.opinion().probabilities(), came);
            priorBrier += brier(prior, came);
        }
        int n = decisions.size();
        int right = confusion[0][0] + confusion[1][1] + confusion[2][2];
        return new Classification(
                (double) right / n,
                balanced(confusion),
                logLoss / n,
                priorLogLoss / n,
                brier / n,
                priorBrier / n,
                calibrationError(decisions),
                lists(confusion));
    }

    private static double logLoss(Probabilities p, Direction came) {
        return -Math.log(Math.max(SMALLEST_PROBABILITY, p.of(came)));
    }

    private static double brier(Probabilities p, Direction came) {
        double sum = 0;
        for (Direction direction : Direction.values()) {
            double error = p.of(direction) - (direction == came ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }

    /** Mean recall over the classes that came. */
    private static double balanced(int[][] confusion) {
        double sum = 0;
        int came = 0;
        for (int k = 0; k < CLASSES; k++) {
            int total = confusion[k][0] + confusion[k][1] + confusion[k][2];
            if (total > 0) {
                sum += (double) confusion[k][k] / total;
                came++;
            }
        }
        return sum / came;
    }

    private static double calibrationError(List<ScoredDecision> decisions) {
        List<ScoredDecision> sorted = decisions.stream()
                .sorted(Comparator.comparingDouble(d -> d.opinion().confidence()))
                .toList();
        int n = sorted.size();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double gap = 0;
            for (int i = bin * n / BINS; i < (bin + 1) * n / BINS; i++) {
                gap += sorted.get(i).opinion().confidence() - (sorted.get(i).isRight() ? 1 : 0);
            }
            error += Math.abs(gap) / n;
        }
        return error;
    }

    private static Directional directional(List<ScoredDecision> decisions) {
        List<ScoredDecision> emitted =
                decisions.stream().filter(ScoredDecision::isEmitted).toList();
        return new Directional(
                decisions.size(),
                emitted.size(),
                count(emitted, d -> d.gross() > 0),
                count(emitted, d -> d.gross() > d.outcome().cost()),
                emitted.stream().mapToDouble(ScoredDecision::gross).average().orElse(0),
                emitted.stream()
                        .mapToDouble(d -> d.gross() - d.outcome().cost())
                        .average()
                        .orElse(0),
                count(emitted, d -> d.persistence().sign() * d.outcome().exitReturn() > 0),
                count(emitted, d -> d.emission().wouldAbstain()),
                count(decisions, ScoredDecision::isStandard));
    }

    private static int count(List<ScoredDecision> decisions, Predicate<ScoredDecision> test) {
        return (int) decisions.stream().filter(test).count();
    }

    private static List<List<Integer>> lists(int[][] confusion) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int[] row : confusion) {
            lists.add(List.of(row[0], row[1], row[2]));
        }
        return lists;
    }
}
