package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketView;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.RiskContext;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.Reservation;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Open parents this gate did not decide itself: those the ledger brings back after a restart. Each is reserved as soon as
 * it can be valued: at its limit or stop and the mid it arrived at, else at a fresh price; and at the terms of a change that
 * was on its way, until that is answered. Of one that has ended what its open children may still fill counts.
 */
final class RecoveredOrders {
    private RiskLimits limits;
    private final ExposureBook book;
    private final SortedMap<String, ParentOrder> waiting = new TreeMap<>();
    private final Map<String, Terms> changing = new HashMap<>();

    /** What a change asks for, and the most it asked for since it began. */
    private record Terms(BigDecimal quantity, OrderType type, BigDecimal most) {}

    RecoveredOrders(RiskLimits limits, ExposureBook book) {
        this.limits = limits;
        this.book = book;
    }

    void change(RiskLimits newLimits) {
        limits = newLimits;
    }

    void on(ParentOrder parent) {
        String id = parent.orderId();
        if (parent.progress().status().isClosed()) {
            forget(id);
            if (book.drawn(id).signum() > 0) {
                waiting.put(id, parent);
            }
            return;
        }
        @Nullable ParentOrder before = waiting.put(id, parent);
        if (before != null && isAnswered(before, parent)) {
            changing.remove(id);
        }
    }

    /** A child has changed: an order that has ended is done with once nothing of it works. */
    void onChild(String parentId) {
        @Nullable ParentOrder parent = waiting.get(parentId);
        if (parent != null && parent.progress().status().isClosed()) {
            on(parent);
        }
    }

    /** Whether what is told of an order that waits ends a change of it; a fill does not. */
    private static boolean isAnswered(ParentOrder before, ParentOrder now) {
        OrderStatus status = now.progress().status();
        return status != OrderStatus.PENDING_UPDATE
                && status != OrderStatus.PENDING_CANCEL
                && now.progress().filledQuantity().compareTo(before.progress().filledQuantity()) == 0;
    }

    /** The record has that other terms of an order were asked for. */
    void changing(String orderId, BigDecimal quantity, OrderType type) {
        changing.merge(
                orderId,
                new Terms(quantity, type, quantity),
                (before, now) -> new Terms(quantity, type, before.most().max(quantity)));
    }

    /** Other terms are asked for of an order that waits to be valued. */
    void changed(String orderId, BigDecimal quantity, OrderType type) {
        if (waiting.containsKey(orderId)) {
            changing(orderId, quantity, type);
        }
    }

    /** The record has how that ended. */
    void settled(String orderId) {
        changing.remove(orderId);
    }

    /** An order that is only now being decided is not recovered, even if it was announced before. */
    void forget(String orderId) {
        waiting.remove(orderId);
        changing.remove(orderId);
    }

    boolean areValued() {
        return waiting.isEmpty();
    }

    Set<String> waiting() {
        return new TreeSet<>(waiting.keySet());
    }

    /** Reserves what can be valued now. */
    void reserve(RiskContext context) {
        if (waiting.isEmpty()) {
            return;
        }
        MarketView market = context.market();
        Prices prices = new Prices(market, limits, context.portfolio());
        for (Iterator<ParentOrder> all = waiting.values().iterator(); all.hasNext(); ) {
            ParentOrder parent = all.next();
            Optional<Worth> worth = worth(parent, parent.intent().type(), market, prices);
            if (worth.isPresent()) {
                book.reserve(reservation(parent, parent.progress().quantity(), worth.get()));
                book.onParent(parent.orderId(), parent.intent().type(), parent.progress());
                change(parent, market, prices);
                all.remove();
            }
        }
    }

    /** Until it is answered, the worse of old and new terms counts; that it may be made where its only child is, too. */
    private void change(ParentOrder parent, MarketView market, Prices prices) {
        @Nullable Terms next = changing.remove(parent.orderId());
        if (next == null) {
            return;
        }
        BigDecimal left = next.most().subtract(parent.progress().filledQuantity());
        Optional<Worth> worth = worth(parent, next.type(), market, prices);
        if (left.signum() > 0 && worth.isPresent()) {
            String own = parent.intent().venue();
            String venue = own.equals(OrderIntent.ANY_VENUE)
                    ? book.onlyVenue(parent.orderId()).orElse(own)
                    : own;
            book.replace(reservation(parent, left, worth.get()).at(venue), next.type());
            book.changing(parent.orderId(), next.quantity());
            book.onParent(parent.orderId(), parent.intent().type(), parent.progress());
        }
    }

    private static Reservation reservation(ParentOrder parent, BigDecimal quantity, Worth worth) {
        return new Reservation(
                parent.orderId(),
                parent.intent().symbol(),
                parent.intent().side(),
                quantity,
                worth.unitValue(),
                worth.unitCost(),
                parent.intent().strategy(),
                parent.intent().venue());
    }

    private Optional<Worth> worth(ParentOrder parent, OrderType type, MarketView market, Prices prices) {
        Symbol symbol = parent.intent().symbol();
        Optional<Instrument> instrument = market.instrument(symbol);
        Optional<BigDecimal> rate = prices.accountRate(symbol.quote());
        Optional<BigDecimal> reference =
                parent.arrivalMid().signum() > 0 ? Optional.of(parent.arrivalMid()) : prices.reference(symbol);
        if (instrument.isEmpty() || rate.isEmpty() || reference.isEmpty()) {
            return Optional.empty();
        }
        Worth.Basis basis = new Worth.Basis(prices, limits, reference.get(), rate.get());
        return Optional.of(Worth.of(type, parent.intent().side(), instrument.get(), basis));
    }
}
