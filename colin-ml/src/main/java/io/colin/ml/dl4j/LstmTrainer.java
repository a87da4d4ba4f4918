package io.colin.ml.dl4j;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.ml.network.ClassWeights;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.network.Windows;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains an LSTM with early stopping. The same task on the same kind of processor, with the same
 * OMP_NUM_THREADS, gives the same weights, bit for bit;
 * only training windows are shuffled, the best weights are a deep copy, and a loss that is no number fails the run.
 */
public final class LstmTrainer {
    private static final double SMALLEST_PROBABILITY = 1e-7;
    private static final double SMALLEST_GAIN = 1e-6;
    private static final double PLATEAU_FACTOR = 0.5;

    private final TrainingTask task;
    private final ProgressMeter meter;
    private final LstmSettings.Training training;
    private final MultiLayerNetwork network;
    private final LstmNetwork classifier;
    private float[] best = new float[0];
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private double rate;

    private LstmTrainer(TrainingTask task, ProgressMeter meter) {
        this.task = task;
        this.meter = meter;
        this.training = task.settings().training();
        this.rate = training.learningRate();
        int features = task.fit().windows().features();
        this.network = new MultiLayerNetwork(LstmConfiguration.of(task.settings(), features, task.seed()));
        this.classifier = new LstmNetwork(task.settings(), features, network);
    }

    /**
     * A trained network.
     *
     * @param network with the weights of the best epoch, class weights divided out; owned by the caller
     * @param epochs how many were made
     * @param bestEpoch from 1
     * @param validationLoss of the best epoch, mean log loss
     */
    public record Result(LstmNetwork network, int epochs, int bestEpoch, double validationLoss) {}

    /**
     * Trains.
     *
     * @param task everything the weights follow from
     * @param meter hears how it goes
     * @return the network, owned by the caller
     * @throws ColinException if the loss is no number at some step, or the native library fails
     */
    public static Result train(TrainingTask task, ProgressMeter meter) {
        NativeRuntime.prepare();
        LstmTrainer trainer = new LstmTrainer(task, meter);
        try {
            return trainer.run();
        } catch (RuntimeException e) {
            trainer.classifier.close();
            throw e;
        }
    }

    private Result run() {
        network.init();
        Nd4j.getRandom().setSeed(task.seed());
        SplittableRandom shuffle = new SplittableRandom(task.seed());
        int[] order = ascending(task.fit().count());
        int stale = 0;
        int epoch = 0;
        while (epoch < training.maxEpochs() && stale < training.patience()) {
            epoch++;
            shuffle(order, shuffle);
            double loss = epoch(epoch, order);
            double validation = validationLoss();
            boolean better = validation < bestLoss - SMALLEST_GAIN;
            meter.epoch(new TrainingEpoch(epoch, loss, validation, rate, better));
            stale = better ? 0 : stale + 1;
            if (better) {
                keep(epoch, validation);
            } else if (stale % training.plateauEpochs() == 0) {
                rate *= PLATEAU_FACTOR;
                network.setLearningRate(rate);
            }
        }
        restoreBest();
        return new Result(classifier, epoch, bestEpoch, bestLoss);
    }

    private double epoch(int epoch, int[] order) {
        double total = 0;
        int batches = 0;
        for (int first = 0; first < order.length; first += training.batch()) {
            int count = Math.min(training.batch(), order.length - first);
            total += step(epoch, order, first, count);
            meter.step(epoch, ++batches, count);
        }
        return total / batches;
    }

    private double step(int epoch, int[] order, int first, int count) {
        DataSet batch = Batches.labelled(task.fit(), order, first, count);
        try {
            network.fit(batch);
            double loss = network.score();
            if (!Double.isFinite(loss)) {
                throw new ColinException(Reason.MODEL_FAILED, "training loss is no number in epoch " + epoch);
            }
            return loss;
        } finally {
            batch.getFeatures().close();
            batch.getLabels().close();
            batch.getLabelsMaskArray().close();
        }
    }

    private double validationLoss() {
        LabelledWindows data = task.validation();
        Windows windows = data.windows();
        int size = windows.steps() * windows.features();
        double loss = 0;
        for (int first = 0; first < data.count(); first += training.batch()) {
            int count = Math.min(training.batch(), data.count() - first);
            float[] rows = new float[count * size];
            for (int i = 0; i < count; i++) {
                windows.copy(first + i, rows, i * size);
            }
            double[] p = classifier.probabilities(rows, count);
            for (int i = 0; i < count; i++) {
                loss -= Math.log(Math.max(SMALLEST_PROBABILITY, unweighted(p, i, data.classOf(first + i))));
            }
        }
        double mean = loss / data.count();
        if (!Double.isFinite(mean)) {
            throw new ColinException(Reason.MODEL_FAILED, "validation loss is no number");
        }
        return mean;
    }

    /** Probability of a class after dividing out the class weights. */
    private double unweighted(double[] p, int row, int wanted) {
        double sum = 0;
        for (int k = 0; k < WindowClassifier.CLASSES; k++) {
            sum += p[row * WindowClassifier.CLASSES + k] / task.classWeights().of(k);
        }
        return p[row * WindowClassifier.CLASSES + wanted] / task.classWeights().of(wanted) / sum;
    }

    private void keep(int epoch, double loss) {
        best = network.params().toFloatVector();
        bestLoss = loss;
        bestEpoch = epoch;
    }

    /** The weights p·w of a weighted fit become p by taking ln w off the logits' bias. */
    private void restoreBest() {
        if (bestEpoch == 0) {
            throw new ColinException(Reason.MODEL_FAILED, "no epoch gave a usable validation loss");
        }
        try (INDArray kept = Nd4j.create(best, new long[] {1, best.length}, 'c')) {
            network.setParams(kept);
        }
        if (!task.classWeights().equals(ClassWeights.EQUAL)) {
            INDArray bias = network.getOutputLayer().getParam("b");
            for (int k = 0; k < WindowClassifier.CLASSES; k++) {
                bias.putScalar(
                        k,
                        bias.getFloat(k) - (float) Math.log(task.classWeights().of(k)));
            }
        }
    }

    private static int[] ascending(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
