package io.colin.ml.dl4j;

import io.colin.api.ColinException;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.ClassWeights;
import io.colin.ml.network.EpochTraining;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.RateSchedule;
import io.colin.ml.network.Seeds;
import io.colin.ml.network.TrainableNetwork;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.WindowClassifier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains an LSTM with early stopping. The same task on the same kind of processor, with the same OMP_NUM_THREADS, gives
 * the same weights, bit for bit, whether or not it was interrupted and went on from a checkpoint.
 */
public final class LstmTrainer implements TrainableNetwork {
    private final MultiLayerNetwork network;
    private final LstmNetwork classifier;

    private LstmTrainer(TrainingTask task, LstmSettings settings) {
        int features = task.fit().windows().features();
        long seed = Seeds.of(task.seed(), Seeds.Purpose.WEIGHTS, 0);
        this.network = new MultiLayerNetwork(LstmConfiguration.of(settings, features, seed));
        this.network.init();
        this.classifier = new LstmNetwork(settings, features, network);
    }

    /**
     * Trains.
     *
     * @param task everything the weights follow from
     * @param settings the task's
     * @param meter hears how it goes
     * @param checkpoints where to go on from
     * @return the network, owned by the caller
     * @throws ColinException if the loss is no number at some step, a checkpoint cannot be used, or the native library
     *     fails
     */
    public static TrainingResult train(
            TrainingTask task, LstmSettings settings, ProgressMeter meter, CheckpointStore checkpoints) {
        NativeRuntime.prepare();
        LstmSettings.Training training = settings.training();
        RateSchedule rates = new RateSchedule.Plateau(training.learningRate(), training.plateauEpochs());
        LstmTrainer trainer = new LstmTrainer(task, settings);
        try {
            EpochTraining.Outcome outcome = EpochTraining.run(
                    task, new EpochTraining.Rules(rates, training.patience()), trainer, meter, checkpoints);
            return new TrainingResult(
                    trainer.classifier, outcome.epochs(), outcome.bestEpoch(), outcome.validationLoss());
        } catch (RuntimeException e) {
            trainer.classifier.close();
            throw e;
        }
    }

    @Override
    public void beginEpoch(double rate, long seed) {
        network.setLearningRate(rate);
        Nd4j.getRandom().setSeed(seed);
    }

    @Override
    public double step(LabelledWindows data, int[] order, int first, int count) {
        DataSet batch = Batches.labelled(data, order, first, count);
        try {
            network.fit(batch);
            return network.score();
        } finally {
            batch.getFeatures().close();
            batch.getLabels().close();
            batch.getLabelsMaskArray().close();
        }
    }

    @Override
    public double[] answers(float[] windows, int count) {
        return classifier.probabilities(windows, count);
    }

    @Override
    public float[] weights() {
        return classifier.weights();
    }

    @Override
    public void weights(float[] values) {
        try (INDArray kept = Nd4j.create(values, new long[] {1, values.length}, 'c')) {
            network.setParams(kept);
        }
    }

    @Override
    public float[] memory() {
        return network.getUpdater().getStateViewArray().toFloatVector();
    }

    /** The number of steps corrects Adam's bias. */
    @Override
    public void memory(float[] values, int steps) {
        try (INDArray kept = Nd4j.create(values, new long[] {1, values.length}, 'c')) {
            network.getUpdater().getStateViewArray().assign(kept);
        }
        network.getLayerWiseConfigurations().setIterationCount(steps);
    }

    @Override
    public void divideOut(ClassWeights weights) {
        INDArray bias = network.getOutputLayer().getParam("b");
        for (int k = 0; k < WindowClassifier.CLASSES; k++) {
            bias.putScalar(k, bias.getFloat(k) - (float) Math.log(weights.of(k)));
        }
    }
}
