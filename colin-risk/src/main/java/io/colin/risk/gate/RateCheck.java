package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.RateLimits;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 4: what went out within a second or a minute, cancels too. A cancel itself is never asked. */
record RateCheck(OrderRates rates, Of of) implements Check {
    /** What is counted. */
    enum Of {
        /** Parents, amends and cancels of the strategy, those of the risk reducer excepted. */
        STRATEGY("strategy-order-rate", "messages/s"),
        /** Parents and amends of whoever asks, the engine and the risk reducer excepted. */
        KEY("key-order-rate", "orders/s"),
        /**
         * Parents, amends, children and cancels of children; for the risk reducer no cancels. Children of what only reduces count
         * and are not held up: their order passed, and what is left of it is a way out.
         */
        ALL("order-rate", "messages/s"),
        /** Amends. */
        AMENDS("amend-rate", "amends/min");

        private final String check;
        private final String unit;

        Of(String check, String unit) {
            this.check = check;
            this.unit = unit;
        }

        String check() {
            return check;
        }

        String unit() {
            return unit;
        }
    }

    @Override
    public boolean concerns(Candidate candidate) {
        Order order = candidate.order();
        return switch (of) {
            case STRATEGY -> isAsked(order);
            case KEY -> isAsked(order) && !order.principal().equals(OrderRates.ENGINE);
            case ALL -> !order.isWayOut();
            case AMENDS -> order.isAmend();
        };
    }

    private boolean isAsked(Order order) {
        return order.isAskedAnew() && !rates.isReduction(order);
    }

    @Override
    public boolean clears(Glance order) {
        RateLimits limits = order.limits().exact.rate();
        String strategy = order.intent().strategy();
        String principal = order.parent().principal();
        long nowNs = order.nowNs();
        return switch (of) {
            case STRATEGY ->
                rates.ofStrategy(strategy, nowNs) + order.pending.ofStrategy(strategy, nowNs) < limit(limits);
            case KEY ->
                principal.equals(OrderRates.ENGINE)
                        || rates.ofKey(principal, nowNs) + order.pending.ofKey(principal, nowNs) < limit(limits);
            case ALL -> rates.all(nowNs) + order.pending.count(nowNs) < limit(limits);
            case AMENDS -> true;
        };
    }

    @Override
    public Finding judge(Candidate order) {
        int limit = limit(order.limits().rate());
        int sent = sent(order);
        Amounts amounts = new Amounts(
                of.unit, BigDecimal.valueOf(limit), BigDecimal.valueOf(sent), BigDecimal.valueOf(sent + 1L));
        Finding finding = sent < limit
                ? Finding.passed(of.check, DenialCode.RATE_LIMIT_EXCEEDED, order.quantity())
                : Finding.failed(of.check, DenialCode.RATE_LIMIT_EXCEEDED, "too many; wait");
        return finding.withAmounts(amounts);
    }

    private int limit(RateLimits limits) {
        return switch (of) {
            case STRATEGY, KEY -> limits.ordersPerSecondPerStrategy();
            case ALL -> limits.ordersPerSecond();
            case AMENDS -> limits.amendsPerMinute();
        };
    }

    private int sent(Candidate candidate) {
        Order order = candidate.order();
        return switch (of) {
            case STRATEGY -> rates.ofStrategy(order.strategy(), candidate.nowNs());
            case KEY -> rates.ofKey(order.principal(), candidate.nowNs());
            case ALL -> rates.all(order, candidate.nowNs());
            case AMENDS -> rates.amends(candidate.nowNs());
        };
    }
}
