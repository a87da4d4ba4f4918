package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.LimitScope;
import io.colin.risk.ScopeCap;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Row 10 by scope: the symbol's worst case in the order's strategy, venue or account against its cap, where one is set. */
record ScopePositionCheck(LimitScope.Kind kind) implements Check {
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
        BigDecimal limit =
                cap == null ? null : cap.positionValues().get(order.intent().symbol());
        if (limit == null) {
            return true;
        }
        // Strategies and venues are summed on the exact path.
        double bound = limit.doubleValue();
        return kind == LimitScope.Kind.ACCOUNT && Surely.below(order.symbolProjected(), order.symbolMagnitude(), bound);
    }

    @Override
    public Finding judge(Candidate order) {
        String name = kind.name().toLowerCase(Locale.ROOT) + "-position";
        BigDecimal limit = limit(order).orElseThrow();
        Optional<Scoped> scoped = Scoped.of(kind, order.order()).flatMap(scope -> Scoped.of(scope, order));
        if (scoped.isEmpty()) {
            return Finding.failed(name, DenialCode.STALE_MARKET_DATA, "something in the scope has no price");
        }
        Scoped its = scoped.get();
        Amounts amounts =
                new Amounts(order.portfolio().currency(), limit, its.exposure().worstCase(), its.positionProjected());
        return Finding.limit(name, DenialCode.POSITION_LIMIT, amounts, its.largestForPosition(limit));
    }

    private Optional<BigDecimal> limit(Candidate order) {
        return ScopeGrossCheck.cap(kind, order)
                .flatMap(cap -> Optional.ofNullable(
                        cap.positionValues().get(order.order().symbol())));
    }
}
