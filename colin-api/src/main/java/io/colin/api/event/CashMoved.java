package io.colin.api.event;

import io.colin.api.internal.Require;
import io.colin.api.portfolio.CashFlow;

/**
 * A person said that money entered or left the account from outside.
 *
 * @param header where it stands
 * @param id what names the movement for good, as the person or a bank calls it; taken once
 * @param flow what moved
 * @param reason why, for a person
 * @param principal who said so
 */
public record CashMoved(EventHeader header, String id, CashFlow flow, String reason, String principal)
        implements LedgerEvent {
    /** Checks. */
    public CashMoved {
        Require.text("id", id);
        Require.text("reason", reason);
        Require.text("principal", principal);
    }
}
