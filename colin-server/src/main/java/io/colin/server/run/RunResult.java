package io.colin.server.run;

import io.colin.execution.engine.RunReport;
import io.colin.ml.TrainedModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a run came out, with what it was run with.
 *
 * @param report counted and measured in the run
 * @param finished whether the source came to its end
 * @param resumed whether it took up an earlier start
 * @param model the model, if there was one
 * @param modelNote trained, loaded, or why there is none
 * @param settings every value it was run with, by name
 */
public record RunResult(
        RunReport report,
        boolean finished,
        boolean resumed,
        Optional<TrainedModel> model,
        String modelNote,
        Map<String, String> settings) {
    /** Copies. */
    public RunResult {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
