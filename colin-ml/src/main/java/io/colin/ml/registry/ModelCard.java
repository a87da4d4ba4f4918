package io.colin.ml.registry;

import io.colin.api.internal.Require;
import io.colin.ml.calibration.Calibration;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.label.Label.Exclusion;
import io.colin.ml.preset.TrainingSettings;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a trained model: where it comes from, how it is used and what it is worth.
 *
 * @param kind family of the network, for example {@code lstm}
 * @param settings what it follows from besides its data
 * @param settingsHash SHA-256 of those settings in hex
 * @param schemaHash SHA-256 of its columns in hex
 * @param dataFingerprint what identifies the source it was trained on
 * @param dataFromNs start of its training data, ns since epoch
 * @param dataToNs end of its training data, ns since epoch: it must never be judged or traded before
 * @param scaler fitted on the training fold
 * @param calibration fitted on the last part of the training data
 * @param training how training went
 * @param evaluation out of sample
 */
public record ModelCard(
        String kind,
        TrainingSettings settings,
        String settingsHash,
        String schemaHash,
        String dataFingerprint,
        long dataFromNs,
        long dataToNs,
        Scaler scaler,
        Calibration calibration,
        Training training,
        Evaluation evaluation) {
    /** Checks that the parts fit together. */
    public ModelCard {
        Require.text("kind", kind);
        Require.text("settingsHash", settingsHash);
        Require.text("dataFingerprint", dataFingerprint);
        Require.that(dataToNs > dataFromNs, "dataToNs", "must be after dataFromNs", dataToNs);
        Require.that(
                schemaHash.equals(settings.preset().schema().hash()),
                "schemaHash",
                "must be that of the columns, " + settings.preset().schema().hash(),
                schemaHash);
        Require.that(
                scaler.centre().size() == settings.preset().schema().size(),
                "scaler",
                "must have one entry a column",
                scaler.centre().size());
    }

    /**
     * How training went.
     *
     * @param fitDecisions it learnt from
     * @param stopDecisions that stopped it early and calibrated it
     * @param excluded decision points without a class, by reason
     * @param epochs made
     * @param bestEpoch whose weights were kept, from 1
     * @param validationLoss of that epoch, mean log loss
     */
    public record Training(
            int fitDecisions,
            int stopDecisions,
            SortedMap<Exclusion, Integer> excluded,
            int epochs,
            int bestEpoch,
            double validationLoss) {
        /** Copies. */
        public Training {
            excluded = Collections.unmodifiableSortedMap(new TreeMap<>(excluded));
            Require.finite("validationLoss", validationLoss);
        }
    }
}
