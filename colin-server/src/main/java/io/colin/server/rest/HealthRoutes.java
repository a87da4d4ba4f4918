package io.colin.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.time.TimeSource;
import io.colin.monitoring.health.ComponentHealth;
import io.colin.monitoring.health.HealthReport;
import io.colin.server.api.TradingDesk;
import io.colin.server.http.Answer;
import io.colin.server.http.Request;
import io.colin.server.http.Route;
import io.colin.server.json.Json;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.security.Permission;
import java.util.List;

/** Whether the system is well. Nothing is checked in a request: only what the background found is told. */
final class HealthRoutes {
    private static final int UNHEALTHY = 503;

    private final TradingDesk desk;
    private final ServerFacts facts;
    private final TimeSource time;

    HealthRoutes(TradingDesk desk, ServerFacts facts, TimeSource time) {
        this.desk = desk;
        this.facts = facts;
        this.time = time;
    }

    List<Route> routes() {
        return List.of(
                Route.open("/api/v2/health", Answer.JSON, this::health),
                Route.probe("/api/v2/health/live", this::live),
                Route.probe("/api/v2/health/ready", this::ready));
    }

    private Answer health(Request request) {
        request.queryFields().done();
        long now = time.nowNs();
        HealthReport report = facts.health().report(now);
        boolean trusted = request.principal().may(Permission.VIEW_PERFORMANCE);
        ObjectNode json = Json.object();
        json.set("status", Json.name(report.status()));
        json.put("version", facts.version()).put("mode", facts.mode());
        json.set("uptime_seconds", Json.statistic(Math.floor((now - facts.startedNs()) / 1e9)));
        json.set("trading_state", tradingState());
        ObjectNode components = json.putObject("components");
        report.components().forEach((name, health) -> components.set(name, component(health, trusted)));
        if (trusted) {
            json.set("run", facts.run().get());
        }
        int status = report.status() == HealthReport.Status.UNHEALTHY ? UNHEALTHY : 200;
        return Answer.json(status, json);
    }

    private Answer live(Request request) {
        boolean alive = facts.alive().getAsBoolean();
        return alive
                ? Answer.json(200, Json.object().put("status", "live"))
                : problem(request, "The engine's thread does not come round.");
    }

    private Answer ready(Request request) {
        List<String> missing = facts.health().report(time.nowNs()).notReady();
        return missing.isEmpty()
                ? Answer.json(200, Json.object().put("status", "ready"))
                : problem(request, "Not ready: " + String.join(", ", missing) + ".");
    }

    private static Answer problem(Request request, String detail) {
        Problem problem = Problem.of(ProblemCode.NOT_READY, detail);
        return Answer.of(UNHEALTHY, Problem.MEDIA_TYPE, problem.document(request.path(), request.requestId()))
                .header("Retry-After", "5");
    }

    private JsonNode tradingState() {
        return desk.trading()
                .map(trading -> Json.name(trading.view().risk().tradingState()))
                .orElse(NullNode.getInstance());
    }

    private static ObjectNode component(ComponentHealth health, boolean trusted) {
        ObjectNode json = Json.object();
        json.set("state", Json.name(health.state()));
        json.set("since", health.sinceNs() == 0 ? NullNode.getInstance() : Json.time(health.sinceNs()));
        if (trusted) {
            json.set("reason", Json.textOrNull(health.reason()));
        }
        return json;
    }
}
