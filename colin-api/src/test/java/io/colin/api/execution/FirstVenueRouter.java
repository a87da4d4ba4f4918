package io.colin.api.execution;

import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.venue.Venue;
import java.util.List;
import java.util.Optional;

/** The plainest router: everything to the first venue that trades the symbol. */
final class FirstVenueRouter implements OrderRouter {
    @Override
    public RoutePlan route(RouteRequest request) {
        Optional<Venue> venue = request.venues().stream()
                .filter(v -> v.instruments().stream()
                        .anyMatch(i -> i.symbol().equals(request.instrument().symbol())))
                .findFirst();
        if (venue.isEmpty()) {
            Refusal reason = Refusal.of(DenialCode.NO_LIQUIDITY, "venues=0");
            return new RoutePlan(
                    List.of(), List.of(new RoutePlan.Unrouted(request.slice().quantity(), reason)));
        }
        return new RoutePlan(List.of(new RoutePlan.Leg(venue.get().id(), request.slice())), List.of());
    }
}
