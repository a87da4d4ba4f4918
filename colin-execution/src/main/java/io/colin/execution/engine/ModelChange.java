package io.colin.execution.engine;

import io.colin.api.internal.Require;
import io.colin.api.signal.ModelStage;
import java.util.List;

/**
 * A change of the models in use, as one step between two events: what is recorded and what is done.
 *
 * @param steps at least one, in order
 * @param swap done on the engine's thread before the steps are recorded: fast, without waiting; when it throws, nothing
 *     is recorded and the models stay as they were
 */
public record ModelChange(List<Step> steps, Runnable swap) {
    /** Checks and copies. */
    public ModelChange {
        steps = List.copyOf(steps);
        Require.positive("steps", steps.size());
    }

    /**
     * One model's change of stage.
     *
     * @param model id and version, {@code id@version}
     * @param before stage before
     * @param after stage after; the same as before where only its share of the capital changes
     * @param reason for a person
     */
    public record Step(String model, ModelStage before, ModelStage after, String reason) {
        /** Checks. */
        public Step {
            Require.text("model", model);
            Require.text("reason", reason);
        }
    }
}
