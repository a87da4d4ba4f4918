package io.colin.ml;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.ml.WalkForwardResult.Block;
import io.colin.ml.WalkForwardResult.SeedScore;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.dataset.Split;
import io.colin.ml.dataset.WalkForward;
import io.colin.ml.dataset.WalkForwardSettings;
import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.Assessor;
import io.colin.ml.evaluation.BlockBootstrap;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.evaluation.Prediction;
import io.colin.ml.evaluation.Rival;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingStep;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Walks a dataset forward, fold by fold, each test block scored once. Used once, by one thread. */
final class WalkForwardTraining {
    private static final int IMPORTANCE_WINDOWS = 1_500;

    private final BarTraining training;
    private final Effort effort;
    private final Consumer<String> stages;
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<List<Rival>> rivals = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final BlockBootstrap bootstrap;

    WalkForwardTraining(BarTraining training, Effort effort, Consumer<String> stages) {
        this.training = training;
        this.effort = effort;
        this.stages = stages;
        this.bootstrap = BarTraining.bootstrap(training.settings().seed());
    }

    /** Trains every fold, then the candidate. */
    WalkForwardResult run(BarDataset data, WalkForwardSettings walk, TrainingSettings settings, String settingsHash) {
        WalkForward plan = WalkForward.of(data, walk);
        List<SeedScore> seeds = new ArrayList<>();
        for (int k = 0; k < plan.folds().size(); k++) {
            Split fold = plan.folds().get(k);
            String name = "fold " + (k + 1);
            judged(data, fold, settings, name);
            if (k == plan.folds().size() - 1) {
                seeds.addAll(otherSeeds(data, fold, settings, blocks.getLast().assessment()));
            }
        }
        Split last = plan.candidate();
        boolean holdOut = !last.test().isEmpty();
        try (Learning learning = learn(data, last, settings, holdOut ? WalkForwardResult.HOLD_OUT : "candidate")) {
            BarFit fit = learning.fit();
            if (holdOut) {
                judge(data, last, settings, WalkForwardResult.HOLD_OUT, learning);
            }
            Assessment overall = Assessor.of(bootstrap, effort.trials()).assess(predictions, joined());
            ModelFile file = training.file(learning.thinned(), settings, settingsHash, fit, overall.evaluation())
                    .withMetrics(overall.metrics());
            List<Outcome> probed =
                    holdOut ? last.test() : plan.folds().getLast().test();
            return new WalkForwardResult(
                    new TrainedModel(file), blocks, overall, seeds, importances(data, settings, fit, probed));
        }
    }

    /** A fit with its learning curve. */
    private record Learning(BarFit fit, List<TrainingEpoch> epochs, Split thinned) implements AutoCloseable {
        @Override
        public void close() {
            fit.close();
        }
    }

    private void judged(BarDataset data, Split split, TrainingSettings settings, String name) {
        try (Learning learning = learn(data, split, settings, name)) {
            judge(data, split, settings, name, learning);
        }
    }

    private Learning learn(BarDataset data, Split split, TrainingSettings settings, String name) {
        stages.accept(name);
        Split thinned = split.withFit(thinned(split.fit()));
        checkEnough(thinned, settings, name);
        List<TrainingEpoch> epochs = new ArrayList<>();
        ProgressMeter meter = training.meter(recording(epochs), thinned.fit().size(), settings);
        return new Learning(BarFit.train(data, thinned, settings, meter, training.checkpoints()), epochs, thinned);
    }

    private void judge(BarDataset data, Split split, TrainingSettings settings, String name, Learning learning) {
        BarFit fit = learning.fit();
        BarJudge judge = BarJudge.of(data, fit.scaler(), learning.thinned().fit());
        List<Prediction> said =
                judge.predict(new BarJudge.Speaker(fit.network(), fit.calibration(), settings.preset()), split.test());
        List<Rival> others = judge.rivals(split.test());
        Assessment assessment = Assessor.of(bootstrap, effort.trials()).assess(said, others);
        predictions.addAll(said);
        rivals.add(others);
        blocks.add(new Block(name, learning.thinned().fit().size(), learning.epochs(), assessment));
    }

    /** Shows how much of a score is luck of the first weights; these fits are measured and thrown away. */
    private List<SeedScore> otherSeeds(BarDataset data, Split fold, TrainingSettings settings, Assessment first) {
        List<SeedScore> scores = new ArrayList<>();
        scores.add(score(settings.seed(), first));
        for (int i = 1; i < effort.seeds(); i++) {
            TrainingSettings other = settings.withSeed(settings.seed() + i);
            try (Learning learning = learn(data, fold, other, "seed " + other.seed())) {
                BarFit fit = learning.fit();
                BarJudge judge =
                        BarJudge.of(data, fit.scaler(), learning.thinned().fit());
                List<Prediction> said = judge.predict(
                        new BarJudge.Speaker(fit.network(), fit.calibration(), other.preset()), fold.test());
                scores.add(score(
                        other.seed(), Assessor.of(bootstrap, effort.trials()).assess(said, judge.rivals(fold.test()))));
            }
        }
        return scores;
    }

    private static SeedScore score(long seed, Assessment assessment) {
        return new SeedScore(
                seed,
                assessment.evaluation().classification().accuracy(),
                assessment.evaluation().classification().logLoss(),
                assessment.trading().totalReturn());
    }

    private List<PermutationImportance> importances(
            BarDataset data, TrainingSettings settings, BarFit fit, List<Outcome> test) {
        if (effort.shuffles() == 0) {
            return List.of();
        }
        stages.accept("importance of columns");
        return BarImportance.measure(
                data,
                fit.scaler(),
                new BarJudge.Speaker(fit.network(), fit.calibration(), settings.preset()),
                BarImportance.spread(test, IMPORTANCE_WINDOWS),
                new BarImportance.Shuffling(effort.shuffles(), settings.seed()));
    }

    private List<Rival> joined() {
        List<Rival> joined = new ArrayList<>();
        for (int i = 0; i < rivals.getFirst().size(); i++) {
            int place = i;
            joined.add(new Rival(
                    rivals.getFirst().get(place).name(),
                    all(block -> block.get(place).calls()),
                    all(block -> block.get(place).probabilities())));
        }
        return joined;
    }

    private <T> List<T> all(Function<List<Rival>, List<T>> part) {
        return rivals.stream().flatMap(block -> part.apply(block).stream()).toList();
    }

    private List<Outcome> thinned(List<Outcome> fit) {
        return fit.stream()
                .filter(outcome -> outcome.decision() % effort.stride() == 0)
                .toList();
    }

    private void checkEnough(Split split, TrainingSettings settings, String name) {
        int needed = settings.preset().minSamples();
        boolean empty = split.stop().isEmpty()
                || split.map().isEmpty()
                || split.conformal().isEmpty()
                || (split.test().isEmpty() && name.startsWith("fold"));
        if (split.fit().size() < needed || empty) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "data: too short: " + name + " needs " + needed + " labelled decisions to learn from, "
                            + training.sourceId() + " gives it " + split.fit().size() + ", then "
                            + split.stop().size() + " to stop by, "
                            + split.map().size() + " and "
                            + split.conformal().size() + " to calibrate and "
                            + split.test().size() + " to be judged on");
        }
    }

    private TrainingProgress recording(List<TrainingEpoch> epochs) {
        TrainingProgress listener = training.progress();
        return new TrainingProgress() {
            @Override
            public void onStep(TrainingStep step) {
                listener.onStep(step);
            }

            @Override
            public void onEpoch(TrainingEpoch epoch) {
                epochs.add(epoch);
                listener.onEpoch(epoch);
            }
        };
    }
}
