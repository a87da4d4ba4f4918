package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.exposure.ExposureBook;

/**
 * Row 3: the same order within the window, or an id that works already. Parents only; what counts is the quantity asked
 * for, so that a smaller size is not taken for an earlier order of that size. An asker who means the same order twice says
 * so by its metadata {@link StandardGate#DISTINCT}; its id must still be a new one.
 */
record DuplicateCheck(RecentOrders recent, ExposureBook book) implements Check {
    private static final String NAME = "duplicate";

    @Override
    public boolean concerns(Candidate order) {
        return order.order().isNew();
    }

    @Override
    public boolean clears(Glance order) {
        String id = order.parent().orderId();
        int hash = RecentOrders.hash(order.intent());
        return !book.holds(id)
                && !order.pending.holds(id)
                && !order.pending.holds(hash)
                && !recent.mayHold(hash, order.nowNs());
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        if (candidate.book().holds(order.orderId())) {
            return Finding.failed(NAME, DenialCode.DUPLICATE_ORDER, "order " + order.orderId() + " works already");
        }
        boolean distinct = "true".equals(order.intent().metadata().get(StandardGate.DISTINCT));
        return !distinct && recent.holds(order.withQuantity(candidate.asked()), candidate.nowNs())
                ? Finding.failed(
                        NAME,
                        DenialCode.DUPLICATE_ORDER,
                        "same account, symbol, side, quantity and price within "
                                + candidate.limits().order().duplicateWindow())
                : Finding.passed(NAME, DenialCode.DUPLICATE_ORDER, order.quantity());
    }
}
