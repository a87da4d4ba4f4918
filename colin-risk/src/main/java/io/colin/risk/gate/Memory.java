package io.colin.risk.gate;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.RiskContext;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.Reservation;
import io.colin.risk.exposure.ScopeExposure;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the gate remembers of the orders that passed. */
final class Memory {
    final ExposureBook book = ExposureBook.empty();
    final FirstPrices firstPrices = new FirstPrices();
    final OrderRates rates;
    final CancelCounts cancels = new CancelCounts();
    final DayCounts days = new DayCounts();
    final OwnOrders own = new OwnOrders();
    final WorkingStops stops = new WorkingStops();
    final Families families = new Families();
    final HeldPrices held = new HeldPrices();
    final ShownBooks shown = new ShownBooks();
    final RecentOrders recent;
    final OwnPrices ownPrices;
    final RepeatedExecutions repeats;

    Memory(RiskLimits limits, String reducer) {
        rates = new OrderRates(reducer);
        recent = new RecentOrders(limits.order().duplicateWindow().toNanos());
        ownPrices = new OwnPrices(limits.price().driftWindow().toNanos());
        repeats = new RepeatedExecutions(limits.repeat().window().toNanos());
    }

    /** Windows take their new length; what they hold stays. */
    void change(RiskLimits limits) {
        recent.window(limits.order().duplicateWindow().toNanos());
        ownPrices.window(limits.price().driftWindow().toNanos());
        repeats.window(limits.repeat().window().toNanos());
    }

    /** One of the windows takes a new length, named as in the limits; other names change nothing. */
    void window(String limit, Supplier<Duration> length) {
        switch (limit) {
            case "order.duplicateWindow" -> recent.window(length.get().toNanos());
            case "price.driftWindow" -> ownPrices.window(length.get().toNanos());
            case "repeat.window" -> repeats.window(length.get().toNanos());
            default -> {
                // Not of a window.
            }
        }
    }

    /** A candidate passed with a quantity of what was judged: everything counts it from now on. */
    void passed(Candidate candidate, BigDecimal quantity, long nowNs) {
        Order order = candidate.order();
        Worth worth = candidate.worth();
        if (order.isChild()) {
            book.draw(order.parentId(), order.orderId(), order.venue(), quantity);
        } else if (!order.isExit() || !book.holds(order.orderId())) {
            // An exit is reserved as a whole when it is first let go.
            reserve(order, quantity, worth);
            days.passed(order, quantity.add(order.filled()), worth.unitValue(), nowNs);
            families.add(order.orderId(), order.intent());
            if (!order.isAmend()) {
                repeats.passed(order.strategy(), order.symbol(), nowNs);
            }
        }
        if (order.isNew()) {
            recent.add(order, nowNs);
        }
        own.passed(order);
        ownPrices.add(order.intent(), candidate.ownPrice(), nowNs);
        rates.add(order, nowNs);
    }

    /** A new order goes and is told in full later: what is asked of the next one at a glance counts it. */
    void expect(OrderIntent intent, double price) {
        own.expect(intent);
        ownPrices.expect(intent, price);
    }

    private void reserve(Order order, BigDecimal quantity, Worth worth) {
        Reservation reservation = new Reservation(
                order.orderId(),
                order.symbol(),
                order.side(),
                quantity,
                worth.unitValue(),
                worth.unitCost(),
                order.strategy(),
                order.venue());
        if (order.isAmend()) {
            book.replace(reservation, order.type());
        } else {
            book.reserve(reservation);
        }
    }

    void onParent(ParentOrder parent) {
        String id = parent.orderId();
        families.add(id, parent.intent());
        days.roll(parent.progress().updatedTimeNs());
        days.reported(id, parent.progress().filledQuantity());
        book.onParent(id, parent.intent().type(), parent.progress());
        if (!parent.progress().status().isClosed()) {
            days.found(parent);
            stands(id);
        }
        own.onParent(parent);
        stops.onParent(parent);
        cancelling(parent, parent.progress().status(), parent.progress().updatedTimeNs());
        if (parent.progress().status().isClosed()) {
            days.closed(id);
            families.end(id);
        }
    }

    /** What the book has of an order counts for the day. */
    private void stands(String orderId) {
        book.reservation(orderId).ifPresent(its -> days.stands(orderId, its.quantity(), its.unitValue()));
    }

    /** Reserves orders found after a restart that can be valued now. */
    void reserve(RecoveredOrders recovered, RiskContext context) {
        if (!recovered.areValued()) {
            Set<String> waiting = recovered.waiting();
            recovered.reserve(context);
            waiting.forEach(this::stands);
        }
    }

    void onChild(ChildOrder child) {
        book.onChild(child);
        own.onChild(child);
        stops.onChild(child);
        cancelling(
                child.orderId(),
                child.parentId(),
                child.progress().status(),
                child.progress().updatedTimeNs());
    }

    /** What is told of a whole order may say that its cancel was asked, which is a message of its strategy. */
    void cancelling(ParentOrder parent, OrderStatus status, long timeNs) {
        if (cancels.begins(parent.orderId(), status)) {
            rates.cancelled(parent.intent(), parent.principal(), timeNs);
        }
    }

    /** The same of a child, which is a message to a venue. */
    void cancelling(String childId, String parentId, OrderStatus status, long timeNs) {
        if (cancels.begins(childId, status)) {
            rates.childCancelled(timeNs);
            families.of(parentId).ifPresent(its -> cancels.add(its.strategy(), timeNs));
        }
    }

    Optional<Families.Family> onFill(Fill fill) {
        Optional<Families.Family> family = families.of(fill.parentId());
        book.onFill(fill, family.map(Families.Family::strategy).orElse(ScopeExposure.EXTERNAL));
        days.roll(fill.timeNs());
        days.filled(fill.parentId(), fill.quantity());
        family.ifPresent(its -> repeats.filled(its.strategy(), its.symbol()));
        return family;
    }

    /** A person re-enabled a strategy: it starts anew. */
    void forget(String strategy) {
        repeats.forget(strategy);
        ownPrices.forget(strategy);
    }

    void save(Map<String, String> state) {
        book.scopes().save(state);
        firstPrices.save(state);
        days.save(state);
    }

    void restore(Map<String, String> state) {
        book.scopes().restore(state);
        firstPrices.restore(state);
        days.restore(SavedState.of(state));
    }
}
