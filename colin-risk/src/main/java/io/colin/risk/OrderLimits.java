package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.risk.SelfMatchPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Limits of a single order. Immutable.
 *
 * @param minValue smallest order value, in the account currency (ORD_002), 0 or more; default 100
 * @param maxValue largest order value, in the account currency, at least {@code minValue} (ORD_001), above 0; default 1
 *     000 000
 * @param maxShare largest order as a share of equity (POS_001), in (0, 1]; default 0.02
 * @param quantityCaps largest order quantity by symbol, in base currency or contracts, above 0; default none
 * @param quantityCapsRequired whether a symbol without a cap is refused, as live trading must; otherwise its cap is 1
 *     000 000 in the account currency at the first price of the day; default false
 * @param duplicateWindow time in which the same order is refused, above 0, at most 366 days; default 1 s
 * @param selfMatch what becomes of two orders of the account that would trade with each other; default
 *     {@link SelfMatchPolicy#REJECT}
 */
public record OrderLimits(
        BigDecimal minValue,
        BigDecimal maxValue,
        BigDecimal maxShare,
        SortedMap<Symbol, BigDecimal> quantityCaps,
        boolean quantityCapsRequired,
        Duration duplicateWindow,
        SelfMatchPolicy selfMatch) {
    /** The defaults. */
    public static final OrderLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public OrderLimits {
        minValue = Decimals.normal(Require.notNegative("order.minValue", minValue));
        maxValue = Decimals.normal(Require.positive("order.maxValue", maxValue));
        maxShare = Decimals.normal(Rules.share("order.maxShare", maxShare));
        quantityCaps = Collections.unmodifiableSortedMap(capsOf(quantityCaps));
        Require.span("order.duplicateWindow", duplicateWindow);
        Require.that(
                minValue.compareTo(maxValue) <= 0,
                "order.minValue",
                "must be at most order.maxValue " + maxValue,
                minValue);
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
                .minValue(minValue)
                .maxValue(maxValue)
                .maxShare(maxShare)
                .quantityCaps(quantityCaps)
                .quantityCapsRequired(quantityCapsRequired)
                .duplicateWindow(duplicateWindow)
                .selfMatch(selfMatch);
    }

    void describe(Settings settings) {
        settings.lowerIsLooser("order.minValue", minValue);
        settings.higherIsLooser("order.maxValue", maxValue);
        settings.higherIsLooser("order.maxShare", maxShare);
        settings.missing("order.quantityCaps.", Setting.either("default"));
        quantityCaps.forEach((symbol, cap) -> settings.higherIsLooser("order.quantityCaps." + symbol, cap));
        settings.tighterWhenTrue("order.quantityCapsRequired", quantityCapsRequired);
        settings.lowerIsLooser("order.duplicateWindow", duplicateWindow);
        settings.put("order.selfMatch", Setting.either(selfMatch.name()));
    }

    private static SortedMap<Symbol, BigDecimal> capsOf(Map<Symbol, BigDecimal> caps) {
        SortedMap<Symbol, BigDecimal> copy = new TreeMap<>();
        caps.forEach((symbol, cap) ->
                copy.put(symbol, Decimals.normal(Require.positive("order.quantityCaps." + symbol, cap))));
        return copy;
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private BigDecimal minValue = new BigDecimal("100");
        private BigDecimal maxValue = new BigDecimal("1000000");
        private BigDecimal maxShare = new BigDecimal("0.02");
        private final SortedMap<Symbol, BigDecimal> quantityCaps = new TreeMap<>();
        private boolean quantityCapsRequired;
        private Duration duplicateWindow = Duration.ofSeconds(1);
        private SelfMatchPolicy selfMatch = SelfMatchPolicy.REJECT;

        private Builder() {}

        /**
         * Sets the smallest value.
         *
         * @param value smallest order value, in the account currency (ORD_002), 0 or more; default 100
         * @return this
         */
        public Builder minValue(BigDecimal value) {
            minValue = Require.notNegative("order.minValue", value);
            return this;
        }

        /**
         * Sets the largest value.
         *
         * @param value largest order value, in the account currency, at least {@code minValue} (ORD_001), above 0;
         *     default 1 000 000
         * @return this
         */
        public Builder maxValue(BigDecimal value) {
            maxValue = Require.positive("order.maxValue", value);
            return this;
        }

        /**
         * Sets the largest share.
         *
         * @param value largest order as a share of equity (POS_001), in (0, 1]; default 0.02
         * @return this
         */
        public Builder maxShare(BigDecimal value) {
            maxShare = Rules.share("order.maxShare", value);
            return this;
        }

        /**
         * Sets the quantity caps; adds to those set before.
         *
         * @param value largest order quantity by symbol, in base currency or contracts, above 0
         * @return this
         */
        public Builder quantityCaps(Map<Symbol, BigDecimal> value) {
            quantityCaps.putAll(capsOf(value));
            return this;
        }

        /**
         * Sets the quantity caps required.
         *
         * @param value whether a symbol without a cap is refused, as live trading must; otherwise its cap is 1 000 000
         *     in the account currency at the first price of the day; default false
         * @return this
         */
        public Builder quantityCapsRequired(boolean value) {
            quantityCapsRequired = value;
            return this;
        }

        /**
         * Sets the duplicate window.
         *
         * @param value time in which the same order is refused, above 0, at most 366 days; default 1 s
         * @return this
         */
        public Builder duplicateWindow(Duration value) {
            duplicateWindow = Require.span("order.duplicateWindow", value);
            return this;
        }

        /**
         * Sets what becomes of two orders of the account that would trade with each other.
         *
         * @param value which of them goes; default {@link SelfMatchPolicy#REJECT}
         * @return this
         */
        public Builder selfMatch(SelfMatchPolicy value) {
            selfMatch = value;
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         * @throws IllegalArgumentException if two of them contradict each other
         */
        public OrderLimits build() {
            return new OrderLimits(
                    minValue, maxValue, maxShare, quantityCaps, quantityCapsRequired, duplicateWindow, selfMatch);
        }
    }
}
