package io.colin.api.event;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.portfolio.CashFlow;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A person said that money entered or left the account from outside.
 *
 * @param header where it stands
 * @param id what names the movement for good, as the person or a bank calls it; taken once
 * @param flow what moved
 * @param rate what one unit of its currency was worth in the account currency then, above 0; 1 for the account currency
 * @param reason why, for a person
 * @param principal who said so
 * @param approver who agreed, somebody else; there for every deposit
 */
public record CashMoved(
        EventHeader header,
        String id,
        CashFlow flow,
        BigDecimal rate,
        String reason,
        String principal,
        Optional<String> approver)
        implements LedgerEvent {
    /** Checks and normalises. */
    public CashMoved {
        Require.text("id", id);
        Require.text("reason", reason);
        Require.text("principal", principal);
        rate = Decimals.normal(Require.positive("rate", rate));
        approver.ifPresent(name -> Require.text("approver", name));
    }
}
