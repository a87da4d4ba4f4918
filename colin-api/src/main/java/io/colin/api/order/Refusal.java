package io.colin.api.order;

import io.colin.api.internal.Require;

/**
 * Why something was refused.
 *
 * @param code a {@link DenialCode} name, or a venue's own code
 * @param message the pattern {@code CODE: key=value …} for a person
 */
public record Refusal(String code, String message) {
    /** Checks. */
    public Refusal {
        Require.text("code", code);
        Require.text("message", message);
    }

    /**
     * A refusal of ours.
     *
     * @param code the code
     * @param detail {@code key=value} pairs
     * @return the refusal
     */
    public static Refusal of(DenialCode code, String detail) {
        return new Refusal(code.name(), code.name() + ": " + detail);
    }
}
