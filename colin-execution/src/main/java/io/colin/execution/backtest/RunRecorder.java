package io.colin.execution.backtest;

import io.colin.api.Decimals;
import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.FundingSettled;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.ModelPromoted;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.RunEnded;
import io.colin.api.event.RunStarted;
import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalResolved;
import io.colin.api.event.SignalWithheld;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.signal.Direction;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures a run as it goes: told the market, the record and every valuation, each in order. */
final class RunRecorder {
    private static final String NOT_VALUED = "a ledger keeps no prices to value the account by; the run's data do";
    private static final String NEVER_PRICED = "a price was missing at every valuation of the account";

    private final List<Instrument> instruments;
    private final EquityRecorder equity = new EquityRecorder();
    private final CostRecorder costs;
    private final RoundTripBook trips;
    private final SortedMap<String, Long> refusals = new TreeMap<>();
    private final SortedMap<String, Long> withheld = new TreeMap<>();
    private final LastPrices prices = new LastPrices();
    private final HoldRecorder hold;
    private final ModelRecorder models = new ModelRecorder();
    private List<ModelUse.Note> notes = List.of();
    private boolean sawMarket;
    private Optional<RunStarted> started = Optional.empty();
    private Optional<RunEnded> ended = Optional.empty();
    private Optional<Portfolio> last = Optional.empty();
    private long lastNs;
    private long signals;
    private long directed;
    private long correct;
    private long wrong;
    private long orders;
    private long children;
    private long fills;

    RunRecorder(List<Instrument> instruments) {
        this.instruments = List.copyOf(instruments);
        Map<Symbol, Instrument> terms = new LinkedHashMap<>();
        instruments.forEach(one -> terms.put(one.symbol(), one));
        costs = new CostRecorder(terms, this::inAccount);
        hold = new HoldRecorder(instruments, prices);
        trips = new RoundTripBook(terms, this::inAccount);
    }

    void onMarket(MarketEvent event) {
        sawMarket = true;
        prices.on(event);
    }

    void on(EngineEvent event) {
        switch (event) {
            case LedgerEvent entry -> onRecord(entry);
            case SignalWithheld none -> withheld.merge(none.outcome().reason().name(), 1L, Long::sum);
            case PortfolioMarked marked -> onPortfolio(marked.portfolio());
            default -> {}
        }
    }

    void onPortfolio(Portfolio portfolio) {
        if (started.isEmpty()) {
            return;
        }
        last = Optional.of(portfolio);
        lastNs = Math.max(lastNs, portfolio.timeNs());
        equity.on(portfolio);
        prices.advance(portfolio.timeNs());
        hold.at(portfolio.timeNs());
    }

    private void onRecord(LedgerEvent event) {
        lastNs = Math.max(lastNs, event.header().timeNs());
        switch (event) {
            case RunStarted start -> {
                started = Optional.of(start);
                prices.advance(start.header().timeNs() - 1); // what comes at this time is not known yet
                hold.start();
            }
            case RunEnded end -> ended = Optional.of(end);
            case SignalEmitted emitted -> {
                signals++;
                directed += emitted.signal().direction() == Direction.NEUTRAL ? 0 : 1;
                models.on(emitted);
            }
            case ModelPromoted promoted -> models.on(promoted);
            case SignalResolved resolved -> {
                correct += resolved.verdict() == SignalResolved.Verdict.CORRECT ? 1 : 0;
                wrong += resolved.verdict() == SignalResolved.Verdict.WRONG ? 1 : 0;
            }
            case DecisionMade made ->
                made.decision().reasons().forEach(reason -> refusals.merge(reason.code(), 1L, Long::sum));
            case ParentCreated created -> orders++;
            case ChildCreated created -> children++;
            case OrderFilled filled -> {
                fills++;
                prices.advance(filled.fill().timeNs() - 1);
                costs.on(
                        filled.fill(),
                        prices.before(filled.fill().symbol(), filled.fill().timeNs()));
                trips.on(filled.fill());
            }
            case FundingSettled settled -> costs.on(settled.payment());
            default -> {}
        }
    }

    private Optional<BigDecimal> inAccount(String currency, BigDecimal amount) {
        if (started.isPresent() && started.orElseThrow().currency().equals(currency)) {
            return Optional.of(amount);
        }
        return last.flatMap(portfolio -> portfolio.rate(currency)).map(rate -> Decimals.normal(amount.multiply(rate)));
    }

    /** Takes what is known of the models beside the record. */
    void modelNotes(List<ModelUse.Note> known) {
        notes = List.copyOf(known);
    }

    boolean hasStarted() {
        return started.isPresent();
    }

    /** What it came to so far. */
    BacktestReport report(Trials trials, Optional<String> fidelity, SortedMap<String, String> settings) {
        Costs paid = costs.costs();
        Statistic traded = paid.traded()
                .map(value -> Statistic.of(value.doubleValue()))
                .orElseGet(() -> Statistic.none("a traded value has no rate into the account currency"));
        DailyReturns daily = equity.daily();
        String notValued = sawMarket || fidelity.isPresent() ? NEVER_PRICED : NOT_VALUED;
        List<RoundTrip> closed = trips.trips();
        return new BacktestReport(
                identity(fidelity, settings),
                performance(daily, trials, notValued),
                equity.points(),
                daily,
                MonthlyReturn.of(daily),
                sawMarket ? hold.baseline(currency(), paid.perTraded()) : Baseline.none(notValued),
                closed,
                TradeStatistics.of(closed),
                paid,
                equity.isEmpty() ? unvalued(notValued) : equity.exposure(traded),
                new Activity(signals, directed, correct, wrong, orders, children, fills, refusals, withheld),
                models.use(notes));
    }

    private String currency() {
        return started.map(RunStarted::currency).orElse("");
    }

    private BacktestReport.Identity identity(Optional<String> fidelity, SortedMap<String, String> settings) {
        RunStarted start = started.orElseThrow(() -> new IllegalStateException("the run has not started"));
        return new BacktestReport.Identity(
                start.runId(),
                start.source(),
                start.sourceFingerprint(),
                fidelity,
                instruments.stream().map(one -> one.symbol().name()).toList(),
                start.currency(),
                start.header().timeNs(),
                lastNs,
                ended.isPresent(),
                start.model(),
                start.seed(),
                start.configHash(),
                ended.map(RunEnded::stateHash).orElse(""),
                settings);
    }

    private BacktestReport.Performance performance(DailyReturns daily, Trials trials, String notValued) {
        if (equity.isEmpty()) {
            Statistic none = Statistic.none(notValued);
            return new BacktestReport.Performance(
                    none, none, none, none, none, none, none, none, trials, Optional.empty());
        }
        Drawdown fallen = equity.drawdown();
        return new BacktestReport.Performance(
                equity.totalReturn(),
                daily.annualReturn(),
                daily.volatility(),
                daily.sharpe(),
                daily.sortino(),
                daily.calmar(fallen.largest()),
                daily.probabilisticSharpe(),
                daily.deflatedSharpe(trials),
                trials,
                Optional.of(fallen));
    }

    private static Exposure unvalued(String reason) {
        Statistic none = Statistic.none(reason);
        return new Exposure(none, none, none, none, none);
    }
}
