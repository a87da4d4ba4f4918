package io.colin.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a handler answers. Immutable; the body's array is not copied and must not be changed. */
public final class Answer {
    /** The media type of JSON answers. */
    public static final String JSON = "application/json";

    private final int status;
    private final String mediaType;
    private final byte[] body;
    private final Map<String, String> headers;

    private Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.mediaType = mediaType;
        this.body = body;
        this.headers = headers;
    }

    /**
     * A JSON answer.
     *
     * @param status HTTP status
     * @param json the body
     * @return the answer
     */
    public static Answer json(int status, JsonNode json) {
        return new Answer(status, JSON, Json.bytes(json), Map.of());
    }

    /**
     * An answer of another kind.
     *
     * @param mediaType its media type
     * @param body its bytes
     * @return the answer, of status 200
     */
    public static Answer bytes(String mediaType, byte[] body) {
        return new Answer(200, mediaType, body, Map.of());
    }

    /**
     * A text answer.
     *
     * @param mediaType its media type
     * @param text its text
     * @return the answer, of status 200
     */
    public static Answer text(String mediaType, String text) {
        return bytes(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An answer of status and media type of one's own.
     *
     * @param status HTTP status
     * @param mediaType its media type
     * @param json the body
     * @return the answer
     */
    public static Answer of(int status, String mediaType, JsonNode json) {
        return new Answer(status, mediaType, Json.bytes(json), Map.of());
    }

    /**
     * The same with a header.
     *
     * @param name its name
     * @param value its value
     * @return the answer
     */
    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, mediaType, body, more);
    }

    /**
     * The HTTP status.
     *
     * @return 200 to 599
     */
    public int status() {
        return status;
    }

    /**
     * The media type.
     *
     * @return with its parameters
     */
    public String mediaType() {
        return mediaType;
    }

    /**
     * The body.
     *
     * @return the bytes, not to be changed
     */
    public byte[] body() {
        return body;
    }

    /**
     * Headers besides those every answer has.
     *
     * @return by name
     */
    public Map<String, String> headers() {
        return headers;
    }
}
