package io.colin.api.order;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;

/** Builds a fill for tests: quantity 1 at price 100, no fee, taker, unless told otherwise. */
public final class SampleFill {
    private final Symbol symbol;
    private final Side side;
    private String tradeId = "trade-1";
    private String orderId = "child-1";
    private String parentId = "parent-1";
    private String venue = "paper";
    private BigDecimal quantity = BigDecimal.ONE;
    private BigDecimal price = BigDecimal.valueOf(100);
    private BigDecimal fee = BigDecimal.ZERO;
    private String feeCurrency;
    private Liquidity liquidity = Liquidity.TAKER;
    private long timeNs;

    private SampleFill(Symbol symbol, Side side) {
        this.symbol = symbol;
        this.side = side;
        this.feeCurrency = symbol.quote();
    }

    /**
     * Starts a fill.
     *
     * @param symbol what
     * @param side which way
     * @return a builder
     */
    public static SampleFill of(Symbol symbol, Side side) {
        return new SampleFill(symbol, side);
    }

    /**
     * Starts a buy.
     *
     * @param symbol what
     * @param quantity decimal text, above 0
     * @param price decimal text, above 0
     * @return a builder
     */
    public static SampleFill buy(Symbol symbol, String quantity, String price) {
        return of(symbol, Side.BUY).quantity(new BigDecimal(quantity)).price(new BigDecimal(price));
    }

    /**
     * Starts a sell.
     *
     * @param symbol what
     * @param quantity decimal text, above 0
     * @param price decimal text, above 0
     * @return a builder
     */
    public static SampleFill sell(Symbol symbol, String quantity, String price) {
        return of(symbol, Side.SELL).quantity(new BigDecimal(quantity)).price(new BigDecimal(price));
    }

    /**
     * Sets the venue's id of the execution.
     *
     * @param value default {@code trade-1}
     * @return this
     */
    public SampleFill tradeId(String value) {
        tradeId = value;
        return this;
    }

    /**
     * Sets the orders.
     *
     * @param child default {@code child-1}
     * @param parent default {@code parent-1}
     * @return this
     */
    public SampleFill order(String child, String parent) {
        orderId = child;
        parentId = parent;
        return this;
    }

    /**
     * Sets the venue.
     *
     * @param value default {@code paper}
     * @return this
     */
    public SampleFill venue(String value) {
        venue = value;
        return this;
    }

    /**
     * Sets how much.
     *
     * @param value above 0
     * @return this
     */
    public SampleFill quantity(BigDecimal value) {
        quantity = value;
        return this;
    }

    /**
     * Sets the price.
     *
     * @param value above 0
     * @return this
     */
    public SampleFill price(BigDecimal value) {
        price = value;
        return this;
    }

    /**
     * Sets the fee.
     *
     * @param value negative is a rebate
     * @param currency what it is paid in
     * @return this
     */
    public SampleFill fee(BigDecimal value, String currency) {
        fee = value;
        feeCurrency = currency;
        return this;
    }

    /**
     * Sets the fee.
     *
     * @param value decimal text, negative is a rebate
     * @param currency what it is paid in
     * @return this
     */
    public SampleFill fee(String value, String currency) {
        return fee(new BigDecimal(value), currency);
    }

    /**
     * Makes it a resting fill.
     *
     * @return this
     */
    public SampleFill maker() {
        liquidity = Liquidity.MAKER;
        return this;
    }

    /**
     * Sets when.
     *
     * @param value ns since epoch, default 0
     * @return this
     */
    public SampleFill at(long value) {
        timeNs = value;
        return this;
    }

    /**
     * Builds the fill.
     *
     * @return the fill
     */
    public Fill build() {
        return new Fill(
                tradeId, orderId, parentId, venue, symbol, side, quantity, price, fee, feeCurrency, liquidity, timeNs);
    }
}
