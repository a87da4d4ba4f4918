package io.colin.examples;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Another gate with one rule more: at the end of a UTC day only orders that shrink a position pass. Its rule comes first,
 * because a gate reserves what it lets through: what this one refuses must never reach the other.
 *
 * <p>It only ever refuses, so whatever the other gate guarantees still holds. State, restart and reports are the other's.
 */
public final class QuietEvening implements RiskGate {
    private static final long DAY_NS = Duration.ofDays(1).toNanos();
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

    private final RiskGate gate;
    private final long quietNs;

    private QuietEvening(RiskGate gate, long quietNs) {
        this.gate = gate;
        this.quietNs = quietNs;
    }

    /**
     * Adds the rule to a gate.
     *
     * @param quiet how long before 00:00 UTC it holds, above 0 and below a day
     * @param gate judges everything else; used by this one alone
     * @return the gate with the rule
     */
    public static QuietEvening of(Duration quiet, RiskGate gate) {
        if (quiet.isNegative() || quiet.isZero()) {
            throw new IllegalArgumentException("quiet: must be above 0 (" + quiet + ")");
        }
        if (quiet.compareTo(Duration.ofNanos(DAY_NS)) >= 0) {
            throw new IllegalArgumentException("quiet: must be below a day (" + quiet + ")");
        }
        long quietNs = quiet.toNanos();
        return new QuietEvening(gate, quietNs);
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        long timeNs = context.market().timeNs();
        boolean evening = Math.floorMod(timeNs, DAY_NS) >= DAY_NS - quietNs;
        return evening && !shrinks(request, context.portfolio())
                ? refused(request.quantity(), timeNs)
                : gate.check(request, context);
    }

    private static boolean shrinks(RiskRequest request, Portfolio portfolio) {
        BigDecimal held = portfolio.quantity(request.symbol());
        return held.signum() == -request.side().sign() && request.quantity().compareTo(held.abs()) <= 0;
    }

    private RiskDecision refused(BigDecimal quantity, long timeNs) {
        BigDecimal limit = BigDecimal.valueOf((DAY_NS - quietNs) / SECOND_NS);
        BigDecimal now = BigDecimal.valueOf(Math.floorMod(timeNs, DAY_NS) / SECOND_NS);
        String detail = "second_of_day=" + now + " limit=" + limit;
        CheckResult check = new CheckResult(
                "quiet-evening", DenialCode.LOCKED, CheckOutcome.FAILED, "s", limit, now, now, BigDecimal.ZERO, detail);
        return new RiskDecision(
                RiskDecision.Verdict.REJECTED,
                quantity,
                BigDecimal.ZERO,
                List.of(check),
                List.of(Refusal.of(DenialCode.LOCKED, detail)),
                List.of(),
                100,
                "quiet-evening",
                timeNs,
                0);
    }

    @Override
    public void onParent(ParentOrder parent) {
        gate.onParent(parent);
    }

    @Override
    public void onChild(ChildOrder child) {
        gate.onChild(child);
    }

    @Override
    public void onFill(Fill fill) {
        gate.onFill(fill);
    }

    @Override
    public void onPortfolio(Portfolio portfolio) {
        gate.onPortfolio(portfolio);
    }

    @Override
    public void onBar(Bar bar) {
        gate.onBar(bar);
    }

    @Override
    public void onMarket(Symbol symbol, MarketView market) {
        gate.onMarket(symbol, market);
    }

    @Override
    public Optional<RiskTask> dueTask(RiskContext context) {
        return gate.dueTask(context);
    }

    @Override
    public Optional<RiskControls> controls() {
        return gate.controls();
    }

    @Override
    public RiskStatus status() {
        return gate.status();
    }

    @Override
    public SortedMap<String, String> durableState() {
        return gate.durableState();
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        gate.restore(state);
    }
}
