package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import io.colin.api.signal.Signal;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.compliance.Compliance;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.figures.FigureDesk;
import io.colin.risk.gate.FirmCheck.FirmShare;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.killswitch.Locks;
import io.colin.risk.var.VarSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The gate of every order: a fixed list of checks over limits, market, account and exposure book. All of them run, so
 * every breach is named; the tightest decides. What passes them is held against the rules of compliance, and what passes
 * those is reserved before the answer is given.
 *
 * <p>An order whose intent is reducible shrinks to the largest size that passes all checks, others are refused with that
 * size in the reason. Orders that can only shrink a position, whatever else fills, are spared the limits of value,
 * exposure and loss, never the others. Children draw on their parent's reservation: they are judged anew on trading state,
 * data, prices, balance and exposure, but not on what only concerns the whole order. An amend is judged as if it were new
 * and its own reservation gone; its sizes are those of the whole order, what is filled included. What cannot be judged is
 * refused; an error of ours refuses with GATE_ERROR.
 *
 * <p>The caller tells the end of every order that passed: {@link #onParent} or {@link #onChild} with a closed status gives
 * its reservation back, also when it never left. After a restart it calls {@link #restore}, then {@link #onParent} and
 * {@link #onChild} for all that is open; windows of seconds and minutes (duplicates, rates, own prices, cycles) start
 * empty, latches and the counts of the day do not.
 *
 * <p>Single-threaded. Reads no clock: {@link RiskDecision#validationTimeNs()} is left to the caller.
 */
public final class StandardGate implements RiskGate {
    /** The metadata of an order that is meant although the same was just sent: {@code true} spares it the duplicate window. */
    public static final String DISTINCT = "distinct";

    private static final Logger LOG = System.getLogger(StandardGate.class.getName());
    private static final String KIND = "gate";
    private static final String THIS_KIND = "standard/2";

    private final Guards guards;
    private final Memory memory;
    private final RecoveredOrders recovered;
    private final LimitReport report;
    private final Compliance compliance;
    private final Conduct conduct;
    private final Optional<FirmShare> firm;
    private final Outlook outlook;
    private final List<Check> checks;
    /** The checks whose findings {@link LimitReport} keeps. */
    private final List<Check> reported;

    private final Glance glance;
    private RiskLimits limits;
    private String configHash;
    private @Nullable Portfolio portfolio;
    private long observedDay = Long.MIN_VALUE;

    private StandardGate(Builder builder) {
        limits = builder.limits;
        configHash = limits.configHash();
        guards = new Guards(limits, builder.breakers, builder.kills, builder.locks);
        memory = new Memory(limits);
        recovered = new RecoveredOrders(limits, memory.book);
        report = new LimitReport(limits, memory, guards);
        compliance = builder.compliance;
        conduct = new Conduct(compliance, builder.venues, memory.days);
        firm = builder.firm();
        outlook = new Outlook(builder, memory.book, guards::onFigures);
        checks = CheckList.of(guards, memory, recovered, outlook, builder);
        reported = checks.stream().filter(LimitReport::keeps).toList();
        glance = new Glance(memory.book, limits);
    }

    /**
     * Starts a gate.
     *
     * @return a builder with the default limits
     */
    public static Builder builder() {
        return new Builder();
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
            return refused(
                    asked, Finding.failed("terms", DenialCode.VALIDATION_FAILED, String.valueOf(e.getMessage())));
        }
        try {
            return decide(order, context);
        } catch (RuntimeException e) {
            // The one place that may swallow: an order that could not be judged must not go, and the engine must go on.
            LOG.log(Level.ERROR, "order " + order.orderId() + " could not be judged", e);
            return refused(
                    order.quantity().add(order.filled()),
                    Finding.failed("gate", DenialCode.GATE_ERROR, String.valueOf(e.getMessage())));
        }
    }

    /**
     * Approves a new order at a glance, or says nothing. True means: {@link #check} would approve the whole quantity in the
     * state the gate is in, without a warning, and the order is reserved as it would be. False reserves nothing and leaves
     * the verdict to {@link #check}: so do children, amends, reduce-only orders, trailing stops, and whatever is near a limit
     * or rests on something unusual.
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

    private boolean clears(RiskRequest.Parent parent, RiskContext context) {
        long timeNs = context.market().timeNs();
        Pending pending = glance.pending;
        if (guards.advance(timeNs) != timeNs || pending.isFull() || pending.isOfAnotherDay(timeNs)) {
            return false;
        }
        if (!Same.object(context.portfolio(), portfolio) || FirstPrices.day(timeNs) != observedDay) {
            observe(context.portfolio());
        }
        OrderIntent intent = parent.intent();
        if (!memory.firstPrices.knows(intent.symbol(), timeNs) || !glance.at(parent, context)) {
            return false;
        }
        boolean shrinks = glance.surelyShrinks();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            if (!(shrinks && check.sparesShrinking()) && !check.clears(glance)) {
                return false;
            }
        }
        if (!compliance.clears(intent.strategy(), limits, timeNs)) {
            return false;
        }
        guards.board().onOrder(timeNs);
        if (!guards.isActive()) {
            return false;
        }
        memory.expect(intent, glance.ownPrice());
        glance.admitted(RecentOrders.hash(intent));
        outlook.estimate(glance.line());
        return true;
    }

    /** Tells the exact book and memory of what was admitted at a glance. */
    private void tell() {
        Pending pending = glance.pending;
        for (int i = 0; i < pending.size(); i++) {
            Pending.Admitted one = pending.at(i);
            Order order = Order.of(one.request());
            Candidate candidate = new Candidate(order, one.instrument(), limits, one.context(), memory.book);
            recovered.forget(order.orderId());
            memory.passed(candidate, candidate.quantity(), one.timeNs());
            outlook.changed(order.symbol());
            report.judged(Evaluation.of(reported, candidate).findings());
        }
        if (pending.size() > 0) {
            glance.told();
            pending.clear();
        }
    }

    private RiskDecision decide(Order order, RiskContext context) {
        observe(context.portfolio());
        Optional<Instrument> instrument = context.market().instrument(order.symbol());
        if (instrument.isEmpty()) {
            String detail = order.symbol() + " is not in the universe";
            return refused(order.quantity(), Finding.failed("instrument", DenialCode.INSTRUMENT_NOT_FOUND, detail));
        }
        if (order.isParent()) {
            recovered.forget(order.orderId());
        }
        recovered.reserve(context.market(), context.portfolio().currency());
        outlook.prepare(order.symbol(), context.portfolio());
        Candidate candidate = new Candidate(order, instrument.get(), limits, context, memory.book);
        candidate
                .pricing()
                .ifPresent(worth ->
                        memory.firstPrices.observe(order.symbol(), worth.unitValueAtReference(), guards.nowNs()));
        Ruling ruling = Ruling.of(checks, conduct, candidate);
        RiskDecision decision = ruling.decision(configHash, guards.nowNs());
        report.judged(ruling.asked().findings());
        stop(order, ruling.asked());
        if (decision.passes() && !reserveWithFirm(order, candidate.resized(ruling.allowed()))) {
            return refused(
                    candidate.whole(),
                    Finding.failed(FirmCheck.NAME, DenialCode.EXPOSURE_LIMIT, "another account took what was left"));
        }
        if (decision.passes()) {
            ruling.cleared().ifPresent(conduct::accepted);
            memory.passed(candidate, ruling.allowed(), guards.nowNs());
            outlook.changed(order.symbol());
            glance.catchUp();
        }
        return decision;
    }

    private boolean reserveWithFirm(Order order, Candidate allowed) {
        return order.isChild() || firm.isEmpty() || firm.get().reserve(allowed);
    }

    /** What a strategy did over a period stops it. A single price off the market is refused by the collar and stops nobody. */
    private void stop(Order order, Evaluation asked) {
        if (asked.fails(RepeatCheck.NAME)) {
            stop(Stops.REPEATED_EXECUTION, order, asked.detail(RepeatCheck.NAME));
        }
        if (asked.fails(PriceDriftCheck.NAME) && !asked.fails(PriceCollarCheck.NAME)) {
            stop(Stops.PRICE_DRIFT, order, asked.detail(PriceDriftCheck.NAME));
        }
    }

    private void stop(String name, Order order, String reason) {
        if (guards.stops().trip(name, order.strategy(), reason, guards.nowNs())) {
            LOG.log(Level.WARNING, "strategy {0} stopped by {1}: {2}", order.strategy(), name, reason);
        }
    }

    private RiskDecision refused(BigDecimal quantity, Finding finding) {
        return new RiskDecision(
                Verdict.REJECTED,
                quantity,
                BigDecimal.ZERO,
                List.of(finding.result(CheckOutcome.FAILED, BigDecimal.ZERO)),
                List.of(finding.refusal(BigDecimal.ZERO)),
                List.of(),
                100,
                configHash,
                guards.nowNs(),
                0);
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
        glance.catchUp();
    }

    @Override
    public void onChild(ChildOrder child) {
        tell();
        memory.onChild(child);
        outlook.changed(child.symbol());
        memory.families.of(child.parentId()).ifPresent(family -> guards.board().onChild(child, family.strategy()));
        glance.catchUp();
    }

    @Override
    public void onFill(Fill fill) {
        tell();
        guards.board().onFill(fill);
        outlook.onFill(fill.symbol());
        memory.onFill(fill).ifPresent(family -> compliance.onFill(family.strategy(), fill.timeNs()));
        glance.catchUp();
    }

    @Override
    public void onPortfolio(Portfolio account) {
        guards.advance(account.timeNs());
        observe(account);
        outlook.onPortfolio(account);
    }

    private void observe(Portfolio account) {
        portfolio = account;
        observedDay = FirstPrices.day(guards.nowNs());
        guards.observe(account);
        if (account.isPriced()) {
            firm.ifPresent(share -> share.member().settle(memory.book.worstGross(account)));
        }
    }

    @Override
    public void onBar(Bar bar) {
        guards.board().onBar(bar);
        outlook.onBar(bar);
    }

    @Override
    public void onMarket(Symbol symbol, MarketView market) {
        guards.board().onMarket(symbol, market);
    }

    @Override
    public Optional<RiskTask> dueTask(RiskContext context) {
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

    @Override
    public Optional<RiskControls> controls() {
        tell();
        return Optional.of(new Controls(guards, memory));
    }

    /**
     * Takes other limits: they are in force from the next order on. Latches stay latched and windows keep what they hold;
     * breakers whose settings follow from limits that changed start their windows anew. Who may change limits, and which
     * changes need two people, is {@link io.colin.risk.change.LimitControl}'s.
     *
     * @param next the limits, all of them
     */
    public void change(RiskLimits next) {
        tell();
        glance.change(next);
        guards.change(next);
        memory.change(next);
        recovered.change(next);
        report.change(next);
        outlook.change(next);
        limits = next;
        configHash = next.configHash();
    }

    /**
     * The limits in force.
     *
     * @return as built or last changed
     */
    public RiskLimits limits() {
        return limits;
    }

    /**
     * What names the limits in force in every decision.
     *
     * @return {@link RiskLimits#configHash()}
     */
    public String configHash() {
        return configHash;
    }

    @Override
    public RiskStatus status() {
        tell();
        return new RiskStatus(
                guards.tradingState(),
                guards.ladder().peak(),
                guards.ladder().drawdown().doubleValue(),
                guards.sizeMultiplier(),
                report.limits(portfolio),
                guards.breakers(),
                guards.kills().list());
    }

    @Override
    public SortedMap<String, String> durableState() {
        tell();
        SortedMap<String, String> state = new TreeMap<>();
        state.put(KIND, THIS_KIND);
        guards.save(state);
        memory.save(state);
        compliance.save(state);
        outlook.save(state);
        return state;
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        tell();
        Require.that(THIS_KIND.equals(state.get(KIND)), KIND, "must be " + THIS_KIND, state.keySet());
        guards.restore(state);
        memory.restore(state);
        compliance.restore(state);
        outlook.restore(state);
    }

    /** Builds a gate. */
    public static final class Builder {
        private RiskLimits limits = RiskLimits.builder().build();
        private BreakerSettings breakers = BreakerSettings.builder().build();
        private KillSwitches kills = KillSwitches.none();
        private Locks locks = Locks.none();
        private Compliance compliance = Compliance.builder().build();
        private SortedSet<String> venues = new TreeSet<>();
        private Set<String> unwinders = Set.of();
        private @Nullable VarSettings valueAtRisk;
        private Duration refresh = Duration.ofSeconds(60);
        private @Nullable FirmExposure firm;
        private @Nullable FirmShare share;
        private @Nullable Function<Signal, OptionalLong> modelCutOff;

        private Builder() {}

        /**
         * Sets the limits, the kind of account among them.
         *
         * @param value the limits; default all as they stand in {@link RiskLimits#builder()}
         * @return this
         */
        public Builder limits(RiskLimits value) {
            limits = value;
            return this;
        }

        /**
         * Sets the breakers. Their limits of daily loss and of tail risk are those of the limits.
         *
         * @param value thresholds; default all as they stand in {@link BreakerSettings#builder()}
         * @return this
         */
        public Builder breakers(BreakerSettings value) {
            breakers = value;
            return this;
        }

        /**
         * Sets how value at risk is measured and how often.
         *
         * @param value how; default the returns that the limits ask for, all else as in {@link VarSettings#builder()}
         * @param every event time from one measurement to the next when nothing fills in between, above 0; default 60 s
         * @return this
         */
        public Builder valueAtRisk(VarSettings value, Duration every) {
            refresh = Require.positive("every", every);
            valueAtRisk = value;
            return this;
        }

        /**
         * Shares kill switches with others, for example to block at once from another thread.
         *
         * @param value the switches; default the gate's own. They are saved and restored with the gate
         * @return this
         */
        public Builder killSwitches(KillSwitches value) {
            kills = value;
            return this;
        }

        /**
         * Shares locks with whoever sets them.
         *
         * @param value the locks; default the gate's own. They are saved and restored with the gate
         * @return this
         */
        public Builder locks(Locks value) {
            locks = value;
            return this;
        }

        /**
         * Sets the rules of compliance.
         *
         * @param value the rules; default the general ones and those of regimes. They are saved and restored with the gate
         * @return this
         */
        public Builder compliance(Compliance value) {
            compliance = value;
            return this;
        }

        /**
         * Names the connected venues, whose quotes best execution is judged by.
         *
         * @param value ids; default none
         * @return this
         */
        public Builder venues(Collection<String> value) {
            venues = new TreeSet<>(value);
            return this;
        }

        /**
         * Names who may close positions while trading is halted: the risk reducer and operators. Their reduce-only orders
         * pass the trading state and kill switches, nothing else.
         *
         * @param value principals as requests carry them; default nobody
         * @return this
         */
        public Builder unwinders(Collection<String> value) {
            unwinders = Set.copyOf(value);
            return this;
        }

        /**
         * Tells how old the data are that the model behind a signal was trained on; without it age is left to whoever
         * emits signals.
         *
         * @param value event time of the cut-off in ns since epoch, empty for a model that is not known, whose signals are
         *     refused then
         * @return this
         */
        public Builder modelCutOff(Function<Signal, OptionalLong> value) {
            modelCutOff = value;
            return this;
        }

        /**
         * Shares the firm's exposure with the gates of other accounts; the gate built joins it.
         *
         * @param value the aggregate, in the currency of this account; default none
         * @return this
         */
        public Builder firm(FirmExposure value) {
            firm = value;
            return this;
        }

        RiskLimits limits() {
            return limits;
        }

        VarSettings valueAtRisk() {
            VarSettings given = valueAtRisk;
            return given != null
                    ? given
                    : VarSettings.builder()
                            .minimumPoints(limits.tail().minReturns())
                            .shortHistory(limits.tail().hourlyReturns())
                            .build();
        }

        Duration refresh() {
            return refresh;
        }

        Optional<FirmShare> firm() {
            return Optional.ofNullable(share);
        }

        SortedSet<String> venues() {
            return venues;
        }

        Set<String> unwinders() {
            return unwinders;
        }

        Optional<Function<Signal, OptionalLong>> modelCutOff() {
            return Optional.ofNullable(modelCutOff);
        }

        /**
         * Builds the gate.
         *
         * @return a gate that has seen nothing
         */
        public StandardGate build() {
            share = firm == null ? null : new FirmShare(firm, firm.join());
            return new StandardGate(this);
        }
    }
}
