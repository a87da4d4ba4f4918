package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Refusal;
import io.colin.api.venue.Venue;
import io.colin.api.venue.VenueCapabilities;
import java.math.BigDecimal;
import java.util.Optional;

/** Whether a venue can take a slice at all, its book apart. */
final class Eligibility {
    private Eligibility() {}

    static Optional<Instrument> listing(Venue venue, RouteRequest request) {
        return venue.instruments().stream()
                .filter(i -> i.symbol().equals(request.instrument().symbol()))
                .findFirst();
    }

    /** Why the venue does not offer what the order asks for. */
    static Optional<Refusal> unsupported(Venue venue, RouteRequest request) {
        VenueCapabilities can = venue.capabilities();
        Slice slice = request.slice();
        OrderIntent intent = request.parent().intent();
        String type = slice.type().getClass().getSimpleName();
        if (!can.orderTypes().contains(type)) {
            return refuse(DenialCode.UNSUPPORTED_ORDER_TYPE, venue, "type=" + type);
        }
        if (!can.timesInForce().contains(slice.timeInForce().kind())) {
            return refuse(
                    DenialCode.UNSUPPORTED_TIME_IN_FORCE,
                    venue,
                    "time_in_force=" + slice.timeInForce().kind());
        }
        if (intent.postOnly() && !can.postOnly()) {
            return refuse(DenialCode.UNSUPPORTED_FLAG, venue, "flag=postOnly");
        }
        if (intent.reduceOnly() && !can.reduceOnly()) {
            return refuse(DenialCode.UNSUPPORTED_FLAG, venue, "flag=reduceOnly");
        }
        if (intent.displayQuantity().signum() > 0 && !can.iceberg()) {
            return refuse(DenialCode.UNSUPPORTED_FLAG, venue, "flag=displayQuantity");
        }
        return Optional.empty();
    }

    /** Why a quantity or price does not fit the venue's grids and minima. */
    static Optional<Refusal> misfit(Venue venue, Instrument terms, Slice slice, BigDecimal worstPrice) {
        Optional<BigDecimal> limit = slice.type().limitPrice();
        if (limit.isPresent() && !Decimals.isMultiple(limit.get(), terms.tickSize())) {
            return refuse(
                    DenialCode.PRICE_PRECISION,
                    venue,
                    "price=" + Decimals.text(limit.get()) + " tick=" + Decimals.text(terms.tickSize()));
        }
        if (slice.quantity().compareTo(terms.minQuantity()) < 0) {
            return refuse(
                    DenialCode.QUANTITY_BELOW_MINIMUM,
                    venue,
                    "quantity=" + Decimals.text(slice.quantity()) + " minimum=" + Decimals.text(terms.minQuantity()));
        }
        BigDecimal value = terms.notional(slice.quantity(), worstPrice);
        if (value.compareTo(terms.minNotional()) < 0) {
            return refuse(
                    DenialCode.NOTIONAL_BELOW_MINIMUM,
                    venue,
                    "notional=" + Decimals.text(value) + " minimum=" + Decimals.text(terms.minNotional()));
        }
        return Optional.empty();
    }

    static Optional<Refusal> refuse(DenialCode code, Venue venue, String detail) {
        return Optional.of(Refusal.of(code, "venue=" + venue.id() + " " + detail));
    }
}
