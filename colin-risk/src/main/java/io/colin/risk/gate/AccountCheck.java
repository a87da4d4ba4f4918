package io.colin.risk.gate;

import io.colin.api.order.DenialCode;

/** Rows 9 to 15 rest on equity and positions: without a price for everything held they refuse. */
final class AccountCheck implements Check {
    private static final String NAME = "account";

    @Override
    public boolean sparesShrinking() {
        return true;
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
