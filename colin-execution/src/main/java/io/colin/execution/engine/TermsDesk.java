package io.colin.execution.engine;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.risk.RiskDecision;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings what works at venues to other terms of its parent: at the venue where it changes orders, else by taking it back
 * and placing it anew once it has ended, so that never more works than is wanted. While that goes on the parent is
 * {@code PENDING_UPDATE}; the new terms are in force with {@code Updated}. At a venue only what the gate judged there is
 * changed, or what only makes less: what is placed anew is judged as a child. Engine thread only.
 */
final class TermsDesk {
    private final Parts parts;
    private final OrderDesk orders;
    private final InPlace inPlace;
    private final Map<String, Terms> pending = new HashMap<>();
    private final Set<String> refusedInPlace = new HashSet<>();

    /**
     * What orders are for again whose terms were refused after room was made for a child that took them, or may have, until
     * that child has ended.
     */
    private final Map<String, BigDecimal> givenUp = new HashMap<>();

    /** Children that were asked for something and have not answered: a fill between hides it in their state. */
    private final Set<String> unanswered = new HashSet<>();

    /**
     * Terms on their way; a person's are given up where a venue refuses them and fall back, others are brought about.
     *
     * @param judgedAt where a person's were judged; empty where they were not, and after a restart, when nobody knows
     */
    private record Terms(
            BigDecimal quantity, OrderType type, Optional<BigDecimal> fallback, Optional<String> judgedAt) {
        private static Terms asked(OrderEvent.PendingUpdate event) {
            return new Terms(event.quantity(), event.type(), event.fallback(), Optional.empty());
        }

        /** Of the engine, at the price as it is: they are judged when they are brought about, where they make more. */
        private static Terms own(BigDecimal quantity, OrderType type) {
            return new Terms(quantity, type, Optional.empty(), Optional.empty());
        }

        private boolean byPerson() {
            return fallback.isPresent();
        }

        private OrderEvent.PendingUpdate pending(String id, long timeNs) {
            return new OrderEvent.PendingUpdate(id, timeNs, quantity, type, fallback);
        }
    }

    TermsDesk(Parts parts, OrderDesk orders) {
        this.parts = parts;
        this.orders = orders;
        this.inPlace = new InPlace(parts);
    }

    boolean isPending(String orderId) {
        return pending.containsKey(orderId);
    }

    /** Sets other terms that a person asks for, judged before at a venue. */
    void set(ParentOrder parent, BigDecimal quantity, OrderType type, String judgedAt) {
        set(parent, new Terms(quantity, type, Optional.of(parent.progress().quantity()), Optional.of(judgedAt)));
    }

    /** Brings what works to a quantity at the price as it is. */
    void set(ParentOrder parent, BigDecimal quantity) {
        set(parent, Terms.own(quantity, parent.intent().type()));
    }

    /** Where a gate is to judge other terms of an order: where they would be made in place, else where the order is to go. */
    String venueOf(ParentOrder parent, BigDecimal quantity, OrderType type) {
        List<ChildOrder> open = parts.orders().openChildren(parent.orderId());
        BigDecimal wanted = leaves(parent, quantity);
        return venueOf(parent, open, isChangedInPlace(parent, open, wanted, Terms.own(quantity, type)));
    }

    private static String venueOf(ParentOrder parent, List<ChildOrder> open, boolean stays) {
        return stays ? open.getFirst().venue() : parent.intent().venue();
    }

    private void set(ParentOrder parent, Terms terms) {
        String id = parent.orderId();
        if (isEnding(id)) {
            return; // What changes several orders may have ended this one by what it did to another.
        }
        List<ChildOrder> open = parts.orders().openChildren(id);
        boolean staysAsItWorks = !isWhole(parent) && fits(parent, open, leaves(parent, terms.quantity()), terms);
        if (open.isEmpty() || staysAsItWorks) {
            inForce(id, terms);
            orders.retermed(id);
            return;
        }
        pending.put(id, terms);
        orders.apply(parent, terms.pending(id, now()));
        settle(id);
    }

    /** Cuts what an order is for; a change of its price on the way goes on. */
    void shrink(ParentOrder parent, BigDecimal most) {
        Terms terms = pending.get(parent.orderId());
        if (terms == null) {
            set(parent, most);
        } else if (most.compareTo(terms.quantity()) < 0) {
            set(parent, new Terms(most, terms.type(), terms.fallback(), terms.judgedAt()));
        }
    }

