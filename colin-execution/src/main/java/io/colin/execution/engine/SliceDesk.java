package io.colin.execution.engine;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives slices their places, and routes again what venues reject, or leave of what does not rest. What came back of a slice goes out anew once none
 * of its legs is in flight any more, a leg of unknown fate apart, which keeps its quantity until that is settled. Where it
 * stands is followed from the ledger's events alone, so that a restart goes on where it was. Engine thread only.
 */
final class SliceDesk {
    private final Parts parts;
    private final OrderDesk parents;
    private final int rounds;
    private final Map<String, RoutedSlices> byParent = new HashMap<>();

    SliceDesk(Parts parts, OrderDesk parents) {
        this.parts = parts;
        this.parents = parents;
        this.rounds = parts.settings().rerouteRounds();
    }

    /** Routes a slice and sends what has a place; false where another order of ours is in its way, and nothing was sent. */
    boolean route(ParentOrder parent, Slice slice) {
        RoutedSlices slices = byParent.computeIfAbsent(parent.orderId(), id -> new RoutedSlices());
        RoutePlan plan = plan(parent, slice, Optional.empty());
        if (!mayGo(parent, SelfMatchDesk.NEXT, plan)) {
            return false;
        }
        record(parent, slices.count() + 1, 1, slice, plan);
        plan.unrouted().forEach(part -> parents.ends().refused(parent.orderId(), part.reason()));
        send(parent, plan);
        return true;
    }

    /** Whether no order of ours is in the way of another, or it does not matter. */
    private boolean mayGo(ParentOrder parent, int number, RoutePlan plan) {
        return !parents.selfMatches().looks()
                || parents.selfMatches()
                        .mayGo(parent, number, parents.children().made(parent, plan.legs()));
    }

    /** Routes again what came back of a parent's slices; false where nothing went out, nor waits for others of ours. */
    boolean goOn(String parentId) {
        RoutedSlices slices = byParent.get(parentId);
        if (slices == null
                || parts.orders().isPaused(parentId)
                || parents.firstPrices().awaits(parentId)) {
            return false;
        }
        boolean sent = false;
        for (RoutedSlice due : slices.due(rounds, id -> parts.orders().child(id).orElseThrow())) {
            sent |= again(parents.parent(parentId), due);
        }
        return sent;
    }

    /** The numbers of the slices of a parent that can go out again now. */
    Set<Integer> due(String parentId) {
        RoutedSlices slices = byParent.get(parentId);
        return slices == null
                ? Set.of()
                : slices.due(rounds, id -> parts.orders().child(id).orElseThrow()).stream()
                        .map(RoutedSlice::number)
                        .collect(Collectors.toSet());
    }

    private boolean again(ParentOrder parent, RoutedSlice due) {
        BigDecimal quantity = due.back().min(parents.workable(parent));
        if (quantity.signum() <= 0) {
            due.takeBack();
            parents.selfMatches().free(parent.orderId(), due.number());
            return false;
        }
        Slice slice = new Slice(quantity, due.slice().type(), due.slice().timeInForce());
        RoutePlan plan = plan(parent, slice, Optional.of(due));
        if (!mayGo(parent, due.number(), plan)) {
            return true; // It stays due.
        }
        due.takeBack();
        record(parent, due.number(), due.round() + 1, slice, plan);
        return send(parent, plan);
    }

    private boolean send(ParentOrder parent, RoutePlan plan) {
        boolean sent = false;
        for (RoutePlan.Leg leg : plan.legs()) {
            sent |= parents.children().submit(parents.parent(parent.orderId()), leg);
        }
        return sent;
    }

    private RoutePlan plan(ParentOrder parent, Slice slice, Optional<RoutedSlice> again) {
        Slice asked = parents.emulation().atVenue(parent, slice);
        long endNs = Emulation.endNs(parent, slice.timeInForce());
        if (!asked.equals(slice) && endNs <= parts.market().timeNs()) {
            return Emulation.over(slice, endNs);
        }
        long begun = System.nanoTime();
        Instrument instrument =
                parts.market().instrument(parent.intent().symbol()).orElseThrow();
        RoutePlan plan = parts.router()
                .route(new RouteRequest(
                        parents.children().routed(parent, slice),
                        asked,
                        instrument,
                        parts.lanes().venues(),
                        parts.market(),
                        evidence(parent, instrument, again),
                        parent.intent().reduceOnly()));
        parts.latencies().record(LatencyRecorder.Stage.ROUTE, System.nanoTime() - begun);
        requireExact(slice, plan);
        return parents.emulation().told(plan, parent, slice, asked);
    }

    private Map<String, VenueEvidence> evidence(
            ParentOrder parent, Instrument instrument, Optional<RoutedSlice> again) {
        List<String> venues = parts.lanes().venues().stream().map(Venue::id).toList();
        Map<String, VenueEvidence> evidence =
                parts.evidence().evidence(venues, instrument, parent.intent().side());
        evidence.replaceAll((venue, known) ->
                parts.lanes().overload(venue).map(known::unavailable).orElse(known));
        again.ifPresent(slices -> slices.refusedBy()
                .forEach(venue -> evidence.computeIfPresent(
                        venue, (id, known) -> known.unavailable("rejected a part of this slice"))));
        return evidence;
    }

    private void record(ParentOrder parent, int number, int round, Slice slice, RoutePlan plan) {
        parts.log()
                .emit(new SliceRouted(
                        parts.log().header(OrderDesk.correlation(parent)),
                        parent.orderId(),
                        number,
                        round,
                        slice,
                        plan));
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        switch (event) {
            case SliceRouted routed ->
                byParent.computeIfAbsent(routed.parentId(), id -> new RoutedSlices())
                        .on(routed);
            case ChildCreated created -> {
                RoutedSlices slices = byParent.get(created.order().parentId());
                if (slices != null) {
                    slices.sent(created.order().orderId());
                }
            }
            case OrderChanged changed -> {
                RoutedSlices slices = byParent.get(changed.event().orderId());
                if (slices != null && changed.event() instanceof OrderEvent.Updated) {
                    slices.drop(); // What was asked for before had other terms.
                }
                if (changed.after().isClosed()) {
                    ended(changed.event().orderId(), changed.before() != OrderStatus.PENDING_CANCEL);
                }
            }
            case OrderFilled filled -> {
                if (filled.childStatus().isClosed()) {
                    ended(filled.fill().orderId(), false);
                }
                if (filled.parentStatus().isClosed()) {
                    byParent.remove(filled.fill().parentId());
                }
            }
            default -> {}
        }
    }

    /** What we took back ourselves is the algorithm's to send again. */
    private void ended(String orderId, boolean mayGoOutAgain) {
        Optional<ChildOrder> child = parts.orders().child(orderId);
        if (child.isEmpty()) {
            byParent.remove(orderId);
            return;
        }
        RoutedSlices slices = byParent.get(child.get().parentId());
        if (slices != null) {
            slices.ended(child.get(), mayGoOutAgain);
        }
    }

    private static void requireExact(Slice slice, RoutePlan plan) {
        BigDecimal routed =
                plan.legs().stream().map(leg -> leg.slice().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unrouted =
                plan.unrouted().stream().map(RoutePlan.Unrouted::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (routed.add(unrouted).compareTo(slice.quantity()) != 0) {
            throw new IllegalStateException(
                    "router lost " + slice.quantity().subtract(routed).subtract(unrouted));
        }
    }
}
