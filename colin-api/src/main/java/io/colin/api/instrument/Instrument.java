package io.colin.api.instrument;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * The contract terms of a symbol at a venue: grids, minima, multiplier and payoff.
 *
 * @param symbol the canonical symbol
 * @param kind spot, perpetual or dated future
 * @param tickSize price grid in quote currency, above 0
 * @param lotSize quantity grid in base currency (contracts for derivatives), above 0
 * @param minQuantity smallest order quantity, 0 or more
 * @param minNotional smallest order value in quote currency, 0 or more
 * @param contractSize multiplier of one unit of quantity, above 0; base units when linear, quote units when inverse
 * @param payoff linear or inverse
 * @param expiryTimeNs when a future expires, ns since epoch; {@link #NEVER} for spot and perpetual
 */
public record Instrument(
        Symbol symbol,
        InstrumentKind kind,
        BigDecimal tickSize,
        BigDecimal lotSize,
        BigDecimal minQuantity,
        BigDecimal minNotional,
        BigDecimal contractSize,
        Payoff payoff,
        long expiryTimeNs) {
    /** The expiry of what never expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long DAY_NS = 86_400_000_000_000L;

    /** Checks and normalises the terms. */
    public Instrument {
        tickSize = Decimals.normal(Require.positive("tickSize", tickSize));
        lotSize = Decimals.normal(Require.positive("lotSize", lotSize));
        minQuantity = Decimals.normal(Require.notNegative("minQuantity", minQuantity));
        minNotional = Decimals.normal(Require.notNegative("minNotional", minNotional));
        contractSize = Decimals.normal(Require.positive("contractSize", contractSize));
        Require.positive("expiryTimeNs", expiryTimeNs);
        Require.that(
                (kind == InstrumentKind.FUTURE) == (expiryTimeNs != NEVER),
                "expiryTimeNs",
                "must be set for a dated future and only for it",
                expiryTimeNs);
        Require.that(
                kind != InstrumentKind.SPOT || payoff == Payoff.LINEAR, "payoff", "must be LINEAR for spot", payoff);
        Require.that(
                (kind == InstrumentKind.SPOT) == symbol.settlement().isEmpty(),
                "kind",
                "must fit the symbol (a settlement currency marks a derivative)",
                kind + " " + symbol);
        Require.that(
                (kind == InstrumentKind.FUTURE) == symbol.expiry().isPresent(),
                "kind",
                "must fit the symbol (an expiry marks a dated future)",
                kind + " " + symbol);
        long expiry = expiryTimeNs;
        symbol.expiry()
                .ifPresent(day -> Require.that(
                        Math.floorDiv(expiry, DAY_NS) == day.toEpochDay(),
                        "expiryTimeNs",
                        "must be on the symbol's day " + day,
                        expiry));
    }

    /**
     * Starts a spot instrument.
     *
     * @param symbol for example {@code BTC/USD}
     * @return a builder with tick 0.01, lot 1e-8, no minima, contract size 1
     */
    public static Builder spot(String symbol) {
        return new Builder(Symbol.of(symbol), InstrumentKind.SPOT);
    }

    /**
     * Starts a perpetual.
     *
     * @param symbol for example {@code BTC/USDT:USDT}
     * @return a builder with tick 0.01, lot 1e-8, no minima, contract size 1, linear payoff
     */
    public static Builder perpetual(String symbol) {
        return new Builder(Symbol.of(symbol), InstrumentKind.PERPETUAL);
    }

    /**
     * Starts a dated future.
     *
     * @param symbol for example {@code BTC/USDT:USDT-241227}
     * @param expiryTimeNs when it expires, ns since epoch
     * @return a builder with tick 0.01, lot 1e-8, no minima, contract size 1, linear payoff
     */
    public static Builder future(String symbol, long expiryTimeNs) {
        Builder builder = new Builder(Symbol.of(symbol), InstrumentKind.FUTURE);
        builder.expiryTimeNs = expiryTimeNs;
        return builder;
    }

    /**
     * The worth of an order for limits and minima: quantity · contract size · price, or quantity · contract size when
     * inverse.
     *
     * @param quantity unsigned or signed; the sign carries over
     * @param price in quote currency
     * @return in quote currency, exact
     */
    public BigDecimal notional(BigDecimal quantity, BigDecimal price) {
        BigDecimal contracts = quantity.multiply(contractSize);
        return Decimals.normal(payoff == Payoff.INVERSE ? contracts : contracts.multiply(price));
    }

    /**
     * The worth of a signed position whose differences are profit: quantity · contract size · price when linear,
     * −quantity · contract size / price when inverse.
     *
     * @param signedQuantity positive long, negative short
     * @param price in quote currency, above 0
     * @return in the {@link #settlementCurrency()}; exact when linear, 34 digits when inverse
     */
    public BigDecimal worth(BigDecimal signedQuantity, BigDecimal price) {
        BigDecimal contracts = signedQuantity.multiply(contractSize);
        return Decimals.normal(
                payoff == Payoff.INVERSE
                        ? contracts.negate().divide(price, Decimals.QUOTIENT)
                        : contracts.multiply(price));
    }

    /**
     * The currency profit is paid in.
     *
     * @return the quote currency for spot, the settlement currency for a derivative
     */
    public String settlementCurrency() {
        return symbol.settlement().orElseGet(symbol::quote);
    }

    /** Builds an instrument; every setter checks its own argument. */
    public static final class Builder {
        private final Symbol symbol;
        private final InstrumentKind kind;
        private BigDecimal tickSize = new BigDecimal("0.01");
        private BigDecimal lotSize = new BigDecimal("0.00000001");
        private BigDecimal minQuantity = BigDecimal.ZERO;
        private BigDecimal minNotional = BigDecimal.ZERO;
        private BigDecimal contractSize = BigDecimal.ONE;
        private Payoff payoff = Payoff.LINEAR;
        private long expiryTimeNs = NEVER;

        private Builder(Symbol symbol, InstrumentKind kind) {
            this.symbol = symbol;
            this.kind = kind;
        }

        /**
         * Sets the price grid.
         *
         * @param value above 0, decimal text
         * @return this
         */
        public Builder tickSize(String value) {
            tickSize = Require.positive("tickSize", Decimals.parse("tickSize", value));
            return this;
        }

        /**
         * Sets the quantity grid.
         *
         * @param value above 0, decimal text
         * @return this
         */
        public Builder lotSize(String value) {
            lotSize = Require.positive("lotSize", Decimals.parse("lotSize", value));
            return this;
        }

        /**
         * Sets the smallest order quantity.
         *
         * @param value 0 or more, decimal text
         * @return this
         */
        public Builder minQuantity(String value) {
            minQuantity = Require.notNegative("minQuantity", Decimals.parse("minQuantity", value));
            return this;
        }

        /**
         * Sets the smallest order value.
         *
         * @param value 0 or more in quote currency, decimal text
         * @return this
         */
        public Builder minNotional(String value) {
            minNotional = Require.notNegative("minNotional", Decimals.parse("minNotional", value));
            return this;
        }

        /**
         * Sets the multiplier of one unit of quantity.
         *
         * @param value above 0, decimal text
         * @return this
         */
        public Builder contractSize(String value) {
            contractSize = Require.positive("contractSize", Decimals.parse("contractSize", value));
            return this;
        }

        /**
         * Makes the payoff inverse: profit in the base currency.
         *
         * @return this
         */
        public Builder inverse() {
            payoff = Payoff.INVERSE;
            return this;
        }

        /**
         * Builds the instrument.
         *
         * @return the instrument
         * @throws IllegalArgumentException if the terms do not fit together
         */
        public Instrument build() {
            return new Instrument(
                    symbol, kind, tickSize, lotSize, minQuantity, minNotional, contractSize, payoff, expiryTimeNs);
        }
    }
}
