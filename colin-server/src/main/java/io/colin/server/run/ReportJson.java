package io.colin.server.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.portfolio.Portfolio;
import io.colin.execution.engine.LatencySummary;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.SignalScore;
import io.colin.ml.TrainedModel;
import io.colin.server.json.Json;
import java.util.Locale;
import java.util.Map;

/** The report of a run as one JSON document. */
public final class ReportJson {
    private ReportJson() {}

    /**
     * The report as JSON.
     *
     * @param result how the run came out
     * @return one document
     */
    public static ObjectNode of(RunResult result) {
        RunReport report = result.report();
        ObjectNode json = Json.object();
        json.put("run_id", report.runId())
                .put("source", report.source())
                .put("finished", result.finished())
                .put("resumed", result.resumed());
        json.set("traded_from", Json.time(report.tradedFromNs()));
        json.set("ended_at", Json.time(report.endedAtNs()));
        json.put("market_events", report.marketEvents()).put("ledger_records", report.ledgerRecords());
        json.set("state_hash", Json.textOrNull(report.stateHash()));
        json.set("signals", signals(report.signals()));
        json.set("withheld", counts(report.withheld()));
        json.set("orders", counts(report.parents()));
        json.set("children", counts(report.children()));
        json.set("refused", counts(report.denials()));
        json.put("fills", report.fills()).put("fidelity", report.fidelity());
        json.set("money", money(report.portfolio()));
        json.set("max_drawdown", Json.statistic(report.maxDrawdown()));
        json.set("latency", Json.array(report.latencies(), ReportJson::latency));
        json.put("elapsed_seconds", report.elapsedNs() / 1e9);
        json.put("model_note", result.modelNote());
        result.model().ifPresent(model -> json.set("model", model(model)));
        ObjectNode settings = Json.object();
        result.settings().forEach(settings::put);
        json.set("settings", settings);
        return json;
    }

    private static ObjectNode model(TrainedModel model) {
        ObjectNode json = Json.object()
                .put("id", model.file().id())
                .put("version", model.file().version())
                .put("verdict", model.evaluation().verdict());
        ObjectNode metrics = Json.object();
        model.evaluation().metrics().forEach((name, value) -> metrics.set(name, Json.statistic(value)));
        json.set("metrics", metrics);
        return json;
    }

    private static ObjectNode signals(SignalScore score) {
        ObjectNode json = Json.object()
                .put("decision_points", score.decisionPoints())
                .put("long", score.longs())
                .put("neutral", score.neutrals())
                .put("short", score.shorts())
                .put("allowed_by_defaults", score.allowedByDefaults())
                .put("resolved", score.resolved())
                .put("correct", score.correct())
                .put("persistence_correct", score.persistenceCorrect())
                .put("always_long_correct", score.alwaysLongCorrect())
                .put("unresolved", score.unresolved());
        json.set("mean_net_return", Json.statistic(score.meanNetReturn()));
        return json;
    }

    private static ObjectNode money(Portfolio portfolio) {
        ObjectNode json = Json.object().put("currency", portfolio.currency());
        json.set("initial_equity", Json.decimal(portfolio.initialEquity()));
        json.set("equity", Json.decimal(portfolio.equity()));
        json.set("realised_pnl", Json.decimal(portfolio.realisedPnl()));
        json.set("unrealised_pnl", Json.decimal(portfolio.unrealisedPnl()));
        json.set("fees", Json.decimal(portfolio.feesPaid()));
        json.set("funding", Json.decimal(portfolio.funding()));
        json.set("deposits", Json.decimal(portfolio.deposits()));
        return json;
    }

    private static ObjectNode latency(LatencySummary stage) {
        return Json.object()
                .put("stage", stage.stage())
                .put("count", stage.count())
                .put("p50_ms", stage.p50Ns() / 1e6)
                .put("p99_ms", stage.p99Ns() / 1e6)
                .put("p999_ms", stage.p999Ns() / 1e6)
                .put("max_ms", stage.maxNs() / 1e6);
    }

    private static ObjectNode counts(Map<String, Long> counts) {
        ObjectNode json = Json.object();
        counts.forEach((name, count) -> json.put(name.toLowerCase(Locale.ROOT), count));
        return json;
    }
}
