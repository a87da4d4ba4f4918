package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.SymbolExposure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of the caps of strategies, venues, the account and the firm is used. A scope's position in a symbol of which the
 * account as a whole holds nothing is valued as when an order of it was judged last; without any such value the scope's row
 * is left out.
 */
final class CapReport {
    private final ExposureBook book;
    private final List<FirmShare> firm;
    private final Map<Symbol, BigDecimal> lastUnitValues = new HashMap<>();

    CapReport(ExposureBook book, List<FirmShare> firm) {
        this.book = book;
        this.firm = firm;
    }

    void judged(Candidate order) {
        order.pricing().ifPresent(worth -> lastUnitValues.put(order.order().symbol(), worth.unitValueAtReference()));
    }

    void addTo(LimitReport.Uses uses, RiskLimits limits, Portfolio portfolio) {
        limits.scopes().caps().forEach((scope, cap) -> {
            boolean other = scope.kind() == LimitScope.Kind.FIRM
                    || (scope.kind() == LimitScope.Kind.ACCOUNT && !scope.name().equals(portfolio.account()));
            if (!other) {
                for (ExposureKind kind : ExposureKind.values()) {
                    addCap(uses, new Capped(scope, kind, portfolio), cap);
                }
            }
        });
        for (FirmShare share : firm) {
            BigDecimal most = share.total().limit();
            BigDecimal limit = limits.scopes().firm(share.kind()).orElse(most).min(most);
            uses.add(
                    FirmCheck.name(share.kind()),
                    LimitScope.FIRM.toString(),
                    share.total().currency(),
                    limit,
                    share.total().total());
        }
    }

    private void addCap(LimitReport.Uses uses, Capped its, ScopeCap cap) {
        LimitScope scope = its.scope;
        String currency = its.portfolio.currency();
        cap.value(its.kind)
                .ifPresent(limit -> its.worst()
                        .ifPresent(used -> uses.add(
                                ScopeCheck.name(scope.kind(), its.kind, false), scope.name(), currency, limit, used)));
        cap.positionValues(its.kind)
                .forEach((symbol, limit) -> its.worst(symbol)
                        .ifPresent(used -> uses.add(
                                ScopeCheck.name(scope.kind(), its.kind, true),
                                scope.name() + "|" + symbol,
                                currency,
                                limit,
                                used)));
    }

    /** One kind of exposure of one scope. */
    private final class Capped {
        private final LimitScope scope;
        private final ExposureKind kind;
        private final Portfolio portfolio;

        private Capped(LimitScope scope, ExposureKind kind, Portfolio portfolio) {
            this.scope = scope;
            this.kind = kind;
            this.portfolio = portfolio;
        }

        private Optional<BigDecimal> worst() {
            return scope.kind() == LimitScope.Kind.ACCOUNT
                    ? Optional.of(book.worst(kind, portfolio))
                    : book.scopes().worst(kind, scope, portfolio, this::unitValue);
        }

        private Optional<BigDecimal> worst(Symbol symbol) {
            return scope.kind() == LimitScope.Kind.ACCOUNT
                    ? Optional.of(book.of(symbol, portfolio).worst(kind))
                    : unitValue(symbol).map(value -> of(symbol, value).worst(kind));
        }

        private SymbolExposure of(Symbol symbol, BigDecimal unitValue) {
            return book.scopes().of(scope, symbol, portfolio, unitValue);
        }

        private Optional<BigDecimal> unitValue(Symbol symbol) {
            Portfolio.@Nullable PositionView view = portfolio.positions().get(symbol);
            if (view != null && view.position().quantity().signum() != 0) {
                return Optional.of(view.value().divide(view.position().quantity(), MathContext.DECIMAL64));
            }
            // Of what only works the value of a unit plays no part.
            boolean holdsNone = of(symbol, BigDecimal.ONE).position().signum() == 0;
            return holdsNone ? Optional.of(BigDecimal.ONE) : Optional.ofNullable(lastUnitValues.get(symbol));
        }
    }
}
