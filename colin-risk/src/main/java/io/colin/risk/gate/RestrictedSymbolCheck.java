package io.colin.risk.gate;

import io.colin.api.order.DenialCode;

/** Row 17, SYM_001: a restriction beats everything, even the wish to get out. */
final class RestrictedSymbolCheck implements Check {
    private static final String NAME = "restricted-symbol";

    @Override
    public boolean clears(Glance order) {
        return !order.terms().restricted;
    }

    @Override
    public Finding judge(Candidate order) {
        return order.limits().compliance().restricted().contains(order.order().symbol())
                ? Finding.failed(NAME, DenialCode.RESTRICTED_SYMBOL, "rule=SYM_001")
                : Finding.passed(NAME, DenialCode.RESTRICTED_SYMBOL, order.quantity());
    }
}
