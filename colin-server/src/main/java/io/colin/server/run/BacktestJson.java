package io.colin.server.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.execution.backtest.Activity;
import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.Baseline;
import io.colin.execution.backtest.Costs;
import io.colin.execution.backtest.Drawdown;
import io.colin.execution.backtest.EquityPoint;
import io.colin.execution.backtest.Exposure;
import io.colin.execution.backtest.LookaheadReport;
import io.colin.execution.backtest.ModelUse;
import io.colin.execution.backtest.MonthlyReturn;
import io.colin.execution.backtest.Parity;
import io.colin.execution.backtest.RoundTrip;
import io.colin.execution.backtest.Statistic;
import io.colin.execution.backtest.TradeStatistics;
import io.colin.server.json.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** What backtests and checks came to as JSON; a figure that is not there is null and has its reason in {@code missing}. */
public final class BacktestJson {
    private final ObjectNode missing = Json.object();

    private BacktestJson() {}

    /**
     * A report as one document.
     *
     * @param report what a run came to
     * @return the document
     */
    public static ObjectNode of(BacktestReport report) {
        return new BacktestJson().document(report);
    }

    /**
     * A check as one document.
     *
     * @param report what cutting the future off changed
     * @return the document
     */
    public static ObjectNode of(LookaheadReport report) {
        ObjectNode json = Json.object().put("clean", report.isClean());
        json.set("cuts", Json.array(report.cuts(), cut -> {
            ObjectNode node = of(cut.parity());
            node.set("time", Json.time(cut.timeNs()));
            return node;
        }));
        return json;
    }

    /**
     * A comparison as one document.
     *
     * @param parity of two runs
     * @return the document
     */
    public static ObjectNode of(Parity parity) {
        ObjectNode json = Json.object().put("equal", parity.isEqual()).put("equal_decisions", parity.equal());
        parity.difference().ifPresent(found -> {
            ObjectNode node = Json.object().put("decision", found.index() + 1);
            found.left().or(found::right).ifPresent(decision -> {
                node.put("kind", decision.kind());
                node.set("time", Json.time(decision.timeNs()));
            });
            json.set(
                    "difference",
                    node.put("path", found.path())
                            .put("left", found.leftValue())
                            .put("right", found.rightValue()));
        });
        return json;
    }

    private ObjectNode document(BacktestReport report) {
        ObjectNode json = Json.object();
        json.set("run", identity(report.identity()));
        json.set("performance", performance(report));
        json.set("baseline", baseline(report.baseline()));
        json.set("trades", trades(report.trades()));
        json.set("costs", costs(report.costs()));
        json.set("exposure", exposure(report.exposure()));
        json.set("activity", activity(report.activity()));
        json.set("models", models(report.models()));
        json.set("months", Json.array(report.months(), BacktestJson::month));
        json.set("days", days(report));
        json.set("equity", Json.array(report.equity(), BacktestJson::point));
        json.set("round_trips", Json.array(report.trips(), BacktestJson::trip));
        ObjectNode settings = Json.object();
        report.identity().settings().forEach(settings::put);
        json.set("settings", settings);
        json.set("missing", missing);
        return json;
    }

    private static ObjectNode identity(BacktestReport.Identity run) {
        ObjectNode json = Json.object()
                .put("run_id", run.runId())
                .put("source", run.source())
                .put("data_sha256", run.fingerprint())
                .put("fidelity", run.fidelity().orElse(null));
        json.set("symbols", Json.texts(run.symbols()));
        json.put("currency", run.currency());
        json.set("from", Json.time(run.fromNs()));
        json.set("to", Json.time(run.toNs()));
        json.put("ended", run.ended()).put("seed", run.seed());
        json.set("model", Json.textOrNull(run.model()));
        json.set("config_hash", Json.textOrNull(run.configHash()));
        json.set("state_hash", Json.textOrNull(run.stateHash()));
        return json;
    }

    private ObjectNode performance(BacktestReport report) {
        BacktestReport.Performance made = report.performance();
        ObjectNode json =
                Json.object().put("observations", report.daily().returns().size());
        put(json, "total_return", made.totalReturn());
        put(json, "annualized_return", made.annualReturn());
        put(json, "volatility", made.volatility());
        put(json, "sharpe_ratio", made.sharpe());
        put(json, "sortino_ratio", made.sortino());
        put(json, "calmar_ratio", made.calmar());
        put(json, "probabilistic_sharpe", made.probabilisticSharpe());
        put(json, "deflated_sharpe", made.deflatedSharpe());
        json.put("trials", made.trials().count());
        made.trials().variance().ifPresent(variance -> json.put("trial_variance", variance));
        made.drawdown().ifPresent(fallen -> json.set("drawdown", drawdown(fallen)));
        return json;
    }

    private static ObjectNode drawdown(Drawdown fallen) {
        ObjectNode json = Json.object();
        json.set("largest", Json.statistic(fallen.largest()));
        if (fallen.largest() > 0) {
            json.set("peak", Json.time(fallen.peakNs()));
            json.set("trough", Json.time(fallen.troughNs()));
            json.set("recovered", Json.time(fallen.recoveredNs().orElse(Long.MAX_VALUE)));
        }
        return json.put("longest_seconds", fallen.longestNs() / 1e9);
    }

