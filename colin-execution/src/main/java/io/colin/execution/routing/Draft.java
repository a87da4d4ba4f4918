package io.colin.execution.routing;

import io.colin.api.execution.RoutePlan;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A plan in the making: what is thought of each venue, and why nothing goes anywhere if nothing does. */
final class Draft {
    private final Map<Integer, RoutePlan.Considered> considered = new TreeMap<>();
    private final List<Refusal> excluded = new ArrayList<>();

    void exclude(int place, String venue, Refusal reason) {
        exclude(place, venue, reason, Optional.empty());
    }

    void exclude(int place, String venue, Refusal reason, Optional<RoutePlan.Terms> terms) {
        excluded.add(reason);
        consider(
                place,
                new RoutePlan.Considered(
                        venue, BigDecimal.ZERO, reason.message(), Optional.empty(), Optional.empty(), terms));
    }

    void consider(int place, RoutePlan.Considered thought) {
        considered.put(place, thought);
    }

    RoutePlan plan(List<RoutePlan.Leg> legs, List<RoutePlan.Unrouted> unrouted, Optional<RoutePlan.Expected> expected) {
        return new RoutePlan(legs, unrouted, List.copyOf(considered.values()), expected);
    }

    /** The plan that sends nothing. */
    RoutePlan nothing(BigDecimal quantity, String named) {
        return plan(List.of(), List.of(new RoutePlan.Unrouted(quantity, reason(named))), Optional.empty());
    }

    private Refusal reason(String named) {
        if (excluded.isEmpty()) {
            return Refusal.of(DenialCode.NO_LIQUIDITY, "venue=" + named + " is not connected");
        }
        if (excluded.stream().map(Refusal::code).distinct().count() == 1) {
            return excluded.getFirst();
        }
        return Refusal.of(
                DenialCode.NO_LIQUIDITY, excluded.stream().map(Refusal::message).collect(Collectors.joining("; ")));
    }
}
