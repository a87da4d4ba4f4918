package io.colin.risk.compliance;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a story of orders, as calls of live trading and as the record of it, and watches both. */
final class Tape {
    private final Surveillance live;
    private final List<SurveillanceFinding> found = new ArrayList<>();
    private final List<LedgerEvent> events = new ArrayList<>();
    private final Map<String, ChildOrder> children = new HashMap<>();
    private final Map<String, ParentOrder> parents = new HashMap<>();
    private long nowNs = Orders.T;
    private int trades;

    Tape(SurveillanceSettings settings) {
        live = Surveillance.of(settings);
    }

    /** Moves time on. */
    Tape after(long millis) {
        nowNs += millis * 1_000_000;
        return this;
    }

    long nowNs() {
        return nowNs;
    }

    Tape limit(String id, Side side, String quantity, String price) {
        return open(id, "main", Orders.BTC, side, quantity, new OrderType.Limit(new BigDecimal(price)));
    }

    Tape market(String id, Side side, String quantity) {
        return open(id, "main", Orders.BTC, side, quantity, new OrderType.Market());
    }

    Tape open(String id, String account, Symbol symbol, Side side, String quantity, OrderType type) {
        BigDecimal amount = new BigDecimal(quantity);
        OrderIntent intent = OrderIntent.of(symbol, side, amount)
                .clientOrderId("c-" + id)
                .account(account)
                .type(type)
                .build();
        ParentOrder parent = SampleOrders.parent("p-" + id, intent, OrderStatus.ACCEPTED, nowNs);
        ChildOrder child = SampleOrders.child(id, parent, "venue", new Slice(amount, type, TimeInForce.GTC), nowNs);
        parents.put(parent.orderId(), parent);
        children.put(id, child);
        events.add(new ParentCreated(header(), parent, "", ""));
        events.add(new ChildCreated(header(), child, "immediate/1"));
        live.onParent(parent);
        found.addAll(live.onChild(child));
        return this;
    }

    Tape cancel(String id) {
        return change(id, OrderStatus.CANCELED, new OrderEvent.Canceled(id, nowNs, "asked"));
    }

    Tape end(String id, OrderStatus status) {
        return change(id, status, new OrderEvent.Expired(id, nowNs));
    }

    private Tape change(String id, OrderStatus status, OrderEvent event) {
        ChildOrder child = child(id);
        ChildOrder changed = child.with(SampleOrders.moved(child.progress(), status, nowNs));
        children.put(id, changed);
        events.add(new OrderChanged(header(), event, child.progress().status(), status));
        found.addAll(live.onChild(changed));
        return this;
    }

    Tape amend(String id, String quantity, String price) {
        ChildOrder child = child(id);
        OrderProgress was = child.progress();
        OrderProgress now = new OrderProgress(
                was.status(),
                was.status(),
                was.outcome(),
                new BigDecimal(quantity),
                was.filledQuantity(),
                was.filledCost(),
                was.fees(),
                was.refusals(),
                nowNs,
                was.version() + 1);
        OrderType type = new OrderType.Limit(new BigDecimal(price));
        ChildOrder changed = child.withType(type).with(now);
        children.put(id, changed);
        events.add(new OrderChanged(
                header(),
                new OrderEvent.Updated(id, nowNs, new BigDecimal(quantity), type),
                was.status(),
                was.status()));
        found.addAll(live.onChild(changed));
        return this;
    }

    Tape fill(String id, String quantity, String price) {
        return fill(id, quantity, price, "t-" + ++trades);
    }

    Tape fill(String id, String quantity, String price, String tradeId) {
        ChildOrder child = child(id);
        Fill fill = new Fill(
                tradeId,
                id,
                child.parentId(),
                "venue",
                child.symbol(),
                child.side(),
                new BigDecimal(quantity),
                new BigDecimal(price),
                BigDecimal.ZERO,
                "USD",
                Liquidity.MAKER,
                nowNs);
        ChildOrder changed = child.with(SampleOrders.filled(child.progress(), fill));
        children.put(id, changed);
        OrderStatus status = changed.progress().status();
        events.add(new OrderFilled(header(), fill, status, status));
        found.addAll(live.onFill(fill));
        found.addAll(live.onChild(changed));
        return this;
    }

    private ChildOrder child(String id) {
        ChildOrder child = children.get(id);
        if (child == null) {
            throw new AssertionError("no order " + id);
        }
        return child;
    }

    private EventHeader header() {
        return new EventHeader(events.size() + 1L, nowNs, 0, "story", "command:1");
    }

    List<LedgerEvent> events() {
        return events;
    }

    Surveillance live() {
        return live;
    }

    /** What was found by a minute later, live. */
    List<SurveillanceFinding> found() {
        found.addAll(live.look(nowNs + 60 * Orders.SECOND));
        return List.copyOf(found);
    }

    /** What is found in the record. */
    List<SurveillanceFinding> foundInTheRecord(SurveillanceSettings settings) {
        Surveillance watching = Surveillance.of(settings);
        List<SurveillanceFinding> all = new ArrayList<>();
        events.forEach(event -> all.addAll(watching.onEvent(event)));
        all.addAll(watching.look(nowNs + 60 * Orders.SECOND));
        return all;
    }
}
