package io.colin.ml;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.calibration.AdaptiveConformal;
import io.colin.ml.calibration.Calibration;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Opinion;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.dataset.SampleWeights;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.evaluation.Evaluator;
import io.colin.ml.evaluation.LogisticRegression;
import io.colin.ml.evaluation.Prediction;
import io.colin.ml.evaluation.Rival;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.preset.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has a model and its baselines predict the decisions of a test block. */
final class BarJudge {
    private static final String IMBALANCE_COLUMN = "imb_1";

    private final BarDataset data;
    private final Scaler scaler;
    private final List<Outcome> reference;

    private BarJudge(BarDataset data, Scaler scaler, List<Outcome> reference) {
        this.data = data;
        this.scaler = scaler;
        this.reference = reference;
    }

    /** A model as it would speak. */
    record Speaker(WindowClassifier network, Calibration calibration, Preset preset) {}

    /** A judge whose baselines are fitted on reference decisions, all before any test. */
    static BarJudge of(BarDataset data, Scaler scaler, List<Outcome> reference) {
        return new BarJudge(data, scaler, reference);
    }

    /** What a model says of decisions, by the rule that is served: the sets follow what was answered before each. */
    List<Prediction> predict(Speaker speaker, List<Outcome> test) {
        double[] raw = BarFit.answers(speaker.network(), data.windows(scaler, test));
        int horizon = speaker.preset().barriers().horizonBars();
        AdaptiveConformal sets = AdaptiveConformal.of(
                speaker.calibration().conformal(),
                AdaptiveConformal.STEP,
                speaker.preset().barNs());
        List<Prediction> predictions = new ArrayList<>();
        int answered = 0;
        for (int i = 0; i < test.size(); i++) {
            Outcome outcome = test.get(i);
            while (test.get(answered).decision() + horizon <= outcome.decision()) {
                Outcome earlier = test.get(answered++);
                sets.resolve(timeNs(earlier), Optional.of(earlier.outcome()));
            }
            Opinion opinion = speaker.calibration().opinion(raw, i, outcome.band(), outcome.cost());
            opinion = opinion.withSet(sets.decide(timeNs(outcome), opinion.probabilities()));
            predictions.add(prediction(outcome, opinion, speaker.preset().emission()));
        }
        return predictions;
    }

    private long timeNs(Outcome outcome) {
        return data.history().candle(outcome.decision()).timeNs();
    }

    /** What the baselines say of them. */
    List<Rival> rivals(List<Outcome> test) {
        LogisticRegression logistic = LogisticRegression.fit(
                rows(reference),
                BarFit.classes(reference),
                SampleWeights.of(reference, false).weights());
        float[] rows = rows(test);
        List<Probabilities> regressed = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            regressed.add(logistic.probabilities(rows, i));
        }
        List<Rival> rivals = new ArrayList<>();
        rivals.add(Rival.majority(Evaluator.prior(reference), test.size()));
        rivals.add(
                Rival.of(Rival.PERSISTENCE, test.stream().map(data::persistence).toList()));
        rivals.add(Rival.abstaining(test.size()));
        rivals.add(Rival.stating(Rival.LOGISTIC, regressed));
        int imbalance = data.schema().columns().stream()
                .map(column -> column.name())
                .toList()
                .indexOf(IMBALANCE_COLUMN);
        if (imbalance >= 0) {
            rivals.add(Rival.of(
                    Rival.IMBALANCE,
                    test.stream()
                            .map(outcome -> sign(data.value(outcome.decision(), imbalance)))
                            .toList()));
        }
        return List.copyOf(rivals);
    }

    private Prediction prediction(Outcome outcome, Opinion opinion, EmissionRule rule) {
        BarHistory history = data.history();
        return new Prediction(
                history.candle(outcome.decision()).timeNs(),
                history.candle(outcome.endIndex()).timeNs(),
                history.candle(outcome.decision()).close(),
                outcome.outcome(),
                outcome.exitReturn(),
                opinion,
                rule.decide(opinion),
                history.funding(
                        history.candle(outcome.decision()).timeNs(),
                        history.candle(outcome.endIndex()).timeNs()));
    }

    private float[] rows(List<Outcome> outcomes) {
        int width = data.schema().size();
        float[] rows = new float[outcomes.size() * width];
        for (int i = 0; i < outcomes.size(); i++) {
            for (int column = 0; column < width; column++) {
                rows[i * width + column] =
                        scaler.scale(column, data.value(outcomes.get(i).decision(), column));
            }
        }
        return rows;
    }

    private static Direction sign(double value) {
        return value > 0 ? Direction.LONG : value < 0 ? Direction.SHORT : Direction.NEUTRAL;
    }
}
