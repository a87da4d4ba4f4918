package io.colin.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Settings of the compliance rules that are not limits of an order or a position. Immutable.
 *
 * @param regime whose rules apply besides the general ones; default NONE
 * @param restricted symbols that must not be traded, whatever else allows them (SYM_001); default none
 * @param warnOrderToTrade messages per execution from which a strategy warns (OTR_001), above 0; default 20
 * @param maxOrderToTrade messages per execution from which a strategy is locked, at least {@code warnOrderToTrade},
 *     above 0; default 50
 * @param minMessages fewest messages of which the ratio is judged, above 0; default 100
 * @param orderToTradeWindow how far back messages and executions count, above 0, at most 366 days; shorter forgets sooner,
 *     longer lets a burst drown in what was filled before; default 1 h
 */
public record ComplianceLimits(
        Regime regime,
        SortedSet<Symbol> restricted,
        int warnOrderToTrade,
        int maxOrderToTrade,
        int minMessages,
        Duration orderToTradeWindow) {
    /** The defaults. */
    public static final ComplianceLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public ComplianceLimits {
        restricted = Collections.unmodifiableSortedSet(new TreeSet<>(restricted));
        Require.positive("compliance.warnOrderToTrade", warnOrderToTrade);
        Require.positive("compliance.maxOrderToTrade", maxOrderToTrade);
        Require.positive("compliance.minMessages", minMessages);
        Require.span("compliance.orderToTradeWindow", orderToTradeWindow);
        Require.that(
                warnOrderToTrade <= maxOrderToTrade,
                "compliance.warnOrderToTrade",
                "must be at most compliance.maxOrderToTrade " + maxOrderToTrade,
                warnOrderToTrade);
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
                .regime(regime)
                .restricted(restricted)
                .warnOrderToTrade(warnOrderToTrade)
                .maxOrderToTrade(maxOrderToTrade)
                .minMessages(minMessages)
                .orderToTradeWindow(orderToTradeWindow);
    }

    void describe(Settings settings) {
        settings.put("compliance.regime", Setting.lowerIsLooser(regime.name(), regime == Regime.NONE ? 0 : 1));
        settings.missing("compliance.restricted.", Setting.tighterWhenTrue(false));
        restricted.forEach(symbol -> settings.tighterWhenTrue("compliance.restricted." + symbol, true));
        settings.higherIsLooser("compliance.warnOrderToTrade", warnOrderToTrade);
        settings.higherIsLooser("compliance.maxOrderToTrade", maxOrderToTrade);
        settings.higherIsLooser("compliance.minMessages", minMessages);
        settings.put("compliance.orderToTradeWindow", Setting.either(orderToTradeWindow.toString()));
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private Regime regime = Regime.NONE;
        private final SortedSet<Symbol> restricted = new TreeSet<>();
        private int warnOrderToTrade = 20;
        private int maxOrderToTrade = 50;
        private int minMessages = 100;
        private Duration orderToTradeWindow = Duration.ofHours(1);

        private Builder() {}

        /**
         * Sets the regime.
         *
         * @param value whose rules apply besides the general ones; default NONE
         * @return this
         */
        public Builder regime(Regime value) {
            regime = value;
            return this;
        }

        /**
         * Sets the restricted symbols; adds to those set before.
         *
         * @param value symbols that must not be traded, whatever else allows them (SYM_001)
         * @return this
         */
        public Builder restricted(Collection<Symbol> value) {
            restricted.addAll(value);
            return this;
        }

        /**
         * Sets the warning level of order to trade.
         *
         * @param value messages per execution from which a strategy warns (OTR_001), above 0; default 20
         * @return this
         */
        public Builder warnOrderToTrade(int value) {
            warnOrderToTrade = (int) Require.positive("compliance.warnOrderToTrade", value);
            return this;
        }

        /**
         * Sets the largest order to trade.
         *
         * @param value messages per execution from which a strategy is locked, at least {@code warnOrderToTrade}, above
         *     0; default 50
         * @return this
         */
        public Builder maxOrderToTrade(int value) {
            maxOrderToTrade = (int) Require.positive("compliance.maxOrderToTrade", value);
            return this;
        }

        /**
         * Sets the smallest messages.
         *
         * @param value fewest messages of which the ratio is judged, above 0; default 100
         * @return this
         */
        public Builder minMessages(int value) {
            minMessages = (int) Require.positive("compliance.minMessages", value);
            return this;
        }

        /**
         * Sets the order to trade window.
         *
         * @param value how far back messages and executions count, above 0, at most 366 days; default 1 h
         * @return this
         */
        public Builder orderToTradeWindow(Duration value) {
            orderToTradeWindow = Require.span("compliance.orderToTradeWindow", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         * @throws IllegalArgumentException if two of them contradict each other
         */
        public ComplianceLimits build() {
            return new ComplianceLimits(
                    regime, restricted, warnOrderToTrade, maxOrderToTrade, minMessages, orderToTradeWindow);
        }
    }
}
