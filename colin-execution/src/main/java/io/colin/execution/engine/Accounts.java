package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.RecordListener;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.order.Fill;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.FundingPayment;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.portfolio.Position;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.SelfMatch;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The account and the gate over it. Engine thread only, but for the last valuation, which any thread may read. */
final class Accounts {
    private final EventLog log;
    private final MarketState market;
    private final PortfolioBook book;
    private final RiskGate gate;
    private final LatencyRecorder latencies;
    private final NoticeDesk notices;
    private final ComingKills comingKills = new ComingKills();
    private final boolean controllable;
    private SortedMap<String, String> recordedRisk = new TreeMap<>();
    private double recordedDrawdown;
    private boolean latched;
    private BigDecimal peak;
    private volatile double maxDrawdown;
    private volatile long fills;
    private volatile Portfolio lastPortfolio;
    private volatile RiskStatus lastRisk;

    Accounts(EventLog log, MarketState market, PortfolioBook book, RiskGate gate, LatencyRecorder latencies) {
        this.log = log;
        this.market = market;
        this.book = book;
        this.gate = gate;
        this.latencies = latencies;
        this.notices = new NoticeDesk(log, gate, this::recordLatch);
        this.lastPortfolio = book.snapshot();
        this.lastRisk = gate.status();
        this.peak = lastRisk.peakEquity();
        this.controllable = gate.controls().isPresent();
        nameLimits();
    }

    private void nameLimits() {
        gate.controls().flatMap(RiskControls::limits).ifPresent(limits -> log.limits(limits.configHash()));
    }

    RiskGate gate() {
        return gate;
    }

    /** Kill switches on their way to the gate. Any thread. */
    ComingKills comingKills() {
        return comingKills;
    }

    /** Whether the gate can be controlled at all. Any thread. */
    boolean isControllable() {
        return controllable;
    }

    void apply(Fill fill) {
        book.apply(fill);
        lastPortfolio = value();
        long counted = fills + 1;
        fills = counted;
    }

    void apply(FundingPayment payment) {
        book.apply(payment);
        lastPortfolio = value();
    }

    /** Takes what was paid in or out: neither profit nor loss, so that the peak moves with the equity. */
    void move(CashFlow flow, BigDecimal rate) {
        Portfolio before = value();
        book.apply(flow, rate);
        lastPortfolio = book.snapshot();
        if (before.isPriced() && before.equity().signum() > 0) {
            peak = peak.max(before.equity())
                    .multiply(lastPortfolio.equity())
                    .divide(before.equity(), Decimals.QUOTIENT);
        }
    }

    /** Takes back what was paid in or out before a restart, at the rate of then. */
    void restore(CashFlow flow, BigDecimal rate) {
        book.apply(flow, rate);
    }

    Position position(Symbol symbol) {
        return book.position(symbol);
    }

    /** The signed quantity held of a symbol. */
    BigDecimal held(Symbol symbol) {
        return book.position(symbol).quantity();
    }

    /** The account at the prices of now. */
    Portfolio value() {
        for (Instrument instrument : market.universe()) {
            market.mark(instrument.symbol()).ifPresent(mark -> book.mark(instrument.symbol(), mark, market.timeNs()));
        }
        return book.snapshot();
    }

    void onBar(Bar bar) {
        gate.onBar(bar);
    }

    void onMarket(Symbol symbol) {
        gate.onMarket(symbol, market);
    }

    RiskDecision check(RiskRequest request) {
        Optional<RiskDecision> stopped = comingKills.refusal(request, log.configHash(), market.timeNs());
        if (stopped.isPresent()) {
            return stopped.orElseThrow();
        }
        Portfolio portfolio = value();
        long begun = System.nanoTime();
        RiskDecision decision = gate.check(request, new RiskContext(market, portfolio));
        long elapsed = System.nanoTime() - begun;
        latencies.record(LatencyRecorder.Stage.RISK, elapsed);
        notices.take();
        return decision.measured(elapsed);
    }

