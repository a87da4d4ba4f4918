package io.colin.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.evaluation.Assessment.BaselineValue;
import io.colin.ml.evaluation.Assessment.Estimate;
import io.colin.ml.evaluation.Assessment.LossComparison;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AssessorTest {
    private static final Assessor ASSESSOR = Assessor.of(new BlockBootstrap(60, 500, 7), 3);

    @Test
    void aModelThatSeesTheFutureBeatsEverything() {
        Assessment assessment = ASSESSOR.assess(Predictions.series(1, 2_000, 0.7), Predictions.rivals(2_000));
        assertThat(assessment.beatsEveryBaseline()).isTrue();
        assertThat(assessment.verdict())
                .startsWith("beats every baseline")
                .contains("log loss")
                .contains("p < 0.001")
                .doesNotContain("p = 0.000");
        assertThat(assessment.permutationP()).isEqualTo(1.0 / 501);
        Estimate accuracy = estimate(assessment, "accuracy");
        assertThat(accuracy.value())
                .isEqualTo(assessment.evaluation().classification().accuracy());
        assertThat(accuracy.low()).isLessThan(accuracy.value()).isGreaterThan(0.6);
        assertThat(accuracy.high()).isGreaterThan(accuracy.value()).isLessThan(0.8);
        assertThat(estimate(assessment, "information_coefficient").low()).isPositive();
        assertThat(assessment.hits()).allMatch(hit -> hit.nonOverlapping().pValue() < 0.05);
        assertThat(assessment.trading().totalReturn()).isPositive();
        assertThat(assessment.metrics()).containsKeys("sharpe", "win_rate", "net_hit_rate", "conformal_coverage");
    }

    @Test
    void aModelThatGuessesAddsNothing() {
        Assessment assessment = ASSESSOR.assess(Predictions.series(2, 2_000, 1.0 / 3), Predictions.rivals(2_000));
        assertThat(assessment.beatsEveryBaseline()).isFalse();
        assertThat(assessment.verdict()).startsWith("adds nothing");
        assertThat(assessment.isCalibrated()).isFalse();
    }

    /** Right more often than each baseline, but so sure of itself that its log loss is worse than the prior's. */
    @Test
    void accuracyAloneIsNotEnough() {
        List<Prediction> boasting = new ArrayList<>();
        for (Prediction p : Predictions.series(3, 2_000, 0.5)) {
            Probabilities said = p.opinion().probabilities();
            double other = 5e-9;
            Probabilities sure = new Probabilities(
                    said.up() > 0.5 ? 1 - 2 * other : other,
                    said.flat() > 0.5 ? 1 - 2 * other : other,
                    said.down() > 0.5 ? 1 - 2 * other : other);
            boasting.add(Predictions.of(boasting.size(), p.came(), p.exitReturn(), sure));
        }
        Assessment assessment = ASSESSOR.assess(boasting, Predictions.rivals(2_000));
        assertThat(assessment.hits()).allMatch(hit -> hit.accuracyP() < 0.05);
        assertThat(assessment.beatsEveryBaseline()).isFalse();
        assertThat(assessment.evaluation().beatsEveryBaseline())
                .as("the card says so too")
                .isFalse();
    }

    @Test
    void tellsClassesApartAsCountingPairsDoes() {
        List<Prediction> predictions = Predictions.series(4, 300, 0.5);
        List<ClassScore> scores =
                ASSESSOR.assess(predictions, Predictions.rivals(300)).classes();
        for (ClassScore score : scores) {
            double better = 0;
            int pairs = 0;
            for (Prediction with : predictions) {
                for (Prediction without : predictions) {
                    if (with.came() == score.direction() && without.came() != score.direction()) {
                        double a = with.opinion().probabilities().of(score.direction());
                        double b = without.opinion().probabilities().of(score.direction());
                        better += a > b ? 1 : a == b ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
            assertThat(score.auc()).isEqualTo(better / pairs, within(1e-12));
            assertThat(score.f1())
                    .isBetween(
                            Math.min(score.precision(), score.recall()), Math.max(score.precision(), score.recall()));
        }
    }

    @Test
    void measuresWhatTheConformalSetsCover() {
        Probabilities sure = new Probabilities(0.9, 0.05, 0.05);
        List<Prediction> predictions = List.of(
                Predictions.of(0, Direction.LONG, 0.01, sure),
                Predictions.of(20, Direction.SHORT, -0.01, sure),
                Predictions.of(40, Direction.LONG, 0.01, new Probabilities(0.4, 0.4, 0.2)),
                Predictions.of(60, Direction.LONG, 0.01, new Probabilities(0.05, 0.9, 0.05)));
        Assessment.ConformalCoverage sets =
                ASSESSOR.assess(predictions, Predictions.rivals(4)).sets();
        assertThat(sets.coverage()).isEqualTo(0.5);
        assertThat(sets.meanSize()).isEqualTo(1.25);
        assertThat(sets.single()).isEqualTo(0.5);
    }

    @Test
    void theCurveHoldsEveryPredictionOnce() {
        Assessment assessment = ASSESSOR.assess(Predictions.series(5, 1_000, 0.5), Predictions.rivals(1_000));
        assertThat(assessment.curve()).hasSize(15);
        assertThat(assessment.curve().stream().mapToInt(CurvePoint::count).sum())
                .isEqualTo(1_000);
    }

    @Test
    void saysWhatABaselineStatesAndWhatItsCallsWouldHaveLeft() {
        List<Prediction> predictions = Predictions.series(6, 500, 0.5);
        Assessment assessment = ASSESSOR.assess(predictions, Predictions.rivals(500));
        assertThat(assessment.losses()).hasSize(1);
        LossComparison prior = assessment.losses().getFirst();
        assertThat(prior.logLoss()).isEqualTo(Math.log(3), within(1e-9));
        assertThat(prior.brier()).isEqualTo(2.0 / 3, within(1e-9));
        Estimate difference = prior.difference();
        assertThat(difference.value()).isEqualTo(prior.test().difference(), within(1e-12));
        assertThat(difference.low()).isLessThan(difference.value());
        assertThat(difference.high()).isGreaterThan(difference.value());
        double rise = predictions.stream().mapToDouble(Prediction::exitReturn).sum() / 500;
        assertThat(assessment.values())
                .as("who abstains has none")
                .extracting(BaselineValue::baseline)
                .containsExactly(Rival.MAJORITY, Rival.PERSISTENCE);
        assertThat(assessment.values().get(1).calls()).isEqualTo(500);
        assertThat(assessment.values().get(1).net().value()).isEqualTo(rise - 0.001, within(1e-12));
    }

    @Test
    void withoutSignalsThereIsNoHitRate() {
        List<Prediction> silent =
                Collections.nCopies(5, Predictions.of(0, Direction.LONG, 0.01, new Probabilities(0.1, 0.8, 0.1)));
        Assessment assessment = ASSESSOR.assess(silent, Predictions.rivals(5));
        assertThat(assessment.estimates()).containsOnlyKeys("accuracy", "log_loss", "brier");
        assertThat(assessment.metrics()).doesNotContainKeys("hit_rate", "sharpe");
    }

    @Test
    void refusesRivalsOfOtherPredictions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ASSESSOR.assess(Predictions.series(1, 10, 1), Predictions.rivals(9)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ASSESSOR.assess(Predictions.series(1, 10, 1), List.of(Rival.abstaining(10))))
                .withMessageContaining("majority");
    }

    private static Estimate estimate(Assessment assessment, String name) {
        return Objects.requireNonNull(assessment.estimates().get(name), name);
    }
}
