package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * How many messages may be sent. Immutable.
 *
 * <p>Orders, changes and cancels count together. A cancel is never refused, however many there were; what follows it within the
 * second may be. These rates are not the message budget of a venue: that is the router's, by the venue's
 * {@code requestsPerMinute}.
 *
 * @param ordersPerSecondPerStrategy most parents, amends and cancels of whole orders that work a strategy may send in a second,
 *     above 0; default 10. As many parents and amends a key may send, whose cancels are not told. Those of the risk reducer
 *     count only among all: they close every position in one round
 * @param ordersPerSecond most parents, amends, children and cancels of children in a second of all together, above 0; default
 *     100. Cancels do not count against the risk reducer
 * @param amendsPerMinute most amends in a minute, above 0; default 200
 * @param cancelsPerMinute most cancels that the children of a strategy may be sent in a minute without an alert, above 0;
 *     default 300
 * @param tradesPerDay most trades in a UTC day; one that is executed in parts counts once, one that works counts already
 *     (FREQ_001), above 0; default 1000
 * @param tradesPerSymbolPerDay most orders of a symbol that may pass in a UTC day, above 0; default 100
 * @param valuePerSymbolPerDay largest value of the orders of a symbol that pass in a UTC day, in the account currency,
 *     above 0; default 5 000 000
 */
public record RateLimits(
        int ordersPerSecondPerStrategy,
        int ordersPerSecond,
        int amendsPerMinute,
        int cancelsPerMinute,
        int tradesPerDay,
        int tradesPerSymbolPerDay,
        BigDecimal valuePerSymbolPerDay) {
    /** The defaults. */
    public static final RateLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public RateLimits {
        Require.positive("rate.ordersPerSecondPerStrategy", ordersPerSecondPerStrategy);
        Require.positive("rate.ordersPerSecond", ordersPerSecond);
        Require.positive("rate.amendsPerMinute", amendsPerMinute);
        Require.positive("rate.cancelsPerMinute", cancelsPerMinute);
        Require.positive("rate.tradesPerDay", tradesPerDay);
        Require.positive("rate.tradesPerSymbolPerDay", tradesPerSymbolPerDay);
        valuePerSymbolPerDay = Decimals.normal(Require.positive("rate.valuePerSymbolPerDay", valuePerSymbolPerDay));
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder; every setter replaces one default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these limits.
     *
     * @return a builder; every setter replaces one value
     */
    public Builder toBuilder() {
        return new Builder()
                .ordersPerSecondPerStrategy(ordersPerSecondPerStrategy)
                .ordersPerSecond(ordersPerSecond)
                .amendsPerMinute(amendsPerMinute)
                .cancelsPerMinute(cancelsPerMinute)
                .tradesPerDay(tradesPerDay)
                .tradesPerSymbolPerDay(tradesPerSymbolPerDay)
                .valuePerSymbolPerDay(valuePerSymbolPerDay);
    }

    void describe(Settings settings) {
        settings.higherIsLooser("rate.ordersPerSecondPerStrategy", ordersPerSecondPerStrategy);
        settings.higherIsLooser("rate.ordersPerSecond", ordersPerSecond);
        settings.higherIsLooser("rate.amendsPerMinute", amendsPerMinute);
        settings.higherIsLooser("rate.cancelsPerMinute", cancelsPerMinute);
        settings.higherIsLooser("rate.tradesPerDay", tradesPerDay);
        settings.higherIsLooser("rate.tradesPerSymbolPerDay", tradesPerSymbolPerDay);
        settings.higherIsLooser("rate.valuePerSymbolPerDay", valuePerSymbolPerDay);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private int ordersPerSecondPerStrategy = 10;
        private int ordersPerSecond = 100;
        private int amendsPerMinute = 200;
        private int cancelsPerMinute = 300;
        private int tradesPerDay = 1000;
        private int tradesPerSymbolPerDay = 100;
        private BigDecimal valuePerSymbolPerDay = new BigDecimal("5000000");

        private Builder() {}

        /**
         * Sets the orders per second per strategy.
         *
         * @param value most parents and amends a strategy may send in a second, above 0; default 10
         * @return this
         */
        public Builder ordersPerSecondPerStrategy(int value) {
            ordersPerSecondPerStrategy = (int) Require.positive("rate.ordersPerSecondPerStrategy", value);
            return this;
        }

        /**
         * Sets the orders per second.
         *
         * @param value most parents, amends and children in a second of all together, above 0; default 100
         * @return this
         */
        public Builder ordersPerSecond(int value) {
            ordersPerSecond = (int) Require.positive("rate.ordersPerSecond", value);
            return this;
        }

        /**
         * Sets the amends per minute.
         *
         * @param value most amends in a minute, above 0; default 200
         * @return this
         */
        public Builder amendsPerMinute(int value) {
            amendsPerMinute = (int) Require.positive("rate.amendsPerMinute", value);
            return this;
        }

        /**
         * Sets the cancels per minute from which on an alert is given.
         *
         * @param value most cancels that the children of a strategy may be sent in a minute without an alert, above 0;
         *     default 300
         * @return this
         */
        public Builder cancelsPerMinute(int value) {
            cancelsPerMinute = (int) Require.positive("rate.cancelsPerMinute", value);
            return this;
        }

        /**
         * Sets the trades per day.
         *
         * @param value most trades in a UTC day; one that is executed in parts counts once, one that works counts
         *     already (FREQ_001), above 0; default 1000
         * @return this
         */
        public Builder tradesPerDay(int value) {
            tradesPerDay = (int) Require.positive("rate.tradesPerDay", value);
            return this;
        }

        /**
         * Sets the trades per symbol per day.
         *
         * @param value most orders of a symbol that may pass in a UTC day, above 0; default 100
         * @return this
         */
        public Builder tradesPerSymbolPerDay(int value) {
            tradesPerSymbolPerDay = (int) Require.positive("rate.tradesPerSymbolPerDay", value);
            return this;
        }

        /**
         * Sets the value per symbol per day.
         *
         * @param value largest value of the orders of a symbol that pass in a UTC day, in the account currency, above
         *     0; default 5 000 000
         * @return this
         */
        public Builder valuePerSymbolPerDay(BigDecimal value) {
            valuePerSymbolPerDay = Require.positive("rate.valuePerSymbolPerDay", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public RateLimits build() {
            return new RateLimits(
                    ordersPerSecondPerStrategy,
                    ordersPerSecond,
                    amendsPerMinute,
                    cancelsPerMinute,
                    tradesPerDay,
                    tradesPerSymbolPerDay,
                    valuePerSymbolPerDay);
        }
    }
}
