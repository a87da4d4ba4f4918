package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.Permissions.Verb;
import java.util.Locale;

/**
 * Row 17 and RC-12: who asks must be allowed to do so with the symbol at the venue, where grants are configured at all. A child
 * is asked as its parent was. Cancels never come here.
 */
final class PermissionCheck implements Check {
    private static final String NAME = "permission";

    @Override
    public boolean clears(Glance order) {
        // What is judged at a glance is new and not reduce-only.
        return order.limits()
                .exact
                .permissions()
                .allows(
                        order.parent().principal(),
                        order.intent().symbol(),
                        order.intent().venue(),
                        Verb.SUBMIT);
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        Verb verb = order.isAmend() ? Verb.AMEND : order.reduceOnly() ? Verb.REDUCE : Verb.SUBMIT;
        return candidate.limits().permissions().allows(order.principal(), order.symbol(), order.venue(), verb)
                ? Finding.passed(NAME, DenialCode.RESTRICTED_SYMBOL, order.quantity())
                : Finding.failed(
                        NAME,
                        DenialCode.RESTRICTED_SYMBOL,
                        "no grant lets " + order.principal() + " " + verb.name().toLowerCase(Locale.ROOT) + " "
                                + order.symbol() + " at " + order.venue());
    }
}
