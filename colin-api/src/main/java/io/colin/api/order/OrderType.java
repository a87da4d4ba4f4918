package io.colin.api.order;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Optional;

/** How an order is priced. */
public sealed interface OrderType {
    /**
     * The worst price the order accepts, once it is in the market.
     *
     * @return empty for market and stop-market orders
     */
    default Optional<BigDecimal> limitPrice() {
        return Optional.empty();
    }

    /**
     * The price the order names, at which it counts before it trades: its limit, else its trigger.
     *
     * @return empty where it goes by the market: of market orders and trailing stops
     */
    default Optional<BigDecimal> namedPrice() {
        return limitPrice();
    }

    /** Whatever the book shows. */
    record Market() implements OrderType {}

    /**
     * At a price or better.
     *
     * @param price in quote currency, above 0
     */
    record Limit(BigDecimal price) implements OrderType {
        /** Checks and normalises. */
        public Limit {
            price = Decimals.normal(Require.positive("price", price));
        }

        @Override
        public Optional<BigDecimal> limitPrice() {
            return Optional.of(price);
        }
    }

    /**
     * A market order once the trigger price is touched.
     *
     * @param stopPrice in quote currency, above 0
     * @param trigger which price is watched
     */
    record StopMarket(BigDecimal stopPrice, TriggerSource trigger) implements OrderType {
        /** Checks and normalises. */
        public StopMarket {
            stopPrice = Decimals.normal(Require.positive("stopPrice", stopPrice));
        }

        @Override
        public Optional<BigDecimal> namedPrice() {
            return Optional.of(stopPrice);
        }
    }

    /**
     * A limit order once the trigger price is touched.
     *
     * @param stopPrice in quote currency, above 0
     * @param price limit in quote currency, above 0
     * @param trigger which price is watched
     */
    record StopLimit(BigDecimal stopPrice, BigDecimal price, TriggerSource trigger) implements OrderType {
        /** Checks and normalises. */
        public StopLimit {
            stopPrice = Decimals.normal(Require.positive("stopPrice", stopPrice));
            price = Decimals.normal(Require.positive("price", price));
        }

        @Override
        public Optional<BigDecimal> limitPrice() {
            return Optional.of(price);
        }
    }

    /**
     * A market order once the price turns by an offset from its best.
     *
     * @param offset distance in the unit given, above 0
     * @param unit quote currency, basis points or ticks
     * @param trigger which price is watched
     */
    record TrailingStop(BigDecimal offset, OffsetUnit unit, TriggerSource trigger) implements OrderType {
        /** Checks and normalises. */
        public TrailingStop {
            offset = Decimals.normal(Require.positive("offset", offset));
        }
    }

    /** The unit of a trailing offset. */
    enum OffsetUnit {
        /** Quote currency. */
        PRICE,
        /** Basis points of the best price. */
        BPS,
        /** Ticks of the instrument. */
        TICKS
    }
}
