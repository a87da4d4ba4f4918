package io.colin.risk.gate;

import io.colin.api.order.DenialCode;

/** Row 1: nothing while orders found after a restart cannot be valued, because exposure is not known then. */
record RecoveredOrdersCheck(RecoveredOrders orders) implements Check {
    private static final String NAME = "recovered-orders";

    @Override
    public boolean clears(Glance order) {
        return orders.areValued();
    }

    @Override
    public Finding judge(Candidate order) {
        return orders.areValued()
                ? Finding.passed(NAME, DenialCode.RECONCILING, order.quantity())
                : Finding.failed(NAME, DenialCode.RECONCILING, "no price yet for " + orders.waiting());
    }
}
