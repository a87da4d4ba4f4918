package io.colin.execution.engine;

import io.colin.api.internal.Require;
import io.colin.api.order.OrderType;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is to change of an order; at least one of the three.
 *
 * @param quantity the whole quantity wanted, what is filled included, above 0
 * @param price the limit price wanted, above 0
 * @param stopPrice the stop wanted, above 0
 * @param version the version of the order that was looked at: nothing is changed if it is another by now; empty for any
 */
public record Amendment(
        Optional<BigDecimal> quantity,
        Optional<BigDecimal> price,
        Optional<BigDecimal> stopPrice,
        Optional<Long> version) {
    /** Checks. */
    public Amendment {
        quantity.ifPresent(value -> Require.positive("quantity", value));
        price.ifPresent(value -> Require.positive("price", value));
        stopPrice.ifPresent(value -> Require.positive("stopPrice", value));
        Require.that(
                quantity.isPresent() || price.isPresent() || stopPrice.isPresent(),
                "amendment",
                "must change quantity, price or stopPrice",
                "nothing");
    }

    /**
     * Another quantity.
     *
     * @param value the whole quantity, above 0
     * @return the change
     */
    public static Amendment quantity(BigDecimal value) {
        return new Amendment(Optional.of(value), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Another limit price.
     *
     * @param value above 0
     * @return the change
     */
    public static Amendment price(BigDecimal value) {
        return new Amendment(Optional.empty(), Optional.of(value), Optional.empty(), Optional.empty());
    }

    /**
     * Another stop.
     *
     * @param value above 0
     * @return the change
     */
    public static Amendment stopPrice(BigDecimal value) {
        return new Amendment(Optional.empty(), Optional.empty(), Optional.of(value), Optional.empty());
    }

    /** The pricing of an order with this change; empty where it has no price, or no stop, to change. */
    Optional<OrderType> type(OrderType before) {
        return switch (before) {
            case OrderType.Limit limit
            when stopPrice.isEmpty() -> Optional.of(new OrderType.Limit(price.orElse(limit.price())));
            case OrderType.StopMarket stop
            when price.isEmpty() ->
                Optional.of(new OrderType.StopMarket(stopPrice.orElse(stop.stopPrice()), stop.trigger()));
            case OrderType.StopLimit stop ->
                Optional.of(new OrderType.StopLimit(
                        stopPrice.orElse(stop.stopPrice()), price.orElse(stop.price()), stop.trigger()));
            default -> price.isPresent() || stopPrice.isPresent() ? Optional.empty() : Optional.of(before);
        };
    }
}
