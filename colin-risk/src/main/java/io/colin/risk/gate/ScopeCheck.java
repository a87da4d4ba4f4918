package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.DenialCode;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.ScopeCap;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows 10 and 12 by scope: the worst case of the order's symbol, or of all symbols, in the order's strategy, venue or account
 * against its cap, where one is set. A cap of what is long never concerns sells, one of what is short never buys; what shrinks
 * the position in the scope is never held against it.
 */
final class ScopeCheck implements Check {
    private static final String REDUCE_ONLY =
            "the account holds some of it elsewhere: what only closes that passes as reduce-only";

    private final LimitScope.Kind scope;
    private final ExposureKind kind;
    private final boolean ofSymbol;
    private final String name;

    private ScopeCheck(LimitScope.Kind scope, ExposureKind kind, boolean ofSymbol) {
        this.scope = scope;
        this.kind = kind;
        this.ofSymbol = ofSymbol;
        name = name(scope, kind, ofSymbol);
    }

    /** Of a single symbol. */
    static ScopeCheck position(LimitScope.Kind scope, ExposureKind kind) {
        return new ScopeCheck(scope, kind, true);
    }

    /** Of all symbols together. */
    static ScopeCheck exposure(LimitScope.Kind scope, ExposureKind kind) {
        return new ScopeCheck(scope, kind, false);
    }

    /** What a cap is called where it refuses and where its use is shown, such as {@code strategy-long-position}. */
    static String name(LimitScope.Kind scope, ExposureKind kind, boolean ofSymbol) {
        String which = kind.name().toLowerCase(Locale.ROOT) + "-";
        String what = ofSymbol ? (kind == ExposureKind.GROSS ? "" : which) + "position" : which + "exposure";
        return scope.name().toLowerCase(Locale.ROOT) + "-" + what;
    }

    /** Of strategies and venues only what they hold themselves needs a price. */
    @Override
    public Input needs() {
        return scope == LimitScope.Kind.ACCOUNT ? Input.ACCOUNT : Input.PRICE;
    }

    @Override
    public boolean sparesShrinking() {
        return scope == LimitScope.Kind.ACCOUNT;
    }

    /**
     * A strategy and a venue are spared what shrinks their own position: what shrinks only that of the account may grow theirs.
     * What is asked to close a position of the account, whoever holds it, is reduce-only.
     */
    @Override
    public Optional<BigDecimal> spared(Candidate order) {
        BigDecimal ofAccount = sparesShrinking() || order.order().reduceOnly() ? order.shrinkable() : BigDecimal.ZERO;
        BigDecimal anyway = ofAccount.max(scope == LimitScope.Kind.VENUE ? order.lowerableThere() : order.lowerable());
        return sparesShrinking()
                ? Optional.of(anyway)
                : Scoped.of(scope, order.order())
                        .map(its -> Scoped.shrinkable(its, order).max(anyway));
    }

    @Override
    public boolean concerns(Candidate order) {
        return kind.growsBy(order.order().side()) && limit(order).isPresent();
    }

    @Override
    public boolean clears(Glance order) {
        ScopeCap cap = order.limits().cap(scope, order.intent());
        @Nullable
        BigDecimal limit = cap == null ? null : limit(cap, order.intent().symbol());
        if (limit == null || !kind.growsBy(order.intent().side())) {
            return true;
        }
        if (scope != LimitScope.Kind.ACCOUNT) {
            // Strategies and venues are summed on the exact path.
            return false;
        }
        double bound = limit.doubleValue();
        return ofSymbol
                ? Surely.below(order.symbolProjected(kind), order.symbolMagnitude(), bound)
                : order.exposureBelow(kind, bound);
    }

    @Override
    public Finding judge(Candidate order) {
        BigDecimal limit = limit(order).orElseThrow();
        Optional<Scoped> scoped = Scoped.of(scope, order.order()).flatMap(its -> Scoped.of(its, kind, order));
        if (scoped.isEmpty()) {
            return Finding.failed(name, DenialCode.STALE_MARKET_DATA, "something in the scope has no price");
        }
        Scoped its = ofSymbol ? scoped.get().alone() : scoped.get();
        Amounts amounts = new Amounts(order.portfolio().currency(), limit, its.now(), its.projected());
        DenialCode code = ofSymbol ? DenialCode.POSITION_LIMIT : DenialCode.EXPOSURE_LIMIT;
        Finding finding = Finding.limit(name, code, amounts, its.largest(limit), its.addsNothing());
        return finding.passes() || !shrinksOnlyReduceOnly(order) ? finding : finding.withDetail(REDUCE_ONLY);
    }

    private boolean shrinksOnlyReduceOnly(Candidate order) {
        return !sparesShrinking()
                && !order.order().reduceOnly()
                && order.shrinkable().signum() > 0;
    }

    private Optional<BigDecimal> limit(Candidate order) {
        if (order.limits().scopes().caps().isEmpty()) {
            return Optional.empty();
        }
        return Scoped.of(scope, order.order())
                .flatMap(its -> order.limits().scopes().of(its.kind(), its.name()))
                .flatMap(cap -> Optional.ofNullable(limit(cap, order.order().symbol())));
    }

    private @Nullable BigDecimal limit(ScopeCap cap, Symbol symbol) {
        return ofSymbol ? cap.positionValues(kind).get(symbol) : cap.value(kind).orElse(null);
    }
}
