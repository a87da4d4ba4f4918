package io.colin.server.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.order.Refusal;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.server.json.Json;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The shape of what the gate said. */
public final class DecisionShape {
    private DecisionShape() {}

    /**
     * Writes a decision.
     *
     * @param decision the decision
     * @return the object
     */
    public static JsonNode of(RiskDecision decision) {
        ObjectNode json = Json.object();
        json.put("approved", decision.passes());
        json.set("verdict", Json.name(decision.verdict()));
        json.set("level", Json.name(decision.riskLevel()));
        json.set("score", Json.statistic(decision.riskScore()));
        json.set("requested_quantity", Json.decimal(decision.requestedQuantity()));
        json.set("allowed_quantity", Json.decimal(decision.allowedQuantity()));
        json.set("reasons", Json.array(decision.reasons(), reason -> reason(reason, decision.checks())));
        json.set("largest_passing", largestPassing(decision));
        json.set("warnings", Json.texts(decision.warnings()));
        json.put("rules_checked", decision.checks().size());
        json.set(
                "rules_failed",
                Json.texts(decision.checks().stream()
                        .filter(DecisionShape::isFailed)
                        .map(CheckResult::check)
                        .toList()));
        json.set(
                "elapsed_us",
                decision.validationTimeNs() == 0
                        ? NullNode.getInstance()
                        : Json.statistic(decision.validationTimeNs() / 1000.0));
        json.set("at", Json.time(decision.timeNs()));
        return json;
    }

    private static JsonNode reason(Refusal reason, List<CheckResult> checks) {
        Optional<CheckResult> check = checks.stream()
                .filter(DecisionShape::isFailed)
                .filter(result -> result.code().name().equals(reason.code()))
                .findFirst();
        ObjectNode json = Json.object().put("code", reason.code()).put("message", reason.message());
        json.set("limit", orNull(check.map(CheckResult::limit)));
        json.set("value", orNull(check.map(CheckResult::projected)));
        return json;
    }

    /** The largest quantity every failed check would let pass; not known where no check has said. */
    private static JsonNode largestPassing(RiskDecision decision) {
        return orNull(decision.checks().stream()
                .filter(DecisionShape::isFailed)
                .map(CheckResult::largestPassing)
                .min(Comparator.naturalOrder()));
    }

    private static boolean isFailed(CheckResult check) {
        return check.outcome() == CheckOutcome.FAILED || check.outcome() == CheckOutcome.REDUCED;
    }

    private static JsonNode orNull(Optional<BigDecimal> value) {
        return value.map(Json::decimal).orElse(NullNode.getInstance());
    }
}
