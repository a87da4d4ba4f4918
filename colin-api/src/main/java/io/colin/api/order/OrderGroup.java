package io.colin.api.order;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders that hang together and are taken or refused as one: an order that activates others as it fills (OTO), orders of
 * which one cancels the others (OCO), or both, which is a bracket.
 *
 * <p>What one of an OCO fills is taken off the others, and a cancel that somebody asked for, or the end of its time, cancels
 * them. An end that a venue, a router or an algorithm brought leaves them: they are what is left to get out with. An order
 * that activates others is cancelled when one of them ends incomplete before it, unless a stop of its OCO goes on in its
 * place.
 *
 * @param orders 2 to 10 orders of one account, each with a contingency that names only orders of the group, by their client
 *     order ids. Orders of an OCO name each other and have symbol, side and quantity in common. Orders that another
 *     activates have its symbol, the other side, are reduce-only and activate none themselves
 */
public record OrderGroup(List<OrderIntent> orders) {
    private static final int MOST = 10;

    /** Checks how they hang together; names the order that breaks a rule. */
    public OrderGroup {
        orders = List.copyOf(orders);
        Require.that(orders.size() >= 2 && orders.size() <= MOST, "orders", "must be 2 to " + MOST, orders.size());
        Map<String, OrderIntent> byId = new HashMap<>();
        for (OrderIntent order : orders) {
            String id = order.clientOrderId();
            Require.that(byId.putIfAbsent(id, order) == null, "clientOrderId", "must be unique in the group", id);
            Require.that(
                    order.account().equals(orders.getFirst().account()),
                    "account",
                    "must be the same for all of the group",
                    order.account());
            Require.that(!order.quoteQuantity(), "quoteQuantity", "must be false in a group", id);
            Require.that(!order.reducible(), "reducible", "must be false in a group", id);
        }
        Map<String, String> activators = activators(byId);
        for (OrderIntent order : orders) {
            check(order, byId, activators);
        }
    }

    /**
     * An entry with two ways out, of which one cancels the other. The exits are for the quantity of the entry, reduce-only,
     * and activated by what it fills; the stop is watched by us where no venue does.
     *
     * @param entry what opens the position; its contingency is replaced. The exits have its client order id with
     *     {@code -tp} and {@code -sl} appended, so it has at most 61 characters
     * @param takeProfit limit price of the way out that rests, above 0
     * @param stopLoss how the other one is triggered: a stop or a trailing stop
     * @return the group, the entry first
     * @throws IllegalArgumentException if the stop is none or parts contradict each other
     */
    public static OrderGroup bracket(OrderIntent entry, BigDecimal takeProfit, OrderType stopLoss) {
        Require.that(
                !(stopLoss instanceof OrderType.Market || stopLoss instanceof OrderType.Limit),
                "stopLoss",
                "must be a stop",
                stopLoss);
        String first = entry.clientOrderId() + "-tp";
        String second = entry.clientOrderId() + "-sl";
        Contingency opens = new Contingency(Contingency.Kind.OTO, List.of(first, second));
        return new OrderGroup(List.of(
                entry.hanging(opens),
                exit(entry, first, second).limit(takeProfit).build(),
                exit(entry, second, first).type(stopLoss).acceptsEmulation(true).build()));
    }

    /**
     * Which order of the group activates one.
     *
     * @param clientOrderId of the group
     * @return empty for one that works from the start
     */
    public Optional<OrderIntent> activator(String clientOrderId) {
        return orders.stream()
                .filter(order -> order.contingency().kind() == Contingency.Kind.OTO)
                .filter(order -> order.contingency().linkedClientOrderIds().contains(clientOrderId))
                .findFirst();
    }

    private static OrderIntent.Builder exit(OrderIntent entry, String id, String other) {
        return OrderIntent.of(entry.symbol(), entry.side().opposite(), entry.quantity())
                .clientOrderId(id)
                .account(entry.account())
                .strategy(entry.strategy())
                .venue(entry.venue())
                .correlationId(entry.correlationId())
                .reduceOnly(true)
                .contingency(new Contingency(Contingency.Kind.OCO, List.of(other)));
    }

    private static Map<String, String> activators(Map<String, OrderIntent> byId) {
        Map<String, String> activators = new HashMap<>();
        for (OrderIntent order : byId.values()) {
            if (order.contingency().kind() == Contingency.Kind.OTO) {
                for (String linked : order.contingency().linkedClientOrderIds()) {
                    Require.that(
                            activators.put(linked, order.clientOrderId()) == null,
                            "contingency",
                            "must activate each order once",
                            linked);
                }
            }
        }
        return activators;
    }

    private static void check(OrderIntent order, Map<String, OrderIntent> byId, Map<String, String> activators) {
        String id = order.clientOrderId();
        Contingency contingency = order.contingency();
        boolean linked = contingency.kind() != Contingency.Kind.NONE || activators.containsKey(id);
        Require.that(linked, "contingency", "must link every order of the group", id);
        for (String otherId : contingency.linkedClientOrderIds()) {
            OrderIntent other = byId.get(otherId);
            if (other == null || otherId.equals(id)) {
                throw Require.broken("contingency", "must name other orders of the group", otherId);
            }
            Require.that(other.symbol().equals(order.symbol()), "symbol", "must be that of " + id, otherId);
            if (contingency.kind() == Contingency.Kind.OTO) {
                checkActivated(order, other);
            } else {
                checkAlternative(order, other, activators);
            }
        }
    }

    private static void checkActivated(OrderIntent order, OrderIntent other) {
        String id = other.clientOrderId();
        Require.that(other.side() != order.side(), "side", "must be the other side of what activates it", id);
        Require.that(other.reduceOnly(), "reduceOnly", "must be true for what another order activates", id);
        Require.that(
                other.contingency().kind() != Contingency.Kind.OTO,
                "contingency",
                "must not be OTO for what another order activates",
                id);
    }

    private static void checkAlternative(OrderIntent order, OrderIntent other, Map<String, String> activators) {
        String id = other.clientOrderId();
        Require.that(
                other.contingency().kind() == Contingency.Kind.OCO
                        && other.contingency().linkedClientOrderIds().contains(order.clientOrderId())
                        && other.contingency().linkedClientOrderIds().size()
                                == order.contingency().linkedClientOrderIds().size(),
                "contingency",
                "must name each other in an OCO",
                id);
        Require.that(other.side() == order.side(), "side", "must be the same in an OCO", id);
        Require.that(other.quantity().compareTo(order.quantity()) == 0, "quantity", "must be the same in an OCO", id);
        Require.that(
                activators.getOrDefault(id, "").equals(activators.getOrDefault(order.clientOrderId(), "")),
                "contingency",
                "must be activated by the same order in an OCO",
                id);
    }
}
