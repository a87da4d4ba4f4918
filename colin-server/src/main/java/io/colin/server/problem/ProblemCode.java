package io.colin.server.problem;

import java.util.Locale;

/** Every way in which a request is answered with a problem. */
public enum ProblemCode {
    /** Bytes that are not a sound HTTP request. */
    BAD_REQUEST(400, "The request is not well formed"),
    /** A body that is not strict JSON. */
    MALFORMED_JSON(400, "The body is not valid JSON"),
    /** Unknown, duplicate or missing fields, or fields of a wrong type. */
    INVALID_STRUCTURE(400, "The request does not have the expected structure"),
    /** No valid credential. */
    UNAUTHORIZED(401, "A valid credential is needed"),
    /** The credential does not allow it. */
    FORBIDDEN(403, "The credential does not allow this"),
    /** A write from a foreign page. */
    ORIGIN_REFUSED(403, "The request comes from a page of another origin"),
    /** No such thing. */
    NOT_FOUND(404, "There is no such resource"),
    /** Not with this verb. */
    METHOD_NOT_ALLOWED(405, "The resource does not take this method"),
    /** Only JSON is answered. */
    NOT_ACCEPTABLE(406, "The answer is not available in an accepted media type"),
    /** The order had ended before. */
    ORDER_ENDED(409, "The order has ended"),
    /** A model does not meet every criterion of its gate. */
    GATE_REFUSED(409, "The model does not meet every criterion"),
    /** The first request of this key has not been answered yet. */
    REQUEST_RUNNING(409, "The same request is still being worked on"),
    /** The order has another version than the request was made for. */
    ORDER_CHANGED(412, "The order has changed meanwhile"),
    /** Too many bytes. */
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    /** Only JSON is taken. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
    /** A host name that is not ours. */
    MISDIRECTED(421, "The host named in the request is not served here"),
    /** Sound structure, wrong values. */
    INVALID_VALUES(422, "Values of the request break a rule"),
    /** Refused by the risk gate. */
    RISK_REJECTED(422, "The order was refused by risk checks"),
    /** Refused by a compliance rule. */
    COMPLIANCE_REJECTED(422, "The order was refused by compliance rules"),
    /** No model for the horizon. */
    UNSUPPORTED_HORIZON(422, "No model was trained for this horizon"),
    /** The key was used for another request. */
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    /** The id was used for another order. */
    CLIENT_ORDER_ID_REUSED(422, "The client order id was used for another order"),
    /** Too many sessions of one identity, or in all. */
    TOO_MANY_SESSIONS(429, "Too many sessions"),
    /** A bug of ours. */
    INTERNAL_ERROR(500, "The server failed"),
    /** Not trading yet, or no more. */
    NOT_READY(503, "The server is not ready for this"),
    /** The record cannot be written. */
    LEDGER_FAILING(503, "The ledger cannot be written"),
    /** Whether it took effect is not known. */
    OUTCOME_UNKNOWN(503, "Whether the request took effect is not known"),
    /** Too many requests at once. */
    OVERLOADED(503, "Too many requests at once");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /**
     * The HTTP status.
     *
     * @return 400 to 599
     */
    public int status() {
        return status;
    }

    /**
     * The same sentence for every problem of this code.
     *
     * @return the title
     */
    public String title() {
        return title;
    }

    /**
     * The stable name in answers.
     *
     * @return lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
