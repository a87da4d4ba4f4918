package io.colin.risk.gate;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.risk.LimitScope;
import io.colin.risk.exposure.ScopeExposure;
import io.colin.risk.exposure.SymbolExposure;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A candidate within one strategy, venue or account.
 *
 * @param others worst case of the scope's other symbols
 * @param exposure the order's symbol in the scope, that of an amended order taken out
 * @param counted whether what is judged is in the exposure already
 */
record Scoped(Candidate candidate, BigDecimal others, SymbolExposure exposure, boolean counted) {

    /** The scope of a kind an order belongs to; empty for a venue while it is still to be routed. */
    static Optional<LimitScope> of(LimitScope.Kind kind, Order order) {
        String name = switch (kind) {
            case STRATEGY -> order.strategy();
            case VENUE -> order.venue();
            case ACCOUNT -> order.intent().account();
            case FIRM -> "";
        };
        boolean routed = kind != LimitScope.Kind.VENUE || !name.equals(OrderIntent.ANY_VENUE);
        return routed ? Optional.of(new LimitScope(kind, name)) : Optional.empty();
    }

    /** Empty when something in the scope has no value. */
    static Optional<Scoped> of(LimitScope scope, Candidate candidate) {
        Order order = candidate.order();
        if (scope.kind() == LimitScope.Kind.ACCOUNT || scope.kind() == LimitScope.Kind.FIRM) {
            BigDecimal others = candidate.gross().subtract(candidate.exposure().worstCase());
            return Optional.of(new Scoped(candidate, others, candidate.exposure(), order.isChild()));
        }
        ScopeExposure scopes = candidate.book().scopes();
        SymbolExposure all = scopes.of(
                scope, order.symbol(), candidate.portfolio(), candidate.worth().unitValueAtReference());
        boolean own = order.isAmend()
                && (scope.kind() == LimitScope.Kind.STRATEGY
                        || order.intent().venue().equals(scope.name()));
        SymbolExposure exposure = own ? Candidate.without(all, candidate.book().reservation(order.orderId())) : all;
        boolean counted = order.isChild()
                && (scope.kind() == LimitScope.Kind.STRATEGY
                        || order.intent().venue().equals(scope.name()));
        return scopes.worstGross(scope, candidate.portfolio(), candidate::unitValue)
                .map(gross -> new Scoped(candidate, gross.subtract(all.worstCase()), exposure, counted));
    }

    BigDecimal grossNow() {
        return others.add(exposure.worstCase());
    }

    BigDecimal grossProjected() {
        return others.add(positionProjected());
    }

    BigDecimal positionProjected() {
        return counted ? exposure.worstCase() : growing().add(candidate.value()).max(exposure.worstCase());
    }

    BigDecimal largestForGross(BigDecimal limit) {
        return largestForPosition(limit.subtract(others));
    }

    BigDecimal largestForPosition(BigDecimal limit) {
        if (exposure.worstCase().compareTo(limit) > 0) {
            return BigDecimal.ZERO;
        }
        return counted
                ? candidate.quantity()
                : candidate.largest(limit.subtract(growing()), candidate.worth().unitValue());
    }

    private BigDecimal growing() {
        return candidate.order().side() == Side.BUY ? exposure.longSide() : exposure.shortSide();
    }
}
