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
import io.colin.api.venue.FeeSchedule;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a slice rests: at the venue with the lowest maker fee, then the deeper book, then the one named first. */
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

    private record Place(Shown shown, Slice leg, FeeSchedule fees, BigDecimal depth) {}

    RoutePlan over(List<Shown> venues) {
        List<Place> places =
                venues.stream().flatMap(shown -> place(shown).stream()).toList();
        Slice slice = request.slice();
        if (places.isEmpty()) {
            return draft.nothing(slice.quantity(), request.parent().intent().venue());
        }
        Place best = places.stream()
                .min(Comparator.comparing((Place place) -> place.fees().makerRate())
                        .thenComparing(place -> place.depth().negate()))
                .orElseThrow();
        places.forEach(place -> draft.consider(place.shown().place(), considered(place, place.equals(best))));
        BigDecimal rest = slice.quantity().subtract(best.leg().quantity());
        String venue = best.shown().venue().id();
        List<RoutePlan.Unrouted> unrouted = rest.signum() == 0
                ? List.of()
                : List.of(new RoutePlan.Unrouted(
                        rest,
                        Refusal.of(
                                DenialCode.QUANTITY_PRECISION,
                                "venue=" + venue + " quantity=" + Decimals.text(rest) + " lot="
                                        + Decimals.text(best.shown().terms().lotSize()))));
        return draft.plan(List.of(new RoutePlan.Leg(venue, best.leg())), unrouted, Optional.empty());
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
        Slice leg = new Slice(quantity(shown, slice), priced(slice.type(), side, shown.terms()), slice.timeInForce());
        return Optional.of(
                new Place(shown, leg, shown.venue().fees(shown.terms().symbol()), depth));
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
        BigDecimal price = limit.orElse(shown.quote().mid());
        return Minima.misfit(shown, quantity(shown, slice), slice.quantity(), price);
    }

    private static RoutePlan.Considered considered(Place place, boolean isChosen) {
        return new RoutePlan.Considered(
                place.shown().venue().id(),
                isChosen ? place.leg().quantity() : BigDecimal.ZERO,
                (isChosen ? "RESTS" : "NOT_NEEDED") + ": maker_fee="
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
