package io.colin.ml.network;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Epoch after epoch until the validation loss stops falling: only training windows are shuffled, the best weights are a
 * deep copy, a loss that is no number fails the run, and after every epoch a checkpoint is left from which the same
 * training goes on to the same weights.
 */
public final class EpochTraining {
    private static final double SMALLEST_PROBABILITY = 1e-7;
    private static final double SMALLEST_GAIN = 1e-6;
    private static final int VALIDATION_BATCH = 256;

    private final TrainingTask task;
    private final Rules rules;
    private final TrainableNetwork network;
    private final ProgressMeter meter;
    private TrainingState state = TrainingState.START;

    private EpochTraining(TrainingTask task, Rules rules, TrainableNetwork network, ProgressMeter meter) {
        this.task = task;
        this.rules = rules;
        this.network = network;
        this.meter = meter;
    }

    /**
     * When to go on and how fast.
     *
     * @param rates of each epoch
     * @param patience epochs without a better validation loss after which training ends
     */
    public record Rules(RateSchedule rates, int patience) {}

    /**
     * How it ended.
     *
     * @param epochs made
     * @param bestEpoch from 1
     * @param validationLoss of that epoch
     */
    public record Outcome(int epochs, int bestEpoch, double validationLoss) {}

    /**
     * Trains; afterwards the network has the best epoch's weights, class weights divided out.
     *
     * @param task everything the weights follow from
     * @param rules when to stop
     * @param network fresh, with its first weights
     * @param meter hears how it goes
     * @param checkpoints where to go on from, if there is something
     * @return how it ended
     * @throws ColinException MODEL_FAILED if a loss is no number or a checkpoint cannot be used
     */
    public static Outcome run(
            TrainingTask task,
            Rules rules,
            TrainableNetwork network,
            ProgressMeter meter,
            CheckpointStore checkpoints) {
        return new EpochTraining(task, rules, network, meter).run(checkpoints);
    }

    private Outcome run(CheckpointStore checkpoints) {
        String name = checkpoints.keeps() ? fingerprint(task) : "";
        checkpoints.load(name).ifPresent(this::resume);
        while (state.epoch() < task.settings().maxEpochs() && state.stale() < rules.patience()) {
            epoch();
            if (checkpoints.keeps()) {
                checkpoints.save(name, state.bytes(network.weights(), network.memory()));
            }
        }
        if (state.bestEpoch() == 0) {
            throw new ColinException(Reason.MODEL_FAILED, "no epoch gave a usable validation loss");
        }
        network.weights(state.best());
        if (!task.classWeights().equals(ClassWeights.EQUAL)) {
            network.divideOut(task.classWeights());
        }
        return new Outcome(state.epoch(), state.bestEpoch(), state.bestLoss());
    }

    private void resume(byte[] bytes) {
        TrainingState.Snapshot snapshot = TrainingState.read(bytes);
        state = snapshot.state();
        network.weights(snapshot.weights());
        network.memory(snapshot.memory(), Math.multiplyExact(state.epoch(), batches()));
    }

    private void epoch() {
        int epoch = state.epoch() + 1;
        double rate = rules.rates().rate(epoch, state.stagnations());
        network.beginEpoch(rate, Seeds.of(task.seed(), Seeds.Purpose.DROPOUT, epoch));
        double loss = steps(epoch, shuffled(Seeds.of(task.seed(), Seeds.Purpose.ORDER, epoch)));
        double validation = validationLoss();
        boolean better = validation < state.bestLoss() - SMALLEST_GAIN;
        meter.epoch(new TrainingEpoch(epoch, loss, validation, rate, better));
        state = better
                ? state.better(validation, network.weights())
                : state.stagnant(rules.rates().plateauEpochs());
    }

    private double steps(int epoch, int[] order) {
        double total = 0;
        int made = 0;
        int batch = task.settings().batch();
        for (int first = 0; first < order.length; first += batch) {
            int count = Math.min(batch, order.length - first);
            double loss = network.step(task.fit(), order, first, count);
            if (!Double.isFinite(loss)) {
                throw new ColinException(Reason.MODEL_FAILED, "training loss is no number in epoch " + epoch);
            }
            total += loss;
            meter.step(epoch, ++made, count);
        }
        return total / made;
    }

    private int batches() {
        int batch = task.settings().batch();
        return (task.fit().count() + batch - 1) / batch;
    }

    private double validationLoss() {
        LabelledWindows data = task.validation();
        Windows windows = data.windows();
        int size = windows.steps() * windows.features();
        double loss = 0;
        for (int first = 0; first < data.count(); first += VALIDATION_BATCH) {
            int count = Math.min(VALIDATION_BATCH, data.count() - first);
            float[] rows = new float[count * size];
            for (int i = 0; i < count; i++) {
                windows.copy(first + i, rows, i * size);
            }
            double[] p = network.answers(rows, count);
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

    /** Each epoch's order follows from its own seed alone, so that a resumed training needs no past. */
    private int[] shuffled(long seed) {
        int[] order = new int[task.fit().count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /** SHA-256 over everything the weights follow from. */
    private static String fingerprint(TrainingTask task) {
        MessageDigest digest = FileCheckpoint.digest();
        String head = task.settings() + " " + task.classWeights() + " " + task.seed();
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        add(digest, task.fit());
        add(digest, task.validation());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, LabelledWindows data) {
        int size = data.windows().steps() * data.windows().features();
        float[] row = new float[size];
        ByteBuffer bytes = ByteBuffer.allocate((size + 2) * Float.BYTES);
        for (int i = 0; i < data.count(); i++) {
            data.windows().copy(i, row, 0);
            bytes.clear();
            bytes.asFloatBuffer().put(row);
            bytes.putInt(size * Float.BYTES, data.classOf(i));
            bytes.putFloat((size + 1) * Float.BYTES, data.weightOf(i));
            digest.update(bytes.array());
        }
    }
}
