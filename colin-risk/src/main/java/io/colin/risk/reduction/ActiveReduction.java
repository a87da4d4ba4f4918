package io.colin.risk.reduction;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.drawdown.DrawdownLevel;
import io.colin.risk.internal.SavedState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides when positions are closed: at once when a rung is crossed, and again once all orders of a plan have ended short of
 * the target, but no sooner than {@link #PAUSE} after that plan was made, until the exposure has come down to the target of
 * the deepest rung crossed. Then nothing more goes, whatever prices do, until a deeper rung is crossed or losses were made
 * good and come again. Once a person ended what stood for that rung, the rung that is left counts in its place.
 *
 * <p>What was planned is remembered over a restart, and orders that are still working count as on their way, so that none is
 * sent twice. Off, it does nothing but remember.
 *
 * <p>Single-threaded.
 */
public final class ActiveReduction {
    /** Least event time from a plan whose orders ended short of the target to the next. */
    public static final Duration PAUSE = Duration.ofSeconds(60);

    private static final Logger LOG = System.getLogger(ActiveReduction.class.getName());
    private static final long NEVER = Long.MIN_VALUE;

    private ReductionSettings settings;
    private ReductionPlanner planner;
    private final ReductionMemory memory = ReductionMemory.empty();
    private final Map<String, ParentOrder> open = new HashMap<>();
    private long plannedNs = NEVER;
    private boolean reached;

    private ActiveReduction(ReductionSettings settings) {
        this.settings = settings;
        planner = ReductionPlanner.of(settings);
    }

    /**
     * A reduction that has seen nothing.
     *
     * @param settings whether it closes anything, and how
     * @return the reduction
     */
    public static ActiveReduction of(ReductionSettings settings) {
        return new ActiveReduction(settings);
    }

    /**
     * How it was set.
     *
     * @return the settings
     */
    public ReductionSettings settings() {
        return settings;
    }

    /**
     * Goes by other settings from the next valuation on.
     *
     * @param next the settings, of the same strategy
     */
    public void change(ReductionSettings next) {
        settings = next;
        planner = ReductionPlanner.of(next);
    }

    /**
     * Learns of an order's change; those of others are passed over.
     *
     * @param parent as it is now
     */
    public void onParent(ParentOrder parent) {
        if (!parent.principal().equals(settings.strategy())) {
            return;
        }
        if (parent.progress().status().isClosed()) {
            open.remove(parent.orderId());
        } else {
            open.put(parent.orderId(), parent);
        }
    }

    /**
     * What is to be closed now. To be called at every valuation: it also notes what is held when the first rung is crossed.
     *
     * @param level the rung in force
     * @param request makes what a plan is made from, asked for only when one is made
     * @param portfolio the account; while it is not priced nothing is planned
     * @return the plan; empty when nothing is due
     */
    public Optional<ReductionPlan> due(DrawdownLevel level, Portfolio portfolio, Inputs request) {
        boolean crossed = memory.observe(level, portfolio);
        DrawdownLevel deepest = memory.acted();
        reached = reached && !crossed && deepest != DrawdownLevel.NONE;
        if (!settings.enabled() || reached || !portfolio.isPriced() || deepest.compareTo(DrawdownLevel.REDUCE) < 0) {
            return Optional.empty();
        }
        BigDecimal target = memory.exposure().multiply(settings.target(deepest));
        reached = portfolio.grossExposure().compareTo(target) <= 0;
        if (reached || (!crossed && mustWait(portfolio.timeNs()))) {
            return Optional.empty();
        }
        plannedNs = portfolio.timeNs();
        ReductionPlan plan = planner.plan(request.of(deepest, memory.exposure(), working()));
        plan.problems().forEach(problem -> LOG.log(Level.WARNING, "reduction at {0}: {1}", deepest, problem));
        return plan.orders().isEmpty() ? Optional.empty() : Optional.of(plan);
    }

    /**
     * A person ended what stood for a deeper rung. Orders on their way are not taken back.
     *
     * @param level the rung that is left
     */
    public void lower(DrawdownLevel level) {
        memory.lower(level);
    }

    private boolean mustWait(long nowNs) {
        return !open.isEmpty() || (plannedNs != NEVER && nowNs - plannedNs < PAUSE.toNanos());
    }

    private Map<Symbol, BigDecimal> working() {
        Map<Symbol, BigDecimal> working = new HashMap<>();
        for (ParentOrder parent : open.values()) {
            OrderIntent intent = parent.intent();
            working.merge(intent.symbol(), parent.progress().leavesQuantity(), BigDecimal::add);
        }
        return working;
    }

    /** Makes what a plan is made from. */
    @FunctionalInterface
    public interface Inputs {
        /**
         * What a plan is made from.
         *
         * @param level the deepest rung crossed
         * @param exposureAtWarning gross exposure when the first was, in the account currency
         * @param working what orders on their way already close, by symbol, unsigned
         * @return the request
         */
        ReductionRequest of(DrawdownLevel level, BigDecimal exposureAtWarning, Map<Symbol, BigDecimal> working);
    }

    /**
     * What changes when something that {@link #save} writes did.
     *
     * @return equal states give equal lists
     */
    public List<Object> state() {
        return List.of(memory.acted(), memory.exposure(), plannedNs, reached);
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code reduction.}
     */
    public void save(Map<String, String> state) {
        memory.save(state);
        state.put("reduction.planned_ns", Long.toString(plannedNs));
        state.put("reduction.reached", Boolean.toString(reached));
    }

    /**
     * Takes back what {@link #save} wrote. Orders that are still open are told by {@link #onParent}.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable
     */
    public void restore(Map<String, String> state) {
        SavedState saved = SavedState.of(state);
        long savedPlanned = saved.number("reduction.planned_ns", Long.MIN_VALUE, Long.MAX_VALUE);
        boolean savedReached = saved.flag("reduction.reached");
        memory.restore(state);
        plannedNs = savedPlanned;
        reached = savedReached;
    }
}
