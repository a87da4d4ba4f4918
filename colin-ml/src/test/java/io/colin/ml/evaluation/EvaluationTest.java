package io.colin.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Opinion;
import io.colin.ml.label.ClassIndex;
import io.colin.ml.label.Label.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<Direction> CLASSES = List.of(Direction.LONG, Direction.NEUTRAL, Direction.SHORT);
    private static final BlockBootstrap BOOTSTRAP = new BlockBootstrap(60, 500, 7);
    private static final List<Outcome> FIT = List.of(
            outcome(0, Direction.NEUTRAL, 0),
            outcome(1, Direction.NEUTRAL, 0),
            outcome(2, Direction.LONG, 0.01),
            outcome(3, Direction.SHORT, -0.01));

    @Test
    void scoresFourDecisionsAsAPersonWould() {
        List<Prediction> decisions = List.of(
                decision(Direction.LONG, 0.01, new Probabilities(0.7, 0.2, 0.1)),
                decision(Direction.SHORT, -0.01, new Probabilities(0.5, 0.3, 0.2)),
                decision(Direction.NEUTRAL, 0.001, new Probabilities(0.1, 0.8, 0.1)),
                decision(Direction.NEUTRAL, -0.002, new Probabilities(0.2, 0.3, 0.5)));

        Evaluation evaluation =
                evaluate(decisions, List.of(Direction.LONG, Direction.SHORT, Direction.LONG, Direction.LONG));

        Classification c = evaluation.classification();
        assertThat(c.accuracy()).isEqualTo(0.5);
        assertThat(c.balancedAccuracy()).isEqualTo((1 + 0.5 + 0) / 3, within(1e-12));
        assertThat(c.logLoss())
                .isEqualTo(-(Math.log(0.7) + Math.log(0.2) + Math.log(0.8) + Math.log(0.3)) / 4, within(1e-12));
        assertThat(c.priorLogLoss()).isEqualTo(-(2 * Math.log(0.25) + 2 * Math.log(0.5)) / 4, within(1e-12));
        assertThat(c.brier()).isEqualTo((0.14 + 0.98 + 0.06 + 0.78) / 4, within(1e-12));
        assertThat(c.confusion()).containsExactly(List.of(1, 0, 0), List.of(0, 1, 1), List.of(1, 0, 0));

        Directional d = evaluation.directional();
        assertThat(d.emitted()).isEqualTo(3);
        assertThat(d.coverage()).isEqualTo(0.75);
        // LONG right; LONG where it fell; SHORT into a fall of 20 bp that did not pay its 40 bp.
        assertThat(d.hits()).isEqualTo(2);
        assertThat(d.netHits()).isEqualTo(1);
        assertThat(d.hitRate()).hasValue(2.0 / 3);
        assertThat(d.meanGross()).isEqualTo((0.01 - 0.01 + 0.002) / 3, within(1e-12));
        assertThat(d.meanNet()).isEqualTo((0.01 - 0.01 + 0.002) / 3 - 0.004, within(1e-12));
        assertThat(d.persistenceHits()).isEqualTo(2);

        assertThat(baseline(evaluation, "majority").accuracy()).isEqualTo(0.5);
        assertThat(baseline(evaluation, "persistence").accuracy()).isEqualTo(0.5);
        assertThat(baseline(evaluation, "always_abstain").accuracy()).isEqualTo(0.5);
    }

    @Test
    void aModelThatSeesTheFutureBeatsEveryBaseline() {
        Evaluation evaluation = evaluate(series(0.9));
        assertThat(evaluation.beatsEveryBaseline()).isTrue();
        assertThat(evaluation.verdict()).startsWith("beats every baseline").endsWith("p = 0.002");
        assertThat(evaluation.bestBaseline().low()).isPositive();
    }

    @Test
    void noChanceIsShownAsNone() {
        assertThat(Chance.of(0.0005)).isEqualTo("p < 0.001");
        assertThat(Chance.of(0.001)).isEqualTo("p = 0.001");
        assertThat(Chance.of(1)).isEqualTo("p = 1.000");
    }

    @Test
    void aModelThatGuessesAddsNothing() {
        Evaluation evaluation = evaluate(series(1.0 / 3));
        assertThat(evaluation.beatsEveryBaseline()).isFalse();
        assertThat(evaluation.verdict()).startsWith("adds nothing");
        assertThat(evaluation.lines()).last().isEqualTo(evaluation.verdict());
    }

    @Test
    void withoutSignalsThereIsNoHitRate() {
        List<Prediction> silent = List.of(decision(Direction.LONG, 0.01, new Probabilities(0.1, 0.8, 0.1)));
        Evaluation evaluation = evaluate(silent);
        assertThat(evaluation.directional().hitRate()).isEmpty();
        assertThat(evaluation.metrics()).doesNotContainKey("hit_rate").containsEntry("coverage", 0.0);
        assertThat(evaluation.lines()).anyMatch(line -> line.startsWith("no signal emitted"));
    }

    @Test
    void calibrationErrorIsTheGapBetweenConfidenceAndAccuracy() {
        List<Prediction> decisions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Direction came = i % 2 == 0 ? Direction.LONG : Direction.SHORT;
            decisions.add(decision(came, came.sign() * 0.01, new Probabilities(0.8, 0.1, 0.1)));
        }
        Evaluation evaluation = evaluate(decisions);
        assertThat(evaluation.classification().calibrationError()).isEqualTo(0.3, within(1e-9));
    }

    @Test
    void theBootstrapOfIndependentValuesGivesTheTextbookInterval() {
        SplittableRandom random = new SplittableRandom(5);
        double[] series = random.doubles(2_000).map(u -> u - 0.5).toArray();
        BlockBootstrap.Interval interval = new BlockBootstrap(1, 2_000, 1).mean(series);
        double mean = Arrays.stream(series).average().orElseThrow();
        double standardError = Math.sqrt(1 / 12.0 / 2_000);
        assertThat(interval.low()).isEqualTo(mean - 1.96 * standardError, within(0.15 * standardError));
        assertThat(interval.high()).isEqualTo(mean + 1.96 * standardError, within(0.15 * standardError));
    }

    @Test
    void blocksWidenTheIntervalOfASeriesThatRepeatsItself() {
        SplittableRandom random = new SplittableRandom(6);
        double[] series = new double[3_000];
        for (int i = 0; i < series.length; i++) {
            series[i] = i % 30 == 0 ? random.nextDouble() - 0.5 : series[i - 1];
        }
        BlockBootstrap.Interval single = new BlockBootstrap(1, 1_000, 1).mean(series);
        BlockBootstrap.Interval blocks = new BlockBootstrap(60, 1_000, 1).mean(series);
        assertThat(blocks.high() - blocks.low()).isGreaterThan(3 * (single.high() - single.low()));
        assertThat(blocks).isEqualTo(new BlockBootstrap(60, 1_000, 1).mean(series));
    }

    @Test
    void groupsOfASeriesAreResampledAsSeriesOfTheirOwn() {
        SplittableRandom random = new SplittableRandom(9);
        double[][] apart = new double[3][400];
        double[] together = new double[400];
        int[] groups = new int[400];
        for (int i = 0; i < together.length; i++) {
            groups[i] = random.nextInt(3);
            together[i] = random.nextDouble();
            apart[groups[i]][i] = together[i];
        }
        BlockBootstrap bootstrap = new BlockBootstrap(20, 100, 3);
        assertThat(bootstrap.means(together, groups, 3)).isDeepEqualTo(bootstrap.means(apart));
    }

    @Test
    void logisticRegressionFindsTheCoefficientsThatMadeTheClasses() {
        SplittableRandom random = new SplittableRandom(8);
        int n = 4_000;
        float[] rows = new float[2 * n];
        int[] classes = new int[n];
        float[] weights = new float[n];
        for (int i = 0; i < n; i++) {
            rows[2 * i] = (float) random.nextGaussian();
            rows[2 * i + 1] = (float) random.nextGaussian();
            double up = Math.exp(2 * rows[2 * i]);
            double down = Math.exp(-2 * rows[2 * i]);
            double u = random.nextDouble() * (1 + up + down);
            classes[i] = u < up ? 0 : u < up + down ? 2 : 1;
            weights[i] = 1;
        }
        LogisticRegression model = LogisticRegression.fit(rows, classes, weights);
        assertThat(model.predict(new float[] {1.5f, 0}, 0)).isEqualTo(Direction.LONG);
        assertThat(model.predict(new float[] {-1.5f, 0}, 0)).isEqualTo(Direction.SHORT);
        assertThat(model.predict(new float[] {0, 3}, 0)).isNotNull();
        int right = 0;
        int best = 0;
        for (int i = 0; i < n; i++) {
            right += ClassIndex.of(model.predict(rows, i)) == classes[i] ? 1 : 0;
            int ideal = rows[2 * i] > 0 ? 0 : 2;
            best += ideal == classes[i] ? 1 : 0;
        }
        assertThat(right).isGreaterThan(best - n / 50);
    }

    private static Baseline baseline(Evaluation evaluation, String name) {
        return evaluation.baselines().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Classes in equal shares that hold for 20 decisions; the model names the right one with a given probability. */
    private static List<Prediction> series(double skill) {
        SplittableRandom random = new SplittableRandom(9);
        List<Prediction> decisions = new ArrayList<>();
        Direction came = Direction.LONG;
        for (int i = 0; i < 1_500; i++) {
            came = i % 20 == 0 ? CLASSES.get(random.nextInt(3)) : came;
            Direction other = CLASSES.get((ClassIndex.of(came) + 1 + random.nextInt(2)) % 3);
            Direction said = random.nextDouble() < skill ? came : other;
            double[] p = {0.2, 0.2, 0.2};
            p[ClassIndex.of(said)] = 0.6;
            decisions.add(decision(came, came.sign() * 0.01, new Probabilities(p[0], p[1], p[2])));
        }
        return decisions;
    }

    private static Prediction decision(Direction came, double exitReturn, Probabilities probabilities) {
        double expected = 0.01 * (probabilities.up() - probabilities.down());
        Opinion opinion = new Opinion(probabilities, expected, 0.01, 0.004, EnumSet.allOf(Direction.class));
        return new Prediction(0, 1, 100, came, exitReturn, opinion, EmissionRule.DEMONSTRATION.decide(opinion), 0);
    }

    /** Persistence as given; the fold's prior is a half NEUTRAL, a quarter each of the others. */
    private static Evaluation evaluate(List<Prediction> predictions, List<Direction> persistence) {
        int n = predictions.size();
        return Evaluator.of(BOOTSTRAP)
                .evaluate(
                        predictions,
                        List.of(
                                Rival.majority(Evaluator.prior(FIT), n),
                                Rival.of(Rival.PERSISTENCE, persistence),
                                Rival.abstaining(n),
                                Rival.of(Rival.LOGISTIC, Collections.nCopies(n, Direction.NEUTRAL))));
    }

    private static Evaluation evaluate(List<Prediction> predictions) {
        return evaluate(predictions, Collections.nCopies(predictions.size(), Direction.LONG));
    }

    private static Outcome outcome(int decision, Direction came, double exitReturn) {
        return new Outcome(decision, came, 0.01, 0.004, exitReturn, decision + 1);
    }
}
