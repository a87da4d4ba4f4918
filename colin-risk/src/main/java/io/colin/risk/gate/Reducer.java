package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskReduction;
import io.colin.risk.drawdown.DrawdownLevel;
import io.colin.risk.figures.FigureDesk;
import io.colin.risk.reduction.ActiveReduction;
import io.colin.risk.reduction.ReductionPlan;
import io.colin.risk.reduction.ReductionRequest;
import io.colin.risk.reduction.ReductionSettings;
import io.colin.risk.var.Decomposition;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Active reduction with what the gate knows: the rung in force is the ladder's or the one a breaker stands for, the largest
 * contribution to value at risk goes first, and nothing goes that a person's kill switch stops.
 *
 * <p>Of the breakers those count that speak of losses or of risk held: the daily loss as the hard rung, value at risk far
 * above its limit as the halt rung. Trouble of venues, data or speed is no reason to sell.
 */
final class Reducer {
    private final Guards guards;
    private final FigureDesk figures;
    private final ActiveReduction reduction;

    Reducer(Guards guards, FigureDesk figures, ReductionSettings settings) {
        this.guards = guards;
        this.figures = figures;
        reduction = ActiveReduction.of(settings);
    }

    ActiveReduction reduction() {
        return reduction;
    }

    /** What is to be closed now. */
    List<RiskReduction> due(RiskContext context, long maxAgeNs) {
        DrawdownLevel level = level();
        return reduction
                .due(level, context.portfolio(), (deepest, exposure, working) -> request(
                        context, deepest, exposure, working, maxAgeNs))
                .map(plan -> orders(plan))
                .orElse(List.of());
    }

    private DrawdownLevel level() {
        DrawdownLevel level = guards.ladder().level();
        if (guards.board().isFarAboveLimits()) {
            level = deeper(level, DrawdownLevel.HALT);
        }
        return guards.daily().isTripped() ? deeper(level, DrawdownLevel.HARD) : level;
    }

    private static DrawdownLevel deeper(DrawdownLevel one, DrawdownLevel other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private ReductionRequest request(
            RiskContext context,
            DrawdownLevel level,
            BigDecimal exposure,
            Map<Symbol, BigDecimal> working,
            long maxAgeNs) {
        Map<Symbol, Instrument> instruments = new HashMap<>();
        for (Symbol symbol : context.portfolio().positions().keySet()) {
            context.market().instrument(symbol).ifPresent(terms -> instruments.put(symbol, terms));
        }
        return new ReductionRequest(
                context.portfolio(), instruments, componentRisk(maxAgeNs), level, exposure, working);
    }

    /** Who carries the risk; nobody is known to while the figures are too old, and then everything shrinks alike. */
    private Map<Symbol, Double> componentRisk(long maxAgeNs) {
        Map<Symbol, Double> risk = new HashMap<>();
        if (figures.ageNs(guards.nowNs()) <= maxAgeNs) {
            figures.decomposition().map(Decomposition.Parts::contributions).orElse(List.of()).forEach(part ->
                    risk.put(part.symbol(), part.component()));
        }
        return risk;
    }

    private List<RiskReduction> orders(ReductionPlan plan) {
        String cause = cause(plan);
        return plan.orders().stream()
                .filter(order -> !isStoppedByAPerson(order))
                .map(order -> new RiskReduction(order, reduction.settings().strategy(), cause))
                .toList();
    }

    private String cause(ReductionPlan plan) {
        DrawdownLevel ladder = guards.ladder().level();
        String why = ladder.compareTo(plan.level()) >= 0
                ? "drawdown " + guards.ladder().drawdown().toPlainString()
                : guards.board().isFarAboveLimits() ? "breaker limits" : guards.daily().isTripped() ? "breaker daily-loss" : "drawdown before";
        return "reduction:" + plan.level() + " " + why + ", exposure " + plan.exposure().toPlainString() + " to "
                + plan.target().toPlainString();
    }

    /** Whether an open order is a way out that a halt of our own leaves alone. */
    boolean mayUnwind(ParentOrder parent, Unwinding unwinding) {
        OrderIntent intent = parent.intent();
        return intent.reduceOnly() && unwinding.principals().contains(parent.principal()) && !isStoppedByAPerson(intent);
    }

    private boolean isStoppedByAPerson(OrderIntent order) {
        return guards.kills().list().stream()
                .anyMatch(one -> !one.principal().equals(Guards.BY_LADDER) && covers(one, order));
    }

    private static boolean covers(KillSwitch thrown, OrderIntent order) {
        return switch (thrown.scope()) {
            case SYSTEM -> true;
            case ACCOUNT -> order.account().equals(thrown.target());
            case VENUE -> order.venue().equals(thrown.target());
            case SYMBOL -> order.symbol().name().equals(thrown.target());
            case STRATEGY -> order.strategy().equals(thrown.target());
        };
    }

    void save(Map<String, String> state) {
        reduction.save(state);
    }

    void restore(Map<String, String> state) {
        reduction.restore(state);
    }
}
