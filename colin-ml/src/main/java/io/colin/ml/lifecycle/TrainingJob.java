package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.ml.registry.ModelFile;

/** A training that can be told to stop. */
@FunctionalInterface
public interface TrainingJob {
    /**
     * Trains.
     *
     * @param stop to be asked between batches, for example from the training's progress
     * @return the model
     * @throws ColinException if it fails or is stopped
     */
    ModelFile train(StopSign stop);

    /** Says whether a training is to go on. */
    @FunctionalInterface
    interface StopSign {
        /**
         * Goes on or ends the training.
         *
         * @throws ColinException STOPPED once the training is to stop
         */
        void check();
    }
}
