package io.colin.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that breaks rules: all of them. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigViolation> violations;

    /**
     * Every violation of a configuration.
     *
     * @param violations at least one
     */
    public ConfigException(List<ConfigViolation> violations) {
        super(violations.stream().map(ConfigViolation::line).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /**
     * What is broken.
     *
     * @return at least one
     */
    public List<ConfigViolation> violations() {
        return violations;
    }
}
