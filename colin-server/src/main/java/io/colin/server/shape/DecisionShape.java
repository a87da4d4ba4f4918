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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shape of what the gate said. */
public final class DecisionShape {
    private static final Pattern CHECK = Pattern.compile("^[A-Z_]+: check=");
    private static final Pattern LIMIT = number("limit");
    private static final Pattern VALUE = number("projected");
    private static final Pattern LARGEST = number("largest");

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
        ObjectNode json = Json.object().put("code", reason.code()).put("message", reason.message());
        if (CHECK.matcher(reason.message()).find()) {
            json.set("limit", orNull(told(LIMIT, reason)));
            json.set("value", orNull(told(VALUE, reason)));
            return json;
        }
        // A gate whose messages name no check: the check must be the only one of that code.
        List<CheckResult> failed = checks.stream()
                .filter(DecisionShape::isFailed)
                .filter(result -> result.code().name().equals(reason.code()))
                .toList();
        Optional<CheckResult> only = Optional.of(failed)
                .filter(found -> found.size() == 1)
                .map(List::getFirst)
                .filter(check -> !check.unit().equals("none"));
        json.set("limit", orNull(only.map(CheckResult::limit)));
        json.set("value", orNull(only.map(CheckResult::projected)));
        return json;
    }

    /** What the gate found to pass everything; of a gate that does not tell it, what each failed check would pass. */
    private static JsonNode largestPassing(RiskDecision decision) {
        List<BigDecimal> told = decision.reasons().stream()
                .flatMap(reason -> told(LARGEST, reason).stream())
                .toList();
        Stream<BigDecimal> sizes = told.isEmpty()
                ? decision.checks().stream().filter(DecisionShape::isFailed).map(CheckResult::largestPassing)
                : told.stream();
        return orNull(sizes.min(Comparator.naturalOrder()));
    }

    /** A number of a message of ours, {@code key=value …} with free text behind the last key, {@code detail}. */
    private static Optional<BigDecimal> told(Pattern number, Refusal reason) {
        int detail = reason.message().indexOf(" detail=");
        Matcher found =
                number.matcher(detail < 0 ? reason.message() : reason.message().substring(0, detail));
        return found.find() ? Optional.of(new BigDecimal(found.group(1))) : Optional.empty();
    }

    private static Pattern number(String key) {
        return Pattern.compile(" " + key + "=(-?[0-9]+(?:\\.[0-9]+)?)(?= |$)");
    }

    private static boolean isFailed(CheckResult check) {
        return check.outcome() == CheckOutcome.FAILED || check.outcome() == CheckOutcome.REDUCED;
    }

    private static JsonNode orNull(Optional<BigDecimal> value) {
        return value.map(Json::decimal).orElse(NullNode.getInstance());
    }
}
