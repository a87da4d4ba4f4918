package io.colin.server.run;

import io.colin.ml.book.BookModel;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.book.BookReport;
import io.colin.ml.calibration.Calibration;
import io.colin.ml.explain.Explanation;
import io.colin.ml.lifecycle.StageChange;
import io.colin.ml.lifecycle.Standing;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import io.colin.server.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Models for a person: their cards and what was decided about them. */
public final class ModelText {
    private ModelText() {}

    /**
     * Where a model stands.
     *
     * @param standing of the model
     * @return one line
     */
    public static String line(Standing standing) {
        String share = standing.capitalShare() > 0 && standing.capitalShare() < 1
                ? String.format(Locale.ROOT, " %.0f %%", 100 * standing.capitalShare())
                : "";
        return String.format(
                Locale.ROOT,
                "%-40s %-10s since %s  %s  by %s",
                standing.model(),
                standing.stage() + share,
                Json.timeText(standing.stageSinceNs()),
                standing.line(),
                standing.approver());
    }

    /**
     * What was decided about a model.
     *
     * @param change as recorded
     * @return one line
     */
    public static String line(StageChange change) {
        return String.format(
                Locale.ROOT,
                "  %s %s: %s -> %s by %s (%s)",
                Json.timeText(change.timeNs()),
                change.model(),
                change.before(),
                change.after(),
                change.principal(),
                change.reason());
    }

    /**
     * A book model's card.
     *
     * @param standing where it stands
     * @param file its content
     * @return data, columns, what was measured, expiry, approver
     */
    public static List<String> card(Standing standing, BookModelFile file) {
        BookModel model = file.model();
        List<String> lines = new ArrayList<>();
        lines.add(line(standing));
        lines.add("  purpose     timing of child orders; it opens no position and is not promoted");
        lines.add("  data        " + Json.timeText(model.dataFromNs()) + " to " + Json.timeText(model.dataToNs()) + ", "
                + model.dataFingerprint());
        lines.add("  columns     " + BookModel.schema().size() + ", schema " + model.schemaHash());
        lines.add("  content     SHA-256 " + file.sha256());
        model.evaluations().forEach(e -> lines.add("  measured    " + BookReport.verdict(e)));
        lines.add("  expires     "
                + Json.timeText(model.dataToNs() + model.settings().expiryNs()));
        lines.add("  approver    " + standing.approver());
        return List.copyOf(lines);
    }

    /**
     * What an answer rests on.
     *
     * @param why the explanation
     * @param atNs when the answer was given, ns since epoch
     * @param top how many columns, above 0
     * @return the class with its value, then a line a column
     */
    public static List<String> lines(Explanation why, long atNs, int top) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s %s: %.4f %s, on average %.4f",
                Json.timeText(atNs),
                why.direction(),
                why.value(),
                why.unit(),
                why.average()));
        why.top(top).forEach(one -> lines.add(String.format(Locale.ROOT, "  %+.4f  %s", one.value(), one.column())));
        return List.copyOf(lines);
    }

    /**
     * A model's card.
     *
     * @param standing where it stands
     * @param file its content
     * @return purpose, data, label, columns, parameters, metrics beside baselines, calibration, limits, expiry, approver
     */
    public static List<String> card(Standing standing, ModelFile file) {
        ModelCard card = file.card();
        var preset = card.settings().preset();
        Calibration calibration = card.calibration();
        List<String> lines = new ArrayList<>();
        lines.add(line(standing));
        lines.add("  purpose     " + card.origin().purpose());
        lines.add("  data        " + Json.timeText(card.dataFromNs()) + " to " + Json.timeText(card.dataToNs()) + ", "
                + card.dataFingerprint());
        lines.add("  label       triple barrier over " + preset.barriers().horizonBars() + " bars of "
                + Duration.ofNanos(preset.barNs()).toSeconds() + " s, " + preset.barriers());
        lines.add("  columns     " + preset.schema().size() + ", schema " + card.schemaHash());
        lines.add("  parameters  " + card.origin().parameters() + ", kind " + card.kind() + ", seed "
                + card.settings().seed() + ", Colin " + card.origin().codeVersion());
        lines.add("  content     SHA-256 " + file.sha256() + ", parts " + file.partNames());
        lines.add("  parent      "
                + (card.origin().parent().isEmpty() ? "none" : card.origin().parent()));
        card.evaluation().lines().forEach(line -> lines.add("  measured    " + line));
        lines.add("  calibration " + calibration.map().getClass().getSimpleName() + ", error "
                + String.format(
                        Locale.ROOT, "%.4f", card.evaluation().classification().calibrationError()));
        card.origin().limits().forEach(limit -> lines.add("  limit       " + limit));
        lines.add("  expires     " + Json.timeText(card.expiresAtNs()));
        lines.add("  approver    " + standing.approver());
        return List.copyOf(lines);
    }
}
