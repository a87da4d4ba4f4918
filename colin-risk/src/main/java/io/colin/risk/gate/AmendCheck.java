package io.colin.risk.gate;

import io.colin.api.order.DenialCode;

/** Amends only: what is to be changed must work. */
final class AmendCheck implements Check {
    private static final String NAME = "amend";

    @Override
    public boolean concerns(Candidate order) {
        return order.order().isAmend();
    }

    @Override
    public boolean clears(Glance order) {
        // A glance is for new orders only.
        return true;
    }

    @Override
    public Finding judge(Candidate order) {
        String id = order.order().orderId();
        return order.book().holds(id)
                ? Finding.passed(NAME, DenialCode.VALIDATION_FAILED, order.quantity())
                : Finding.failed(NAME, DenialCode.VALIDATION_FAILED, "order " + id + " does not work");
    }
}
