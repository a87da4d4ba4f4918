package io.colin.ml.network;

/** Hears how training goes, on the training thread, between steps. */
public interface TrainingProgress {
    /** Hears nothing. */
    TrainingProgress SILENT = new TrainingProgress() {};

    /**
     * A step was made.
     *
     * @param step where training stands
     */
    default void onStep(TrainingStep step) {}

    /**
     * An epoch ended.
     *
     * @param epoch what it gave
     */
    default void onEpoch(TrainingEpoch epoch) {}
}
