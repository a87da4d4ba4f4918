package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskReduction;
import io.colin.risk.RiskLimits;
import io.colin.risk.drawdown.DrawdownLevel;
import io.colin.risk.figures.FigureDesk;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.reduction.ActiveReduction;
import io.colin.risk.reduction.ReductionPlan;
import io.colin.risk.reduction.ReductionRequest;
import io.colin.risk.reduction.ReductionSettings;
import io.colin.risk.var.Decomposition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
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
    /** Enough of a number for a person. */
    private static final MathContext SHOWN = new MathContext(8);

    private static final BigDecimal TWO = new BigDecimal(2);

    private final Guards guards;
    private final FigureDesk figures;
    private final ActiveReduction reduction;
    private final List<RiskNotice> notices = new ArrayList<>();

    Reducer(Guards guards, FigureDesk figures, ReductionSettings settings) {
        this.guards = guards;
        this.figures = figures;
        reduction = ActiveReduction.of(settings);
    }

    /**
     * Limit prices stay within half the collar of the gate: the other half is for prices that move before the order is
     * judged, and keeps its own children from counting as a drift of own prices.
     */
    static BigDecimal collar(RiskLimits limits) {
        return limits.price().collar().divide(TWO);
    }

    void change(RiskLimits next) {
        reduction.change(reduction.settings().withCollar(collar(next)));
    }

    void onParent(ParentOrder parent) {
        reduction.onParent(parent);
    }

    /** What is to be closed now; figures older than an age do not tell who carries the risk. */
    List<RiskReduction> due(RiskContext context, Duration maxAge) {
        List<Object> before = reduction.state();
        Standing standing = standing();
        List<RiskReduction> due = reduction
                .due(
                        standing.level(),
                        context.portfolio(),
                        (deepest, exposure, working) -> new ReductionRequest(
                                context.portfolio(), terms(context), componentRisk(maxAge), deepest, exposure, working))
                .map(plan -> orders(plan, standing))
                .orElse(List.of());
        if (!before.equals(reduction.state())) {
            notices.add(new RiskNotice.Latched("reduction " + standing.level() + ": " + due.size() + " orders"));
        }
        return due;
    }

    /** The rung that ladder and breakers stand for now. */
    DrawdownLevel rung() {
        return standing().level();
    }

    /** A person ended something: where that was what positions are closed for, they are closed for what is left. */
    void onReset(DrawdownLevel before) {
        if (rung().compareTo(before) < 0) {
            reduction.lower(rung());
        }
    }

    List<RiskNotice> takeNotices() {
        if (notices.isEmpty()) {
            return List.of();
        }
        List<RiskNotice> taken = List.copyOf(notices);
        notices.clear();
        return taken;
    }

    /** The rung in force and what it stands on. */
    private record Standing(DrawdownLevel level, String cause) {
        Standing deeper(DrawdownLevel other, String why) {
            return level.compareTo(other) >= 0 ? this : new Standing(other, why);
        }
    }

    private Standing standing() {
        Standing standing = new Standing(
                guards.ladder().level(),
                "drawdown " + guards.ladder().drawdown().round(SHOWN).toPlainString());
        if (guards.board().isFarAboveLimits()) {
            standing = standing.deeper(DrawdownLevel.HALT, "breaker limits");
        }
        return guards.daily().isTripped() ? standing.deeper(DrawdownLevel.HARD, "breaker daily-loss") : standing;
    }

    private static Map<Symbol, Instrument> terms(RiskContext context) {
        Map<Symbol, Instrument> terms = new HashMap<>();
        for (Symbol symbol : context.portfolio().positions().keySet()) {
            context.market().instrument(symbol).ifPresent(its -> terms.put(symbol, its));
        }
        return terms;
    }

    /** Who carries the risk; nobody is known to while the figures are too old, and then everything shrinks alike. */
    private Map<Symbol, Double> componentRisk(Duration maxAge) {
        Map<Symbol, Double> risk = new HashMap<>();
        if (figures.ageNs(guards.nowNs()) <= maxAge.toNanos()) {
            figures.decomposition()
                    .map(Decomposition.Parts::contributions)
                    .orElse(List.of())
                    .forEach(part -> risk.put(part.symbol(), part.component()));
        }
        return risk;
    }

    private List<RiskReduction> orders(ReductionPlan plan, Standing standing) {
        String why = standing.level().compareTo(plan.level()) >= 0 ? standing.cause() : "crossed before";
        String cause = "reduction:" + plan.level() + " " + why + ", exposure "
                + plan.exposure().round(SHOWN).toPlainString() + " to "
                + plan.target().round(SHOWN).toPlainString();
        return plan.orders().stream()
                .filter(order -> !isStoppedByAPerson(order))
                .map(order -> new RiskReduction(order, reduction.settings().strategy(), cause))
                .toList();
    }

    /** Whether an open order is a way out that a halt of our own leaves alone. */
    boolean mayUnwind(ParentOrder parent, Unwinding unwinding) {
        OrderIntent intent = parent.intent();
        return intent.reduceOnly()
                && unwinding.principals().contains(parent.principal())
                && !isStoppedByAPerson(intent);
    }

    private boolean isStoppedByAPerson(OrderIntent order) {
        return guards.kills().covering(order.strategy(), order.symbol(), order.venue(), order.account()).stream()
                .anyMatch(one -> !KillSwitches.isByLadder(one));
    }

    void save(Map<String, String> state) {
        reduction.save(state);
    }

    void restore(Map<String, String> state) {
        reduction.restore(state);
    }
}
