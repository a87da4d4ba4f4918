package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Contingency;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stop orders of ours that wait to be triggered, which stress counts on: those the engine watches, and those that rest at a
 * venue. A stop-limit is none of them, for beyond its limit it does not fill; nor is a trailing stop, whose trigger the
 * order does not tell. What an order holds back until it has filled counts by the share that it has. Those of one OCO name
 * their group, since only one of them fills.
 */
final class WorkingStops {
    private final Map<Symbol, SortedMap<String, Known>> waiting = new HashMap<>();
    /** What open orders hold back, by account and client order id: the progress of the order that holds it. */
    private final Map<String, OrderProgress> held = new HashMap<>();
    /** The group of open orders of an OCO, by our id of the whole order. */
    private final Map<String, String> groups = new HashMap<>();

    /**
     * One that waits: what it would fill, where it is triggered, in quote currency, and the OCO it belongs to, empty for none.
     */
    record Waiting(Side side, BigDecimal quantity, BigDecimal stopPrice, String group) {
        Waiting with(BigDecimal newQuantity) {
            return new Waiting(side, newQuantity, stopPrice, group);
        }

        /** Both parts of one order, at the price that is reached last. */
        Waiting and(Waiting other) {
            BigDecimal last = side == Side.SELL ? stopPrice.min(other.stopPrice) : stopPrice.max(other.stopPrice);
            return new Waiting(side, quantity.add(other.quantity), last, group);
        }
    }

    /** With the whole order, and what names it to an order that holds it back; a child is held back by none. */
    private record Known(Waiting stop, String parentId, String key) {}

    void onParent(ParentOrder parent) {
        OrderIntent intent = parent.intent();
        OrderProgress progress = parent.progress();
        if (intent.contingency().kind() == Contingency.Kind.OTO) {
            intent.contingency().linkedClientOrderIds().forEach(id -> {
                if (progress.status().isClosed()) {
                    held.remove(key(intent.account(), id));
                } else {
                    held.put(key(intent.account(), id), progress);
                }
            });
        }
        if (intent.contingency().kind() == Contingency.Kind.OCO) {
            if (progress.status().isClosed()) {
                groups.remove(parent.orderId());
            } else {
                groups.put(parent.orderId(), group(intent));
            }
        }
        if (intent.type() instanceof OrderType.StopMarket stop) {
            keep(
                    intent.symbol(),
                    parent.orderId(),
                    progress.status() == OrderStatus.EMULATED,
                    new Known(
                            new Waiting(
                                    intent.side(),
                                    progress.quantity(),
                                    stop.stopPrice(),
                                    groups.getOrDefault(parent.orderId(), "")),
                            parent.orderId(),
                            key(intent.account(), intent.clientOrderId())));
        }
    }

    void onChild(ChildOrder child) {
        if (child.type() instanceof OrderType.StopMarket stop) {
            OrderProgress progress = child.progress();
            boolean waits = !progress.status().isClosed()
                    && progress.status() != OrderStatus.TRIGGERED
                    && progress.filledQuantity().signum() == 0;
            keep(
                    child.symbol(),
                    child.orderId(),
                    waits,
                    new Known(
                            new Waiting(
                                    child.side(),
                                    progress.quantity(),
                                    stop.stopPrice(),
                                    groups.getOrDefault(child.parentId(), "")),
                            child.parentId(),
                            ""));
        }
    }

    /** What waits on the side that closes a position, in the order of ids; the parts of one order of an OCO as one. */
    List<Waiting> against(Symbol symbol, int signOfPosition) {
        SortedMap<String, Known> known = waiting.get(symbol);
        List<Waiting> found = new ArrayList<>();
        SortedMap<String, Waiting> ofGroups = new TreeMap<>();
        if (known != null) {
            for (Known one : known.values()) {
                Waiting ready = ready(one);
                if (ready.side().sign() != -signOfPosition || ready.quantity().signum() <= 0) {
                    continue;
                }
                if (ready.group().isEmpty()) {
                    found.add(ready);
                } else {
                    ofGroups.merge(one.parentId(), ready, Waiting::and);
                }
            }
        }
        found.addAll(ofGroups.values());
        return found;
    }

    private Waiting ready(Known known) {
        OrderProgress holder = held.get(known.key());
        if (holder == null) {
            return known.stop();
        }
        BigDecimal quantity =
                known.stop().quantity().multiply(holder.filledQuantity()).divide(holder.quantity(), Decimals.QUOTIENT);
        return known.stop().with(quantity);
    }

    private void keep(Symbol symbol, String orderId, boolean waits, Known stop) {
        if (waits) {
            waiting.computeIfAbsent(symbol, one -> new TreeMap<>()).put(orderId, stop);
            return;
        }
        SortedMap<String, Known> ofSymbol = waiting.get(symbol);
        if (ofSymbol != null) {
            ofSymbol.remove(orderId);
            if (ofSymbol.isEmpty()) {
                waiting.remove(symbol);
            }
        }
    }

    /** Orders of an OCO name each other, so that the first of their names is the same for all. */
    private static String group(OrderIntent intent) {
        return intent.contingency().linkedClientOrderIds().stream()
                .map(id -> key(intent.account(), id))
                .reduce(
                        key(intent.account(), intent.clientOrderId()),
                        (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }

    private static String key(String account, String clientOrderId) {
        return account + ' ' + clientOrderId;
    }
}
