package io.colin.risk.gate;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.RecordListener;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskReduction;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import io.colin.api.risk.SelfMatch;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.risk.RiskLimits;
import io.colin.risk.approval.Approvals;
import io.colin.risk.compliance.Compliance;
import io.colin.risk.compliance.Supervision;
import io.colin.risk.figures.FigureDesk;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.stress.MeasuredStress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gate of every order: a fixed list of checks over limits, market, account and exposure book. All of them run, so
 * every breach is named; the tightest decides. What passes them is held against the rules of compliance, and what passes
 * those is reserved before the answer is given.
 *
 * <p>An order whose intent is reducible shrinks to the largest size that passes all checks, others are refused with that
 * size in the reason. Orders that can only shrink a position, whatever else fills, are spared the limits of value,
 * exposure and loss, never the others; the caps of a strategy or a venue only where they shrink the position held there, or
 * are reduce-only. Children draw on their parent's reservation: they are judged anew on trading state,
 * data, prices, balance and exposure, but not on what only concerns the whole order. An amend is judged as if it were new
 * and its own reservation gone; its sizes are those of the whole order, what is filled included. One that only makes less of
 * the order at no worse a price is spared the limits of exposure and loss, for the larger order would stay. One of a routed
 * order that a venue is to make in place is judged at that venue, where the whole order counts until the change is decided,
 * unless it only makes less of what works there. What cannot be judged is refused; an error of ours refuses with GATE_ERROR.
 *
 * <p>The caller tells the end of every order that passed: {@link #onParent} or {@link #onChild} with a closed status gives
 * its reservation back, also when it never left. After a restart it calls {@link #restore}, then {@link #onParent} and
 * {@link #onChild} for all that is open; and {@link #onParent} for what has ended and has open children, once these were told.
 * Latches and the counts of the day are as they were then, and where {@link #onRecord} heard the record again rates,
 * duplicates, own prices and cycles too.
 *
 * <p>Single-threaded. Reads no clock: {@link RiskDecision#validationTimeNs()} is left to the caller.
 */
public final class StandardGate implements RiskGate, RecordListener {
    /** The metadata of an order that is meant although the same was just sent: {@code true} spares it the duplicate window. */
    public static final String DISTINCT = "distinct";

    private static final Logger LOG = System.getLogger(StandardGate.class.getName());
    private static final String KIND = "gate";
    private static final String THIS_KIND = "standard/3";

    private final Guards guards;
    private final Memory memory;
    private final RecoveredOrders recovered;
    private final RecordedWindows windows;
    private final LimitReport report;
    private final Compliance compliance;
    private final List<FirmShare> firm;
    private final Outlook outlook;
    private final Judge judge;
    private final FourEyes fourEyes;
    private final Filter filter;
    private final Oversight oversight;
    private final List<String> reserved;
    private final List<String> venues;
    private final StateDraft draft = new StateDraft();
    private @Nullable Portfolio portfolio;
    /** The day of the last look at the account; none while the same account must be looked at again. */
    private long observedDay = Long.MIN_VALUE;

    StandardGate(StandardGateBuilder settings) {
        RiskLimits limits = settings.limits();
        guards = new Guards(limits, settings.breakers(), settings.killSwitches(), settings.locks());
        memory = new Memory(limits, settings.reduction().strategy());
        recovered = new RecoveredOrders(limits, memory.book);
        report = new LimitReport(limits, memory, guards, settings.firm());
        compliance = settings.compliance();
        windows = new RecordedWindows(memory, compliance, recovered, limits);
        firm = settings.firm();
        outlook = new Outlook(settings, memory, guards);
        outlook.before(this::tell);
        judge = new Judge(settings, guards, memory, recovered, outlook, report);
        fourEyes = new FourEyes(settings, judge, this::change);
        filter = new Filter(judge.checks(), guards, memory, outlook, compliance, limits);
        oversight = new Oversight(settings, guards, memory, outlook);
        reserved = List.of(
                KillSwitches.BY_LADDER,
                FourEyes.CONFIGURATION,
                settings.reduction().strategy());
        venues = List.copyOf(settings.venues());
        venues.forEach(guards.board()::watch);
    }

    /**
     * Starts a gate.
     *
     * @return a builder with the default limits
     */
    public static StandardGateBuilder builder() {
        return new StandardGateBuilder();
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        tell();
        long nowNs = guards.advance(context.market().timeNs());
        guards.board().onOrder(nowNs);
        Order order;
        try {
            order = Order.of(request);
        } catch (IllegalArgumentException e) {
            BigDecimal asked = request instanceof RiskRequest.Amend amend ? amend.quantity() : BigDecimal.ONE;
            return judge.refused(
                    asked, Finding.failed("terms", DenialCode.VALIDATION_FAILED, String.valueOf(e.getMessage())));
        }
        try {
            if (order.isNew()) {
                recovered.forget(order.orderId());
            }
            memory.reserve(recovered, context);
            observe(context.portfolio());
            RiskDecision decision = judge.judge(order, context);
            if (decision.passes()) {
                filter.follow();
            }
            return decision;
        } catch (RuntimeException e) {
            // The one place that may swallow: an order that could not be judged must not go, and the engine must go on.
            LOG.log(Level.ERROR, "order " + order.orderId() + " could not be judged", e);
            return judge.refused(
                    order.quantity().add(order.filled()),
                    Finding.failed("gate", DenialCode.GATE_ERROR, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Approves a new order at a glance, or says nothing. True means: {@link #check} would approve the whole quantity in the
     * state the gate is in, and the order is reserved as it would be. Warnings that {@link #check} would add are not told
     * here; how far each limit is used stands in {@link #status}. False reserves nothing and leaves the verdict to
     * {@link #check}: so do children, amends, reduce-only orders, trailing stops, a drawdown on any rung, limits of the firm,
     * a strategy or a venue, rules of compliance beside the general ones, and whatever is within a hair of a limit.
     *
     * <p>It is a filter in floating point with a margin of 10⁻⁹ of all magnitudes on the safe side; the exact verdict stays
     * {@link #check}'s. It allocates nothing for an account, a symbol, a strategy and a day it has seen before, as far as the
     * market view it is given allocates nothing. The exact book is told of the order by the next other call.
     *
     * @param request what is asked
     * @param context market and account at the event time
     * @return true when the order may go and is reserved
     */
    public boolean admit(RiskRequest request, RiskContext context) {
        try {
            return request instanceof RiskRequest.Parent parent && clears(parent, context);
        } catch (RuntimeException e) {
            // Whatever went wrong, the exact path must judge the order.
            LOG.log(Level.ERROR, "order " + request.orderId() + " could not be judged at a glance", e);
            return false;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same account needs no second look; an equal one gets one
    private boolean clears(RiskRequest.Parent parent, RiskContext context) {
        long timeNs = context.market().timeNs();
        if (guards.advance(timeNs) != timeNs || !filter.isReady(timeNs)) {
            return false;
        }
        if (context.portfolio() != portfolio || FirstPrices.day(timeNs) != observedDay) {
            observe(context.portfolio());
        }
        return filter.admits(parent, context);
    }

    /** Tells the exact book and memory of what was admitted at a glance. */
    private void tell() {
        filter.tell(recovered, report);
    }

    @Override
    public void onParent(ParentOrder parent) {
        tell();
        memory.onParent(parent);
        outlook.changed(parent.intent().symbol());
        if (!memory.book.holds(parent.orderId())) {
            recovered.on(parent);
        }
        if (parent.progress().status().isClosed()) {
            compliance.onClosed(parent.orderId());
        }
        oversight.onParent(parent);
        filter.follow();
    }

    @Override
    public void onChild(ChildOrder child) {
        tell();
        memory.onChild(child);
        recovered.onChild(child.parentId());
        outlook.changed(child.symbol());
        memory.families.of(child.parentId()).ifPresent(family -> {
            guards.board().onChild(child, family.strategy());
            oversight.onChild(family.strategy());
        });
        filter.follow();
    }

    @Override
    public void onFill(Fill fill) {
        tell();
        guards.board().onFill(fill);
        outlook.onFill(fill.symbol());
        memory.onFill(fill).ifPresent(family -> compliance.onFill(family.strategy(), fill.timeNs()));
        filter.follow();
    }

    /** Throws for an account in another currency than a firm it was built into: it has no part in the firm and holds up nobody. */
    @Override
    public void onPortfolio(Portfolio account) {
        tell();
        guards.advance(account.timeNs());
        observe(account);
        firm.forEach(share -> share.require(account.currency()));
        outlook.onPortfolio(account);
        oversight.onPortfolio(account);
    }

    private void observe(Portfolio account) {
        portfolio = account;
        observedDay = FirstPrices.day(guards.nowNs());
        guards.observe(account);
        firm.forEach(share -> share.settle(memory.book, recovered.areValued(), account));
    }

    /**
     * Takes this account out of the exposure of the firm, as for a gate that is asked no more: nobody waits for it to be
     * measured and what it stood for is free. It is back with the next account it is told of.
     */
    public void leaveFirm() {
        firm.forEach(share -> share.member().leave());
    }

    @Override
    public void onBar(Bar bar) {
        guards.board().onBar(bar);
        outlook.onBar(bar);
    }

    @Override
    public void onMarket(Symbol symbol, MarketView market) {
        memory.held.seen(symbol);
        for (String venue : venues) {
            memory.shown.look(venue, symbol, market);
        }
        guards.board().onMarket(symbol, market);
    }

    @Override
    public void onTime(long nowNs) {
        long now = guards.advance(nowNs);
        fourEyes.onTime(now);
        oversight.onTime(now);
    }

    @Override
    public List<RiskNotice> takeNotices() {
        List<RiskNotice> changed = fourEyes.takeNotices();
        List<RiskNotice> overseen = oversight.takeNotices();
        if (changed.isEmpty()) {
            return overseen;
        }
        return overseen.isEmpty()
                ? changed
                : Stream.concat(changed.stream(), overseen.stream()).toList();
    }

    @Override
    public Optional<RiskTask> dueTask(RiskContext context) {
        tell();
        memory.reserve(recovered, context);
        return outlook.dueTask(context);
    }

    /**
     * The desk of risk figures, for what it tells beside the published figures: the decomposition of risk for a reduction
     * plan, the back-test, and the place to seed daily returns known from before.
     *
     * @return the one instance, to be used by the gate's thread
     */
    public FigureDesk figures() {
        return outlook.desk();
    }

    /**
     * The newest full run of the stress scenarios, with the portfolio it was made on: what the published figures leave out of
     * it, such as the worst positions and the margin shortfall, and what a {@link io.colin.risk.stress.ReverseStress} asks for.
     * To be asked by the gate's thread; what it answers never changes and is any thread's.
     *
     * @return empty before the first run took effect, and while neither tail nor stress limits are armed
     */
    public Optional<MeasuredStress> stress() {
        return outlook.stress();
    }

    @Override
    public boolean onPerformance(List<Long> endToEndNs, long lagNs, long timeNs) {
        long nowNs = guards.advance(timeNs);
        endToEndNs.forEach(one -> guards.board().onLatency(one, nowNs));
        guards.board().onLag(lagNs, nowNs);
        return guards.board().isAlertToPerformance();
    }

    @Override
    public void onRecord(LedgerEvent event, boolean again) {
        windows.onRecord(event, again);
        if (!again
                && event instanceof OrderChanged changed
                && changed.event() instanceof OrderEvent.PendingUpdate asked) {
            memory.book.changing(asked.orderId(), asked.quantity());
            recovered.changed(asked.orderId(), asked.quantity(), asked.type());
        }
        oversight.onRecord(event, again);
    }

    @Override
    public List<RiskReduction> dueReductions(RiskContext context) {
        tell();
        oversight.look(memory.held.stale(
                context.portfolio(), context.market(), judge.limits().data()));
        return oversight.dueReductions(context);
    }

    @Override
    public Optional<RiskDecision> vet(RiskRequest request, Optional<BigDecimal> goesAt, RiskContext context) {
        tell();
        guards.advance(context.market().timeNs());
        try {
            return judge.vet(Order.of(request), goesAt, context);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "exit " + request.orderId() + " could not be judged by its terms", e);
            return Optional.of(judge.refused(
                    request.quantity(), Finding.failed("gate", DenialCode.GATE_ERROR, String.valueOf(e.getMessage()))));
        }
    }

    @Override
    public SelfMatchPolicy selfMatchPolicy() {
        return judge.limits().order().selfMatch();
    }

    @Override
    public List<SelfMatch> selfMatches(RiskRequest.Child child, RiskContext context) {
        if (selfMatchPolicy() == SelfMatchPolicy.REJECT) {
            return List.of();
        }
        tell();
        guards.advance(context.market().timeNs());
        try {
            observe(context.portfolio());
            return judge.selfMatches(Order.of(child), context);
        } catch (RuntimeException e) {
            // As in check, which is asked next and refuses what cannot be judged.
            LOG.log(Level.ERROR, "order " + child.orderId() + " could not be compared with ours", e);
            return List.of();
        }
    }

    @Override
    public boolean keepsReduceOnly() {
        return true;
    }

    /** The drawdown ladder, the risk reducer and the configuration, however they are written. */
    @Override
    public boolean isReserved(String principal) {
        return reserved.stream().anyMatch(name -> Approvals.isSamePerson(name, principal));
    }

    @Override
    public boolean mayUnwind(ParentOrder parent) {
        return oversight.mayUnwind(parent);
    }

    /**
     * The supervision of conduct, for what it tells beside its alerts.
     *
     * @return the one instance, to be used by the gate's thread
     */
    public Supervision supervision() {
        return oversight.supervision();
    }

    @Override
    public Optional<RiskControls> controls() {
        tell();
        FreeMoney money = new FreeMoney(judge.limits().margin(), memory.book, recovered);
        return Optional.of(new Controls(guards, memory, fourEyes, oversight, money));
    }

    /** Takes other limits: they are in force from the next order on. Latches stay latched and windows keep what they hold. */
    private void change(RiskLimits next) {
        tell();
        guards.change(next);
        filter.change(next);
        memory.change(next);
        recovered.change(next);
        report.change(next);
        outlook.change(next);
        observedDay = Long.MIN_VALUE;
        judge.change(next);
        oversight.change(next);
    }

    /**
     * The limits in force.
     *
     * @return as built, or last changed through {@link #controls()}
     */
    public RiskLimits limits() {
        return judge.limits();
    }

    /**
     * What names the settings in force in every decision: all limits, all thresholds of the breakers, the stress scenarios, how
     * value at risk and correlations are measured, active reduction, the ids of the rules, venues and unwinders. What sizes
     * signals and what supervises conduct is not in it, for neither decides an order.
     *
     * @return SHA-256, lower-case hex; another one once any of them is another
     */
    public String configHash() {
        return judge.configHash();
    }

    /** The ladder's and the correlation breaker's share count for every symbol, that of the volatility breaker for its own. */
    @Override
    public double sizeMultiplier(Symbol symbol) {
        return guards.sizeMultiplier(symbol);
    }

    @Override
    public RiskStatus status() {
        tell();
        return new RiskStatus(
                guards.tradingState(),
                guards.ladder().peak(),
                guards.ladder().drawdown().doubleValue(),
                guards.sizeMultiplier(),
                report.limits(portfolio, outlook, filter::largestGroup),
                guards.breakers(),
                guards.kills().list(),
                PersonLocks.shown(guards.locks()));
    }

    @Override
    public SortedMap<String, String> durableState() {
        tell();
        draft.begin();
        save(draft);
        return draft.end();
    }

    /** Writes everything that must survive a restart. */
    void save(Map<String, String> state) {
        state.put(KIND, THIS_KIND);
        guards.save(state);
        memory.save(state);
        compliance.save(state);
        outlook.save(state);
        oversight.save(state);
        fourEyes.save(state);
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        try {
            takeBack(state);
        } catch (RuntimeException e) {
            leaveFirm(); // This gate will be asked nothing, and the firm's other accounts must not wait for it.
            throw e;
        }
    }

    private void takeBack(SortedMap<String, String> state) {
        tell();
        Require.that(THIS_KIND.equals(state.get(KIND)), KIND, "must be " + THIS_KIND, state.keySet());
        fourEyes.restore(state);
        guards.restore(state);
        memory.change(judge.limits()); // what was heard again may have left its windows at a length of then
        memory.restore(state);
        compliance.restore(state);
        outlook.restore(state);
        oversight.restore(state);
    }
}
