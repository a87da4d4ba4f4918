package io.colin.api.portfolio;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What is held of one symbol, netted. Fills are applied by {@link #apply}; the sum of realised profit and of what is
 * still in {@code cost} is conserved exactly: where a part of the cost is split off, the rounded part goes to realised
 * profit and the exact rest stays.
 *
 * @param symbol what
 * @param quantity signed: positive long, negative short, 0 flat
 * @param cost signed worth at entry of what is held, in settlement currency ({@link Instrument#worth}); 0 when flat
 * @param realisedPnl profit of closed parts before fees, in settlement currency
 * @param funding funding received less paid, in settlement currency
 */
public record Position(
        Symbol symbol, BigDecimal quantity, BigDecimal cost, BigDecimal realisedPnl, BigDecimal funding) {
    private static final int COST_SCALE = 34;

    /** Normalises. */
    public Position {
        quantity = Decimals.normal(quantity);
        cost = Decimals.normal(cost);
        realisedPnl = Decimals.normal(realisedPnl);
        funding = Decimals.normal(funding);
    }

    /**
     * Nothing held.
     *
     * @param symbol what
     * @return a flat position without history
     */
    public static Position flat(Symbol symbol) {
        return new Position(symbol, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /**
     * The position after a fill. A fill that crosses zero closes first and opens with the rest.
     *
     * @param fill of this symbol
     * @param instrument its terms
     * @return the new position; fees are not in it
     */
    public Position apply(Fill fill, Instrument instrument) {
        return change(fill.signedQuantity(), fill.price(), instrument);
    }

    /**
     * The position with a part of the holding given away at a price, as a fee in the base currency does: the same as
     * selling it at that price, so that its profit is realised.
     *
     * @param amount given; negative is received, as a rebate
     * @param price it is worth, in quote currency
     * @param instrument its terms
     * @return the new position
     */
    public Position giving(BigDecimal amount, BigDecimal price, Instrument instrument) {
        return amount.signum() == 0 ? this : change(amount.negate(), price, instrument);
    }

    private Position change(BigDecimal change, BigDecimal price, Instrument instrument) {
        if (quantity.signum() == 0 || quantity.signum() == change.signum()) {
            return with(quantity.add(change), cost.add(instrument.worth(change, price)), realisedPnl);
        }
        BigDecimal closed = change.abs().min(quantity.abs());
        BigDecimal signedClosed = quantity.signum() > 0 ? closed : closed.negate();
        BigDecimal closedCost = closed.compareTo(quantity.abs()) == 0
                ? cost
                : cost.multiply(closed).divide(quantity.abs(), COST_SCALE, RoundingMode.HALF_EVEN);
        BigDecimal gain = instrument.worth(signedClosed, price).subtract(closedCost);
        BigDecimal opened = change.add(signedClosed);
        BigDecimal openedCost = opened.signum() == 0 ? BigDecimal.ZERO : instrument.worth(opened, price);
        return with(quantity.add(change), cost.subtract(closedCost).add(openedCost), realisedPnl.add(gain));
    }

    /**
     * Profit of what is held at a price.
     *
     * @param mark in quote currency, above 0
     * @param instrument its terms
     * @return in settlement currency; 0 when flat
     */
    public BigDecimal unrealisedPnl(BigDecimal mark, Instrument instrument) {
        return quantity.signum() == 0
                ? BigDecimal.ZERO
                : Decimals.normal(instrument.worth(quantity, mark).subtract(cost));
    }

    /**
     * The average entry price.
     *
     * @param instrument its terms
     * @return empty when flat; 34 digits
     */
    public Optional<BigDecimal> averagePrice(Instrument instrument) {
        if (quantity.signum() == 0 || cost.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal contracts = quantity.multiply(instrument.contractSize());
        BigDecimal price = switch (instrument.payoff()) {
            case LINEAR -> cost.divide(contracts, Decimals.QUOTIENT);
            case INVERSE -> contracts.negate().divide(cost, Decimals.QUOTIENT);
        };
        return Optional.of(Decimals.normal(price));
    }

    /**
     * The position with a funding payment booked.
     *
     * @param amount received, negative when paid, in settlement currency
     * @return the new position
     */
    public Position funded(BigDecimal amount) {
        return new Position(symbol, quantity, cost, realisedPnl, funding.add(amount));
    }

    private Position with(BigDecimal newQuantity, BigDecimal newCost, BigDecimal newRealised) {
        return new Position(symbol, newQuantity, newCost, newRealised, funding);
    }
}
