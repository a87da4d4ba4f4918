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

/** What is asked of the gate, parent or child, in one shape. */
record Order(
        String orderId,
        OrderIntent intent,
        OrderType type,
        BigDecimal quantity,
        TimeInForce timeInForce,
        boolean reduceOnly,
        BigDecimal displayQuantity,
        String venue,
        @Nullable ChildOrder asChild,
        @Nullable ParentOrder parent,
        @Nullable Signal signal) {

    static Order of(RiskRequest request) {
        return switch (request) {
            case RiskRequest.Parent p -> {
                OrderIntent i = p.intent();
                yield new Order(
                        p.orderId(),
                        i,
                        i.type(),
                        i.quantity(),
                        i.timeInForce(),
                        i.reduceOnly(),
                        i.displayQuantity(),
                        i.venue(),
                        null,
                        null,
                        p.signal().orElse(null));
            }
            case RiskRequest.Amend a ->
                throw new IllegalArgumentException("request: amends are not judged yet (" + a.orderId() + ")");
            case RiskRequest.Child c -> {
                ChildOrder o = c.child();
                yield new Order(
                        o.orderId(),
                        c.parent().intent(),
                        o.type(),
                        o.progress().quantity(),
                        o.timeInForce(),
                        o.reduceOnly(),
                        o.displayQuantity(),
                        o.venue(),
                        o,
                        c.parent(),
                        null);
            }
        };
    }

    Order withQuantity(BigDecimal newQuantity) {
        return new Order(
                orderId,
                intent,
                type,
                newQuantity,
                timeInForce,
                reduceOnly,
                displayQuantity,
                venue,
                asChild,
                parent,
                signal);
    }

    Symbol symbol() {
        return asChild == null ? intent.symbol() : asChild.symbol();
    }

    Side side() {
        return asChild == null ? intent.side() : asChild.side();
    }

    boolean isChild() {
        return parent != null;
    }

    /** The parent a child draws on; empty text for a parent. */
    String parentId() {
        return parent == null ? "" : parent.orderId();
    }

    /** Whether the order takes from a venue's book the moment it is sent, so that the book tells its price. */
    boolean walksBook() {
        boolean atOnce = isChild() || intent.algo().type().equals(AlgoSpec.IMMEDIATE.type());
        return atOnce && type instanceof OrderType.Market;
    }

    Optional<Signal> itsSignal() {
        return Optional.ofNullable(signal);
    }
}
