package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.Venue;
import io.colin.execution.algo.Iceberg;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what we do ourselves of an order because no venue that it may go to offers it; the triggers of stops are
 * {@link TriggerDesk}'s.
 *
 * <p><b>The end of its time</b> (GTD, DAY) of what rests: it goes out as good till cancelled and {@link ExpiryDesk} cancels
 * it then. While the process is down nobody does, so an order that asks for such an end must accept that. The ends that an
 * algorithm gives the slices of an order without one are the algorithm's own, and die with the process as it does.
 *
 * <p><b>A display quantity</b> of a limit order that may rest and asks for no algorithm: {@link Iceberg#standingIn} shows one
 * part after the other. Nothing of that outlives the process but the part that rests, as of any algorithm.
 *
 * <p>Engine thread only.
 */
final class Emulation {
    /** So many refusals in a row, and no more parts of an order are shown that has filled something. */
    private static final int REFUSALS = 5;

    /** Why the gate denies what it lets pass again after a while; such a part of an order that has filled something is no refusal. */
    private static final Set<String> PASSING = Set.of(
            DenialCode.LOCKED.name(),
            DenialCode.RATE_LIMIT_EXCEEDED.name(),
            DenialCode.STALE_MARKET_DATA.name(),
            DenialCode.STALE_RISK_DATA.name(),
            DenialCode.STALE_MODEL.name());

    private static final Iceberg ICEBERG = Iceberg.standingIn();

    private final Parts parts;
    private final TriggerDesk triggers;

    Emulation(Parts parts, TriggerDesk triggers) {
        this.parts = parts;
        this.triggers = triggers;
    }

    /** What works an order; empty where nobody knows its algorithm. */
    Optional<ExecutionAlgo> algo(OrderIntent intent) {
        return showsParts(intent) ? Optional.of(ICEBERG) : named(intent);
    }

    /** The version of the algorithm that an order names. */
    String version(OrderIntent intent) {
        return named(intent).map(ExecutionAlgo::version).orElse(ParentOrder.UNKNOWN_VERSION);
    }

    /** What works an order, with its version. */
    String worker(OrderIntent intent) {
        return algo(intent)
                .map(algo -> algo.type() + "/" + algo.version())
                .orElse(intent.algo().type() + "/" + ParentOrder.UNKNOWN_VERSION);
    }

    /** Whether an order is worked on its own terms alone, by no schedule. */
    boolean isPlain(OrderIntent intent) {
        return named(intent).filter(ExecutionAlgo::isWhole).isPresent();
    }

    /** Whether one child carries all of an order. */
    boolean isWhole(OrderIntent intent) {
        return isPlain(intent) && !showsParts(intent);
    }

    /** Whether we show an order part by part, because no venue hides anything of it. */
    boolean showsParts(OrderIntent intent) {
        return intent.displayQuantity().signum() > 0
                && isPlain(intent)
                && triggers.worked(intent) instanceof OrderType.Limit
                && !intent.timeInForce().isImmediate()
                && venues(intent).stream()
                        .noneMatch(venue -> venue.capabilities().iceberg());
    }

    /** Why an order could not be shown part by part with other terms, as at the door. */
    Optional<Refusal> unshowable(OrderIntent intent, BigDecimal quantity, OrderType type, Instrument instrument) {
        if (!showsParts(intent)) {
            return Optional.empty();
        }
        try {
            ICEBERG.validate(intent.withTerms(quantity, triggers.worked(intent.withTerms(quantity, type))), instrument);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Refusal.of(DenialCode.VALIDATION_FAILED, String.valueOf(e.getMessage())));
        }
    }

    /** Why no more parts of an order are shown, where venues or the gate take none. */
    Optional<String> refused(ParentOrder parent) {
        if (!showsParts(parent.intent())) {
            return Optional.empty();
        }
        boolean untouched = parent.progress().filledQuantity().signum() == 0;
        int refusals = 0;
        for (ChildOrder child : parts.orders().childrenOf(parent.orderId()).reversed()) {
            OrderStatus status = child.progress().status();
            if (status != OrderStatus.REJECTED && status != OrderStatus.DENIED) {
                break;
            }
            if (untouched || !isPassing(child)) {
                refusals++;
            }
        }
        int most = untouched ? 1 : REFUSALS;
        return refusals < most
                ? Optional.empty()
                : Optional.of("the last " + refusals + " parts were refused: leaves="
                        + Decimals.text(parent.progress().leavesQuantity()));
    }

    /** Whether all that the gate denied a part for passes by itself. */
    private static boolean isPassing(ChildOrder child) {
        List<Refusal> why = child.progress().refusals();
        return child.progress().status() == OrderStatus.DENIED
                && !why.isEmpty()
                && why.stream().allMatch(refusal -> PASSING.contains(refusal.code()));
    }

    /** The venues that an order may go to. */
    List<Venue> venues(OrderIntent intent) {
        return parts.lanes().venues().stream()
                .filter(venue -> intent.venue().equals(OrderIntent.ANY_VENUE)
                        || intent.venue().equals(venue.id()))
                .toList();
    }

    /** Why an order cannot work as long as it asks for. */
    Optional<Refusal> untimely(OrderIntent intent) {
        TimeInForce.Kind kind = intent.timeInForce().kind();
        if (isOffered(intent, kind) || (ends(kind) && !mayRest(intent))) {
            return Optional.empty();
        }
        String asked = "time_in_force=" + kind;
        if (!ends(kind) || !isOffered(intent, TimeInForce.Kind.GTC)) {
            return Optional.of(Refusal.of(DenialCode.UNSUPPORTED_TIME_IN_FORCE, asked));
        }
        return intent.acceptsEmulation()
                ? Optional.empty()
                : Optional.of(Refusal.of(DenialCode.UNSUPPORTED_TIME_IN_FORCE, asked + " accept_emulation=false"));
    }

    /** A slice as venues are asked for it. */
    Slice atVenue(ParentOrder parent, Slice slice) {
        OrderIntent intent = parent.intent();
        boolean isOurs = slice.mayRest()
                && ends(slice.timeInForce().kind())
                && !isOffered(intent, slice.timeInForce().kind())
                && (!ends(intent.timeInForce().kind()) || intent.acceptsEmulation());
        return isOurs ? new Slice(slice.quantity(), slice.type(), TimeInForce.GTC) : slice;
    }

    /** When a child of such a slice ends; a day is the parent's own. */
    static long endNs(ParentOrder parent, TimeInForce asked) {
        return asked.endNs(parent.createdTimeNs());
    }

    /** A plan for a slice that would be over already: nothing goes out. */
    static RoutePlan over(Slice slice, long endNs) {
        Refusal why = Refusal.of(DenialCode.EXPIRE_TIME_IN_PAST, "expire_time_ns=" + endNs);
        return new RoutePlan(List.of(), List.of(new RoutePlan.Unrouted(slice.quantity(), why)));
    }

    /** A plan that says of the venues it sends to what they were asked for in the place of what the order wants. */
    RoutePlan told(RoutePlan plan, ParentOrder parent, Slice asked, Slice sent) {
        String how = (asked.equals(sent)
                        ? ""
                        : " emulated=time_in_force asked=" + asked.timeInForce().kind() + " sent="
                                + sent.timeInForce().kind())
                + (showsParts(parent.intent())
                        ? " emulated=display_quantity asked="
                                + Decimals.text(parent.intent().displayQuantity())
                        : "");
        if (how.isEmpty()) {
            return plan;
        }
        List<RoutePlan.Considered> considered = plan.considered().stream()
                .map(one -> one.quantity().signum() == 0
                        ? one
                        : new RoutePlan.Considered(
                                one.venue(),
                                one.quantity(),
                                one.why() + how,
                                one.averagePrice(),
                                one.netPrice(),
                                one.terms()))
                .toList();
        return new RoutePlan(plan.legs(), plan.unrouted(), considered, plan.expected());
    }

    /** Whether what is good for so long has a time at which it ends. */
    static boolean ends(TimeInForce.Kind kind) {
        return kind == TimeInForce.Kind.GTD || kind == TimeInForce.Kind.DAY;
    }

    private boolean isOffered(OrderIntent intent, TimeInForce.Kind kind) {
        return venues(intent).stream()
                .anyMatch(venue -> venue.capabilities().timesInForce().contains(kind));
    }

    /** Of an algorithm nobody knows everything may. */
    private boolean mayRest(OrderIntent intent) {
        return named(intent).stream().allMatch(algo -> algo.mayRest(intent));
    }

    private Optional<ExecutionAlgo> named(OrderIntent intent) {
        return Optional.ofNullable(parts.algos().get(intent.algo().type()));
    }
}
