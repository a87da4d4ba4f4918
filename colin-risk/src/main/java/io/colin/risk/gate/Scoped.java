package io.colin.risk.gate;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.exposure.Reservation;
import io.colin.risk.exposure.ScopeExposure;
import io.colin.risk.exposure.SymbolExposure;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A candidate within one strategy, venue, account or the firm's part of this account.
 *
 * @param kind what of the exposure counts
 * @param others worst case of the scope's other symbols
 * @param exposure the order's symbol in the scope, that of an amended order taken out
 * @param counted whether what is judged is in the exposure already
 */
record Scoped(Candidate candidate, ExposureKind kind, BigDecimal others, SymbolExposure exposure, boolean counted) {

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
    static Optional<Scoped> of(LimitScope scope, ExposureKind kind, Candidate candidate) {
        if (scope.kind() == LimitScope.Kind.ACCOUNT || scope.kind() == LimitScope.Kind.FIRM) {
            return Optional.of(ofAccount(kind, candidate));
        }
        ScopeExposure scopes = candidate.book().scopes();
        SymbolExposure all = ofSymbol(scope, candidate);
        return scopes.worst(kind, scope, candidate.portfolio(), candidate::unitValue)
                .map(whole -> new Scoped(
                        candidate,
                        kind,
                        whole.subtract(all.worst(kind)),
                        without(all, scope, candidate),
                        isCounted(scope, candidate.order())));
    }

    /**
     * The largest quantity on the lot grid that could only shrink what a strategy or a venue holds of the symbol, whatever
     * else of it fills; what other strategies and venues hold shrinks nothing there.
     */
    static BigDecimal shrinkable(LimitScope scope, Candidate candidate) {
        SymbolExposure exposure = without(ofSymbol(scope, candidate), scope, candidate);
        return candidate.shrinkable(exposure, isCounted(scope, candidate.order()));
    }

    private static SymbolExposure ofSymbol(LimitScope scope, Candidate candidate) {
        // Of quantities the value of a unit plays no part.
        BigDecimal unitValue =
                candidate.pricing().map(Worth::unitValueAtReference).orElse(BigDecimal.ONE);
        return candidate.book().scopes().of(scope, candidate.order().symbol(), candidate.portfolio(), unitValue);
    }

    private static SymbolExposure without(SymbolExposure all, LimitScope scope, Candidate candidate) {
        return candidate.order().isKnown() ? Amended.without(all, own(scope, candidate)) : all;
    }

    /** What counts in a strategy or at a venue of the order that is judged. */
    private static Optional<Reservation> own(LimitScope scope, Candidate candidate) {
        String id = candidate.order().orderId();
        return scope.kind() == LimitScope.Kind.STRATEGY
                ? candidate.book().reservation(id)
                : candidate.book().reservationAt(id, scope.name());
    }

    /** Whether a child counts in its scope by its whole order; at venues that is routed to only its children do. */
    private static boolean isCounted(LimitScope scope, Order order) {
        return order.isChild()
                && (scope.kind() == LimitScope.Kind.STRATEGY
                        || order.intent().venue().equals(scope.name()));
    }

    /** Within the account, all of which the firm counts. */
    static Scoped ofAccount(ExposureKind kind, Candidate candidate) {
        BigDecimal others = kind == ExposureKind.GROSS
                ? candidate.grossBeside()
                : unamended(kind, candidate)
                        .subtract(candidate
                                .book()
                                .of(candidate.order().symbol(), candidate.portfolio())
                                .worst(kind));
        return new Scoped(
                candidate, kind, others, candidate.exposure(), candidate.order().isChild());
    }

    /** The account at its worst case as it stands, that of an amended order included. */
    static BigDecimal unamended(ExposureKind kind, Candidate candidate) {
        return kind == ExposureKind.GROSS
                ? candidate.grossUnamended()
                : candidate.book().worst(kind, candidate.portfolio());
    }

    /** The order's symbol without the others. */
    Scoped alone() {
        return new Scoped(candidate, kind, BigDecimal.ZERO, exposure, counted);
    }

    BigDecimal now() {
        return others.add(exposure.worst(kind));
    }

    BigDecimal projected() {
        return others.add(ofSymbol());
    }

    /** Whether the order leaves the symbol without any exposure of the kind, whatever fills: it makes nothing worse. */
    boolean addsNothing() {
        return ofSymbol().signum() == 0;
    }

    /** The largest quantity with which the scope stays within a limit, or adds nothing to what is past it. */
    BigDecimal largest(BigDecimal limit) {
        BigDecimal room = limit.subtract(others).max(BigDecimal.ZERO);
        if (exposure.worst(kind).compareTo(room) > 0) {
            return BigDecimal.ZERO;
        }
        return counted
                ? candidate.quantity()
                : candidate.largest(room.subtract(growing()), candidate.worth().unitValue());
    }

    private BigDecimal ofSymbol() {
        return counted ? exposure.worst(kind) : growing().add(candidate.value()).max(exposure.worst(kind));
    }

    private BigDecimal growing() {
        return candidate.order().side() == Side.BUY ? exposure.longSide() : exposure.shortSide();
    }
}
