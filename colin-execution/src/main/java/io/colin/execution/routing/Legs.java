package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a split into legs, and what no venue shows into a reason or, where the slice may rest, into a part that does. */
final class Legs {
    private final Side side;
    private final Slice slice;
    private final TimeInForce timeInForce;
    private final Draft draft;

    Legs(Side side, Slice slice, TimeInForce timeInForce, Draft draft) {
        this.side = side;
        this.slice = slice;
        this.timeInForce = timeInForce;
        this.draft = draft;
    }

    /** What goes to one venue, and the average price and net price planned for what it takes at once. */
    private record Part(Offer offer, BigDecimal takes, BigDecimal rests, BigDecimal average, BigDecimal net) {}

    RoutePlan plan(List<Offer> offers, Splitter.Choice choice, BigDecimal mid) {
        List<Part> parts = parts(offers, choice.split());
        BigDecimal left = slice.quantity();
        for (Part part : parts) {
            left = left.subtract(part.takes());
        }
        if (timeInForce.isImmediate()) {
            return plan(offers, parts, left, expected(parts, offers, choice, mid));
        }
        List<Part> resting = rest(parts, left);
        BigDecimal placed = resting.stream().map(Part::rests).reduce(BigDecimal.ZERO, BigDecimal::add);
        return plan(offers, resting, left.subtract(placed), expected(parts, offers, choice, mid));
    }

    private List<Part> parts(List<Offer> offers, Allocation split) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            if (split.lots(i) > 0) {
                parts.add(part(offers.get(i), split.lots(i)));
            }
        }
        parts.sort(Comparator.comparingInt(part -> part.offer().shown.place()));
        return parts;
    }

    private Part part(Offer offer, long lots) {
        BigDecimal takes = offer.quantity(lots);
        BigDecimal average = offer.average(takes);
        return new Part(offer, takes, BigDecimal.ZERO, average, offer.costs.net(average));
    }

    /** What is left rests where a maker pays least, unless the limit goes beyond the cap there or the balance is used up. */
    private List<Part> rest(List<Part> parts, BigDecimal left) {
        List<Part> hosts = parts.stream()
                .filter(part -> !part.offer().hasBeyondCap && !part.offer().isSpendBound)
                .sorted(Comparator.comparing(
                                (Part part) -> part.offer().costs.fees().makerRate())
                        .thenComparingDouble(part -> -part.offer().depth))
                .toList();
        Map<Part, BigDecimal> resting = new HashMap<>();
        BigDecimal open = left;
        for (Part host : hosts) {
            BigDecimal rests = rests(host, open);
            resting.put(host, rests);
            open = open.subtract(rests);
            if (!host.offer().isSpendBound) {
                break;
            }
        }
        return parts.stream()
                .map(part -> new Part(
                        part.offer(),
                        part.takes(),
                        resting.getOrDefault(part, BigDecimal.ZERO),
                        part.average(),
                        part.net()))
                .toList();
    }

    /** How much of what is left can rest at a venue beside what is taken there: the balance is for both. */
    private BigDecimal rests(Part host, BigDecimal left) {
        Offer offer = host.offer();
        BigDecimal wanted =
                host.takes().add(Decimals.floorTo(left, offer.shown.terms().lotSize()));
        BigDecimal most =
                Lots.affordable(offer.shown, side, wanted, offer.bound).max(host.takes());
        offer.isSpendBound = most.compareTo(wanted) < 0;
        return most.subtract(host.takes());
    }

    private RoutePlan plan(
            List<Offer> offers, List<Part> parts, BigDecimal left, Optional<RoutePlan.Expected> expected) {
        List<RoutePlan.Leg> legs = new ArrayList<>(parts.size());
        for (Part part : parts) {
            BigDecimal limit = timeInForce.isImmediate() ? part.offer().limit(side, part.takes()) : part.offer().bound;
            legs.add(new RoutePlan.Leg(
                    part.offer().shown.venue().id(),
                    new Slice(part.takes().add(part.rests()), new OrderType.Limit(limit), timeInForce)));
        }
        offers.forEach(offer -> consider(offer, parts));
        List<RoutePlan.Unrouted> unrouted =
                left.signum() == 0 ? List.of() : List.of(new RoutePlan.Unrouted(left, reason(offers, parts, left)));
        return draft.plan(legs, unrouted, expected);
    }

    private void consider(Offer offer, List<Part> parts) {
        Optional<Part> own =
                parts.stream().filter(part -> part.offer() == offer).findFirst();
        BigDecimal best =
                Decimals.normal(offer.costs.net(offer.levels.getFirst().price()));
        draft.consider(
                offer.shown.place(),
                new RoutePlan.Considered(
                        offer.shown.venue().id(),
                        own.map(part -> part.takes().add(part.rests())).orElse(BigDecimal.ZERO),
                        (own.isPresent() ? "TAKEN" : "NOT_NEEDED") + ": best_net_price=" + Decimals.text(best),
                        own.map(Part::average),
                        own.map(Part::net),
                        Optional.of(offer.costs.terms(offer.shown))));
    }

    private Refusal reason(List<Offer> offers, List<Part> parts, BigDecimal left) {
        boolean isLessThanALot = parts.stream()
                .allMatch(part -> left.compareTo(part.offer().shown.terms().lotSize()) < 0);
        String quantity = "quantity=" + Decimals.text(left);
        if (isLessThanALot) {
            return Refusal.of(DenialCode.QUANTITY_PRECISION, quantity + " rule=whole lots of " + names(parts));
        }
        if (offers.stream().anyMatch(offer -> offer.isSpendBound)) {
            return Refusal.of(DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE, quantity + " venues=" + names(parts));
        }
        return Refusal.of(
                offers.stream().anyMatch(offer -> offer.hasBeyondCap)
                        ? DenialCode.SLIPPAGE_LIMIT
                        : DenialCode.NO_LIQUIDITY,
                quantity + " venues=" + names(parts));
    }

    private static String names(List<Part> parts) {
        return String.join(
                ",", parts.stream().map(part -> part.offer().shown.venue().id()).toList());
    }

    private Optional<RoutePlan.Expected> expected(
            List<Part> parts, List<Offer> offers, Splitter.Choice choice, BigDecimal mid) {
        BigDecimal taken = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        for (Part part : parts) {
            taken = taken.add(part.takes());
            cost = cost.add(part.net().multiply(part.takes()));
        }
        BigDecimal net = parts.size() == 1 ? parts.getFirst().net() : cost.divide(taken, Decimals.QUOTIENT);
        return Optional.of(new RoutePlan.Expected(
                mid,
                net,
                choice.alone()
                        .map(alone -> alone.isOverThoseOf(choice.split())
                                ? net
                                : parts(offers, alone).getFirst().net())));
    }
}
