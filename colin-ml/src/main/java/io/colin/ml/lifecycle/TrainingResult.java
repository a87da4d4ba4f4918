package io.colin.ml.lifecycle;

/** How a training in the background came out. */
public sealed interface TrainingResult {
    /**
     * Why it was asked for.
     *
     * @return for a person
     */
    String reason();

    /**
     * It gave a candidate, which is in the registry.
     *
     * @param reason why it was asked for
     * @param candidate where it stands
     */
    record Trained(String reason, Standing candidate) implements TrainingResult {}

    /**
     * It failed or was stopped; every model stays where it was.
     *
     * @param reason why it was asked for
     * @param failure one sentence
     */
    record Failed(String reason, String failure) implements TrainingResult {}
}
