package io.colin.server.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.server.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong with a request.
 *
 * @param code which kind
 * @param detail this case in one sentence, fit for the outside
 * @param errors every broken rule
 * @param members further members of the document, by name
 * @param headers headers the answer needs, by name
 */
public record Problem(
        ProblemCode code,
        String detail,
        List<Violation> errors,
        Map<String, JsonNode> members,
        Map<String, String> headers) {
    /** The media type of the document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies. */
    public Problem {
        errors = List.copyOf(errors);
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        headers = Map.copyOf(headers);
    }

    /**
     * A problem without more to say than its sentence.
     *
     * @param code which kind
     * @param detail this case in one sentence
     * @return the problem
     */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of(), Map.of());
    }

    /**
     * The same with broken rules.
     *
     * @param violations every broken rule
     * @return the problem
     */
    public Problem errors(List<Violation> violations) {
        return new Problem(code, detail, violations, members, headers);
    }

    /**
     * The same with another member of the document.
     *
     * @param name its name
     * @param value its value
     * @return the problem
     */
    public Problem with(String name, JsonNode value) {
        Map<String, JsonNode> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(code, detail, errors, more, headers);
    }

    /**
     * The same with a header.
     *
     * @param name its name
     * @param value its value
     * @return the problem
     */
    public Problem header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(code, detail, errors, members, more);
    }

    /**
     * The exception that carries it to the edge.
     *
     * @return the exception
     */
    public ProblemException raised() {
        return new ProblemException(this);
    }

    /**
     * The document.
     *
     * @param instance path of the request
     * @param requestId id of the request
     * @return the object
     */
    public ObjectNode document(String instance, String requestId) {
        ObjectNode json = Json.object()
                .put("type", "/docs/errors#" + code.text())
                .put("title", code.title())
                .put("status", code.status())
                .put("detail", detail)
                .put("instance", instance)
                .put("code", code.text())
                .put("request_id", requestId);
        json.set("errors", Json.array(errors, Problem::shape));
        members.forEach(json::set);
        return json;
    }

    private static JsonNode shape(Violation violation) {
        return Json.object()
                .put("pointer", violation.pointer())
                .put("rule", violation.rule())
                .put("message", violation.message())
                .set("value", Json.textOrNull(violation.value()));
    }
}
