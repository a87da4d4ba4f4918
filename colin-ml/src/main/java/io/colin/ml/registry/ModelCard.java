package io.colin.ml.registry;

import io.colin.api.internal.Require;
import io.colin.ml.calibration.Calibration;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.label.Label.Exclusion;
import io.colin.ml.preset.TrainingSettings;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a trained model: where it comes from, how it is used and what it is worth.
 *
 * @param format of the card, {@link #FORMAT}
 * @param kind family of the network, for example {@code lstm}
 * @param settings what it follows from besides its data; its columns are those that the data held
 * @param settingsHash SHA-256 in hex of the settings that were asked for, all columns included
 * @param schemaHash SHA-256 of its columns in hex
 * @param dataFingerprint what identifies the source it was trained on
 * @param dataFromNs start of its training data, ns since epoch
 * @param dataToNs end of its training data, ns since epoch: it must never be judged or traded before
 * @param scaler fitted on the training fold
 * @param calibration fitted on the last part of the training data
 * @param training how training went
 * @param evaluation out of sample
 * @param origin what it was made for, from and by
 */
public record ModelCard(
        int format,
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
        Evaluation evaluation,
        Origin origin) {
    /** The form of a card; it grows when a card of the form before cannot be read any more. */
    public static final int FORMAT = 2;

    /** Checks that the parts fit together. */
    public ModelCard {
        Require.that(format == FORMAT, "format", "must be " + FORMAT, format);
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
     * When the model falls silent: 30 days after its data by default.
     *
     * @return ns since epoch
     */
    public long expiresAtNs() {
        return dataToNs + settings.preset().expiryNs();
    }

    /**
     * What it was made for, from and by.
     *
     * @param purpose one sentence for a person
     * @param parent id of the model it is a successor of, empty for none
     * @param codeVersion of Colin, {@code development} when it was run from classes
     * @param parameters numbers that training fitted, above 0
     * @param limits what it must not be used for, a sentence each
     */
    public record Origin(String purpose, String parent, String codeVersion, long parameters, List<String> limits) {
        /** Checks and copies. */
        public Origin {
            Require.text("purpose", purpose);
            Require.text("codeVersion", codeVersion);
            Require.positive("parameters", parameters);
            limits = List.copyOf(limits);
        }
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