    /** Whether an order has ended or is being cancelled: then it has no other terms, whatever venues still answer. */
    private boolean isEnding(String id) {
        return orders.isCancelling(id) || orders.parent(id).progress().status().isClosed();
    }

    /** Brings what works of an order to what it may work now. */
    void grow(ParentOrder parent) {
        String id = parent.orderId();
        if (isEnding(id)) {
            return;
        }
        if (isPending(id)) {
            settle(id);
        } else if (parent.progress().status() == OrderStatus.RELEASED) {
            orders.work(id);
        } else if (!isWhole(parent)) {
            orders.work(id);
        } else if (parts.orders().openChildren(id).isEmpty()) {
            orders.workAnew(id);
        } else {
            BigDecimal quantity = parent.progress().quantity();
            Terms terms = Terms.own(quantity, parent.intent().type());
            if (!fits(parent, parts.orders().openChildren(id), leaves(parent, quantity), terms)) {
                set(parent, terms);
            }
        }
    }

    /** Whether an exit that goes out whole has filled all it was sent for, and more of it is activated since. */
    boolean isToGrow(ParentOrder parent) {
        String id = parent.orderId();
        List<ChildOrder> all = parts.orders().childrenOf(id);
        return orders.groups().isActivated(parent)
                && isWhole(parent)
                && !isEnding(id)
                && !isPending(id)
                && !all.isEmpty()
                && all.getLast().progress().status() == OrderStatus.FILLED
                && parts.orders().openChildren(id).isEmpty()
                && orders.workable(parent).signum() > 0;
    }

    /** A venue has answered for a child, or a child has ended. */
    void settle(String id) {
        Terms terms = pending.get(id);
        ParentOrder parent = orders.parent(id);
        if (terms == null || isEnding(id)) {
            return;
        }
        List<ChildOrder> open = parts.orders().openChildren(id);
        if (open.stream().anyMatch(this::isAsked)) {
            return; // Its answer comes back here.
        }
        BigDecimal wanted = leaves(parent, terms.quantity());
        boolean fits = !open.isEmpty() && fits(parent, open, wanted, terms);
        boolean makesLess =
                wanted.signum() == 0 || wanted.compareTo(parts.orders().working(id)) < 0;
        if (!fits && !makesLess && orders.firstPrices().awaits(id)) {
            return; // It is settled with the first price.
        }
        if (open.isEmpty() || fits) {
            complete(id, terms, open.isEmpty());
            return;
        }
        boolean stays = isChangedInPlace(parent, open, wanted, terms);
        Optional<Refusal> refusal = growth(parent, wanted, terms, venueOf(parent, open, stays));
        if (refusal.isPresent()) {
            giveUp(parent, terms, refusal.orElseThrow());
        } else if (stays && isJudged(parent, open.getFirst(), wanted, terms)) {
            ChildOrder child = open.getFirst();
            unanswered.add(child.orderId());
            BigDecimal quantity = child.progress().filledQuantity().add(inPlace.onLot(child, wanted));
            orders.children().amend(child, quantity, priced(parent, child, terms));
        } else {
            open.forEach(child -> unanswered.add(child.orderId()));
            orders.children().cancelAll(id);
        }
    }

    /** Why what works may not grow by itself: what a person asks for was judged when it was asked. */
    private Optional<Refusal> growth(ParentOrder parent, BigDecimal wanted, Terms terms, String venue) {
        if (terms.byPerson() || wanted.compareTo(parts.orders().working(parent.orderId())) <= 0) {
            return Optional.empty();
        }
        BigDecimal whole = parent.progress().filledQuantity().add(wanted);
        RiskDecision decision = orders.groups().isActivated(parent)
                ? orders.groups().grown(parent, wanted, venue)
                : orders.amends().check(parent, whole, terms.type(), parent.principal(), venue);
        return decision.verdict() == RiskDecision.Verdict.APPROVED
                ? Optional.empty()
                : Optional.of(decision.reasons().getFirst());
    }

    /** Whether a child may be changed in place: what makes less of it needs no judgement, what the engine wants has had it. */
    private boolean isJudged(ParentOrder parent, ChildOrder child, BigDecimal wanted, Terms terms) {
        boolean makesLess = priced(parent, child, terms).equals(child.type())
                && inPlace.onLot(child, wanted).compareTo(child.progress().leavesQuantity()) <= 0;
        return makesLess || !terms.byPerson() || terms.judgedAt().equals(Optional.of(child.venue()));
    }

