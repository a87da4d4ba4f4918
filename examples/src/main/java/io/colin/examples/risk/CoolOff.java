package io.colin.examples.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A gate of one's own with one rule: after an execution a symbol rests for a while, and new parents in it are refused.
 * What it remembers survives a restart. It never reserves anything, so it stands after or before any other gate.
 */
public final class CoolOff implements RiskGate {
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();
    private static final String NAME = "cool-off";

    private final long restNs;
    private final SortedMap<Symbol, Long> lastFillNs = new TreeMap<>();

    private CoolOff(long restNs) {
        this.restNs = restNs;
    }

    /**
     * A gate with this rule.
     *
     * @param rest how long a symbol rests after an execution, above 0
     * @return a gate that has seen no execution
     */
    public static CoolOff of(Duration rest) {
        if (rest.isNegative() || rest.isZero()) {
            throw new IllegalArgumentException("rest: must be above 0 (" + rest + ")");
        }
        return new CoolOff(rest.toNanos());
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        long now = context.market().timeNs();
        Long last = lastFillNs.get(request.symbol());
        boolean passes = !(request instanceof RiskRequest.Parent) || last == null || now - last >= restNs;
        BigDecimal limit = BigDecimal.valueOf(restNs / SECOND_NS);
        BigDecimal rested = last == null ? limit : BigDecimal.valueOf((now - last) / SECOND_NS);
        String detail = "rested_s=" + rested + " limit_s=" + limit;
        CheckResult check = new CheckResult(
                NAME,
                DenialCode.LOCKED,
                passes ? CheckOutcome.PASSED : CheckOutcome.FAILED,
                "s",
                limit,
                rested,
                rested,
                passes ? request.quantity() : BigDecimal.ZERO,
                detail);
        return new RiskDecision(
                passes ? RiskDecision.Verdict.APPROVED : RiskDecision.Verdict.REJECTED,
                request.quantity(),
                passes ? request.quantity() : BigDecimal.ZERO,
                List.of(check),
                passes ? List.of() : List.of(Refusal.of(DenialCode.LOCKED, detail)),
                List.of(),
                passes ? 0 : 100,
                NAME,
                now,
                0);
    }

    @Override
    public void onFill(Fill fill) {
        lastFillNs.merge(fill.symbol(), fill.timeNs(), Math::max);
    }

    @Override
    public void onParent(ParentOrder parent) {}

    @Override
    public void onChild(ChildOrder child) {}

    @Override
    public void onPortfolio(Portfolio portfolio) {}

    @Override
    public RiskStatus status() {
        return new RiskStatus(TradingState.ACTIVE, BigDecimal.ZERO, 0, 1, List.of(), List.of(), List.of());
    }

    @Override
    public SortedMap<String, String> durableState() {
        SortedMap<String, String> state = new TreeMap<>();
        lastFillNs.forEach((symbol, timeNs) -> state.put(symbol.name(), Long.toString(timeNs)));
        return state;
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        lastFillNs.clear();
        state.forEach((symbol, timeNs) -> lastFillNs.put(Symbol.of(symbol), Long.parseLong(timeNs)));
    }
}
