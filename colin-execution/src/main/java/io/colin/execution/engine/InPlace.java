package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Quote;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How what works at a venue may be changed there, by that venue's own ticks and lots. What would not rest with its new price
 * is the router's to price, so it is placed anew. Engine thread only.
 */
final class InPlace {
    private final Parts parts;

    InPlace(Parts parts) {
        this.parts = parts;
    }

    /** A limit on the venue's ticks, never loosened; what has no tick within stays, and is not changed in place. */
    OrderType priced(ChildOrder child, OrderType type) {
        if (!(type instanceof OrderType.Limit limit)) {
            return type;
        }
        RoundingMode inwards = child.side() == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING;
        BigDecimal price = Decimals.roundTo(limit.price(), terms(child).tickSize(), inwards);
        return price.signum() > 0 ? new OrderType.Limit(price) : type;
    }

    /** As much of a quantity as the venue's lots hold. */
    BigDecimal onLot(ChildOrder child, BigDecimal quantity) {
        return Decimals.floorTo(quantity, terms(child).lotSize());
    }

    /** Whether a venue changes orders, and a child with such a price would rest there. */
    boolean isPossible(ChildOrder child, OrderType type) {
        return parts.lanes()
                        .venue(child.venue())
                        .map(Venue::capabilities)
                        .filter(can -> can.amend())
                        .isPresent()
                && (type.equals(child.type()) || (isOnTick(child, type) && rests(child, type)));
    }

    private boolean isOnTick(ChildOrder child, OrderType type) {
        return type.limitPrice().stream()
                .allMatch(price -> Decimals.isMultiple(price, terms(child).tickSize()));
    }

    private boolean rests(ChildOrder child, OrderType type) {
        Optional<Quote> quote = parts.market().quote(child.symbol());
        return !(type instanceof OrderType.Limit limit)
                || quote.isEmpty()
                || (child.side() == Side.BUY
                        ? limit.price().compareTo(quote.orElseThrow().ask()) < 0
                        : limit.price().compareTo(quote.orElseThrow().bid()) > 0);
    }

    private Instrument terms(ChildOrder child) {
        return parts.lanes().venue(child.venue()).stream()
                .flatMap(venue -> venue.instruments().stream())
                .filter(listed -> listed.symbol().equals(child.symbol()))
                .findFirst()
                .orElseGet(() -> parts.market().instrument(child.symbol()).orElseThrow());
    }
}
