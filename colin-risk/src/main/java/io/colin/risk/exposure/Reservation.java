package io.colin.risk.exposure;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;

/**
 * What an approved order may use up.
 *
 * @param orderId the parent
 * @param symbol what it trades
 * @param side which way
 * @param quantity its whole quantity, above 0
 * @param unitValue worth of one unit at the order's worst price, in the account currency, above 0
 * @param unitCost money one bought unit needs, fee cushion included, in the quote currency; 0 for what needs none
 * @param strategy whose order it is
 * @param venue where all of it goes, or {@link OrderIntent#ANY_VENUE}: then only its children count at their venues
 */
public record Reservation(
        String orderId,
        Symbol symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal unitValue,
        BigDecimal unitCost,
        String strategy,
        String venue) {
    /** Checks and normalises. */
    public Reservation {
        Require.text("orderId", orderId);
        quantity = Decimals.normal(Require.positive("quantity", quantity));
        unitValue = Decimals.normal(Require.positive("unitValue", unitValue));
        unitCost = Decimals.normal(Require.notNegative("unitCost", unitCost));
        Require.text("strategy", strategy);
        Require.text("venue", venue);
    }

    /**
     * A reservation of no strategy of ours, routed anywhere.
     *
     * @param orderId the parent
     * @param symbol what it trades
     * @param side which way
     * @param quantity its whole quantity, above 0
     * @param unitValue worth of one unit at the order's worst price, in the account currency, above 0
     * @param unitCost money one bought unit needs, fee cushion included, in the quote currency; 0 for what needs none
     */
    public Reservation(
            String orderId, Symbol symbol, Side side, BigDecimal quantity, BigDecimal unitValue, BigDecimal unitCost) {
        this(orderId, symbol, side, quantity, unitValue, unitCost, ScopeExposure.EXTERNAL, OrderIntent.ANY_VENUE);
    }

    /**
     * The same terms, worth and costing no less than others.
     *
     * @param other of the same order
     * @return a copy
     */
    public Reservation worthAtLeast(Reservation other) {
        return new Reservation(
                orderId,
                symbol,
                side,
                quantity,
                unitValue.max(other.unitValue),
                unitCost.max(other.unitCost),
                strategy,
                venue);
    }

    /**
     * The same terms at a venue.
     *
     * @param newVenue where all of it goes, or {@link OrderIntent#ANY_VENUE}
     * @return a copy
     */
    public Reservation at(String newVenue) {
        return new Reservation(orderId, symbol, side, quantity, unitValue, unitCost, strategy, newVenue);
    }

    /**
     * The same terms over another quantity.
     *
     * @param newQuantity above 0
     * @return a copy
     */
    public Reservation withQuantity(BigDecimal newQuantity) {
        return new Reservation(orderId, symbol, side, newQuantity, unitValue, unitCost, strategy, venue);
    }
}
