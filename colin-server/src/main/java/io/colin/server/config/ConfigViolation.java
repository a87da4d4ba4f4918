package io.colin.server.config;

import java.nio.file.Path;

/**
 * One broken rule of a configuration.
 *
 * @param path the field, for example {@code server.port}; where the file itself is broken its name
 * @param rule the rule in words
 * @param value what was given, empty when it must not be shown
 * @param ofFile whether the file itself is broken, and with it all that may stand in it
 */
public record ConfigViolation(String path, String rule, String value, boolean ofFile) {
    private static final int SHOWN = 60;

    /**
     * A broken rule of a field.
     *
     * @param path the field
     * @param rule the rule in words
     * @param value what was given, empty when it must not be shown
     */
    public ConfigViolation(String path, String rule, String value) {
        this(path, rule, value, false);
    }

    /**
     * A file that cannot be taken.
     *
     * @param file its name
     * @param rule what is wrong, in words
     * @return the violation, which belongs to every section
     */
    static ConfigViolation ofFile(Path file, String rule) {
        return new ConfigViolation(file.toString(), rule, "", true);
    }

    /**
     * Whether it is to be shown of a section.
     *
     * @param section one of {@link Catalogue#sections()}
     * @return true for a file that cannot be taken, whatever its name
     */
    public boolean isIn(String section) {
        return ofFile || Catalogue.isIn(section, path);
    }

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
