package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.AccountKind;
import java.math.BigDecimal;
import java.util.Optional;

/** Rows 9 to 15 rest on equity and positions: without a price for everything held they refuse. */
final class AccountCheck implements Check {
    private static final String NAME = "account";

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    /** Of a margin account free margin is judged all the same, which rests on equity too. */
    @Override
    public Optional<BigDecimal> spared(Candidate order) {
        boolean lowering = order.limits().margin().accountKind() != AccountKind.MARGIN;
        return Optional.of(lowering ? order.shrinkable().max(order.lowerable()) : order.shrinkable());
    }

    @Override
    public boolean clears(Glance order) {
        // A glance is for accounts in which everything is priced.
        return true;
    }

    @Override
    public Finding judge(Candidate order) {
        return order.portfolio().isPriced()
                ? Finding.passed(NAME, DenialCode.STALE_MARKET_DATA, order.quantity())
                : Finding.failed(
                        NAME,
                        DenialCode.STALE_MARKET_DATA,
                        "no price yet for " + order.portfolio().unpriced());
    }
}
