package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookLevel;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a slice rests: at the venue with the lowest maker fee, then the deeper book, then the one named first, as much as the
 * balance there pays for; what it does not, at the next.
 */
final class RestingRoute {
    private final RouteRequest request;
    private final RoutingRules rules;
    private final Eligibility eligibility;
    private final Draft draft;

    RestingRoute(RouteRequest request, RoutingRules rules, Eligibility eligibility, Draft draft) {
        this.request = request;
        this.rules = rules;
        this.eligibility = eligibility;
        this.draft = draft;
    }

    /** A venue, what is asked of it, and how much of that the balance there pays for. */
    private record Place(Shown shown, Slice asked, BigDecimal affordable, FeeSchedule fees, BigDecimal depth) {
        boolean isSpendBound() {
            return affordable.compareTo(asked.quantity()) < 0;
        }
    }

    RoutePlan over(List<Shown> venues) {
        List<Place> places = venues.stream()
                .flatMap(shown -> place(shown).stream())
                .sorted(Comparator.comparing((Place place) -> place.fees().makerRate())
                        .thenComparing(place -> place.depth().negate()))
                .toList();
        if (places.isEmpty()) {
            return draft.nothing(
                    request.slice().quantity(), request.parent().intent().venue());
        }
        List<RoutePlan.Leg> legs = new ArrayList<>();
        BigDecimal left = request.slice().quantity();
        boolean goesOn = true;
        for (Place place : places) {
            BigDecimal rests = goesOn && legs.size() < rules.maxVenues() ? rests(place, left) : BigDecimal.ZERO;
            draft.consider(place.shown().place(), considered(place, rests));
            if (rests.signum() > 0) {
                Slice asked = place.asked();
                legs.add(new RoutePlan.Leg(
                        place.shown().venue().id(), new Slice(rests, asked.type(), asked.timeInForce())));
                left = left.subtract(rests);
                goesOn = place.isSpendBound();
            }
        }
        List<RoutePlan.Unrouted> unrouted =
                left.signum() == 0 ? List.of() : List.of(new RoutePlan.Unrouted(left, reason(places, legs, left)));
        return draft.plan(legs, unrouted, Optional.empty());
    }

    /** How much of what is left rests at a venue: what the balance there pays for, nothing where that is too little for it. */
    private BigDecimal rests(Place place, BigDecimal left) {
        BigDecimal quantity = Decimals.floorTo(
                left.min(place.affordable()), place.shown().terms().lotSize());
        return Minima.misfit(place.shown(), quantity, left, price(place.shown()))
                        .isEmpty()
                ? quantity
                : BigDecimal.ZERO;
    }

    /** Only a balance that is used up lets a slice go on to another venue, so that the last leg says why something is left. */
    private static Refusal reason(List<Place> places, List<RoutePlan.Leg> legs, BigDecimal left) {
        String last = legs.getLast().venue();
        Place place = places.stream()
                .filter(one -> one.shown().venue().id().equals(last))
                .findFirst()
                .orElseThrow();
        String quantity = "quantity=" + Decimals.text(left);
        return place.isSpendBound()
                ? Refusal.of(
                        DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE,
                        quantity + " venues="
                                + String.join(
                                        ",",
                                        legs.stream().map(RoutePlan.Leg::venue).toList()))
                : Refusal.of(
                        DenialCode.QUANTITY_PRECISION,
                        "venue=" + last + " " + quantity + " lot="
                                + Decimals.text(place.shown().terms().lotSize()));
    }

    private Optional<Place> place(Shown shown) {
        Slice slice = request.slice();
        Optional<Refusal> refusal = eligibility
                .unsupported(
                        shown.venue(),
                        slice.type().getClass().getSimpleName(),
                        slice.timeInForce().kind())
                .or(() -> misfit(shown, slice));
        if (refusal.isPresent()) {
            draft.exclude(shown.place(), shown.venue().id(), refusal.get());
            return Optional.empty();
        }
        Side side = request.parent().intent().side();
        BigDecimal depth = (side == Side.BUY
                        ? shown.book().asks(rules.levels())
                        : shown.book().bids(rules.levels()))
                .stream().map(BookLevel::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        Slice asked = new Slice(quantity(shown, slice), priced(slice.type(), side, shown.terms()), slice.timeInForce());
        BigDecimal affordable = Lots.affordable(shown, side, asked.quantity(), price(shown));
        boolean allOrNothing = slice.timeInForce().kind() == TimeInForce.Kind.FOK;
        BigDecimal least = allOrNothing ? asked.quantity() : affordable;
        if (affordable.compareTo(least) < 0
                || Minima.misfit(shown, affordable, slice.quantity(), price(shown))
                        .isPresent()) {
            draft.exclude(shown.place(), shown.venue().id(), tooDear(shown, affordable));
            return Optional.empty();
        }
        FeeSchedule fees = shown.venue().fees(shown.terms().symbol());
        return Optional.of(new Place(shown, asked, affordable, fees, depth));
    }

    private static BigDecimal quantity(Shown shown, Slice slice) {
        return Decimals.floorTo(slice.quantity(), shown.terms().lotSize());
    }

    private static OrderType priced(OrderType type, Side side, Instrument terms) {
        return type instanceof OrderType.Limit limit
                ? new OrderType.Limit(Bound.onTick(side, limit.price(), terms))
                : type;
    }

    private Optional<Refusal> misfit(Shown shown, Slice slice) {
        Instrument terms = shown.terms();
        Optional<BigDecimal> limit = slice.type().limitPrice();
        boolean isLimit = slice.type() instanceof OrderType.Limit;
        if (limit.isPresent()
                && (isLimit
                        ? Bound.onTick(request.parent().intent().side(), limit.get(), terms)
                                        .signum()
                                == 0
                        : !Decimals.isMultiple(limit.get(), terms.tickSize()))) {
            return Eligibility.refuse(
                    DenialCode.PRICE_PRECISION,
                    shown.venue(),
                    "price=" + Decimals.text(limit.get()) + " tick=" + Decimals.text(terms.tickSize()));
        }
        return Minima.misfit(shown, quantity(shown, slice), slice.quantity(), price(shown));
    }

    /** What a unit is valued at: the limit, else the stop, else the middle. */
    private BigDecimal price(Shown shown) {
        OrderType type = request.slice().type();
        return type.limitPrice()
                .orElseGet(() -> type instanceof OrderType.StopMarket stop
                        ? stop.stopPrice()
                        : shown.quote().mid());
    }

    private static Refusal tooDear(Shown shown, BigDecimal affordable) {
        return Refusal.of(
                DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE,
                "venue=" + shown.venue().id() + " free="
                        + Decimals.text(shown.evidence().spendable().orElse(BigDecimal.ZERO)) + " affordable="
                        + Decimals.text(affordable));
    }

    private static RoutePlan.Considered considered(Place place, BigDecimal rests) {
        return new RoutePlan.Considered(
                place.shown().venue().id(),
                rests,
                (rests.signum() > 0 ? "RESTS" : "NOT_NEEDED") + ": maker_fee="
                        + Decimals.text(place.fees().makerRate()) + " depth=" + Decimals.text(place.depth()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new RoutePlan.Terms(
                        place.fees().makerRate(),
                        place.fees().assumed(),
                        BigDecimal.ZERO,
                        place.shown().evidence().latencyAssumed(),
                        BigDecimal.ZERO,
                        place.shown().evidence().fillRatio())));
    }
}
