package io.colin.ml.network;

import java.util.Optional;

/** Where a training leaves what it needs to go on after being killed. Called on the training thread, after each epoch. */
public interface CheckpointStore {
    /** Keeps nothing. */
    CheckpointStore NONE = new CheckpointStore() {
        @Override
        public Optional<byte[]> load(String task) {
            return Optional.empty();
        }

        @Override
        public void save(String task, byte[] state) {}

        @Override
        public boolean keeps() {
            return false;
        }
    };

    /**
     * What was kept last.
     *
     * @param task identifies the training: settings, seed and every window
     * @return empty when nothing was kept
     * @throws io.colin.api.ColinException MODEL_FAILED if what was kept is damaged or of another training
     */
    Optional<byte[]> load(String task);

    /**
     * Replaces what was kept; a crash leaves the old or the new state, never a part.
     *
     * @param task identifies the training
     * @param state to go on from
     * @throws io.colin.api.ColinException MODEL_FAILED if it cannot be written
     */
    void save(String task, byte[] state);

    /**
     * Whether anything is kept at all, so that nothing is computed for a store that does not.
     *
     * @return true unless it is {@link #NONE}
     */
    default boolean keeps() {
        return true;
    }
}