    /** Whether something of a child is still to be answered, also to our question what became of it. */
    private boolean isAsked(ChildOrder child) {
        return child.progress().status().isInFlight()
                || child.progress().outcome() == Outcome.UNRESOLVED
                || unanswered.contains(child.orderId());
    }

    /** A child is larger by a change that its order was asked for: the order has room for what the child was to be, and no more. */
    void makeRoom(ChildOrder before, ChildOrder after, OrderEvent.PendingUpdate asked) {
        ParentOrder parent = orders.parent(after.parentId());
        String id = parent.orderId();
        BigDecimal quantity = parent.progress().quantity();
        BigDecimal grown = after.progress()
                .quantity()
                .min(asked.quantity())
                .subtract(before.progress().quantity())
                .max(BigDecimal.ZERO);
        BigDecimal needed =
                parent.progress().filledQuantity().add(parts.orders().working(id));
        BigDecimal most = needed.min(quantity.add(grown));
        if (parent.progress().status().isClosed() || most.compareTo(quantity) <= 0) {
            return;
        }
        ParentOrder roomy = orders.apply(
                parent, new OrderEvent.Updated(id, now(), most, parent.intent().type()));
        Terms terms = pending.get(id);
        if (terms != null && !isEnding(id)) {
            // What is recorded must not read as if the terms were in force: a restart would forget that they are on
            // their way.
            orders.apply(roomy, terms.pending(id, now()));
        }
    }

    /** A child has ended: room that was made for a change which was refused since is given back. */
    void giveBackRoom(String id) {
        BigDecimal old = givenUp.get(id);
        if (old == null || !parts.orders().openChildren(id).isEmpty()) {
            return;
        }
        givenUp.remove(id);
        ParentOrder parent = orders.parent(id);
        if (isEnding(id) || isPending(id) || old.compareTo(parent.progress().quantity()) >= 0) {
            return;
        }
        if (old.compareTo(parent.progress().filledQuantity()) > 0) {
            orders.apply(
                    parent,
                    new OrderEvent.Updated(id, now(), old, parent.intent().type()));
        } else {
            orders.ends().completed(id);
        }
    }

    /** A venue has answered for a child what was asked, or ended it. */
    void answered(ChildOrder child, OrderEvent event) {
        OrderStatus status = child.progress().status();
        boolean isOfItself = event instanceof OrderEvent.Filled
                || (event instanceof OrderEvent.Updated && status == OrderStatus.PENDING_CANCEL);
        if (status.isClosed() || !isOfItself) {
            unanswered.remove(child.orderId());
        }
    }

    /** A child was found working as it is known here, with no request on its way: it is free to be asked again. */
    void foundWorking(ChildOrder child) {
        if (!child.progress().status().isInFlight()) {
            unanswered.remove(child.orderId());
        }
    }

    /** A venue refused what was asked of a child, and a fill came between. */
    void refusedUnseen(ChildOrder child, OrderEvent event, Refusal why) {
        boolean isOfGrowth = event instanceof OrderEvent.ModifyRejected
                && child.progress().outcome() == Outcome.UNRESOLVED
                && orders.children().terms().isFilledAsBefore(child);
        if (!unanswered.contains(child.orderId()) && !isOfGrowth) {
            return; // Asked by nobody, or answered before. What a restart forgot shows by what it left in doubt.
        }
        answered(child, event);
        ParentOrder parent = orders.parent(child.parentId());
        if (event instanceof OrderEvent.ModifyRejected) {
            refusedChange(parent, why);
        } else {
            refusedCancel(parent, why);
        }
    }

    /** A venue refused to change a child in place. */
    void refusedChange(ParentOrder parent, Refusal why) {
        Terms terms = pending.get(parent.orderId());
        if (terms != null && mayBeGivenUp(parent, terms)) {
            giveUp(parent, terms, why);
        } else if (terms != null) {
            refusedInPlace.add(parent.orderId());
            settle(parent.orderId());
        }
    }

    /** A venue refused to take a child back: asking again would get the same answer. */
    void refusedCancel(ParentOrder parent, Refusal why) {
        Terms terms = pending.get(parent.orderId());
        if (terms != null && mayBeGivenUp(parent, terms)) {
            giveUp(parent, terms, why);
        }
    }

    /** A person's terms are, unless what works has their price already and only what a group cut since was refused. */
    private boolean mayBeGivenUp(ParentOrder parent, Terms terms) {
        boolean isPriced = !terms.type().equals(parent.intent().type())
                && parts.orders().openChildren(parent.orderId()).stream()
                        .anyMatch(child -> child.type().equals(priced(parent, child, terms)));
        return terms.byPerson() && !isPriced;
    }

