package io.colin.server.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.ml.book.BookEvaluation.Rival;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.book.BookModel;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.drift.DriftReport;
import io.colin.ml.explain.Explanation;
import io.colin.ml.label.BookLabels;
import io.colin.ml.lifecycle.Criterion;
import io.colin.ml.lifecycle.Standing;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import io.colin.server.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shape of a model. */
public final class ModelShape {
    private static final double MINUTE_NS = 60e9;

    private ModelShape() {}

    /**
     * Writes a model.
     *
     * @param standing where it stands
     * @param file its content
     * @return the object
     */
    public static ObjectNode of(Standing standing, ModelFile file) {
        ModelCard card = file.card();
        ObjectNode json = Json.object()
                .put("id", standing.model())
                .put("version", file.version())
                .put("kind", card.kind())
                .put("line", standing.line());
        json.set("horizon_minutes", Json.statistic(card.settings().preset().horizonNs() / MINUTE_NS));
        json.set("stage", Json.name(standing.stage()));
        json.set("capital_share", Json.statistic(standing.capitalShare()));
        json.set("stage_since", Json.time(standing.stageSinceNs()));
        json.put("approver", standing.approver());
        json.set("data_from", Json.time(card.dataFromNs()));
        json.set("data_to", Json.time(card.dataToNs()));
        json.set("expires_at", Json.time(card.expiresAtNs()));
        json.put("sha256", file.sha256());
        json.put("schema_hash", card.schemaHash());
        json.set("parent", Json.textOrNull(card.origin().parent()));
        json.put("parameters", card.origin().parameters());
        json.set("metrics", metrics(file.metrics()));
        return json;
    }

    /**
     * Writes a model of a book.
     *
     * @param standing where it stands
     * @param file its content
     * @return the object, with the fields of every model; drift and Sharpe are not measured and null
     */
    public static ObjectNode of(Standing standing, BookModelFile file) {
        BookModel model = file.model();
        ObjectNode json = Json.object()
                .put("id", standing.model())
                .put("version", file.version())
                .put("kind", "mirror-logistic")
                .put("line", standing.line());
        json.set("horizon_minutes", Json.statistic(BookLabels.NEXT_MOVE_LIMIT_NS / MINUTE_NS));
        json.set("stage", Json.name(standing.stage()));
        json.set("capital_share", Json.statistic(0));
        json.set("stage_since", Json.time(standing.stageSinceNs()));
        json.put("approver", standing.approver());
        json.set("data_from", Json.time(model.dataFromNs()));
        json.set("data_to", Json.time(model.dataToNs()));
        json.set("expires_at", Json.time(model.dataToNs() + model.settings().expiryNs()));
        json.put("sha256", file.sha256());
        json.put("schema_hash", model.schemaHash());
        json.set("parent", NullNode.getInstance());
        json.put(
                "parameters",
                model.next().weights().size() + model.later().weights().size());
        json.set("metrics", metrics(model));
        json.set("drift", NullNode.getInstance());
        return json;
    }

    /** Of the next move at every change of the best quote, beside the imbalance rule. */
    private static ObjectNode metrics(BookModel model) {
        TreeMap<String, Double> measured = new TreeMap<>();
        model.evaluations().stream()
                .filter(e -> e.target() == Target.NEXT_MOVE && e.rows() == Rows.EVERY_CHANGE)
                .findFirst()
                .ifPresent(e -> {
                    measured.put("accuracy", e.accuracy());
                    measured.put("baseline", e.against(Rival.IMBALANCE).accuracy());
                    measured.put("calibration_error", e.calibrationError());
                    measured.put("samples", (double) e.count());
                });
        return metrics(measured);
    }

    /**
     * Writes how live data compare with a model's training.
     *
     * @param report of a model at work; empty for another
     * @return verdict, share of the columns that drifted, divergence of the worst and drop of the score, or null
     */
    public static JsonNode drift(Optional<DriftReport> report) {
        if (report.isEmpty()) {
            return NullNode.getInstance();
        }
        DriftReport known = report.orElseThrow();
        boolean judged = !known.columns().isEmpty();
        ObjectNode json = Json.object();
        json.set("verdict", Json.name(known.verdict()));
        json.set("columns_share", Json.statistic(judged ? known.driftedShare() : Double.NaN));
        json.set("worst_divergence", Json.statistic(judged ? known.worstDivergence() : Double.NaN));
        json.set("score_drop", Json.statistic(known.scoreDrop().orElse(Double.NaN)));
        return json;
    }

    /**
     * Writes conditions of a gate.
     *
     * @param criteria passed or not
     * @return an array of name, passed, value and limit
     */
    public static ArrayNode of(List<Criterion> criteria) {
        return Json.array(
                criteria,
                criterion -> Json.object()
                        .put("name", criterion.name())
                        .put("passed", criterion.passed())
                        .put("value", criterion.value())
                        .put("limit", criterion.limit()));
    }

    /**
     * Writes what an answer rests on.
     *
     * @param why the explanation
     * @param atNs when the answer was given, ns since epoch
     * @param top how many columns, above 0
     * @return the class, its value beside the average, and the columns that moved it most
     */
    public static ObjectNode of(Explanation why, long atNs, int top) {
        ObjectNode json = Json.object();
        json.set("at", Json.time(atNs));
        json.set("direction", Json.name(why.direction()));
        json.put("unit", why.unit());
        json.set("average", Json.statistic(why.average()));
        json.set("value", Json.statistic(why.value()));
        json.set("contributions", Json.array(why.top(top), contribution -> {
            ObjectNode item = Json.object().put("column", contribution.column());
            item.set("value", Json.statistic(contribution.value()));
            return item;
        }));
        return json;
    }

    private static ObjectNode metrics(SortedMap<String, Double> measured) {
        ObjectNode json = Json.object();
        put(json, measured, "accuracy", "accuracy");
        put(json, measured, "baseline", "baseline");
        put(json, measured, "calibration_error", "calibration_error");
        put(json, measured, "net_sharpe", "sharpe");
        put(json, measured, "samples", "samples");
        return json;
    }

    /** What was not measured is null. */
    private static void put(ObjectNode json, SortedMap<String, Double> measured, String name, String metric) {
        json.set(name, Json.statistic(measured.getOrDefault(metric, Double.NaN)));
    }
}
