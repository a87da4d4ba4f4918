package io.colin.api.risk;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.Quote;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskDecision.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The plainest gate: what is held and what works of one symbol and side is worth at most a cap at the mid price. */
final class ValueCapGate implements RiskGate {
    private static final String PEAK = "value-cap.peak";

    private final BigDecimal cap;
    private final Map<String, OrderIntent> working = new HashMap<>();
    private BigDecimal peak = BigDecimal.ZERO;
    private BigDecimal equity = BigDecimal.ZERO;

    ValueCapGate(BigDecimal cap) {
        this.cap = cap;
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        OrderIntent intent = intent(request);
        long timeNs = context.market().timeNs();
        Optional<Instrument> instrument = context.market().instrument(intent.symbol());
        Optional<Quote> quote = context.market().quote(intent.symbol());
        if (instrument.isEmpty() || quote.isEmpty()) {
            return decision(intent.quantity(), BigDecimal.ZERO, "no price or terms", timeNs);
        }
        BigDecimal unit = instrument.get().notional(BigDecimal.ONE, quote.get().mid());
        BigDecimal room = cap.divide(unit, 34, RoundingMode.DOWN).subtract(used(request, intent, context.portfolio()));
        BigDecimal largest =
                Decimals.floorTo(room.max(BigDecimal.ZERO), instrument.get().lotSize());
        BigDecimal allowed = intent.quantity().min(largest);
        if (allowed.compareTo(intent.quantity()) < 0 && !intent.reducible()) {
            allowed = BigDecimal.ZERO;
        }
        if (allowed.signum() > 0 && request instanceof RiskRequest.Parent) {
            working.put(request.orderId(), intent.withQuantity(allowed));
        }
        return decision(intent.quantity(), allowed, "largest=" + Decimals.text(largest), timeNs);
    }

    @Override
    public void onParent(ParentOrder parent) {
        BigDecimal leaves = parent.progress().leavesQuantity();
        if (parent.progress().status().isClosed() || leaves.signum() == 0) {
            working.remove(parent.orderId());
        } else {
            working.computeIfPresent(parent.orderId(), (id, intent) -> intent.withQuantity(leaves));
        }
    }

    @Override
    public void onChild(ChildOrder child) {}

    @Override
    public void onFill(Fill fill) {}

    @Override
    public void onPortfolio(Portfolio portfolio) {
        equity = portfolio.equity();
        peak = peak.max(equity);
    }

    @Override
    public RiskStatus status() {
        double drawdown = peak.signum() == 0
                ? 0
                : Decimals.statistic(peak.subtract(equity).divide(peak, Decimals.QUOTIENT));
        return new RiskStatus(TradingState.ACTIVE, peak, drawdown, 1, List.of(), List.of(), List.of());
    }

    @Override
    public SortedMap<String, String> durableState() {
        return new TreeMap<>(Map.of(PEAK, Decimals.text(peak)));
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        Require.that(state.keySet().equals(Map.of(PEAK, "").keySet()), "state", "must be of this gate", state);
        peak = Decimals.parse(PEAK, state.getOrDefault(PEAK, ""));
        equity = peak;
    }

    /** What the side of this order holds and works, its own order left out. */
    private BigDecimal used(RiskRequest request, OrderIntent intent, Portfolio portfolio) {
        String own = request instanceof RiskRequest.Child child ? child.parent().orderId() : request.orderId();
        BigDecimal used = portfolio
                .quantity(intent.symbol())
                .multiply(BigDecimal.valueOf(intent.side().sign()));
        for (Map.Entry<String, OrderIntent> each : working.entrySet()) {
            OrderIntent other = each.getValue();
            if (!each.getKey().equals(own)
                    && other.side() == intent.side()
                    && other.symbol().equals(intent.symbol())) {
                used = used.add(other.quantity());
            }
        }
        return used;
    }

    private static OrderIntent intent(RiskRequest request) {
        return switch (request) {
            case RiskRequest.Parent parent -> parent.intent();
            case RiskRequest.Exit exit -> exit.intent();
            case RiskRequest.Child child ->
                child.parent().intent().withQuantity(child.child().progress().quantity());
            case RiskRequest.Amend amend ->
                amend.parent()
                        .intent()
                        .withQuantity(amend.quantity()
                                .subtract(amend.parent().progress().filledQuantity()));
        };
    }

    private static RiskDecision decision(BigDecimal asked, BigDecimal allowed, String detail, long timeNs) {
        boolean whole = allowed.compareTo(asked) == 0;
        Verdict part = allowed.signum() > 0 ? Verdict.REDUCED : Verdict.REJECTED;
        List<Refusal> reasons = whole ? List.of() : List.of(Refusal.of(DenialCode.POSITION_LIMIT, detail));
        return new RiskDecision(
                whole ? Verdict.APPROVED : part, asked, allowed, List.of(), reasons, List.of(), 0, "plain", timeNs, 0);
    }
}
