package io.colin.ml.trees;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.Seeds;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.TreeSettings;
import io.colin.ml.network.WindowClassifier;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Boosts trees until the validation loss stops falling; the rounds up to the best one are kept. One thread and fixed
 * seeds: the same task gives the same model text, byte for byte.
 */
public final class TreeTrainer {
    private static final double SMALLEST_PROBABILITY = 1e-7;
    private static final double SMALLEST_GAIN = 1e-6;
    private static final String COMPLETE = "\nend of trees\n";
    private static final int CLASSES = WindowClassifier.CLASSES;

    private final TrainingTask task;
    private final TreeSettings settings;
    private final ProgressMeter meter;
    private int rounds;
    private int bestRound;
    private double bestLoss = Double.POSITIVE_INFINITY;

    private TreeTrainer(TrainingTask task, TreeSettings settings, ProgressMeter meter) {
        this.task = task;
        this.settings = settings;
        this.meter = meter;
    }

    /**
     * Trains.
     *
     * @param task everything the trees follow from
     * @param settings the task's
     * @param meter hears of every round
     * @return the trees of the rounds up to the best, owned by the caller
     * @throws ColinException MODEL_FAILED if a loss is no number or the native library fails
     */
    public static TrainingResult train(TrainingTask task, TreeSettings settings, ProgressMeter meter) {
        NativeTrees.prepare();
        return new TreeTrainer(task, settings, meter).run();
    }

    private TrainingResult run() {
        String text = NativeTrees.checked("train", this::boosted);
        int columns = task.fit().windows().features();
        TreeNetwork network = TreeNetwork.of(columns, text, task.classWeights());
        return new TrainingResult(network, rounds, bestRound, bestLoss);
    }

    private String boosted() throws LGBMException {
        String parameters = parameters();
        try (LGBMDataset fit = dataset(task.fit(), parameters, null);
                LGBMDataset validation = dataset(task.validation(), parameters, fit);
                LGBMBooster booster = LGBMBooster.create(fit, parameters)) {
            booster.addValidData(validation);
            boolean more = true;
            while (more && rounds < settings.trees() && rounds - bestRound < settings.patience()) {
                more = !booster.updateOneIter();
                round(booster);
            }
            String text = booster.saveModelToString(0, bestRound, FeatureImportanceType.GAIN);
            if (bestRound == 0 || !text.contains(COMPLETE)) {
                throw new ColinException(Reason.MODEL_FAILED, "no round gave trees that can be kept");
            }
            return text;
        }
    }

    private void round(LGBMBooster booster) throws LGBMException {
        rounds++;
        double training = loss(booster.getPredict(0), task.fit(), true);
        double validation = loss(booster.getPredict(1), task.validation(), false);
        if (!Double.isFinite(training) || !Double.isFinite(validation)) {
            throw new ColinException(Reason.MODEL_FAILED, "loss of the trees is no number in round " + rounds);
        }
        boolean better = validation < bestLoss - SMALLEST_GAIN;
        if (better) {
            bestLoss = validation;
            bestRound = rounds;
        }
        meter.step(rounds, 1, task.fit().count());
        meter.epoch(new TrainingEpoch(rounds, training, validation, settings.rate(), better));
    }

    /** As for networks: training weighted, validation with the class weights divided out. p is class by class. */
    private double loss(double[] p, LabelledWindows data, boolean training) {
        double total = 0;
        double weights = 0;
        int count = data.count();
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                sum += p[k * count + i] / factor(k, training);
            }
            int wanted = data.classOf(i);
            double own = p[wanted * count + i] / factor(wanted, training) / sum;
            double weight = training ? data.weightOf(i) : 1;
            total -= weight * Math.log(Math.max(SMALLEST_PROBABILITY, own));
            weights += weight;
        }
        return total / weights;
    }

    private double factor(int index, boolean training) {
        return training ? 1 : task.classWeights().of(index);
    }

    private String parameters() {
        int seed = (int) (Seeds.of(task.seed(), Seeds.Purpose.ROWS, 0) & Integer.MAX_VALUE);
        return String.format(
                Locale.ROOT,
                "objective=multiclass num_class=%d max_depth=%d num_leaves=%d learning_rate=%s bagging_fraction=%s "
                        + "bagging_freq=1 min_data_in_leaf=%d seed=%d deterministic=true force_row_wise=true "
                        + "num_threads=1 feature_pre_filter=false verbosity=-1",
                CLASSES,
                settings.depth(),
                1 << settings.depth(),
                settings.rate(),
                settings.subsample(),
                settings.leafRows(),
                seed);
    }

    private static LGBMDataset dataset(LabelledWindows data, String parameters, @Nullable LGBMDataset reference)
            throws LGBMException {
        int columns = data.windows().features();
        float[] rows = new float[data.count() * columns];
        float[] classes = new float[data.count()];
        float[] weights = new float[data.count()];
        for (int i = 0; i < data.count(); i++) {
            data.windows().copy(i, rows, i * columns);
            classes[i] = data.classOf(i);
            weights[i] = data.weightOf(i);
        }
        LGBMDataset dataset = LGBMDataset.createFromMat(rows, data.count(), columns, true, parameters, reference);
        try {
            dataset.setField("label", classes);
            dataset.setField("weight", weights);
            return dataset;
        } catch (LGBMException e) {
            dataset.close();
            throw e;
        }
    }
}