    /** Refuses an exit by its terms, before it is let go. */
    Optional<RiskDecision> vet(RiskRequest request, Optional<BigDecimal> goesAt) {
        return gate.vet(request, goesAt, new RiskContext(market, value()));
    }

    /** What of ours a child would trade with, by a gate that has a policy for it. */
    List<SelfMatch> selfMatches(RiskRequest.Child child) {
        return gate.selfMatches(child, new RiskContext(market, value()));
    }

    /**
     * Values the account, tells the gate and everybody else, and records what the gate must remember.
     *
     * @return whether trading has just been halted
     */
    boolean mark() {
        Portfolio portfolio = value();
        // Not the gate's own state: a check of an order between two marks may have halted it already.
        TradingState before = lastRisk.tradingState();
        gate.onTime(market.timeNs());
        if (portfolio.isPriced()) {
            gate.onPortfolio(portfolio);
            noteDrawdown(portfolio.equity());
        }
        notices.take();
        RiskStatus risk = gate.status();
        recordState(risk.tradingState());
        latched = false;
        lastPortfolio = portfolio;
        lastRisk = risk;
        peak = peak.max(risk.peakEquity());
        log.emit(new PortfolioMarked(log.header("portfolio"), portfolio, risk));
        return risk.tradingState() == TradingState.HALTED && before != TradingState.HALTED;
    }

    /** Records what the gate has to tell. */
    void takeNotices() {
        notices.take();
    }

    /** Whether something was latched or ended that no valuation has followed yet. */
    boolean isLatchNew() {
        return latched;
    }

    private void recordLatch() {
        latched = true;
        recordState(gate.status().tradingState());
    }

    /** Tells a gate that follows the record. */
    void onRecord(LedgerEvent event, boolean again) {
        if (gate instanceof RecordListener follower) {
            follower.onRecord(event, again);
        }
    }

    /** Records what the gate must remember, if that is another than the last recorded. */
    private void recordState(TradingState state) {
        SortedMap<String, String> durable = gate.durableState();
        if (!isSame(durable, recordedRisk) || maxDrawdown > recordedDrawdown) {
            recordedRisk = new TreeMap<>(durable);
            recordedDrawdown = maxDrawdown;
            log.emit(new RiskStateChanged(log.header("risk"), state, maxDrawdown, durable));
        }
    }

    /** Whether two states hold the same texts; both are sorted, so that nothing has to be looked up. */
    private static boolean isSame(SortedMap<String, String> one, SortedMap<String, String> other) {
        if (one.size() != other.size()) {
            return false;
        }
        Iterator<Map.Entry<String, String>> others = other.entrySet().iterator();
        for (Map.Entry<String, String> entry : one.entrySet()) {
            Map.Entry<String, String> its = others.next();
            if (!entry.getValue().equals(its.getValue()) || !entry.getKey().equals(its.getKey())) {
                return false;
            }
        }
        return true;
    }

    void restore(RiskStateChanged last) {
        recordedRisk = new TreeMap<>(last.state());
        recordedDrawdown = last.maxDrawdown();
        maxDrawdown = last.maxDrawdown();
        gate.restore(recordedRisk);
        nameLimits();
    }

    /** Publishes what was rebuilt, without telling the gate. */
    void publish() {
        lastPortfolio = value();
        lastRisk = gate.status();
        peak = peak.max(lastRisk.peakEquity());
    }

    Portfolio lastPortfolio() {
        return lastPortfolio;
    }

    RiskStatus lastRisk() {
        return lastRisk;
    }

    double maxDrawdown() {
        return maxDrawdown;
    }

    long fills() {
        return fills;
    }

    private void noteDrawdown(BigDecimal equity) {
        peak = peak.max(equity);
        if (peak.signum() > 0) {
            double lost = peak.subtract(equity).doubleValue() / peak.doubleValue();
            maxDrawdown = Math.max(maxDrawdown, lost);
        }
    }
}
