package io.colin.api.order;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An order as somebody asks for it, before any check of ours.
 *
 * @param clientOrderId the asker's own id, {@code [A-Za-z0-9_-]{1,64}}, unique per account for good
 * @param account whose order it is
 * @param strategy who decided it, for limits and reports
 * @param symbol what to trade
 * @param side which way
 * @param type how priced
 * @param quantity how much, above 0: base currency or contracts, or quote currency when {@code quoteQuantity}
 * @param quoteQuantity whether quantity is money rather than what to trade: the engine turns it, once, as it takes the order,
 *     into whole lots at the limit price, else at the stop price it names, else at the best price of the side it would
 *     take (the ask for a buy, the bid for a sell). Fees are not in it, nor what is paid for depth beyond the best price
 * @param timeInForce how long it works
 * @param postOnly whether it must never take liquidity
 * @param reduceOnly whether it may only shrink a position
 * @param displayQuantity the visible part of an iceberg; 0 shows everything
 * @param venue where, or {@link #ANY_VENUE} to be routed
 * @param algo which algorithm works it
 * @param contingency how it hangs together with others
 * @param acceptsEmulation whether we may watch its trigger, or the end of its time, ourselves where no venue does: nobody does
 *     while the process is down, so a stop protects nothing then and what rests outlives its end. Both are in the ledger, so
 *     that a restart takes them up again, at the prices of then
 * @param reducible whether risk may shrink it instead of refusing it
 * @param correlationId what it belongs to, a signal's id for a signal's order
 * @param metadata the asker's own notes, at most 16 of at most 256 characters
 */
public record OrderIntent(
        String clientOrderId,
        String account,
        String strategy,
        Symbol symbol,
        Side side,
        OrderType type,
        BigDecimal quantity,
        boolean quoteQuantity,
        TimeInForce timeInForce,
        boolean postOnly,
        boolean reduceOnly,
        BigDecimal displayQuantity,
        String venue,
        AlgoSpec algo,
        Contingency contingency,
        boolean acceptsEmulation,
        boolean reducible,
        String correlationId,
        SortedMap<String, String> metadata) {
    /** The venue of an order that is routed. */
    public static final String ANY_VENUE = "any";

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Checks, normalises and copies. */
    public OrderIntent {
        Require.that(
                CLIENT_ID.matcher(clientOrderId).matches(),
                "clientOrderId",
                "must be 1 to 64 of A-Z a-z 0-9 _ -",
                clientOrderId);
        Require.text("account", account);
        Require.text("strategy", strategy);
        quantity = Decimals.normal(Require.positive("quantity", quantity));
        displayQuantity = Decimals.normal(Require.notNegative("displayQuantity", displayQuantity));
        Require.text("venue", venue);
        Require.that(
                !postOnly || !timeInForce.isImmediate(),
                "postOnly",
                "must be false for " + timeInForce.kind(),
                postOnly);
        Require.that(!postOnly || type.limitPrice().isPresent(), "postOnly", "needs a limit price", type);
        Require.that(metadata.size() <= 16, "metadata", "must hold at most 16 entries", metadata.size());
        metadata.forEach((key, value) -> Require.that(
                key.length() <= 256 && value.length() <= 256,
                "metadata",
                "must hold at most 256 characters an entry",
                key));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /**
     * Starts an order.
     *
     * @param symbol what to trade
     * @param side which way
     * @param quantity how much, above 0
     * @return a builder of a market order, GTC, routed, immediate
     */
    public static Builder of(Symbol symbol, Side side, BigDecimal quantity) {
        return new Builder(symbol, side, quantity);
    }

    /**
     * The same order, smaller or larger.
     *
     * @param newQuantity above 0, in the unit of this one
     * @return a copy with that quantity
     */
    public OrderIntent withQuantity(BigDecimal newQuantity) {
        return copy(newQuantity, quoteQuantity, timeInForce, reduceOnly, algo);
    }

    /**
     * The same order with the quantity that its money buys.
     *
     * @param baseQuantity above 0, base currency or contracts
     * @return a copy whose quantity is no money
     */
    public OrderIntent inBase(BigDecimal baseQuantity) {
        return copy(baseQuantity, false, timeInForce, reduceOnly, algo);
    }

    /**
     * The same order, worked otherwise.
     *
     * @param newAlgo the algorithm and its parameters
     * @param newTimeInForce how long it works
     * @return a copy
     */
    public OrderIntent workedBy(AlgoSpec newAlgo, TimeInForce newTimeInForce) {
        return copy(quantity, quoteQuantity, newTimeInForce, reduceOnly, newAlgo);
    }

    /**
     * The same order without the flag, for a venue that does not know it when somebody else keeps what it promises.
     *
     * @return a copy that is not reduce-only
     */
    public OrderIntent withoutReduceOnly() {
        return copy(quantity, quoteQuantity, timeInForce, false, algo);
    }

    /**
     * The same order that hides nothing, for a part of it that is as large as may be shown.
     *
     * @return a copy without a display quantity
     */
    public OrderIntent withoutDisplayQuantity() {
        return with(type, BigDecimal.ZERO, contingency);
    }

    /**
     * The same order on other terms.
     *
     * @param newQuantity above 0, in the unit of this one
     * @param newType how it is to be priced
     * @return a copy
     */
    public OrderIntent withTerms(BigDecimal newQuantity, OrderType newType) {
        return with(newType, displayQuantity, contingency)
                .copy(newQuantity, quoteQuantity, timeInForce, reduceOnly, algo);
    }

    /**
     * The same order, hanging together with others.
     *
     * @param newContingency how
     * @return a copy
     */
    public OrderIntent hanging(Contingency newContingency) {
        return with(type, displayQuantity, newContingency);
    }

    private OrderIntent with(OrderType newType, BigDecimal newDisplayQuantity, Contingency newContingency) {
        return new OrderIntent(
                clientOrderId,
                account,
                strategy,
                symbol,
                side,
                newType,
                quantity,
                quoteQuantity,
                timeInForce,
                postOnly,
                reduceOnly,
                newDisplayQuantity,
                venue,
                algo,
                newContingency,
                acceptsEmulation,
                reducible,
                correlationId,
                metadata);
    }

    private OrderIntent copy(
            BigDecimal newQuantity,
            boolean newQuoteQuantity,
            TimeInForce newTimeInForce,
            boolean newReduceOnly,
            AlgoSpec newAlgo) {
        return new OrderIntent(
                clientOrderId,
                account,
                strategy,
                symbol,
                side,
                type,
                newQuantity,
                newQuoteQuantity,
                newTimeInForce,
                postOnly,
                newReduceOnly,
                displayQuantity,
                venue,
                newAlgo,
                contingency,
                acceptsEmulation,
                reducible,
                correlationId,
                metadata);
    }

    /** Builds an intent; every setter replaces a default. */
    public static final class Builder {
        private final Symbol symbol;
        private final Side side;
        private final BigDecimal quantity;
        private String clientOrderId = "";
        private String account = "main";
        private String strategy = "manual";
        private OrderType type = new OrderType.Market();
        private boolean quoteQuantity;
        private TimeInForce timeInForce = TimeInForce.GTC;
        private boolean postOnly;
        private boolean reduceOnly;
        private BigDecimal displayQuantity = BigDecimal.ZERO;
        private String venue = ANY_VENUE;
        private AlgoSpec algo = AlgoSpec.IMMEDIATE;
        private Contingency contingency = Contingency.NONE;
        private boolean acceptsEmulation;
        private boolean reducible;
        private String correlationId = "";
        private Map<String, String> metadata = Map.of();

        private Builder(Symbol symbol, Side side, BigDecimal quantity) {
            this.symbol = symbol;
            this.side = side;
            this.quantity = Require.positive("quantity", quantity);
        }

        /**
         * Sets the asker's own id.
         *
         * @param value {@code [A-Za-z0-9_-]{1,64}}
         * @return this
         */
        public Builder clientOrderId(String value) {
            Require.that(
                    CLIENT_ID.matcher(value).matches(), "clientOrderId", "must be 1 to 64 of A-Z a-z 0-9 _ -", value);
            clientOrderId = value;
            return this;
        }

        /**
         * Sets whose order it is; default {@code main}.
         *
         * @param value not blank
         * @return this
         */
        public Builder account(String value) {
            account = Require.text("account", value);
            return this;
        }

        /**
         * Sets who decided it; default {@code manual}.
         *
         * @param value not blank
         * @return this
         */
        public Builder strategy(String value) {
            strategy = Require.text("strategy", value);
            return this;
        }

        /**
         * Sets how it is priced; default market.
         *
         * @param value the type
         * @return this
         */
        public Builder type(OrderType value) {
            type = value;
            return this;
        }

        /**
         * Makes it a limit order.
         *
         * @param price above 0
         * @return this
         */
        public Builder limit(BigDecimal price) {
            type = new OrderType.Limit(price);
            return this;
        }

        /**
         * Sets whether the quantity is money.
         *
         * @param value true for quote currency; default false
         * @return this
         */
        public Builder quoteQuantity(boolean value) {
            quoteQuantity = value;
            return this;
        }

        /**
         * Sets how long it works; default GTC.
         *
         * @param value the rule
         * @return this
         */
        public Builder timeInForce(TimeInForce value) {
            timeInForce = value;
            return this;
        }

        /**
         * Sets whether it must never take.
         *
         * @param value default false
         * @return this
         */
        public Builder postOnly(boolean value) {
            postOnly = value;
            return this;
        }

        /**
         * Sets whether it may only shrink a position.
         *
         * @param value default false
         * @return this
         */
        public Builder reduceOnly(boolean value) {
            reduceOnly = value;
            return this;
        }

        /**
         * Sets the visible part.
         *
         * @param value 0 shows everything
         * @return this
         */
        public Builder displayQuantity(BigDecimal value) {
            displayQuantity = Require.notNegative("displayQuantity", value);
            return this;
        }

        /**
         * Sets where it goes; default routed.
         *
         * @param value a venue's id
         * @return this
         */
        public Builder venue(String value) {
            venue = Require.text("venue", value);
            return this;
        }

        /**
         * Sets the algorithm; default immediate.
         *
         * @param value type and parameters
         * @return this
         */
        public Builder algo(AlgoSpec value) {
            algo = value;
            return this;
        }

        /**
         * Sets how it hangs together with others; default alone.
         *
         * @param value kind and ids
         * @return this
         */
        public Builder contingency(Contingency value) {
            contingency = value;
            return this;
        }

        /**
         * Sets whether we may watch its trigger, or the end of its time, ourselves where no venue does.
         *
         * @param value true accepts that nobody does while the process is down; default false
         * @return this
         */
        public Builder acceptsEmulation(boolean value) {
            acceptsEmulation = value;
            return this;
        }

        /**
         * Sets whether risk may shrink it.
         *
         * @param value default false
         * @return this
         */
        public Builder reducible(boolean value) {
            reducible = value;
            return this;
        }

        /**
         * Sets what it belongs to.
         *
         * @param value any text
         * @return this
         */
        public Builder correlationId(String value) {
            correlationId = value;
            return this;
        }

        /**
         * Sets the asker's notes.
         *
         * @param value at most 16 entries
         * @return this
         */
        public Builder metadata(Map<String, String> value) {
            metadata = Map.copyOf(value);
            return this;
        }

        /**
         * Builds the intent.
         *
         * @return the intent
         * @throws IllegalArgumentException if the client order id is missing or parts contradict each other
         */
        public OrderIntent build() {
            return new OrderIntent(
                    clientOrderId,
                    account,
                    strategy,
                    symbol,
                    side,
                    type,
                    quantity,
                    quoteQuantity,
                    timeInForce,
                    postOnly,
                    reduceOnly,
                    displayQuantity,
                    venue,
                    algo,
                    contingency,
                    acceptsEmulation,
                    reducible,
                    correlationId,
                    new TreeMap<>(metadata));
        }
    }
}
