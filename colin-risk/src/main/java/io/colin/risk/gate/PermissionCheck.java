package io.colin.risk.gate;

import io.colin.api.order.DenialCode;

/** Row 17 and RC-12: who asks must be allowed the symbol at the venue, where grants are configured at all. */
final class PermissionCheck implements Check {
    private static final String NAME = "permission";

    @Override
    public boolean clears(Glance order) {
        return order.limits()
                .exact
                .permissions()
                .allows(
                        order.parent().principal(),
                        order.intent().symbol(),
                        order.intent().venue());
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        return candidate.limits().permissions().allows(order.principal(), order.symbol(), order.venue())
                ? Finding.passed(NAME, DenialCode.RESTRICTED_SYMBOL, order.quantity())
                : Finding.failed(
                        NAME,
                        DenialCode.RESTRICTED_SYMBOL,
                        "no grant lets " + order.principal() + " trade " + order.symbol() + " at " + order.venue());
    }
}
