package io.colin.api.risk;

import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.SampleEvents;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.SampleFill;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.portfolio.PortfolioBook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Asks a gate as an engine would: a minute passes before each order, prices are fresh, the account is marked, and every
 * order, child and fill is told.
 */
final class GateDesk {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final BigDecimal DEPTH = new BigDecimal("1000000");

    private final RiskGate gate;
    private final Instrument instrument;
    private final BigDecimal price;
    private final PortfolioBook account;
    private long timeNs = SampleEvents.START_NS;
    private long orders;

    /** An order and what the gate said. */
    record Asked(ParentOrder order, RiskDecision decision) {}

    GateDesk(RiskGate gate, Instrument instrument, BigDecimal price, BigDecimal cash) {
        this.gate = gate;
        this.instrument = instrument;
        this.price = price;
        account = PortfolioBook.of("main", instrument.settlementCurrency(), cash, List.of(instrument));
    }

    RiskGate gate() {
        return gate;
    }

    long timeNs() {
        return timeNs;
    }

    /** Asks for a limit order at the offer (or bid), a minute later; what passes is told to be on its way. */
    Asked ask(Side side, BigDecimal quantity, boolean reducible) {
        return ask(intent(side, quantity, reducible), context());
    }

    Asked ask(OrderIntent intent, RiskContext context) {
        String orderId = "parent-" + orders;
        gate.onPortfolio(context.portfolio());
        RiskDecision decision =
                gate.check(new RiskRequest.Parent(orderId, intent, "tester", Optional.empty()), context);
        OrderIntent allowed = decision.passes() ? intent.withQuantity(decision.allowedQuantity()) : intent;
        OrderStatus status = decision.passes() ? OrderStatus.SUBMITTED : OrderStatus.DENIED;
        ParentOrder parent = SampleOrders.parent(orderId, allowed, status, timeNs);
        gate.onParent(parent);
        return new Asked(parent, decision);
    }

    /** Asks for the next order, without asking the gate. */
    OrderIntent intent(Side side, BigDecimal quantity, boolean reducible) {
        orders++;
        BigDecimal tick = instrument.tickSize();
        return OrderIntent.of(instrument.symbol(), side, quantity)
                .clientOrderId("order-" + orders)
                .limit(side == Side.BUY ? price.add(tick) : price.subtract(tick))
                .reducible(reducible)
                .build();
    }

    /** The market and the account, a minute later. */
    RiskContext context() {
        timeNs += MINUTE_NS;
        account.mark(instrument.symbol(), price, timeNs);
        return new RiskContext(market(), account.snapshot());
    }

    /** The same without any price. */
    RiskContext contextWithoutPrices() {
        RiskContext priced = context();
        return new RiskContext(market().withoutPrices(instrument.symbol()), priced.portfolio());
    }

    /** The same in a universe without the instrument. */
    RiskContext contextWithoutTerms() {
        RiskContext priced = context();
        return new RiskContext(FixedMarket.at(timeNs), priced.portfolio());
    }

    /** Ends an order. */
    void close(ParentOrder parent, OrderStatus status) {
        gate.onParent(parent.with(SampleOrders.moved(parent.progress(), status, timeNs)));
    }

    /** Asks for a child of an order. */
    RiskDecision askChild(ParentOrder parent, BigDecimal quantity) {
        return gate.check(new RiskRequest.Child(child(parent, quantity), parent), context());
    }

    /** Sends a child of an order through the gate and fills it whole; gives the order as it is then. */
    ParentOrder fill(ParentOrder parent, BigDecimal quantity) {
        RiskContext context = context();
        ChildOrder child = child(parent, quantity);
        RiskDecision decision = gate.check(new RiskRequest.Child(child, parent), context);
        if (!decision.passes()) {
            throw new AssertionError("a child of a passed parent was refused: " + decision);
        }
        gate.onChild(child);
        Fill fill = SampleFill.of(instrument.symbol(), parent.intent().side())
                .tradeId("trade-" + child.orderId())
                .order(child.orderId(), parent.orderId())
                .quantity(quantity)
                .price(price)
                .at(timeNs)
                .build();
        account.apply(fill);
        gate.onFill(fill);
        gate.onChild(child.with(SampleOrders.filled(child.progress(), fill)));
        ParentOrder after = parent.with(SampleOrders.filled(parent.progress(), fill));
        gate.onParent(after);
        gate.onPortfolio(account.snapshot());
        return after;
    }

    private ChildOrder child(ParentOrder parent, BigDecimal quantity) {
        orders++;
        OrderType type = parent.intent().type();
        return SampleOrders.child(
                "child-" + orders, parent, "paper", new Slice(quantity, type, TimeInForce.IOC), timeNs);
    }

    private FixedMarket market() {
        return FixedMarket.at(timeNs)
                .with(instrument)
                .with(SampleEvents.quote(instrument, timeNs, price, DEPTH))
                .with(SampleEvents.trade(instrument.symbol(), timeNs, price.toPlainString(), "1"))
                .with("paper", SampleEvents.book(instrument, timeNs, 1, price, DEPTH));
    }
}
