package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one strategy, account, venue or the firm may hold, working orders at their worst case included. What is not set is
 * not limited here; the limits of the whole hold all the same. Immutable.
 */
public final class ScopeCap {
    private final @Nullable BigDecimal grossValue;
    private final SortedMap<Symbol, BigDecimal> positionValues;
    private final SortedMap<Symbol, BigDecimal> orderQuantities;

    private ScopeCap(Builder builder) {
        grossValue = builder.grossValue;
        positionValues = Collections.unmodifiableSortedMap(new TreeMap<>(builder.positionValues));
        orderQuantities = Collections.unmodifiableSortedMap(new TreeMap<>(builder.orderQuantities));
    }

    /**
     * Starts a cap.
     *
     * @return a builder of a cap that limits nothing
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The largest gross exposure.
     *
     * @return in the account currency, above 0; empty when it is not limited
     */
    public Optional<BigDecimal> grossValue() {
        return Optional.ofNullable(grossValue);
    }

    /**
     * The largest positions.
     *
     * @return by symbol, in the account currency, above 0
     */
    public SortedMap<Symbol, BigDecimal> positionValues() {
        return positionValues;
    }

    /**
     * The largest quantities of an order.
     *
     * @return by symbol, in base currency or contracts, above 0
     */
    public SortedMap<Symbol, BigDecimal> orderQuantities() {
        return orderQuantities;
    }

    void describe(String prefix, Settings settings) {
        grossValue().ifPresent(value -> settings.higherIsLooser(prefix + "grossValue", value));
        positionValues.forEach((symbol, value) -> settings.higherIsLooser(prefix + "positionValues." + symbol, value));
        orderQuantities.forEach(
                (symbol, value) -> settings.higherIsLooser(prefix + "orderQuantities." + symbol, value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScopeCap cap
                && grossValue().equals(cap.grossValue())
                && positionValues.equals(cap.positionValues)
                && orderQuantities.equals(cap.orderQuantities);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * grossValue().hashCode() + positionValues.hashCode()) + orderQuantities.hashCode();
    }

    @Override
    public String toString() {
        return "ScopeCap[grossValue=" + grossValue + ", positionValues=" + positionValues + ", orderQuantities="
                + orderQuantities + "]";
    }

    /** Builds a cap; every setter checks its own argument. */
    public static final class Builder {
        private @Nullable BigDecimal grossValue;
        private final Map<Symbol, BigDecimal> positionValues = new TreeMap<>();
        private final Map<Symbol, BigDecimal> orderQuantities = new TreeMap<>();

        private Builder() {}

        /**
         * Sets the largest gross exposure.
         *
         * @param value in the account currency, above 0
         * @return this
         */
        public Builder grossValue(BigDecimal value) {
            grossValue = Decimals.normal(Require.positive("scopes.grossValue", value));
            return this;
        }

        /**
         * Sets the largest position of a symbol.
         *
         * @param symbol which
         * @param value in the account currency, above 0
         * @return this
         */
        public Builder positionValue(Symbol symbol, BigDecimal value) {
            positionValues.put(symbol, Decimals.normal(Require.positive("scopes.positionValues." + symbol, value)));
            return this;
        }

        /**
         * Sets the largest order quantity of a symbol.
         *
         * @param symbol which
         * @param value in base currency or contracts, above 0
         * @return this
         */
        public Builder orderQuantity(Symbol symbol, BigDecimal value) {
            orderQuantities.put(symbol, Decimals.normal(Require.positive("scopes.orderQuantities." + symbol, value)));
            return this;
        }

        /**
         * Builds the cap.
         *
         * @return the cap
         */
        public ScopeCap build() {
            return new ScopeCap(this);
        }
    }
}