    private ObjectNode baseline(Baseline held) {
        ObjectNode json = Json.object();
        put(json, "hold_total_return", held.totalReturn());
        put(json, "hold_max_drawdown", held.maxDrawdown());
        put(json, "hold_sharpe_ratio", held.sharpe());
        put(json, "hold_cost_bps", held.costBps());
        return json;
    }

    private ObjectNode trades(TradeStatistics trades) {
        ObjectNode json = Json.object().put("round_trips", trades.count()).put("wins", trades.wins());
        put(json, "win_rate", trades.winRate());
        put(json, "profit_factor", trades.profitFactor());
        put(json, "mean_net_return", trades.meanReturn());
        put(json, "best_net_return", trades.bestReturn());
        put(json, "worst_net_return", trades.worstReturn());
        put(json, "mean_holding_seconds", trades.meanHoldingSeconds());
        return json;
    }

    private ObjectNode costs(Costs costs) {
        ObjectNode json = Json.object();
        put(json, "traded_value", costs.traded());
        put(json, "fees", costs.fees());
        put(json, "slippage", costs.slippage());
        put(json, "funding", costs.funding());
        put(json, "per_traded", costs.perTraded());
        return json;
    }

    private ObjectNode exposure(Exposure exposure) {
        ObjectNode json = Json.object();
        put(json, "mean_gross", exposure.meanGross());
        put(json, "max_gross", exposure.maxGross());
        put(json, "mean_net", exposure.meanNet());
        put(json, "invested", exposure.invested());
        put(json, "turnover_per_day", exposure.turnoverPerDay());
        return json;
    }

    private static ObjectNode activity(Activity done) {
        ObjectNode json = Json.object()
                .put("signals", done.signals())
                .put("directed", done.directed())
                .put("correct", done.correct())
                .put("wrong", done.wrong())
                .put("orders", done.orders())
                .put("children", done.children())
                .put("fills", done.fills());
        ObjectNode refused = Json.object();
        done.refusals().forEach((code, count) -> refused.put(code.toLowerCase(Locale.ROOT), count));
        json.set("refused", refused);
        ObjectNode withheld = Json.object();
        done.withheld().forEach((reason, count) -> withheld.put(reason.toLowerCase(Locale.ROOT), count));
        json.set("withheld", withheld);
        return json;
    }

    private static ObjectNode models(ModelUse models) {
        ObjectNode json = Json.object();
        json.set("spoke", Json.array(models.spoke(), one -> {
            ObjectNode node = Json.object().put("symbol", one.symbol().name()).put("model", one.model());
            node.set("from", Json.time(one.fromNs()));
            node.set("to", Json.time(one.toNs()));
            return node.put("signals", one.signals()).put("directed", one.directed());
        }));
        json.set("notes", Json.array(models.notes(), note -> {
            ObjectNode node = Json.object();
            node.set("time", Json.time(note.timeNs()));
            return node.put("model", note.model()).put("what", note.what()).put("why", note.why());
        }));
        return json;
    }

    private static ObjectNode month(MonthlyReturn month) {
        return Json.object()
                .put("month", month.month().toString())
                .put("days", month.days())
                .put("return", month.value());
    }

    private static ObjectNode days(BacktestReport report) {
        ObjectNode json = Json.object();
        for (int i = 0; i < report.daily().returns().size(); i++) {
            String day = LocalDate.ofEpochDay(report.daily().firstDay() + i).toString();
            json.put(day, report.daily().returns().get(i));
        }
        return json;
    }

    private static ObjectNode point(EquityPoint point) {
        ObjectNode json = Json.object();
        json.set("time", Json.time(point.timeNs()));
        json.set("equity", Json.decimal(point.equity()));
        return json.put("drawdown", point.drawdown())
                .put("gross", point.gross())
                .put("net", point.net());
    }

    private static ObjectNode trip(RoundTrip trip) {
        ObjectNode json =
                Json.object().put("symbol", trip.symbol().name()).put("side", trip.isLong() ? "LONG" : "SHORT");
        json.set("quantity", Json.decimal(trip.quantity()));
        json.set("opened", Json.time(trip.openedNs()));
        json.set("closed", Json.time(trip.closedNs()));
        json.set("entry_price", Json.decimal(trip.entryPrice()));
        json.set("exit_price", Json.decimal(trip.exitPrice()));
        json.set("gross", Json.decimal(trip.gross()));
        json.set("fees", Json.decimal(trip.fees()));
        json.set("net", Json.decimal(trip.net()));
        return json.put("currency", trip.currency()).put("net_return", trip.netReturn());
    }

    private void put(ObjectNode json, String name, Statistic statistic) {
        if (statistic.isKnown()) {
            json.put(name, statistic.value().getAsDouble());
        } else {
            json.putNull(name);
            missing.put(name, statistic.missing());
        }
    }

    private void put(ObjectNode json, String name, Optional<BigDecimal> amount) {
        if (amount.isPresent()) {
            json.set(name, Json.decimal(amount.orElseThrow()));
        } else {
            json.putNull(name);
            missing.put(name, "a part of it has no price or no rate into the account currency");
        }
    }
}
