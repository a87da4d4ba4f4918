package io.colin.risk.gate;

import io.colin.api.order.DenialCode;

/**
 * Row 3: the same order within the window, or an id that works already. Parents only; what counts is the quantity asked
 * for, so that a smaller size is not taken for an earlier order of that size.
 */
record DuplicateCheck(RecentOrders recent) implements Check {
    private static final String NAME = "duplicate";

    @Override
    public boolean concerns(Candidate order) {
        return !order.order().isChild();
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        if (candidate.book().holds(order.orderId())) {
            return Finding.failed(NAME, DenialCode.DUPLICATE_ORDER, "order " + order.orderId() + " works already");
        }
        return recent.holds(order.withQuantity(candidate.asked()), candidate.nowNs())
                ? Finding.failed(
                        NAME,
                        DenialCode.DUPLICATE_ORDER,
                        "same account, symbol, side, quantity and price within "
                                + candidate.limits().order().duplicateWindow())
                : Finding.passed(NAME, DenialCode.DUPLICATE_ORDER, order.quantity());
    }
}
