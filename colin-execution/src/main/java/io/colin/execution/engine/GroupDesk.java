package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.DecisionMade;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Contingency;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Keeps what orders promised each other: what one of an OCO fills is taken off the others, what an OTO fills activates its
 * exits in proportion, and what only reduces shrinks with the position. It holds no state of its own: all follows from the
 * orders and the position, so that a restart changes nothing and a repeat does nothing. Engine thread only.
 */
final class GroupDesk {
    private final Parts parts;
    private final OrderDesk orders;
    private final TriggerDesk triggers;
    private final TermsDesk terms;

    GroupDesk(Parts parts, OrderDesk orders, TriggerDesk triggers, TermsDesk terms) {
        this.parts = parts;
        this.orders = orders;
        this.triggers = triggers;
        this.terms = terms;
    }

    /** Whether an order waits for what another fills. */
    boolean isActivated(ParentOrder parent) {
        return parts.orders().activator(parent).isPresent();
    }

    /**
     * An exit is judged when it is let go: until then there is nothing it could reduce. Its terms are looked at before, see
     * {@link #vet}.
     */
    boolean isJudgedLater(OrderIntent intent, boolean activated) {
        return intent.reduceOnly()
                && (activated || (intent.contingency().kind() != Contingency.Kind.NONE && triggers.watches(intent)));
    }

    /** The same of an order that was made: no gate has been asked yet. */
    boolean isUnjudged(ParentOrder parent) {
        return parent.intent().reduceOnly()
                && isJudgedLater(parent.intent(), isActivated(parent))
                && parts.orders().decision(parent.orderId()).stream().noneMatch(RiskDecision::passes);
    }

    /** Refuses an exit by its terms as it is taken: what could never pass must not be found out when it is needed. */
    Optional<RiskDecision> vet(ParentOrder exit) {
        OrderType type = exit.intent().type();
        OrderIntent terms = exit.intent().withTerms(exit.intent().quantity(), vetted(exit, type));
        return parts.accounts().vet(new RiskRequest.Exit(exit.orderId(), terms, exit.principal()), goesAt(exit, type));
    }

    /** Refuses other terms of an exit that is not judged yet. */
    Optional<RiskDecision> vet(ParentOrder exit, BigDecimal quantity, OrderType type, String principal) {
        return parts.accounts()
                .vet(new RiskRequest.Amend(exit, quantity, vetted(exit, type), principal), goesAt(exit, type));
    }

    /** A trailing stop that we watch goes wherever the market takes it. */
    private OrderType vetted(ParentOrder exit, OrderType type) {
        return type instanceof OrderType.TrailingStop ? orders.worked(exit, type) : type;
    }

    /** Where the market will be when an exit goes: at its trigger, else where its entry fills. */
    private Optional<BigDecimal> goesAt(ParentOrder exit, OrderType type) {
        if (triggers.watches(exit.intent())) {
            return switch (type) {
                case OrderType.StopMarket stop -> Optional.of(stop.stopPrice());
                case OrderType.StopLimit stop -> Optional.of(stop.stopPrice());
                default -> Optional.empty();
            };
        }
        return parts.orders()
                .activator(exit)
                .filter(entry -> entry.progress().filledQuantity().signum() == 0)
                .flatMap(this::fillsAt);
    }

    /** A limit that the market is through already fills at the market. */
    private Optional<BigDecimal> fillsAt(ParentOrder entry) {
        Optional<BigDecimal> named = entry.intent().type().namedPrice();
        if (!(entry.intent().type() instanceof OrderType.Limit)) {
            return named;
        }
        return parts.market()
                .mark(entry.intent().symbol())
                .map(mark -> entry.intent().side() == Side.BUY
                        ? mark.min(named.orElseThrow())
                        : mark.max(named.orElseThrow()))
                .or(() -> named);
    }

    /**
     * Asks the gate for an exit that nobody was asked for at the door, because it reduces what was not there yet: at the price
     * it is worked at now, for a trigger that was touched is behind the market.
     */
    boolean isJudged(ParentOrder parent) {
        if (!isUnjudged(parent)) {
            return true;
        }
        String id = parent.orderId();
        RiskDecision decision =
                checkExit(parent, ready(parent), false, parent.intent().venue());
        orders.record(id, OrderDesk.correlation(parent), decision);
        if (decision.verdict() == RiskDecision.Verdict.APPROVED) {
            parts.accounts().gate().onParent(parent);
            return true;
        }
        orders.deny(id, decision.reasons());
        return false;
    }

