package io.colin.api.event;

import io.colin.api.alert.Severity;
import io.colin.api.internal.Require;

/**
 * A condition of risk or conduct that somebody should know of began, changed or ended.
 *
 * @param header where it stands
 * @param name of the condition; name and scope together identify it
 * @param scope what it is about: {@code portfolio}, a symbol, a venue, an account or a strategy
 * @param severity how grave it is, or was
 * @param active false when it is over
 * @param detail for a person
 */
public record RiskAlert(EventHeader header, String name, String scope, Severity severity, boolean active, String detail)
        implements LedgerEvent {
    /** Checks. */
    public RiskAlert {
        Require.text("name", name);
        Require.text("scope", scope);
        Require.text("detail", detail);
    }
}
