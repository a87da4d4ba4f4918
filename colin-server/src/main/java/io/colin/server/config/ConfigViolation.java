package io.colin.server.config;

/**
 * One broken rule of a configuration.
 *
 * @param path the field, for example {@code server.port}
 * @param rule the rule in words
 * @param value what was given, empty when it must not be shown
 */
public record ConfigViolation(String path, String rule, String value) {
    private static final int SHOWN = 60;

    /**
     * The line for a person.
     *
     * @return {@code path: rule (value)}
     */
    public String line() {
        String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
        return shown.isEmpty() ? path + ": " + rule : path + ": " + rule + " (" + shown + ")";
    }

    @Override
    public String toString() {
        return line();
    }
}
