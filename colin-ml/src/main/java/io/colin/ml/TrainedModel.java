package io.colin.ml;

import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.registry.ModelDirectory;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import java.nio.file.Path;

/**
 * What a training gave.
 *
 * @param file the model's whole content
 */
public record TrainedModel(ModelFile file) {
    /**
     * What it scored out of sample.
     *
     * @return beside its baselines
     */
    public Evaluation evaluation() {
        return file.card().evaluation();
    }

    /**
     * Keeps it.
     *
     * @param models where
     * @return its directory
     * @throws io.colin.api.ColinException MODEL_FAILED if it cannot be written
     */
    public Path save(ModelDirectory models) {
        return models.save(file);
    }

    /**
     * Puts it to work for the symbol it was trained on.
     *
     * @return the served model, owned by the caller
     */
    public BarSignalModel serve() {
        return BarSignalModel.of(file);
    }
}
