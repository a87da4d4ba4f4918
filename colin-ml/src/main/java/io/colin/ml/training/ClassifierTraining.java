package io.colin.ml.training;

import io.colin.ml.dl4j.LstmNetwork;
import io.colin.ml.dl4j.LstmTrainer;
import io.colin.ml.dl4j.TransformerNetwork;
import io.colin.ml.dl4j.TransformerTrainer;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.NetworkSettings;
import io.colin.ml.network.ProgressMeter;
import io.colin.ml.network.TrainedNetwork;
import io.colin.ml.network.TrainingResult;
import io.colin.ml.network.TrainingTask;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.network.TreeSettings;
import io.colin.ml.network.WeightBytes;
import io.colin.ml.trees.TreeNetwork;
import io.colin.ml.trees.TreeTrainer;

/** Trains and restores a network by the kind of its settings. */
public final class ClassifierTraining {
    private ClassifierTraining() {}

    /**
     * Trains.
     *
     * @param task everything the weights follow from
     * @param meter hears how it goes
     * @param checkpoints where to go on from; boosted trees, which take seconds, leave none
     * @return the network, owned by the caller
     * @throws io.colin.api.ColinException MODEL_FAILED if a loss is no number, a checkpoint cannot be used, or a native
     *     library fails
     */
    public static TrainingResult train(TrainingTask task, ProgressMeter meter, CheckpointStore checkpoints) {
        return switch (task.settings()) {
            case LstmSettings lstm -> LstmTrainer.train(task, lstm, meter, checkpoints);
            case TransformerSettings transformer -> TransformerTrainer.train(task, transformer, meter, checkpoints);
            case TreeSettings trees -> TreeTrainer.train(task, trees, meter);
        };
    }

    /**
     * The network with known weights, run by the library that trained it.
     *
     * @param settings its shape
     * @param columns of the schema, all time frames together
     * @param content as {@link TrainedNetwork#content()} gave it
     * @return the network, owned by the caller
     * @throws io.colin.api.ColinException MODEL_FAILED if the content is not of such a network, or a native library fails
     */
    public static TrainedNetwork restore(NetworkSettings settings, int columns, byte[] content) {
        return switch (settings) {
            case LstmSettings lstm -> LstmNetwork.restore(lstm, columns, WeightBytes.floats(content));
            case TransformerSettings transformer ->
                TransformerNetwork.restore(transformer, columns, WeightBytes.floats(content));
            case TreeSettings trees -> TreeNetwork.restore(columns, content);
        };
    }
}
