package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.internal.Principals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Money that entered the account from outside, or is to leave it.
 *
 * @param id what names the movement for good, for example a bank's reference: asked for again under it, it is booked once
 * @param currency of the amount
 * @param amount above 0 a deposit, below 0 a withdrawal; not 0
 * @param reason why, for a person
 * @param principal who asks
 * @param approver who agrees, somebody else; must be there for a deposit, which loosens every limit that is a share of
 *     equity. Names that differ in case, width of characters or outer blanks only are one person's
 */
public record CashRequest(
        String id, String currency, BigDecimal amount, String reason, String principal, Optional<String> approver) {
    /** Checks and normalises. */
    public CashRequest {
        Require.text("id", id);
        Require.text("currency", currency);
        Require.that(amount.signum() != 0, "amount", "must not be 0", amount);
        amount = Decimals.normal(amount);
        Require.text("reason", reason);
        Require.text("principal", principal);
        Require.that(
                amount.signum() < 0 || approver.isPresent(),
                "approver",
                "must be given for a deposit, another person than principal " + principal,
                "none");
        approver.ifPresent(name -> {
            Require.text("approver", name);
            Require.that(
                    !Principals.isSamePerson(principal, name),
                    "approver",
                    "must be another person than principal " + principal,
                    name);
        });
    }

    /**
     * Money that entered the account.
     *
     * @param id what names the movement for good
     * @param currency of the amount
     * @param amount above 0
     * @param reason why, for a person
     * @param principal who asks
     * @param approver who agrees, another person
     * @return the request
     * @throws IllegalArgumentException if the amount is not above 0, a text is blank, or both are one person
     */
    public static CashRequest deposit(
            String id, String currency, BigDecimal amount, String reason, String principal, String approver) {
        Require.positive("amount", amount);
        return new CashRequest(id, currency, amount, reason, principal, Optional.of(approver));
    }

    /**
     * Money that is to leave the account; nobody else needs to agree.
     *
     * @param id what names the movement for good
     * @param currency of the amount
     * @param amount what leaves, above 0
     * @param reason why, for a person
     * @param principal who asks
     * @return the request
     * @throws IllegalArgumentException if the amount is not above 0, or a text is blank
     */
    public static CashRequest withdrawal(
            String id, String currency, BigDecimal amount, String reason, String principal) {
        BigDecimal leaving = Require.positive("amount", amount).negate();
        return new CashRequest(id, currency, leaving, reason, principal, Optional.empty());
    }
}
