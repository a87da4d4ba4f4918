package io.colin.ml.dl4j;

import io.colin.api.ColinException;
import io.colin.ml.network.AdamW;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.ClassWeights;
import io.colin.ml.network.EpochTraining;
import io.colin.ml.network.LabelledWindows;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.RateSchedule;
import io.colin.ml.network.Seeds;
import io.colin.ml.network.TrainableNetwork;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.WindowClassifier;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a transformer: SameDiff gives the gradient, {@link AdamW} makes the step. What is dropped is drawn here from the
 * epoch's seed. The same task on the same kind of processor, with the same OMP_NUM_THREADS, gives the same weights, bit
 * for bit, whether or not it was interrupted and went on from a checkpoint.
 */
public final class TransformerTrainer implements TrainableNetwork {
    private final TransformerSettings settings;
    private final int features;
    private final TransformerGraph graph;
    private final TransformerNetwork network;
    private final float[] gradient;
    private final AdamW optimiser;
    private final float[] weights;
    private SplittableRandom dropout = new SplittableRandom(0);
    private double rate;

    private TransformerTrainer(TrainingTask task, TransformerSettings settings) {
        this.settings = settings;
        this.features = task.fit().windows().features();
        this.graph = TransformerGraph.of(settings, features, DataType.FLOAT);
        this.weights = firstWeights(graph, Seeds.of(task.seed(), Seeds.Purpose.WEIGHTS, 0));
        this.network = new TransformerNetwork(settings, features, graph, weights.clone());
        this.gradient = new float[weights.length];
        TransformerSettings.Training training = settings.training();
        this.optimiser = AdamW.of(matrices(graph), training.weightDecay(), training.clipNorm());
    }

    /**
     * Trains.
     *
     * @param task everything the weights follow from; its windows are frames × steps tokens
     * @param settings the task's
     * @param meter hears how it goes
     * @param checkpoints where to go on from
     * @return the network, owned by the caller
     * @throws ColinException if the loss is no number at some step, a checkpoint cannot be used, or the native library
     *     fails
     */
    public static TrainingResult train(
            TrainingTask task, TransformerSettings settings, ProgressMeter meter, CheckpointStore checkpoints) {
        NativeRuntime.prepare();
        TransformerSettings.Training training = settings.training();
        RateSchedule rates = new RateSchedule.WarmUpCosine(
                training.learningRate(), training.lastRate(), training.warmUpEpochs(), training.maxEpochs());
        TransformerTrainer trainer = new TransformerTrainer(task, settings);
        try {
            EpochTraining.Outcome outcome = EpochTraining.run(
                    task, new EpochTraining.Rules(rates, training.patience()), trainer, meter, checkpoints);
            return new TrainingResult(trainer.network, outcome.epochs(), outcome.bestEpoch(), outcome.validationLoss());
        } catch (RuntimeException e) {
            trainer.network.close();
            throw e;
        }
    }

    @Override
    public void beginEpoch(double newRate, long seed) {
        rate = newRate;
        dropout = new SplittableRandom(seed);
    }

    @Override
    public double step(LabelledWindows data, int[] order, int first, int count) {
        Map<String, INDArray> given = batch(data, order, first, count);
        drop(given, count);
        try {
            double loss = graph.gradient(given, gradient);
            optimiser.step(weights, gradient, rate);
            network.put(weights);
            return loss;
        } finally {
            TransformerNetwork.close(given);
        }
    }

    @Override
    public double[] answers(float[] windows, int count) {
        return network.probabilities(windows, count);
    }

    @Override
    public float[] weights() {
        return weights.clone();
    }

    @Override
    public void weights(float[] values) {
        System.arraycopy(values, 0, weights, 0, weights.length);
        network.put(weights);
    }

    @Override
    public float[] memory() {
        return optimiser.memory();
    }

    @Override
    public void memory(float[] values, int steps) {
        optimiser.restore(values, steps);
    }

    @Override
    public void divideOut(ClassWeights classWeights) {
        int bias = weights.length - WindowClassifier.CLASSES;
        for (int k = 0; k < WindowClassifier.CLASSES; k++) {
            weights[bias + k] -= (float) Math.log(classWeights.of(k));
        }
        network.put(weights);
    }

    /** Glorot's uniform for matrices, 1 for gains, 0 for biases; time frames start apart by little. */
    static float[] firstWeights(TransformerGraph graph, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] all = new float
                [graph.parameters().stream()
                        .mapToInt(TransformerGraph.Parameter::size)
                        .sum()];
        int at = 0;
        for (TransformerGraph.Parameter parameter : graph.parameters()) {
            long[] shape = parameter.shape();
            double limit = parameter.matrix() ? Math.sqrt(6.0 / (shape[0] + shape[1])) : 0;
            for (int i = 0; i < parameter.size(); i++) {
                all[at++] = parameter.gain() ? 1 : limit == 0 ? 0 : (float) random.nextDouble(-limit, limit);
            }
        }
        return all;
    }

    private Map<String, INDArray> batch(LabelledWindows data, int[] order, int first, int count) {
        int size = settings.steps() * features;
        float[] rows = new float[count * size];
        float[] classes = new float[count * WindowClassifier.CLASSES];
        float[] sampleWeights = new float[count];
        for (int i = 0; i < count; i++) {
            int index = order[first + i];
            data.windows().copy(index, rows, i * size);
            classes[i * WindowClassifier.CLASSES + data.classOf(index)] = 1;
            sampleWeights[i] = data.weightOf(index);
        }
        Map<String, INDArray> given = network.input(rows, 0, count);
        given.put(TransformerGraph.CLASSES, Nd4j.create(classes, new long[] {count, WindowClassifier.CLASSES}, 'c'));
        given.put(TransformerGraph.WEIGHTS, Nd4j.create(sampleWeights, new long[] {count}, 'c'));
        return given;
    }

    /** The last place drops pooled windows, the others tokens. */
    private void drop(Map<String, INDArray> given, int count) {
        int width = settings.width();
        for (int place = 0; place < graph.dropouts(); place++) {
            int rows = place == graph.dropouts() - 1 ? count : count * settings.steps();
            float kept = (float) (1 / (1 - settings.dropout()));
            float[] mask = new float[rows * width];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = dropout.nextDouble() < settings.dropout() ? 0 : kept;
            }
            given.put(TransformerGraph.KEEP + place, Nd4j.create(mask, new long[] {rows, width}, 'c'));
        }
    }

    private static boolean[] matrices(TransformerGraph graph) {
        boolean[] all = new boolean
                [graph.parameters().stream()
                        .mapToInt(TransformerGraph.Parameter::size)
                        .sum()];
        int at = 0;
        for (TransformerGraph.Parameter parameter : graph.parameters()) {
            for (int i = 0; i < parameter.size(); i++) {
                all[at++] = parameter.matrix();
            }
        }
        return all;
    }
}
