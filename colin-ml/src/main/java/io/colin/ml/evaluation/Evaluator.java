package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.evaluation.BlockBootstrap.Interval;
import io.colin.ml.label.Label.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Scores predictions of a test block beside its baselines. Immutable. */
public final class Evaluator {
    private final BlockBootstrap bootstrap;

    private Evaluator(BlockBootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * An evaluator.
     *
     * @param bootstrap for significance
     * @return the evaluator
     */
    public static Evaluator of(BlockBootstrap bootstrap) {
        return new Evaluator(bootstrap);
    }

    /**
     * The class shares of a training fold.
     *
     * @param fit its decisions, not empty
     * @return the prior
     */
    public static Probabilities prior(List<Outcome> fit) {
        Require.positive("fit", fit.size());
        double up = shareOf(Direction.LONG, fit);
        double down = shareOf(Direction.SHORT, fit);
        return new Probabilities(up, Math.max(0, 1 - up - down), down);
    }

    /**
     * Scores.
     *
     * @param predictions of the test block, in order of time, not empty
     * @param rivals on the same predictions; {@link Rival#MAJORITY} and {@link Rival#PERSISTENCE} must be there
     * @return the evaluation
     */
    public Evaluation evaluate(List<Prediction> predictions, List<Rival> rivals) {
        Require.positive("predictions", predictions.size());
        List<Baseline> baselines = new ArrayList<>();
        for (Rival rival : rivals) {
            Require.that(
                    rival.calls().size() == predictions.size(),
                    rival.name(),
                    "must have one call a prediction",
                    rival.calls().size());
            baselines.add(baseline(rival, predictions));
        }
        List<Probabilities> prior = Rival.named(Rival.MAJORITY, rivals).probabilities();
        List<Direction> persistence = Rival.named(Rival.PERSISTENCE, rivals).calls();
        return new Evaluation(
                predictions.size(),
                Classification.of(predictions, prior),
                Directional.of(predictions, persistence),
                baselines);
    }

    private Baseline baseline(Rival rival, List<Prediction> predictions) {
        double[] differences = new double[predictions.size()];
        int right = 0;
        int modelRight = 0;
        for (int i = 0; i < differences.length; i++) {
            Prediction prediction = predictions.get(i);
            int its = rival.calls().get(i) == prediction.came() ? 1 : 0;
            int models = prediction.isRight() ? 1 : 0;
            right += its;
            modelRight += models;
            differences[i] = models - its;
        }
        Interval interval = bootstrap.mean(differences);
        double accuracy = (double) right / differences.length;
        double difference = (double) modelRight / differences.length - accuracy;
        return new Baseline(rival.name(), accuracy, difference, interval.low(), interval.high(), interval.pValue());
    }

    private static double shareOf(Direction direction, List<Outcome> fit) {
        return (double) fit.stream().filter(o -> o.outcome() == direction).count() / fit.size();
    }
}
