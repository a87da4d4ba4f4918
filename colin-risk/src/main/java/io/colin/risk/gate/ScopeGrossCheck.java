package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.LimitScope;
import io.colin.risk.ScopeCap;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Row 12 by scope: the worst case of the order's strategy, venue or account against its cap, where one is set. */
record ScopeGrossCheck(LimitScope.Kind kind) implements Check {
    @Override
    public Input needs() {
        return Input.ACCOUNT;
    }

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    @Override
    public boolean concerns(Candidate order) {
        return limit(order).isPresent();
    }

    @Override
    public boolean clears(Glance order) {
        ScopeCap cap = order.limits().cap(kind, order.intent());
        if (cap == null || cap.grossValue().isEmpty()) {
            return true;
        }
        // Strategies and venues are summed on the exact path.
        double limit = cap.grossValue().get().doubleValue();
        return kind == LimitScope.Kind.ACCOUNT && order.grossBelow(limit);
    }

    @Override
    public Finding judge(Candidate order) {
        String name = kind.name().toLowerCase(Locale.ROOT) + "-gross-exposure";
        BigDecimal limit = limit(order).orElseThrow();
        Optional<Scoped> scoped = Scoped.of(kind, order.order()).flatMap(scope -> Scoped.of(scope, order));
        if (scoped.isEmpty()) {
            return Finding.failed(name, DenialCode.STALE_MARKET_DATA, "something in the scope has no price");
        }
        Scoped its = scoped.get();
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, its.grossNow(), its.grossProjected());
        return Finding.limit(name, DenialCode.EXPOSURE_LIMIT, amounts, its.largestForGross(limit));
    }

    private Optional<BigDecimal> limit(Candidate order) {
        return cap(kind, order).flatMap(ScopeCap::grossValue);
    }

    static Optional<ScopeCap> cap(LimitScope.Kind kind, Candidate order) {
        if (order.limits().scopes().caps().isEmpty()) {
            return Optional.empty();
        }
        return Scoped.of(kind, order.order())
                .flatMap(scope -> order.limits().scopes().of(scope.kind(), scope.name()));
    }
}
