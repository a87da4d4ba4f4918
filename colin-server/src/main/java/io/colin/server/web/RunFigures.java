package io.colin.server.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.execution.engine.EngineStatus;
import io.colin.execution.engine.EngineView;
import io.colin.execution.engine.LatencySummary;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.SignalScore;
import io.colin.server.api.TradingDesk;
import io.colin.server.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The figures of the run, sampled in the background so that a request never has to count. */
final class RunFigures implements Supplier<JsonNode> {
    private static final double MS = 1e6;

    private final TradingDesk desk;
    private final AtomicReference<JsonNode> last = new AtomicReference<>(NullNode.getInstance());

    RunFigures(TradingDesk desk) {
        this.desk = desk;
    }

    @Override
    public JsonNode get() {
        return last.get();
    }

    /** Counts; true when the run came into another phase since the last time. */
    boolean sample() {
        JsonNode before = last.get();
        last.set(desk.trading()
                .<JsonNode>map(trading -> of(trading.view()))
                .orElseGet(() -> Json.object().put("phase", "preparing").put("preparing", desk.preparing())));
        return !before.path("phase").equals(last.get().path("phase"));
    }

    private static JsonNode of(EngineView view) {
        EngineStatus status = view.status();
        RunReport report = view.report();
        ObjectNode json = Json.object();
        json.set("phase", Json.name(status.phase()));
        json.put("run_id", status.runId())
                .put("source", status.source())
                .put("resumed", status.resumed())
                .put("fidelity", report.fidelity());
        json.set(
                "symbols",
                Json.texts(view.instruments().stream()
                        .map(instrument -> instrument.symbol().name())
                        .toList()));
        json.set("event_time", Json.time(status.timeNs()));
        json.put("market_events", status.sourcePosition());
        boolean known = status.total().isPresent() && status.total().getAsLong() > 0;
        json.set("total_events", known ? Json.statistic((double) status.total().getAsLong()) : NullNode.getInstance());
        json.set(
                "progress",
                known
                        ? Json.statistic((double) status.sourcePosition()
                                / status.total().getAsLong())
                        : NullNode.getInstance());
        json.set("signals", signals(report.signals()));
        json.set("orders", counts(report.parents()));
        json.put("fills", report.fills());
        json.set("max_drawdown", Json.statistic(report.maxDrawdown()));
        json.set("latency", Json.array(report.latencies(), RunFigures::latency));
        return json;
    }

    private static JsonNode signals(SignalScore score) {
        ObjectNode json = Json.object()
                .put("decision_points", score.decisionPoints())
                .put("long", score.longs())
                .put("neutral", score.neutrals())
                .put("short", score.shorts())
                .put("allowed_by_defaults", score.allowedByDefaults())
                .put("resolved", score.resolved())
                .put("correct", score.correct());
        json.set("accuracy", ratio(score.correct(), score.resolved()));
        json.set("persistence_accuracy", ratio(score.persistenceCorrect(), score.resolved()));
        json.set("always_long_accuracy", ratio(score.alwaysLongCorrect(), score.resolved()));
        return json;
    }

    private static JsonNode ratio(long part, long whole) {
        return whole == 0 ? NullNode.getInstance() : Json.statistic((double) part / whole);
    }

    private static ObjectNode counts(SortedMap<String, Long> byStatus) {
        ObjectNode json = Json.object();
        for (Map.Entry<String, Long> entry : byStatus.entrySet()) {
            json.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
        }
        return json;
    }

    private static ObjectNode latency(LatencySummary summary) {
        ObjectNode json = Json.object().put("stage", summary.stage()).put("count", summary.count());
        json.set("p50_ms", Json.statistic(summary.p50Ns() / MS));
        json.set("p99_ms", Json.statistic(summary.p99Ns() / MS));
        json.set("max_ms", Json.statistic(summary.maxNs() / MS));
        return json;
    }
}