    /** The same of an exit that works and is to be for more, as its entry has filled on; its decision stays the first one. */
    RiskDecision grown(ParentOrder parent, BigDecimal quantity, String venue) {
        RiskDecision decision = checkExit(parent, quantity, true, venue);
        parts.log()
                .emit(new DecisionMade(parts.log().header(OrderDesk.correlation(parent)), parent.orderId(), decision));
        return decision;
    }

    /** Asks the gate for so much of an exit, at the price it is worked at. */
    private RiskDecision checkExit(ParentOrder parent, BigDecimal quantity, boolean grows, String venue) {
        OrderIntent asked = parent.intent()
                .withTerms(quantity, orders.worked(parent, parent.intent().type()));
        return parts.accounts().check(new RiskRequest.Exit(parent.orderId(), asked, parent.principal(), grows, venue));
    }

    /** How much of so much an order may have filled by now: 0 while nothing has activated it. */
    BigDecimal allowed(ParentOrder parent, BigDecimal quantity) {
        return isGrouped(parent) ? quantity.min(share(parent)).max(BigDecimal.ZERO) : quantity;
    }

    /** What a group leaves an order: what is activated of it, less what the others of its OCO filled. */
    private BigDecimal share(ParentOrder parent) {
        BigDecimal whole = parent.intent().quantity();
        BigDecimal active = parts.orders()
                .activator(parent)
                .map(by -> activated(parent, by))
                .orElse(whole);
        for (ParentOrder other : alternatives(parent)) {
            active = active.subtract(other.progress().filledQuantity());
        }
        return active;
    }

    private BigDecimal activated(ParentOrder parent, ParentOrder by) {
        BigDecimal filled = by.progress().filledQuantity();
        BigDecimal whole = by.intent().quantity();
        BigDecimal exact = parent.intent().quantity().multiply(filled).divide(whole, Decimals.QUOTIENT);
        return filled.compareTo(whole) == 0
                ? parent.intent().quantity()
                : Decimals.floorTo(exact, instrument(parent).lotSize());
    }

    /** Whether a stop that is reached may go: in a group only with enough to send, else it waits for more. */
    boolean mayGo(ParentOrder parent) {
        return !isGrouped(parent) || isWorthSending(parent, ready(parent));
    }

    private BigDecimal ready(ParentOrder parent) {
        return allowed(parent, parent.progress().quantity())
                .subtract(parent.progress().filledQuantity());
    }

    /** Whether a released order may be worked now: not while another of its OCO still works, nor what is to grow first. */
    boolean mayWork(ParentOrder parent) {
        return !isGrouped(parent)
                || (ready(parent).signum() > 0
                        && (!mayGrow(parent) || isWorthSending(parent, ready(parent)))
                        && (!isTriggered(parent)
                                || alternatives(parent).stream()
                                        .noneMatch(other -> !parts.orders()
                                                .openChildren(other.orderId())
                                                .isEmpty())));
    }

    /** A stop of an OCO was reached: the others are taken back before it goes. */
    void onTriggered(ParentOrder parent) {
        if (triggers.watches(parent.intent())) {
            cancel(alternatives(parent), parent, other -> true, "was triggered");
        }
    }

    /** A parent has filled. */
    void onFilled(ParentOrder parent) {
        if (parent.progress().status().isClosed()) {
            terms.forget(parent.orderId());
        }
        if (isGrouped(parent)) {
            alternatives(parent).forEach(other -> shrink(other, share(other), parent));
            exits(parent).forEach(this::activate);
            if (parent.progress().status().isClosed()) {
                exits(parent).forEach(exit -> settleExit(exit, parent));
            }
        }
        shrinkWithPosition(parent.intent().symbol());
    }

    /**
     * A parent has ended otherwise than by its last fill. An end that someone chose, a cancel or the end of its time, ends the
     * others of its OCO; one that a venue, a router or an algorithm brought leaves them as what is left to get out with.
     */
    void onEnded(ParentOrder parent, boolean chosen) {
        terms.forget(parent.orderId());
        if (!isGrouped(parent)) {
            return;
        }
        OrderStatus status = parent.progress().status();
        if (chosen && (status == OrderStatus.CANCELED || status == OrderStatus.EXPIRED)) {
            cancel(alternatives(parent), parent, other -> !isTriggered(other), "ended as " + status);
        }
        alternatives(parent).stream()
                .filter(other -> other.progress().status() == OrderStatus.RELEASED)
                .forEach(other -> orders.work(other.orderId()));
        exits(parent).forEach(exit -> settleExit(exit, parent));
        parts.orders().activator(parent).ifPresent(this::withdrawUncovered);
    }

