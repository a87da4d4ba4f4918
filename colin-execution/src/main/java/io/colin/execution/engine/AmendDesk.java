package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.DecisionMade;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Contingency;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Takes changes of working orders from people: through the gate again, refused with a reason or brought about. Engine thread only. */
final class AmendDesk {
    private final Parts parts;
    private final OrderDesk orders;
    private final GroupDesk groups;
    private final TermsDesk terms;

    AmendDesk(Parts parts, OrderDesk orders, GroupDesk groups, TermsDesk terms) {
        this.parts = parts;
        this.orders = orders;
        this.groups = groups;
        this.terms = terms;
    }

    AmendResult amend(String orderId, Amendment asked, String principal) {
        Optional<ParentOrder> found = parts.orders().parent(orderId);
        if (found.isEmpty()) {
            return new AmendResult.NotFound(orderId);
        }
        ParentOrder parent = found.orElseThrow();
        if (parent.progress().status().isClosed()) {
            return new AmendResult.AlreadyEnded(parent);
        }
        long version = parent.progress().version();
        if (asked.version().stream().anyMatch(seen -> seen != version)) {
            return new AmendResult.Stale(parent);
        }
        Optional<OrderType> type = asked.type(parent.intent().type());
        BigDecimal quantity = asked.quantity().orElse(parent.progress().quantity());
        Optional<Refusal> refusal = busy(parent)
                .or(() -> type.isPresent() ? Optional.empty() : noSuchTerm(parent, asked))
                .or(() -> unfit(parent, asked, quantity));
        if (refusal.isPresent()) {
            return new AmendResult.Refused(parent, List.of(refusal.orElseThrow()));
        }
        boolean same = quantity.compareTo(parent.progress().quantity()) == 0
                && type.orElseThrow().equals(parent.intent().type());
        return same ? new AmendResult.Taken(parent) : judge(parent, quantity, type.orElseThrow(), principal);
    }

    private AmendResult judge(ParentOrder parent, BigDecimal quantity, OrderType type, String principal) {
        String venue = terms.venueOf(parent, quantity, type);
        if (groups.isUnjudged(parent)) {
            Optional<RiskDecision> refusal = groups.vet(parent, quantity, type, principal);
            refusal.ifPresent(refused -> orders.record(parent.orderId(), OrderDesk.correlation(parent), refused));
            return refusal.map(refused -> refused(parent, refused))
                    .orElseGet(() -> taken(parent, quantity, type, venue));
        }
        RiskDecision decision = check(parent, quantity, type, principal, venue);
        return decision.passes() ? taken(parent, decision.allowedQuantity(), type, venue) : refused(parent, decision);
    }

    private AmendResult taken(ParentOrder parent, BigDecimal quantity, OrderType type, String venue) {
        terms.set(parent, quantity, type, venue);
        return new AmendResult.Taken(orders.parent(parent.orderId()));
    }

    private static AmendResult refused(ParentOrder parent, RiskDecision decision) {
        return new AmendResult.Refused(parent, decision.reasons());
    }

    /** Asks the gate and records what it said; the decision that is shown of the order stays that of the door. */
    RiskDecision check(ParentOrder parent, BigDecimal quantity, OrderType type, String principal, String venue) {
        RiskDecision decision = parts.accounts().check(new RiskRequest.Amend(parent, quantity, type, principal, venue));
        parts.log()
                .emit(new DecisionMade(parts.log().header(OrderDesk.correlation(parent)), parent.orderId(), decision));
        return decision;
    }

    private Optional<Refusal> busy(ParentOrder parent) {
        String id = parent.orderId();
        if (orders.isCancelling(id) || parent.progress().status() == OrderStatus.PENDING_CANCEL) {
            return refuse("status=PENDING_CANCEL rule=not being cancelled");
        }
        if (orders.isFinishing(id)) {
            return refuse("rule=has more to send, only what works is awaited");
        }
        if (terms.isPending(id)) {
            return refuse("status=PENDING_UPDATE rule=one change at a time");
        }
        return parts.orders().openChildren(id).stream()
                .filter(child -> child.progress().outcome() == Outcome.UNRESOLVED)
                .map(ChildOrder::orderId)
                .findFirst()
                .flatMap(child -> refuse("child=" + child + " outcome=UNRESOLVED rule=known"));
    }

    private static Optional<Refusal> noSuchTerm(ParentOrder parent, Amendment asked) {
        String type = "order_type=" + parent.intent().type().getClass().getSimpleName();
        return refuse(type + (asked.stopPrice().isPresent() ? " stop_price=" : " price=")
                + Decimals.text(asked.stopPrice().or(asked::price).orElseThrow()) + " rule=has one");
    }

    private Optional<Refusal> unfit(ParentOrder parent, Amendment asked, BigDecimal quantity) {
        OrderIntent intent = parent.intent();
        Instrument instrument = parts.market().instrument(intent.symbol()).orElseThrow();
        BigDecimal filled = parent.progress().filledQuantity();
        if (asked.quantity().isPresent()
                && (intent.contingency().kind() != Contingency.Kind.NONE || groups.isActivated(parent))) {
            return refuse("quantity=" + Decimals.text(quantity) + " rule=fixed within a group");
        }
        if (quantity.compareTo(filled) <= 0) {
            return refuse("quantity=" + Decimals.text(quantity) + " filled=" + Decimals.text(filled)
                    + " rule=above what is filled");
        }
        if (!Decimals.isMultiple(quantity, instrument.lotSize())) {
            return Optional.of(Refusal.of(
                    DenialCode.QUANTITY_PRECISION,
                    "quantity=" + Decimals.text(quantity) + " lot=" + Decimals.text(instrument.lotSize())));
        }
        boolean triggered = asked.stopPrice().isPresent()
                && parent.progress().status() != OrderStatus.EMULATED
                && orders.isWatched(parent);
        if (triggered) {
            return refuse("status=" + parent.progress().status() + " rule=stop_price changes before the trigger only");
        }
        return asked.price()
                .filter(price -> !Decimals.isMultiple(price, instrument.tickSize()))
                .or(() -> asked.stopPrice().filter(price -> !Decimals.isMultiple(price, instrument.tickSize())))
                .map(price -> Refusal.of(
                        DenialCode.PRICE_PRECISION,
                        "price=" + Decimals.text(price) + " tick=" + Decimals.text(instrument.tickSize())))
                .or(() -> asked.type(intent.type())
                        .flatMap(type -> orders.emulation().unshowable(intent, quantity, type, instrument)));
    }

    private static Optional<Refusal> refuse(String detail) {
        return Optional.of(Refusal.of(DenialCode.VALIDATION_FAILED, detail));
    }
}
