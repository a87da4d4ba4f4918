package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A gate with one limit, the quantity of an order, that can be told to halt. It counts what it is told. */
final class PlainGate implements RiskGate {
    private BigDecimal largest;
    private TradingState state = TradingState.ACTIVE;
    private BigDecimal peak = BigDecimal.ZERO;
    private BigDecimal haltBelow = BigDecimal.ZERO;
    private Optional<BigDecimal> haltFrom = Optional.empty();
    private Consumer<ParentOrder> onParent = parent -> {};
    private boolean keepsReduceOnly;
    private Map<Symbol, Double> sizes = Map.of();
    private double size = 1;
    private Optional<DenialCode> ofChildren = Optional.empty();
    private long fills;
    private final List<String> amendedAt = new CopyOnWriteArrayList<>();
    private final List<Bar> bars = new CopyOnWriteArrayList<>();

    PlainGate(String largest) {
        this.largest = new BigDecimal(largest);
    }

    PlainGate haltingBelow(String equity) {
        haltBelow = new BigDecimal(equity);
        return this;
    }

    /** Where it was asked to judge changes. */
    List<String> amendedAt() {
        return amendedAt;
    }

    /** The bars it was told of. */
    List<Bar> bars() {
        return bars;
    }

    @Override
    public void onBar(Bar bar) {
        bars.add(bar);
    }

    /** Lets no order of more than so much pass from now on. */
    void limit(String quantity) {
        largest = new BigDecimal(quantity);
    }

    /** Halts while it checks an order of so much or more: a halt that no valuation has seen yet. */
    PlainGate haltingAtAnOrderOf(String quantity) {
        haltFrom = Optional.of(new BigDecimal(quantity));
        return this;
    }

    /** Leaves a symbol a part of its size and the account as a whole another. */
    PlainGate scaling(Symbol symbol, double ofSymbol, double ofAccount) {
        sizes = Map.of(symbol, ofSymbol);
        size = ofAccount;
        return this;
    }

    @Override
    public double sizeMultiplier(Symbol symbol) {
        return sizes.getOrDefault(symbol, size);
    }

    /** Denies every child from now on with a reason. */
    void denyChildren(DenialCode reason) {
        ofChildren = Optional.of(reason);
    }

    /** Denies no child any more. */
    void passChildren() {
        ofChildren = Optional.empty();
    }

    /** Says that it lets nothing reduce-only pass that could do else. */
    PlainGate keepingReduceOnly() {
        keepsReduceOnly = true;
        return this;
    }

    @Override
    public boolean keepsReduceOnly() {
        return keepsReduceOnly;
    }

    /** Lets a test look on the engine's thread, right after an order has changed. */
    void lookAtParents(Consumer<ParentOrder> look) {
        onParent = look;
    }

    long fills() {
        return fills;
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        return switch (request) {
            case RiskRequest.Parent parent -> judge(parent.intent(), context);
            case RiskRequest.Exit exit -> judge(exit.intent(), context);
            case RiskRequest.Amend amend -> {
                amendedAt.add(amend.venue());
                yield judge(amend.parent().intent().withQuantity(amend.quantity()), context);
            }
            case RiskRequest.Child child ->
                decision(
                        child.child().progress().quantity(),
                        ofChildren.isPresent()
                                ? BigDecimal.ZERO
                                : child.child().progress().quantity(),
                        context);
        };
    }

    private RiskDecision judge(OrderIntent intent, RiskContext context) {
        if (haltFrom.isPresent() && intent.quantity().compareTo(haltFrom.orElseThrow()) >= 0) {
            state = TradingState.HALTED;
        }
        boolean judgeable = context.market().quote(intent.symbol()).isPresent() && state == TradingState.ACTIVE;
        BigDecimal allowed = judgeable ? intent.quantity().min(largest) : BigDecimal.ZERO;
        if (allowed.compareTo(intent.quantity()) < 0 && !intent.reducible()) {
            allowed = BigDecimal.ZERO;
        }
        return decision(intent.quantity(), allowed, context);
    }

    private RiskDecision decision(BigDecimal asked, BigDecimal allowed, RiskContext context) {
        Verdict verdict = allowed.signum() == 0
                ? Verdict.REJECTED
                : allowed.compareTo(asked) < 0 ? Verdict.REDUCED : Verdict.APPROVED;
        List<Refusal> reasons = verdict == Verdict.APPROVED
                ? List.of()
                : List.of(Refusal.of(ofChildren.orElse(DenialCode.QUANTITY_EXCEEDS_MAXIMUM), "quantity=" + asked));
        return new RiskDecision(
                verdict,
                asked,
                allowed,
                List.of(),
                reasons,
                List.of(),
                0,
                "test",
                context.market().timeNs(),
                0);
    }

    @Override
    public void onParent(ParentOrder parent) {
        onParent.accept(parent);
    }

    @Override
    public void onChild(ChildOrder child) {}

    @Override
    public void onFill(Fill fill) {
        fills++;
    }

    @Override
    public void onPortfolio(Portfolio portfolio) {
        peak = peak.max(portfolio.equity());
        if (portfolio.equity().compareTo(haltBelow) < 0) {
            state = TradingState.HALTED;
        }
    }

    @Override
    public RiskStatus status() {
        return new RiskStatus(state, peak, 0, size, List.of(), List.of(), List.of());
    }

    @Override
    public SortedMap<String, String> durableState() {
        SortedMap<String, String> durable = new TreeMap<>();
        durable.put("state", state.name());
        return durable;
    }

    @Override
    public void restore(SortedMap<String, String> durable) {
        state = TradingState.valueOf(durable.getOrDefault("state", "ACTIVE"));
    }
}
