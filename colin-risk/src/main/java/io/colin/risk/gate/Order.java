package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Signal;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the gate, parent, exit, amend or child, in one shape.
 *
 * @param intent what was asked; of a child its parent's, of an amend with the new quantity and type
 * @param quantity what is judged: of an amend what would be left to fill
 * @param filled what an amended order filled already; else 0
 * @param venue where, of an amend in place too; {@link OrderIntent#ANY_VENUE} while it is still to be routed
 * @param before of an amend what stands of the order it changes; else nothing
 */
record Order(
        Kind kind,
        String orderId,
        String parentId,
        String principal,
        OrderIntent intent,
        OrderType type,
        BigDecimal quantity,
        BigDecimal filled,
        String venue,
        @Nullable ChildOrder asChild,
        @Nullable Signal signal,
        @Nullable Before before) {
    /**
     * The terms of an order that new ones are asked for.
     *
     * @param left what it has left to fill
     */
    record Before(OrderType type, BigDecimal left) {}

    /** What is asked. */
    enum Kind {
        PARENT,
        /** A parent that was taken with its group and is let go. */
        EXIT,
        AMEND,
        CHILD
    }

    /**
     * Brings a request into shape.
     *
     * @throws IllegalArgumentException if new terms contradict what stays of an amended order
     */
    static Order of(RiskRequest request) {
        return switch (request) {
            case RiskRequest.Parent p ->
                ofWhole(
                        Kind.PARENT,
                        p.orderId(),
                        p.principal(),
                        p.intent(),
                        p.signal().orElse(null));
            case RiskRequest.Exit e ->
                ofWhole(Kind.EXIT, e.orderId(), e.principal(), e.intent(), null).at(e.venue());
            case RiskRequest.Amend a -> ofAmend(a);
            case RiskRequest.Child c -> ofChild(c.child(), c.parent());
        };
    }

    private static Order ofWhole(Kind kind, String id, String principal, OrderIntent i, @Nullable Signal signal) {
        return new Order(
                kind, id, id, principal, i, i.type(), i.quantity(), BigDecimal.ZERO, i.venue(), null, signal, null);
    }

    private static Order ofAmend(RiskRequest.Amend a) {
        OrderIntent next = a.parent().intent().withTerms(a.quantity(), a.type());
        BigDecimal filled = a.parent().progress().filledQuantity();
        return new Order(
                Kind.AMEND,
                a.orderId(),
                a.orderId(),
                a.principal(),
                next,
                a.type(),
                a.quantity().subtract(filled),
                filled,
                a.venue(),
                null,
                null,
                new Before(
                        a.parent().intent().type(),
                        a.parent().progress().quantity().subtract(filled)));
    }

    private static Order ofChild(ChildOrder child, ParentOrder parent) {
        return new Order(
                Kind.CHILD,
                child.orderId(),
                parent.orderId(),
                parent.principal(),
                parent.intent(),
                child.type(),
                child.progress().quantity(),
                BigDecimal.ZERO,
                child.venue(),
                child,
                null,
                null);
    }

    Order withQuantity(BigDecimal newQuantity) {
        return new Order(
                kind, orderId, parentId, principal, intent, type, newQuantity, filled, venue, asChild, signal, before);
    }

    /** The same order judged as of its own venue, wherever it is changed. */
    Order ofItsOwnVenue() {
        return at(intent.venue());
    }

    private Order at(String where) {
        return new Order(
                kind, orderId, parentId, principal, intent, type, quantity, filled, where, asChild, signal, before);
    }

    /** Whether an order that is to be routed is changed at a venue that has it. */
    boolean isRoutedInPlace() {
        return isAmend() && !venue.equals(intent.venue());
    }

    /** Whether new terms ask for no more than the order has left, and than it has so much of, at a price that is no worse. */
    boolean makesLessOf(BigDecimal held) {
        return before != null && quantity.compareTo(before.left().min(held)) <= 0 && isPricedNoWorse(before.type());
    }

    Symbol symbol() {
        return asChild == null ? intent.symbol() : asChild.symbol();
    }

    Side side() {
        return asChild == null ? intent.side() : asChild.side();
    }

    TimeInForce timeInForce() {
        return asChild == null ? intent.timeInForce() : asChild.timeInForce();
    }

    boolean reduceOnly() {
        // A venue that does not know the flag gets the child without it; what the parent promised holds all the same.
        return intent.reduceOnly() || (asChild != null && asChild.reduceOnly());
    }

    BigDecimal displayQuantity() {
        return asChild == null ? intent.displayQuantity() : asChild.displayQuantity();
    }

    String strategy() {
        return intent.strategy();
    }

    /** Whether it is asked for anew, which an exit, a change and a child are not. */
    boolean isNew() {
        return kind == Kind.PARENT;
    }

    /** Whether it reserves what it is for, as a whole order that the gate did not know does. */
    boolean isWhole() {
        return kind == Kind.PARENT || kind == Kind.EXIT;
    }

    /** Whether what it is for may be reserved already, so that its own part is taken out before it is judged. */
    boolean isKnown() {
        return kind == Kind.AMEND || kind == Kind.EXIT;
    }

    boolean isExit() {
        return kind == Kind.EXIT;
    }

    boolean isAmend() {
        return kind == Kind.AMEND;
    }

    boolean isChild() {
        return kind == Kind.CHILD;
    }

    /** Whether somebody asks for it now: nobody does for a part of what was taken, nor for an exit that is let go. */
    boolean isAskedAnew() {
        return !isChild() && !isExit();
    }

    /** Whether it is a part of a way out that was taken before, or an exit that is let go. */
    boolean isWayOut() {
        return isExit() || (isChild() && reduceOnly());
    }

    /** Whether new terms name a price that is no worse than before: a limit further from the market, all else the same. */
    boolean isPricedNoWorse(OrderType than) {
        if (type.equals(than)) {
            return true;
        }
        return switch (type) {
            case OrderType.Limit next -> than instanceof OrderType.Limit was && isNoWorse(next.price(), was.price());
            case OrderType.StopLimit next ->
                than instanceof OrderType.StopLimit was
                        && next.stopPrice().compareTo(was.stopPrice()) == 0
                        && next.trigger() == was.trigger()
                        && isNoWorse(next.price(), was.price());
            default -> false;
        };
    }

    private boolean isNoWorse(BigDecimal price, BigDecimal than) {
        return side() == Side.BUY ? price.compareTo(than) <= 0 : price.compareTo(than) >= 0;
    }

    /** Whether the order goes to a venue's book as it stands, not through an algorithm. */
    boolean isAtOnce() {
        return isChild() || intent.algo().type().equals(AlgoSpec.IMMEDIATE.type());
    }

    /** Whether the order takes from a venue's book the moment it is sent, so that the book tells its price. */
    boolean walksBook() {
        return isAtOnce() && type instanceof OrderType.Market;
    }

    Optional<Signal> itsSignal() {
        return Optional.ofNullable(signal);
    }
}
