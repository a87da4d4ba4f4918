package io.colin.server.ws;

/** Why the server closes a session. */
enum CloseCode {
    STOPPING(1001, "the server stops"),
    BINARY(1003, "text only"),
    NOT_UTF8(1007, "not UTF-8"),
    POLICY(1008, "too many frames"),
    TOO_LARGE(1009, "the message is too large"),
    NO_PONG(4408, "no pong"),
    SLOW(4429, "too slow: connect again");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
