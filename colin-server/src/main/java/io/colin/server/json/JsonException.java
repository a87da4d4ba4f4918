package io.colin.server.json;

/** A text that is not the strict JSON Colin takes. The message is fit for the one who sent it. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A text that was not taken.
     *
     * @param message what is wrong with it, without echoing it
     */
    public JsonException(String message) {
        super(message);
    }
}