    /** The old terms stay. */
    private void giveUp(ParentOrder parent, Terms terms, Refusal why) {
        String id = parent.orderId();
        if (isEnding(id)) {
            forget(id);
            return;
        }
        fallBack(id);
        // A fill that came between has hidden that a change is on its way.
        ParentOrder asked = parent.progress().status() == OrderStatus.PENDING_UPDATE
                ? parent
                : orders.apply(parent, terms.pending(id, now()));
        orders.apply(asked, new OrderEvent.ModifyRejected(id, now(), why));
        orders.retermed(id);
        if (terms.byPerson()) {
            orders.groups().shrinkAgain(orders.parent(id)); // What was cut of it since was refused with it.
        }
    }

    /** The terms on their way are none any more: an order that has room for them is to give it back. */
    private void fallBack(String id) {
        Optional<BigDecimal> old = Optional.ofNullable(pending.get(id)).flatMap(Terms::fallback);
        BigDecimal quantity = orders.parent(id).progress().quantity();
        forget(id);
        old.filter(before -> before.compareTo(quantity) < 0).ifPresent(before -> givenUp.put(id, before));
    }

    /** Follows what is recorded of a parent. */
    void learn(OrderEvent event) {
        switch (event) {
            case OrderEvent.PendingUpdate asked -> pending.put(asked.orderId(), Terms.asked(asked));
            case OrderEvent.Updated done -> forget(done.orderId());
            case OrderEvent.ModifyRejected refused -> fallBack(refused.orderId());
            default -> {}
        }
    }

    void forget(String orderId) {
        pending.remove(orderId);
        refusedInPlace.remove(orderId);
        givenUp.remove(orderId);
    }

    private void complete(String id, Terms terms, boolean nothingWorks) {
        inForce(id, terms);
        ParentOrder parent = orders.parent(id);
        if (parent.progress().leavesQuantity().signum() == 0) {
            orders.ends().filledShort(id);
        } else if (nothingWorks && isWhole(parent) && !hasEndedByItself(id)) {
            orders.workAnew(id);
        } else {
            orders.retermed(id);
        }
    }

    private void inForce(String id, Terms terms) {
        forget(id);
        ParentOrder parent = orders.parent(id);
        BigDecimal quantity = terms.quantity().max(parent.progress().filledQuantity());
        orders.apply(parent, new OrderEvent.Updated(id, now(), quantity, terms.type()));
    }

    private BigDecimal leaves(ParentOrder parent, BigDecimal quantity) {
        return orders.allowed(parent, quantity)
                .subtract(parent.progress().filledQuantity())
                .max(BigDecimal.ZERO);
    }

    /** What a child is to work at: the router's price where its order's is not changed. */
    private OrderType priced(ParentOrder parent, ChildOrder child, Terms terms) {
        return terms.type().equals(parent.intent().type())
                ? child.type()
                : inPlace.priced(child, orders.worked(parent, terms.type()));
    }

    private boolean fits(ParentOrder parent, List<ChildOrder> open, BigDecimal wanted, Terms terms) {
        BigDecimal working = parts.orders().working(parent.orderId());
        if (!isWhole(parent)) {
            return working.compareTo(wanted) <= 0
                    && terms.type().equals(parent.intent().type());
        }
        BigDecimal placeable = open.size() == 1 ? inPlace.onLot(open.getFirst(), wanted) : wanted;
        return working.compareTo(placeable) == 0
                && open.stream().allMatch(child -> child.type().equals(priced(parent, child, terms)));
    }

    private boolean isChangedInPlace(ParentOrder parent, List<ChildOrder> open, BigDecimal wanted, Terms terms) {
        if (open.size() != 1 || !isWhole(parent)) {
            return false;
        }
        ChildOrder child = open.getFirst();
        return inPlace.onLot(child, wanted).signum() > 0
                && !refusedInPlace.contains(parent.orderId())
                && inPlace.isPossible(child, priced(parent, child, terms));
    }

    private boolean isWhole(ParentOrder parent) {
        return orders.emulation().isWhole(parent.intent());
    }

    /** Whether the newest child ended otherwise than by our taking it back: it is not sent again. */
    private boolean hasEndedByItself(String id) {
        List<ChildOrder> all = parts.orders().childrenOf(id);
        return !all.isEmpty()
                && switch (all.getLast().progress().status()) {
                    case REJECTED, EXPIRED, DENIED -> true;
                    default -> false;
                };
    }

    private long now() {
        return parts.market().timeNs();
    }
}
