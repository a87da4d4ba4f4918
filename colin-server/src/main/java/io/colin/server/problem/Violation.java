package io.colin.server.problem;

/**
 * One broken rule of a request.
 *
 * @param pointer JSON pointer of a body's field, {@code ?name} for a parameter, {@code header:Name} for a header
 * @param rule stable name of the rule
 * @param message the rule in words
 * @param value what was given, shortened, empty when there is none or it must not be shown
 */
public record Violation(String pointer, String rule, String message, String value) {
    private static final int SHOWN = 100;

    /** Shortens. */
    public Violation {
        value = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }
}
