package io.colin.execution.venue.paper;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What the venue does with commands when they reach it. It remembers every order it was ever sent. */
final class OrderDesk {
    /** The code of an order that is rejected for no reason of its own. */
    static final String FAULT = "INJECTED_FAULT";

    private final String venue;
    private final Map<Symbol, SymbolMarket> markets;
    private final Reporter reporter;
    private final Agenda actions;
    private final Map<String, PaperOrder> orders = new HashMap<>();
    private final Map<String, PaperOrder> reducing = new LinkedHashMap<>();
    private final LongSupplier ranks;
    private final Positions positions;
    private final boolean offersReduceOnly;
    private final FaultDice dice;
    private final Optional<MarginAccount> margin;

    OrderDesk(Listing listing, Reporter reporter, Agenda actions, LongSupplier ranks, Positions positions) {
        this.venue = listing.venue();
        this.markets = listing.markets();
        this.offersReduceOnly = listing.offersReduceOnly();
        this.dice = listing.dice();
        this.margin = listing.margin();
        this.reporter = reporter;
        this.actions = actions;
        this.ranks = ranks;
        this.positions = positions;
    }

    /** What the venue is. */
    record Listing(
            String venue,
            Map<Symbol, SymbolMarket> markets,
            boolean offersReduceOnly,
            FaultDice dice,
            Optional<MarginAccount> margin) {}

    PaperOrder register(ChildOrder child) {
        return register(new PaperOrder(child));
    }

    private PaperOrder register(PaperOrder order) {
        Require.that(
                orders.putIfAbsent(order.id(), order) == null, "orderId", "must be new at the venue", order.id());
        return order;
    }

    /** The order as the venue knows it, or one it never had. */
    PaperOrder find(ChildOrder child) {
        PaperOrder known = orders.get(child.orderId());
        return known == null ? new PaperOrder(child) : known;
    }

    void submit(PaperOrder order, long timeNs) {
        SymbolMarket market = market(order);
        Optional<Refusal> refusal = fault(order, timeNs)
                .or(() -> OrderChecks.order(order, market, timeNs))
                .or(() -> notReducing(order))
                .or(() -> margin.flatMap(account -> account.refusal(order, order.quantity())));
        if (refusal.isPresent()) {
            order.turn(OrderStatus.REJECTED);
            reporter.answer(order, timeNs, due -> new OrderEvent.Rejected(order.id(), due, refusal.get()));
            return;
        }
        order.turn(OrderStatus.ACCEPTED);
        order.arrive(ranks.getAsLong(), timeNs);
        reporter.answer(order, timeNs, due -> new OrderEvent.Accepted(order.id(), due, venue + "-" + order.id()));
        shrink(order, timeNs);
        market.place(order, timeNs);
        expireLater(order, timeNs);
    }

    void cancel(PaperOrder order, long timeNs) {
        if (!order.isOpen()) {
            Refusal refusal = OrderChecks.notOpen(order).orElseThrow();
            reporter.answer(order, timeNs, due -> new OrderEvent.CancelRejected(order.id(), due, refusal));
            return;
        }
        market(order).remove(order);
        order.turn(OrderStatus.CANCELED);
        reporter.answer(order, timeNs, due -> new OrderEvent.Canceled(order.id(), due, "on request"));
    }

    void amend(PaperOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        SymbolMarket market = market(order);
        Optional<Refusal> refusal = throttled(timeNs)
                .or(() -> OrderChecks.change(order, quantity, type, market))
                .or(() -> margin.flatMap(account -> account.refusal(order, quantity)));
        if (refusal.isPresent()) {
            reporter.answer(order, timeNs, due -> new OrderEvent.ModifyRejected(order.id(), due, refusal.get()));
            return;
        }
        boolean keepsPlace = type.equals(order.type()) && quantity.compareTo(order.quantity()) <= 0;
        order.change(quantity, type);
        reporter.answer(order, timeNs, due -> new OrderEvent.Updated(order.id(), due, quantity, type));
        if (!keepsPlace) {
            market.remove(order);
            order.arrive(ranks.getAsLong(), timeNs);
            market.place(order, timeNs);
        }
        shrink(order, timeNs);
    }

