package io.colin.api.order;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * An order at one venue, a slice of a parent.
 *
 * @param orderId our id, which is also the client order id the venue sees
 * @param parentId its parent
 * @param venue where it goes
 * @param venueOrderId the venue's id, empty until it is accepted
 * @param symbol what to trade
 * @param side which way
 * @param type how priced
 * @param timeInForce how long it works
 * @param postOnly whether it must never take
 * @param reduceOnly whether it may only shrink a position
 * @param displayQuantity the visible part, 0 shows everything
 * @param createdTimeNs when, ns since epoch
 * @param progress how far it has come; its quantity is the order's
 */
public record ChildOrder(
        String orderId,
        String parentId,
        String venue,
        String venueOrderId,
        Symbol symbol,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        boolean postOnly,
        boolean reduceOnly,
        BigDecimal displayQuantity,
        long createdTimeNs,
        OrderProgress progress) {
    /** Checks and normalises. */
    public ChildOrder {
        Require.text("orderId", orderId);
        Require.text("parentId", parentId);
        Require.text("venue", venue);
        displayQuantity = Decimals.normal(Require.notNegative("displayQuantity", displayQuantity));
    }

    /**
     * The same order with other progress.
     *
     * @param newProgress how far it has come
     * @return a copy
     */
    public ChildOrder with(OrderProgress newProgress) {
        return copy(venueOrderId, type, newProgress);
    }

    /**
     * The same order, known to the venue by an id.
     *
     * @param id the venue's id
     * @return a copy
     */
    public ChildOrder withVenueOrderId(String id) {
        return copy(id, type, progress);
    }

    /**
     * The same order, priced otherwise.
     *
     * @param newType the pricing in force
     * @return a copy
     */
    public ChildOrder withType(OrderType newType) {
        return copy(venueOrderId, newType, progress);
    }

    private ChildOrder copy(String newVenueOrderId, OrderType newType, OrderProgress newProgress) {
        return new ChildOrder(
                orderId,
                parentId,
                venue,
                newVenueOrderId,
                symbol,
                side,
                newType,
                timeInForce,
                postOnly,
                reduceOnly,
                displayQuantity,
                createdTimeNs,
                newProgress);
    }
}
