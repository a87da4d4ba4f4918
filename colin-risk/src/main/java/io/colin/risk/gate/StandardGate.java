package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TradingState;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.drawdown.DailyLoss;
import io.colin.risk.drawdown.DrawdownLadder;
import io.colin.risk.drawdown.DrawdownLevel;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.Reservation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The gate of every order: a fixed list of checks over limits, market, account and exposure book. All of them run, so
 * every breach is named; the tightest decides. What passes is reserved before the answer is given.
 *
 * <p>An order whose intent is reducible shrinks to the largest size that passes all checks, others are refused with that
 * size in the reason. Orders that can only shrink a position, whatever else fills, are spared the limits of value,
 * exposure and loss, never the others. Children draw on their parent's reservation: they are judged anew on trading state,
 * data, prices, balance and exposure, but not on what only concerns the whole order. What cannot be judged is refused; an
 * error of ours refuses with GATE_ERROR.
 *
 * <p>The caller tells the end of every order that passed: {@link #onParent} or {@link #onChild} with a closed status gives
 * its reservation back, also when it never left. After a restart it calls {@link #restore}, then {@link #onParent} and
 * {@link #onChild} for all that is open; windows of a second (duplicates, rates) start empty.
 *
 * <p>Single-threaded. Reads no clock: {@link RiskDecision#validationTimeNs()} is left to the caller.
 */
public final class StandardGate implements RiskGate {
    private static final Logger LOG = System.getLogger(StandardGate.class.getName());
    private static final String KIND = "gate";
    private static final String THIS_KIND = "standard/1";

    private final RiskLimits limits;
    private final String configHash;
    private final DrawdownLadder ladder;
    private final DailyLoss daily;
    private final ExposureBook book = ExposureBook.empty();
    private final FirstPrices firstPrices = new FirstPrices();
    private final OrderRates rates = new OrderRates();
    private final RecentOrders recent;
    private final RecoveredOrders recovered;
    private final LimitReport report;
    private final List<Check> checks;
    private final SortedMap<String, String> lastReset = new TreeMap<>();
    private @Nullable Portfolio portfolio;
    private long nowNs = Long.MIN_VALUE;

    private StandardGate(Builder builder) {
        limits = builder.limits;
        configHash = limits.configHash();
        ladder = DrawdownLadder.of(limits.drawdown());
        daily = DailyLoss.of(limits.loss().maxDaily());
        recent = new RecentOrders(limits.order().duplicateWindow().toNanos());
        recovered = new RecoveredOrders(limits, book);
        report = new LimitReport(limits, book, ladder, daily, rates);
        checks = List.of(
                new TradingStateCheck(this::tradingState),
                new RecoveredOrdersCheck(recovered),
                new TermsCheck(),
                new PrecisionCheck(),
                new VenueMinimumCheck(),
                new QuantityCapCheck(firstPrices),
                new OrderValueCheck(),
                new ReduceOnlyCheck(),
                new ReservationCheck(),
                new DuplicateCheck(recent),
                new RateCheck(rates, true),
                new RateCheck(rates, false),
                new PriceAgeCheck(),
                new SignalCheck(),
                new PriceCollarCheck(),
                limits.margin().accountKind() == AccountKind.CASH_SPOT ? new FreeBalanceCheck() : new MarginCheck(),
                new AccountCheck(),
                new OrderShareCheck(),
                new PositionCheck(),
                new ConcentrationCheck(),
                new GrossExposureCheck(),
                new LeverageCheck(),
                new DrawdownCheck(ladder),
                new DailyLossCheck(daily),
                new RestrictedSymbolCheck());
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
        Order order = Order.of(request);
        try {
            return decide(order, context);
        } catch (RuntimeException e) {
            // The one place that may swallow: an order that could not be judged must not go, and the engine must go on.
            LOG.log(Level.ERROR, "order " + order.orderId() + " could not be judged", e);
            return refused(order, Finding.failed("gate", DenialCode.GATE_ERROR, String.valueOf(e.getMessage())));
        }
    }

    private RiskDecision decide(Order order, RiskContext context) {
        nowNs = Math.max(nowNs, context.market().timeNs());
        observe(context.portfolio());
        Optional<Instrument> instrument = context.market().instrument(order.symbol());
        if (instrument.isEmpty()) {
            String detail = order.symbol() + " is not in the universe";
            return refused(order, Finding.failed("instrument", DenialCode.INSTRUMENT_NOT_FOUND, detail));
        }
        recovered.forget(order.orderId());
        recovered.reserve(context.market(), context.portfolio().currency());
        Candidate candidate = new Candidate(order, instrument.get(), limits, context, book);
        candidate
                .pricing()
                .ifPresent(worth -> firstPrices.observe(order.symbol(), worth.unitValueAtReference(), nowNs));
        Ruling ruling = Ruling.of(checks, candidate);
        RiskDecision decision = ruling.decision(configHash, nowNs);
        report.judged(ruling.asked().findings());
        if (decision.passes()) {
            reserve(candidate, decision.allowedQuantity());
        }
        return decision;
    }

    private void reserve(Candidate candidate, BigDecimal quantity) {
        Order order = candidate.order();
        if (order.isChild()) {
            book.draw(order.parentId(), order.orderId(), order.venue(), quantity);
        } else {
            Worth worth = candidate.worth();
            book.reserve(new Reservation(
                    order.orderId(),
                    order.symbol(),
                    order.side(),
                    quantity,
                    worth.unitValue(),
                    worth.unitCost(),
                    order.intent().strategy(),
                    order.venue()));
            recent.add(order, nowNs);
        }
        rates.add(order, nowNs);
    }

    private RiskDecision refused(Order order, Finding finding) {
        return new RiskDecision(
                Verdict.REJECTED,
                order.quantity(),
                BigDecimal.ZERO,
                List.of(finding.result(CheckOutcome.FAILED)),
                List.of(finding.refusal(BigDecimal.ZERO)),
                List.of(),
                100,
                configHash,
                nowNs,
                0);
    }

    @Override
    public void onParent(ParentOrder parent) {
        if (book.holds(parent.orderId())) {
            book.onParent(parent.orderId(), parent.progress());
        } else {
            recovered.on(parent);
        }
    }

    @Override
    public void onChild(ChildOrder child) {
        book.onChild(child);
    }

    @Override
    public void onFill(Fill fill) {
        book.onFill(fill);
    }

    @Override
    public void onPortfolio(Portfolio account) {
        nowNs = Math.max(nowNs, account.timeNs());
        observe(account);
    }

    /** Equity that leaves something out says nothing about losses. */
    private void observe(Portfolio account) {
        portfolio = account;
        if (!account.isPriced()) {
            return;
        }
        DrawdownLevel before = ladder.level();
        boolean wasTripped = daily.isTripped();
        ladder.observe(account.equity(), nowNs);
        daily.observe(account.equity(), nowNs);
        if (ladder.level() != before && ladder.level().isLatched()) {
            LOG.log(Level.WARNING, "drawdown level {0} after {1}", ladder.level(), before);
        }
        if (daily.isTripped() && !wasTripped) {
            LOG.log(Level.WARNING, "daily loss limit reached: only orders that shrink exposure pass");
        }
    }

    /**
     * Ends every latch: equity as it is becomes the high-water mark and the start of the day's loss. The reason and the
     * name become part of the {@link #durableState()}.
     *
     * @param reason why, for a person
     * @param principal who, already found to be allowed to
     * @throws IllegalArgumentException if a text is blank
     * @throws IllegalStateException if no equity above 0 is known
     */
    public void reset(String reason, String principal) {
        Require.text("reason", reason);
        Require.text("principal", principal);
        ladder.reset();
        daily.reset();
        lastReset.put("reset.reason", reason);
        lastReset.put("reset.principal", principal);
        lastReset.put("reset.time_ns", Long.toString(nowNs));
        LOG.log(Level.WARNING, "risk latches reset by {0}: {1}", principal, reason);
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
        double multiplier = tradingState() == TradingState.ACTIVE ? ladder.sizePercent() / 100.0 : 0;
        return new RiskStatus(
                tradingState(),
                ladder.peak(),
                ladder.drawdown().doubleValue(),
                multiplier,
                report.limits(portfolio, nowNs),
                List.of(
                        breaker("drawdown", ladder.level().isLatched(), ladder.trips(), ladder.latchedSinceNs()),
                        breaker("daily-loss", daily.isTripped(), daily.trips(), daily.trippedSinceNs())),
                killSwitches());
    }

    private TradingState tradingState() {
        TradingState state = ladder.tradingState();
        return state == TradingState.ACTIVE && daily.isTripped() ? TradingState.REDUCING : state;
    }

    private static BreakerStatus breaker(String name, boolean open, long trips, long sinceNs) {
        BreakerStatus.State state = open ? BreakerStatus.State.OPEN : BreakerStatus.State.CLOSED;
        return new BreakerStatus(name, "portfolio", state, trips, sinceNs);
    }

    private List<KillSwitch> killSwitches() {
        return ladder.level() == DrawdownLevel.KILL
                ? List.of(new KillSwitch(
                        KillSwitch.Scope.SYSTEM,
                        "",
                        "drawdown reached " + limits.drawdown().kill(),
                        "drawdown",
                        ladder.latchedSinceNs()))
                : List.of();
    }

    @Override
    public SortedMap<String, String> durableState() {
        SortedMap<String, String> state = new TreeMap<>(lastReset);
        state.put(KIND, THIS_KIND);
        ladder.save(state);
        daily.save(state);
        firstPrices.save(state);
        book.scopes().save(state);
        return state;
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        Require.that(THIS_KIND.equals(state.get(KIND)), KIND, "must be " + THIS_KIND, state.keySet());
        ladder.restore(state);
        daily.restore(state);
        firstPrices.restore(state);
        book.scopes().restore(state);
        lastReset.clear();
        state.forEach((name, text) -> {
            if (name.startsWith("reset.")) {
                lastReset.put(name, text);
            }
        });
    }

    /** Builds a gate. */
    public static final class Builder {
        private RiskLimits limits = RiskLimits.builder().build();

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
         * Builds the gate.
         *
         * @return a gate that has seen nothing
         */
        public StandardGate build() {
            return new StandardGate(this);
        }
    }
}
