package io.colin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.server.json.Json;
import io.colin.server.json.JsonException;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.security.Principal;
import java.util.Map;
import java.util.Optional;

/**
 * A request that passed the checks of the edge.
 *
 * @param route the route it is for
 * @param path its path as sent
 * @param parameters values of the route's path parameters
 * @param query its query parameters, each once
 * @param body the bytes of its body, empty without one; not to be changed
 * @param idempotencyKey the header of that name
 * @param ifMatch the version named in the header of that name, without its quotes
 * @param principal who asks
 * @param requestId its id
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one request and is never compared
public record Request(
        Route route,
        String path,
        Map<String, String> parameters,
        Map<String, String> query,
        byte[] body,
        Optional<String> idempotencyKey,
        Optional<Long> ifMatch,
        Principal principal,
        String requestId) {
    /**
     * The value of a path parameter.
     *
     * @param name a parameter of the route
     * @return its value, decoded
     */
    public String parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).orElseThrow();
    }

    /**
     * The body as a JSON object.
     *
     * @return the object
     * @throws io.colin.server.problem.ProblemException if it is not one
     */
    public ObjectNode json() {
        try {
            JsonNode node = Json.parse(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw Problem.of(ProblemCode.INVALID_STRUCTURE, "The body must be a JSON object.")
                    .raised();
        } catch (JsonException e) {
            throw Problem.of(ProblemCode.MALFORMED_JSON, String.valueOf(e.getMessage()))
                    .raised();
        }
    }

    /**
     * The fields of the body, to be read with all violations at once.
     *
     * @return a reader
     */
    public Fields fields() {
        return Fields.ofBody(json());
    }

    /**
     * The query parameters, to be read with all violations at once.
     *
     * @return a reader
     */
    public Fields queryFields() {
        return Fields.ofQuery(query);
    }
}
