package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one strategy, account, venue or the firm may hold, working orders at their worst case included: in all and of a
 * symbol, either way and long and short apart. What is not set is not limited here; the limits of the whole hold all the
 * same. Immutable.
 */
public final class ScopeCap {
    private final Map<ExposureKind, BigDecimal> values;
    private final Map<ExposureKind, SortedMap<Symbol, BigDecimal>> positionValues;
    private final SortedMap<Symbol, BigDecimal> orderQuantities;

    private ScopeCap(Builder builder) {
        values = new EnumMap<>(builder.values);
        positionValues = new EnumMap<>(ExposureKind.class);
        builder.positionValues.forEach(
                (kind, caps) -> positionValues.put(kind, Collections.unmodifiableSortedMap(new TreeMap<>(caps))));
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
     * The largest exposure over all symbols. Long and short each add up the symbols that can be held that way; of a symbol
     * that may end either way both count.
     *
     * @param kind what of it counts
     * @return in the account currency, above 0; empty when it is not limited
     */
    public Optional<BigDecimal> value(ExposureKind kind) {
        return Optional.ofNullable(values.get(kind));
    }

    /**
     * The largest gross exposure.
     *
     * @return in the account currency, above 0; empty when it is not limited
     */
    public Optional<BigDecimal> grossValue() {
        return value(ExposureKind.GROSS);
    }

    /**
     * The largest positions of single symbols.
     *
     * @param kind gross for either way, or long or short alone
     * @return by symbol, in the account currency, above 0
     */
    public SortedMap<Symbol, BigDecimal> positionValues(ExposureKind kind) {
        return positionValues.getOrDefault(kind, Collections.emptySortedMap());
    }

    /**
     * The largest positions, either way.
     *
     * @return by symbol, in the account currency, above 0
     */
    public SortedMap<Symbol, BigDecimal> positionValues() {
        return positionValues(ExposureKind.GROSS);
    }

    /**
     * The largest quantities of an order.
     *
     * @return by symbol, in base currency or contracts, above 0
     */
    public SortedMap<Symbol, BigDecimal> orderQuantities() {
        return orderQuantities;
    }

    /** What the cap over all symbols is called in a setting. */
    private static String valueName(ExposureKind kind) {
        return switch (kind) {
            case GROSS -> "grossValue";
            case LONG -> "longValue";
            case SHORT -> "shortValue";
        };
    }

    /** What the caps of single symbols are called in a setting. */
    private static String positionsName(ExposureKind kind) {
        return switch (kind) {
            case GROSS -> "positionValues.";
            case LONG -> "longValues.";
            case SHORT -> "shortValues.";
        };
    }

    void describe(String prefix, Settings settings) {
        values.forEach((kind, value) -> settings.higherIsLooser(prefix + valueName(kind), value));
        positionValues.forEach((kind, caps) ->
                caps.forEach((symbol, value) -> settings.higherIsLooser(prefix + positionsName(kind) + symbol, value)));
        orderQuantities.forEach(
                (symbol, value) -> settings.higherIsLooser(prefix + "orderQuantities." + symbol, value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScopeCap cap
                && values.equals(cap.values)
                && positionValues.equals(cap.positionValues)
                && orderQuantities.equals(cap.orderQuantities);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * values.hashCode() + positionValues.hashCode()) + orderQuantities.hashCode();
    }

    @Override
    public String toString() {
        return "ScopeCap[values=" + values + ", positionValues=" + positionValues + ", orderQuantities="
                + orderQuantities + "]";
    }

    /** Builds a cap; every setter checks its own argument. */
    public static final class Builder {
        private final Map<ExposureKind, BigDecimal> values = new EnumMap<>(ExposureKind.class);
        private final Map<ExposureKind, Map<Symbol, BigDecimal>> positionValues = new EnumMap<>(ExposureKind.class);
        private final Map<Symbol, BigDecimal> orderQuantities = new TreeMap<>();

        private Builder() {}

        /**
         * Sets the largest exposure over all symbols.
         *
         * @param kind what of it counts
         * @param value in the account currency, above 0
         * @return this
         */
        public Builder value(ExposureKind kind, BigDecimal value) {
            values.put(kind, Decimals.normal(Require.positive("scopes." + valueName(kind), value)));
            return this;
        }

        /**
         * Sets the largest gross exposure.
         *
         * @param value in the account currency, above 0
         * @return this
         */
        public Builder grossValue(BigDecimal value) {
            return value(ExposureKind.GROSS, value);
        }

        /**
         * Sets the largest position of a symbol.
         *
         * @param kind gross for either way, or long or short alone
         * @param symbol which
         * @param value in the account currency, above 0
         * @return this
         */
        public Builder positionValue(ExposureKind kind, Symbol symbol, BigDecimal value) {
            String name = "scopes." + positionsName(kind) + symbol;
            positionValues
                    .computeIfAbsent(kind, k -> new TreeMap<>())
                    .put(symbol, Decimals.normal(Require.positive(name, value)));
            return this;
        }

        /**
         * Sets the largest position of a symbol, either way.
         *
         * @param symbol which
         * @param value in the account currency, above 0
         * @return this
         */
        public Builder positionValue(Symbol symbol, BigDecimal value) {
            return positionValue(ExposureKind.GROSS, symbol, value);
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
