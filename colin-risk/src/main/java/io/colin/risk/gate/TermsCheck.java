package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.TimeInForce;

/** Row 2: what the order says must fit the account, the contract and the time. */
final class TermsCheck implements Check {
    private static final String NAME = "terms";

    @Override
    public boolean clears(Glance order) {
        OrderIntent intent = order.intent();
        TimeInForce time = intent.timeInForce();
        return !intent.quoteQuantity()
                && intent.account().equals(order.context().portfolio().account())
                && order.terms().instrument.expiryTimeNs() > order.nowNs()
                && (time.kind() != TimeInForce.Kind.GTD || time.expireTimeNs() > order.nowNs());
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        String account = candidate.portfolio().account();
        if (order.intent().quoteQuantity()) {
            return broken("the quantity must be in base currency or contracts");
        }
        if (!order.intent().account().equals(account)) {
            return broken("the order is of account " + order.intent().account() + ", this is " + account);
        }
        if (candidate.instrument().expiryTimeNs() <= candidate.nowNs()) {
            return broken("the contract has expired");
        }
        TimeInForce time = order.timeInForce();
        if (time.kind() == TimeInForce.Kind.GTD && time.expireTimeNs() <= candidate.nowNs()) {
            return Finding.failed(NAME, DenialCode.EXPIRE_TIME_IN_PAST, "expire_time_ns=" + time.expireTimeNs());
        }
        return Finding.passed(NAME, DenialCode.VALIDATION_FAILED, candidate.quantity());
    }

    private static Finding broken(String rule) {
        return Finding.failed(NAME, DenialCode.VALIDATION_FAILED, rule);
    }
}
