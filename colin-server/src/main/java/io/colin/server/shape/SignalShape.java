package io.colin.server.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import io.colin.server.json.Json;
import java.util.TreeSet;

/** The shape of a signal. */
public final class SignalShape {
    private static final double MINUTE_NS = 60e9;

    private SignalShape() {}

    /**
     * Writes a signal.
     *
     * @param signal the signal
     * @param traded whether it may set a target
     * @return the object
     */
    public static JsonNode of(Signal signal, boolean traded) {
        ObjectNode json = Json.object()
                .put("id", signal.id())
                .put("symbol", signal.symbol().name());
        json.set("profile", Json.name(signal.profile()));
        json.set("direction", Json.name(signal.direction()));
        json.set("confidence", Json.statistic(signal.confidence()));
        json.set("probabilities", probabilities(signal.probabilities()));
        json.set("strength", Json.statistic(signal.strength()));
        json.set("expected_return", Json.statistic(signal.expectedReturn()));
        json.set("expected_net_return", Json.statistic(signal.expectedNetReturn()));
        json.set("band", Json.statistic(signal.band()));
        json.set("horizon_minutes", Json.statistic(signal.horizonNs() / MINUTE_NS));
        json.set("data_as_of", Json.time(signal.dataAsOfNs()));
        json.set("generated_at", Json.time(signal.generatedAtNs()));
        json.set("expires_at", Json.time(signal.expiresAtNs()));
        json.put("source_model", signal.sourceModel());
        json.set("model_version", Json.textOrNull(signal.modelVersion()));
        json.set("schema_hash", Json.textOrNull(signal.schemaHash()));
        json.set("members", Json.array(signal.members(), member -> {
            ObjectNode vote = Json.object().put("name", member.name());
            vote.set("weight", Json.statistic(member.weight()));
            vote.set("probabilities", probabilities(member.probabilities()));
            return vote;
        }));
        json.set("conformal_set", Json.array(new TreeSet<>(signal.conformalSet()), Json::name));
        json.set("reason", signal.reason() == SignalReason.NONE ? Json.textOrNull("") : Json.name(signal.reason()));
        json.put("would_abstain", signal.wouldAbstain());
        json.put("provisional", signal.provisional());
        json.set("missing_inputs", Json.texts(signal.missingInputs()));
        json.set("reference_price", Json.decimal(signal.referencePrice()));
        json.set("correlation_id", Json.textOrNull(signal.correlationId()));
        json.put("traded", traded);
        return json;
    }

    private static JsonNode probabilities(Probabilities probabilities) {
        ObjectNode json = Json.object();
        json.set("long", Json.statistic(probabilities.up()));
        json.set("neutral", Json.statistic(probabilities.flat()));
        json.set("short", Json.statistic(probabilities.down()));
        return json;
    }
}
