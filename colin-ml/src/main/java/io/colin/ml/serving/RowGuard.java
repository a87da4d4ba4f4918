package io.colin.ml.serving;

import io.colin.ml.drift.OutOfDistribution;
import io.colin.ml.drift.TrainingReference;
import io.colin.ml.registry.ModelFile;
import java.util.Optional;

/** Whether the newest row of an input is like those a model learnt from; a model without a training reference cannot say. */
final class RowGuard {
    /** Lets every row pass. */
    static final RowGuard NONE = new RowGuard(Optional.empty());

    private final Optional<OutOfDistribution> limit;

    private RowGuard(Optional<OutOfDistribution> limit) {
        this.limit = limit;
    }

    /** The guard of a model, from the reference in its file. */
    static RowGuard of(ModelFile file) {
        return new RowGuard(file.part(ModelFile.REFERENCE)
                .map(bytes ->
                        OutOfDistribution.of(TrainingReference.parse(bytes).limit())));
    }

    /** Why the row is refused; empty when it is not. */
    String refusal(BarInput input) {
        return limit.isEmpty() ? "" : limit.orElseThrow().refusal(input.newestRow());
    }
}