    private Optional<Refusal> fault(PaperOrder order, long timeNs) {
        return throttled(timeNs)
                .or(() -> dice.rejects(order)
                        ? Optional.of(new Refusal(FAULT, FAULT + ": rejected for no reason of its own"))
                        : Optional.empty());
    }

    private Optional<Refusal> throttled(long timeNs) {
        int limit = dice.faults().ordersPerSecond();
        return dice.throttles(timeNs)
                ? Optional.of(Refusal.of(DenialCode.RATE_LIMIT_EXCEEDED, "orders_per_second=" + limit))
                : Optional.empty();
    }

    private Optional<Refusal> notReducing(PaperOrder order) {
        return order.origin().reduceOnly()
                ? OrderChecks.reduceOnly(order, offersReduceOnly, reducible(order))
                : Optional.empty();
    }

    private BigDecimal reducible(PaperOrder order) {
        return positions.reducible(order.origin().symbol(), order.side());
    }

    /** A position has changed: what only reduces it shrinks with it, and is cancelled when nothing is left. */
    void shrinkAll(Symbol symbol, long timeNs) {
        List.copyOf(reducing.values()).stream()
                .filter(order -> order.origin().symbol().equals(symbol))
                .forEach(order -> shrink(order, timeNs));
    }

    private void shrink(PaperOrder order, long timeNs) {
        if (!order.origin().reduceOnly()) {
            return;
        }
        if (!order.isOpen()) {
            reducing.remove(order.id());
            return;
        }
        reducing.put(order.id(), order);
        BigDecimal most = reducible(order);
        if (most.signum() == 0) {
            market(order).remove(order);
            reporter.cancel(order, "nothing left to reduce", timeNs);
        } else if (most.compareTo(order.leaves()) < 0) {
            BigDecimal quantity = order.filled().add(most);
            OrderType type = order.type();
            order.change(quantity, type);
            reporter.update(order, timeNs, due -> new OrderEvent.Updated(order.id(), due, quantity, type));
        }
    }

    void query(PaperOrder order, long timeNs) {
        boolean known = orders.containsKey(order.id());
        OrderStatus status = order.status();
        BigDecimal filled = order.filled();
        reporter.send(
                order,
                timeNs,
                due -> known
                        ? new VenueReport.Found(venue, order.id(), due, status, filled)
                        : new VenueReport.NotFound(venue, order.id(), due));
    }

    void restore(ChildOrder child, long timeNs) {
        Require.that(
                child.progress().status() == OrderStatus.ACCEPTED
                        || child.progress().status() == OrderStatus.TRIGGERED
                        || child.progress().status() == OrderStatus.PARTIALLY_FILLED,
                "status",
                "must be ACCEPTED, TRIGGERED or PARTIALLY_FILLED",
                child.progress().status());
        Require.that(child.type() instanceof OrderType.Limit, "type", "must be Limit to rest", child.type());
        PaperOrder order = register(PaperOrder.restored(child));
        order.turn(order.filled().signum() == 0 ? OrderStatus.ACCEPTED : OrderStatus.PARTIALLY_FILLED);
        order.arrive(ranks.getAsLong(), child.createdTimeNs());
        market(order).restore(order);
        shrink(order, timeNs);
        expireLater(order, timeNs);
    }

    private void expireLater(PaperOrder order, long timeNs) {
        long expiryNs = order.origin().timeInForce().endNs(order.arrivedNs());
        if (order.isOpen() && expiryNs != TimeInForce.NO_EXPIRY) {
            actions.put(Math.max(expiryNs, timeNs), due -> expire(order, due));
        }
    }

    private void expire(PaperOrder order, long timeNs) {
        if (order.isOpen()) {
            market(order).remove(order);
            order.turn(OrderStatus.EXPIRED);
            order.awaitFills();
            reporter.update(order, timeNs, due -> new OrderEvent.Expired(order.id(), due));
        }
    }

    private SymbolMarket market(PaperOrder order) {
        SymbolMarket market = markets.get(order.origin().symbol());
        if (market == null) {
            throw Require.broken(
                    "symbol",
                    "must be one of " + markets.keySet(),
                    order.origin().symbol());
        }
        return market;
    }
}
