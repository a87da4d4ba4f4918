package io.colin.risk.gate;

import io.colin.api.order.DenialCode;

/** Row 2: an order that says it only reduces must, whatever of all that works by now fills before it. */
final class ReduceOnlyCheck implements Check {
    private static final String NAME = "reduce-only";

    @Override
    public boolean concerns(Candidate order) {
        return order.order().reduceOnly();
    }

    @Override
    public boolean clears(Glance order) {
        return !order.intent().reduceOnly();
    }

    @Override
    public Finding judge(Candidate order) {
        return order.shrinks()
                ? Finding.passed(NAME, DenialCode.REDUCE_ONLY_WOULD_INCREASE, order.shrinkable())
                : Finding.failed(
                        NAME,
                        DenialCode.REDUCE_ONLY_WOULD_INCREASE,
                        order.shrinkable(),
                        "position less working orders leaves less to reduce");
    }
}