    /** Cancels what activates exits once one of them is gone before its time: it would open what nothing closes. */
    void withdrawUncovered(ParentOrder parent) {
        if (isClosed(parent)
                || parent.progress().status() == OrderStatus.INITIALIZED
                || orders.isCancelling(parent.orderId())) {
            return;
        }
        exits(parent).stream()
                .filter(this::isLost)
                .findFirst()
                .ifPresent(exit -> orders.cancel(
                        parent.orderId(),
                        "order " + exit.orderId() + ", which ended as "
                                + exit.progress().status()));
    }

    /** Whether an exit ended incomplete, and not for a stop of its OCO that goes on in its place. */
    private boolean isLost(ParentOrder exit) {
        return isClosed(exit)
                && exit.progress().status() != OrderStatus.FILLED
                && alternatives(exit).stream().noneMatch(other -> isTriggered(other) && !isClosed(other));
    }

    /** What an order that has ended filled and none of its exits will take, and how they are; empty where one takes all. */
    Optional<String> uncovered(ParentOrder parent) {
        List<ParentOrder> exits = exits(parent);
        BigDecimal least =
                exits.stream().map(this::untaken).min(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
        return least.signum() <= 0
                ? Optional.empty()
                : Optional.of(Decimals.text(least) + " that order " + parent.orderId() + " filled has no exits: "
                        + exits.stream()
                                .map(exit -> "order " + exit.orderId() + " is "
                                        + exit.progress().status() + " for "
                                        + Decimals.text(exit.progress().quantity()))
                                .collect(Collectors.joining(", ")));
    }

    private BigDecimal untaken(ParentOrder exit) {
        OrderProgress progress = exit.progress();
        return share(exit).subtract(isClosed(exit) ? progress.filledQuantity() : progress.quantity());
    }

    /** Looks at a held order anew: after a restart, or when what activates it has filled. */
    void activate(ParentOrder parent) {
        OrderStatus status = parent.progress().status();
        BigDecimal ready = ready(parent);
        if (status.isClosed() || ready.signum() <= 0) {
            return;
        }
        if (status != OrderStatus.EMULATED) {
            terms.grow(parent);
        } else if (triggers.watches(parent.intent())) {
            triggers.arm(parent);
        } else if (isWorthSending(parent, ready)) {
            orders.release(parent.orderId());
        }
    }

    /** Cuts an order to what its group and the position leave it by now. */
    void shrinkAgain(ParentOrder parent) {
        if (isGrouped(parent)) {
            shrink(parent, share(parent), parent);
        }
        shrinkWithPosition(parent.intent().symbol());
    }

    /** What only reduces is for no more than there is to reduce, and goes when there is nothing. */
    void shrinkWithPosition(Symbol symbol) {
        BigDecimal held = parts.accounts().held(symbol);
        for (ParentOrder parent : parts.orders().open()) {
            OrderIntent intent = parent.intent();
            if (intent.reduceOnly()
                    && intent.symbol().equals(symbol)
                    && parts.orders().activator(parent).stream().allMatch(GroupDesk::isClosed)) {
                BigDecimal left = reducible(parent, held);
                if (left.signum() == 0 || mayOutlive(parent)) {
                    shrink(parent, parent.progress().filledQuantity().add(left), parent);
                }
            }
        }
    }

    /** How much of a position an order of its symbol has to reduce; a schedule has no use for less than a lot. */
    private BigDecimal reducible(ParentOrder parent, BigDecimal held) {
        if (held.signum() != -parent.intent().side().sign()) {
            return BigDecimal.ZERO;
        }
        return isScheduled(parent)
                ? Decimals.floorTo(held.abs(), instrument(parent).lotSize())
                : held.abs();
    }

    /** What goes out whole and cannot rest is at its venue already: nothing is left of it to cut, only to take back. */
    private boolean mayOutlive(ParentOrder parent) {
        return isScheduled(parent) || mayRest(parent);
    }

    /** Whether an algorithm sends it part by part, now and later. */
    private boolean isScheduled(ParentOrder parent) {
        return !orders.emulation().isPlain(parent.intent());
    }

    private boolean mayRest(ParentOrder parent) {
        OrderIntent intent = parent.intent();
        return parent.progress().status() == OrderStatus.EMULATED
                || orders.emulation().showsParts(intent) // Between two parts nothing rests.
                || parts.orders().openChildren(parent.orderId()).stream()
                        .anyMatch(child ->
                                !child.timeInForce().isImmediate() && !(child.type() instanceof OrderType.Market))
                || (isGrouped(parent) && intent.reduceOnly());
    }

    /** Nothing more activates an exit: it is cut to what is left of it, down to nothing. */
    private void settleExit(ParentOrder exit, ParentOrder by) {
        shrink(exit, share(exit), by);
        ParentOrder now = orders.parent(exit.orderId());
        if (isClosed(now) || now.progress().status() == OrderStatus.INITIALIZED) {
            return;
        }
        if (now.progress().status() == OrderStatus.EMULATED && !triggers.watches(now.intent())) {
            orders.release(now.orderId()); // However small: it will not grow, so a venue has to say.
        } else {
            activate(now);
        }
        ParentOrder after = orders.parent(exit.orderId());
        if (after.progress().status() == OrderStatus.RELEASED && mayWork(after)) {
            orders.ends().unplaced(after.orderId());
        }
    }

    private void shrink(ParentOrder parent, BigDecimal most, ParentOrder cause) {
        OrderStatus status = parent.progress().status();
        if (status.isClosed() || status == OrderStatus.INITIALIZED || orders.isCancelling(parent.orderId())) {
            return;
        }
        boolean mayGrow = mayGrow(parent);
        if (most.compareTo(parent.progress().filledQuantity()) <= 0) {
            if (!mayGrow) {
                orders.cancel(parent.orderId(), "order " + cause.orderId() + ", which left nothing to do");
            }
        } else if (!mayGrow && most.compareTo(parent.progress().quantity()) < 0) {
            terms.shrink(parent, most);
        } else if (mayGrow && status != OrderStatus.EMULATED) {
            terms.grow(parent);
        }
    }

    private boolean mayGrow(ParentOrder parent) {
        return parts.orders().activator(parent).stream().anyMatch(by -> !isClosed(by));
    }

    private void cancel(
            List<ParentOrder> others, ParentOrder cause, Predicate<? super ParentOrder> which, String what) {
        others.stream()
                .filter(other -> other.progress().status() != OrderStatus.INITIALIZED)
                .filter(other -> !isClosed(other) && which.test(other))
                .forEach(other -> orders.cancel(other.orderId(), "order " + cause.orderId() + ", which " + what));
    }

    /** Whether it is a stop of ours that was let go. */
    private boolean isTriggered(ParentOrder parent) {
        return triggers.watches(parent.intent())
                && parent.progress().status() != OrderStatus.EMULATED
                && parent.progress().status() != OrderStatus.INITIALIZED;
    }

    private boolean isWorthSending(ParentOrder parent, BigDecimal quantity) {
        Instrument instrument = instrument(parent);
        Optional<BigDecimal> price = parent.intent()
                .type()
                .limitPrice()
                .or(() -> parts.market().mark(parent.intent().symbol()));
        return quantity.compareTo(instrument.minQuantity()) >= 0
                && price.stream()
                        .allMatch(at -> instrument.notional(quantity, at).compareTo(instrument.minNotional()) >= 0);
    }

    private boolean isGrouped(ParentOrder parent) {
        return parent.intent().contingency().kind() != Contingency.Kind.NONE || isActivated(parent);
    }

    private List<ParentOrder> alternatives(ParentOrder parent) {
        return linked(parent, Contingency.Kind.OCO);
    }

    private List<ParentOrder> exits(ParentOrder parent) {
        return linked(parent, Contingency.Kind.OTO);
    }

    private List<ParentOrder> linked(ParentOrder parent, Contingency.Kind kind) {
        Contingency contingency = parent.intent().contingency();
        return contingency.kind() == kind
                ? contingency.linkedClientOrderIds().stream()
                        .flatMap(id -> parts.orders().byClientId(parent.intent().account(), id).stream())
                        .toList()
                : List.of();
    }

    private Instrument instrument(ParentOrder parent) {
        return parts.market().instrument(parent.intent().symbol()).orElseThrow();
    }

    private static boolean isClosed(ParentOrder parent) {
        return parent.progress().status().isClosed();
    }
}
