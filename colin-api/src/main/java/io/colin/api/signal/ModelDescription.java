package io.colin.api.signal;

import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model is.
 *
 * @param id its name, for example {@code lstm-bar-demo}
 * @param version what identifies its content, for example the first digits of its SHA-256
 * @param kind its family, for example {@code lstm}
 * @param profile what it looks at
 * @param horizonNs how far ahead, above 0
 * @param stage where in its life it is
 * @param schemaHash hash of its columns
 * @param dataFromNs start of its training data, ns since epoch
 * @param dataToNs end of its training data; it must never be judged or traded before, ns since epoch
 * @param metrics what was measured out of sample, by name
 */
public record ModelDescription(
        String id,
        String version,
        String kind,
        Profile profile,
        long horizonNs,
        ModelStage stage,
        String schemaHash,
        long dataFromNs,
        long dataToNs,
        SortedMap<String, Double> metrics) {
    /** Checks and copies. */
    public ModelDescription {
        Require.text("id", id);
        Require.text("version", version);
        Require.text("kind", kind);
        Require.positive("horizonNs", horizonNs);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
}
