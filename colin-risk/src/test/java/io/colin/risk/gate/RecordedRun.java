package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** An account whose events are written down as an engine does, and its restart from them. */
final class RecordedRun {
    final Desk desk;
    final List<LedgerEvent> ledger = new ArrayList<>();
    final List<ParentOrder> open = new ArrayList<>();

    RecordedRun(RiskLimits limits) {
        desk = new Desk(limits, "1000000");
    }

    EventHeader header() {
        return new EventHeader(ledger.size() + 1, desk.timeNs, desk.timeNs, "correlation", "cause");
    }

    RiskDecision ask(OrderIntent intent) {
        ParentOrder parent = desk.parent(intent);
        ledger.add(new ParentCreated(header(), parent, intent.clientOrderId(), "hash"));
        RiskDecision decision = desk.ask(intent);
        ledger.add(new DecisionMade(header(), parent.orderId(), decision));
        if (decision.passes()) {
            desk.gate.onParent(parent);
            open.add(parent);
        } else {
            end(new OrderEvent.Denied(parent.orderId(), desk.timeNs, decision.reasons()), OrderStatus.DENIED);
        }
        return decision;
    }

    void amend(ParentOrder parent, String price) {
        OrderType type = new OrderType.Limit(dec(price));
        RiskDecision decision =
                desk.ask(new RiskRequest.Amend(parent, parent.intent().quantity(), type, "engine"));
        ledger.add(new DecisionMade(header(), parent.orderId(), decision));
        if (decision.passes()) {
            BigDecimal quantity = parent.intent().quantity();
            ledger.add(new OrderChanged(
                    header(),
                    new OrderEvent.Updated(parent.orderId(), desk.timeNs, quantity, type),
                    OrderStatus.ACCEPTED,
                    OrderStatus.ACCEPTED));
        }
    }

    ChildOrder child(ParentOrder parent, String price) {
        ChildOrder child = desk.child(parent, "0.1", new OrderType.Limit(dec(price)));
        ledger.add(new ChildCreated(header(), child, "immediate/1"));
        ledger.add(new DecisionMade(header(), child.orderId(), desk.ask(child, parent)));
        return child;
    }

    void fill(ParentOrder parent) {
        Fill fill = desk.fill(
                parent.orderId(), "c", parent.intent().symbol(), parent.intent().side(), "0.1");
        ledger.add(new OrderFilled(header(), fill, OrderStatus.PARTIALLY_FILLED, OrderStatus.PARTIALLY_FILLED));
    }

    void cancel(ParentOrder parent) {
        open.remove(parent);
        desk.gate.onParent(at(Desk.with(parent, OrderStatus.PENDING_CANCEL, "0")));
        end(new OrderEvent.PendingCancel(parent.orderId(), desk.timeNs), OrderStatus.PENDING_CANCEL);
        desk.gate.onParent(at(Desk.with(parent, OrderStatus.CANCELED, "0")));
        end(new OrderEvent.Canceled(parent.orderId(), desk.timeNs, "test"), OrderStatus.CANCELED);
    }

    /** A child is asked to be cancelled and does not answer. */
    void cancel(ChildOrder child) {
        desk.gate.onChild(
                child.with(at(Desk.with(child, OrderStatus.PENDING_CANCEL, "0").progress())));
        end(new OrderEvent.PendingCancel(child.orderId(), desk.timeNs), OrderStatus.PENDING_CANCEL);
    }

    ParentOrder at(ParentOrder parent) {
        return parent.with(at(parent.progress()));
    }

    /** Told now. */
    OrderProgress at(OrderProgress progress) {
        return new OrderProgress(
                progress.status(),
                progress.previousStatus(),
                progress.outcome(),
                progress.quantity(),
                progress.filledQuantity(),
                progress.filledCost(),
                progress.fees(),
                progress.refusals(),
                desk.timeNs,
                progress.version());
    }

    void end(OrderEvent event, OrderStatus status) {
        ledger.add(new OrderChanged(header(), event, OrderStatus.ACCEPTED, status));
    }

    /** A gate that is built from the record, in the place of the one that was. */
    void restart() {
        restart(desk.limits);
    }

    void restart(RiskLimits configured) {
        StandardGate next = StandardGate.builder().limits(configured).build();
        ledger.forEach(event -> next.onRecord(event, true));
        next.restore(desk.gate.durableState());
        next.status();
        desk.gate = next;
        open.forEach(next::onParent);
    }

    static RiskLimits limits(int cycles) {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .repeat(r -> r.maxCycles(cycles))
                .price(p -> p.maxDrift(dec("0.02")))
                .build();
    }

    static OrderIntent order(RecordedRun run, String strategy, Side side, String quantity, String price) {
        return run.desk
                .intent(BTC, side, quantity)
                .limit(dec(price))
                .strategy(strategy)
                .build();
    }

    static void cycle(RecordedRun run, String strategy, int i) {
        RiskDecision decision = run.ask(order(run, strategy, Side.BUY, "1." + i, "100"));
        assertThat(decision.passes()).as("%s", decision.reasons()).isTrue();
        ParentOrder parent = run.open.getLast();
        run.fill(parent);
        run.cancel(parent);
        run.desk.pass(SECOND);
    }

    /** Writes down the alerts, as an engine does. */
    static void record(RecordedRun run) {
        for (RiskNotice notice : run.desk.gate.takeNotices()) {
            if (notice instanceof RiskNotice.Alert alert) {
                run.ledger.add(new RiskAlert(
                        run.header(), alert.name(), alert.scope(), alert.severity(), alert.active(), alert.detail()));
            }
        }
    }
}
