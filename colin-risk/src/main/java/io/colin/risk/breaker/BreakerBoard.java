package io.colin.risk.breaker;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.TradingState;
import io.colin.risk.drawdown.DailyLoss;
import io.colin.risk.internal.SavedState;
import io.colin.risk.killswitch.Lock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The automatic breakers: volatility, price move, spread, depth, divergence, daily loss, errors, rejects of a strategy,
 * performance, correlation, order flood, own share and limits. Each trip is latched and counted, and no number of trips
 * disarms one. A breaker acts until it is closed, half open included.
 *
 * <p>What a breaker lacks never trips it and never counts as clear: {@link #statuses()} says what is missing. Bars refill
 * volatility and volume after a restart; windows of orders and prices start empty; latches, counts and our own volume are
 * {@link #save saved}.
 *
 * <p>Time is that of the events; an earlier one than known counts as standing still. Single-threaded.
 */
public final class BreakerBoard {
    private static final long NEVER = Long.MIN_VALUE;

    private BreakerSettings settings;
    private final Latches latches;
    private final ErrorsBreaker errors;
    private final PerformanceBreaker performance;
    private final FiguresBreakers figures;
    private final FloodBreaker flood;
    private final DailyLoss dailyLoss;
    private final Map<Symbol, SymbolBreakers> symbols = new HashMap<>();
    private final List<SymbolBreakers> eachSymbol = new ArrayList<>();
    private final List<String> venues = new ArrayList<>();
    private final SortedMap<String, String> lastReset = new TreeMap<>();
    private long nowNs = NEVER;
    private boolean isVolatile;

    private BreakerBoard(BreakerSettings settings) {
        this.settings = settings;
        latches = new Latches(settings);
        errors = new ErrorsBreaker(settings, latches);
        performance = new PerformanceBreaker(settings, latches);
        figures = new FiguresBreakers(settings, latches);
        flood = new FloodBreaker(settings, latches);
        dailyLoss = DailyLoss.of(settings.dailyLoss());
    }

    /**
     * A board that has seen nothing.
     *
     * @param settings the thresholds
     * @return a board with every breaker armed and closed
     */
    public static BreakerBoard of(BreakerSettings settings) {
        return new BreakerBoard(settings);
    }

    /**
     * Watches the books of a venue. Venues of child orders are watched without being asked.
     *
     * @param venue its id; watching twice changes nothing
     */
    public void watch(String venue) {
        if (!venues.contains(Require.text("venue", venue))) {
            venues.add(venue);
            eachSymbol.forEach(symbol -> symbol.watch(venue));
        }
    }

    /**
     * Lets time pass: what ends by time alone ends. To be called before a question, with the time it is asked at.
     *
     * @param timeNs event time, ns since epoch
     */
    public void advance(long timeNs) {
        if (timeNs <= nowNs) {
            return;
        }
        nowNs = timeNs;
        flood.latch().advance(nowNs);
        figures.correlation().advance(nowNs);
        if (isVolatile) {
            isVolatile = false;
            for (int i = 0; i < eachSymbol.size(); i++) {
                Latch latch = eachSymbol.get(i).volatilityLatch();
                latch.advance(nowNs);
                isVolatile |= latch.isHolding();
            }
        }
    }

    /**
     * Learns of a closed bar. Bars that overlap one seen before are passed over, so that one period a symbol counts.
     *
     * @param bar of any symbol
     */
    public void onBar(Bar bar) {
        advance(bar.timeNs());
        SymbolBreakers its = breakersOf(bar.symbol());
        its.onBar(bar, nowNs);
        isVolatile |= its.volatilityLatch().isHolding();
    }

    /**
     * Whether the price of a symbol has jumped and was not calm since. Allocates nothing.
     *
     * @param symbol any symbol
     * @return true while its price-move breaker holds
     */
    public boolean hasJumped(Symbol symbol) {
        SymbolBreakers its = symbols.get(symbol);
        return its != null && its.priceLatch().isHolding();
    }

    /**
     * What trades of a symbol in an hour, over the last 24.
     *
     * @param symbol any symbol
     * @param timeNs event time, ns since epoch
     * @return mean quantity an hour, above 0; empty with fewer hours known than the own-share breaker needs
     */
    public Optional<BigDecimal> hourlyVolume(Symbol symbol, long timeNs) {
        SymbolBreakers its = symbols.get(symbol);
        return its == null
                ? Optional.empty()
                : its.volume().hourly(timeNs, settings.ownShare().minHours());
    }

    /**
     * Learns that a symbol's market changed. Looks at the price and at the books no more often than the settings say, by
     * event time; between two looks it costs a comparison and allocates nothing.
     *
     * @param symbol of the universe
     * @param market as it is now
     */
    public void onMarket(Symbol symbol, MarketView market) {
        advance(market.timeNs());
        breakersOf(symbol).onMarket(market, nowNs);
    }

    /**
     * Learns that an order was asked for, whatever became of it.
     *
     * @param timeNs event time, ns since epoch
     */
    public void onOrder(long timeNs) {
        advance(timeNs);
        flood.onOrder(nowNs);
    }

    /**
     * Learns of a child's change.
     *
     * @param child as it is now
     * @param strategy of its parent
     */
    public void onChild(ChildOrder child, String strategy) {
        advance(child.progress().updatedTimeNs());
        watch(child.venue());
        errors.onChild(child, strategy, nowNs);
    }

    /**
     * Learns of an execution of ours.
     *
     * @param fill the execution
     */
    public void onFill(Fill fill) {
        advance(fill.timeNs());
        breakersOf(fill.symbol()).onFill(fill, nowNs);
    }

    /**
     * Learns of new risk figures. Figures that are absent trip nothing and end nothing.
     *
     * @param newFigures as they count now
     */
    public void onFigures(RiskFigures newFigures) {
        advance(newFigures.asOfNs());
        figures.onFigures(newFigures, nowNs);
    }

    /**
     * Learns the equity of an account that nothing was paid into or out of since it was last seen.
     *
     * @param equity in the account currency, everything held priced
     * @param timeNs event time, ns since epoch
     */
    public void onEquity(BigDecimal equity, long timeNs) {
        advance(timeNs);
        dailyLoss.observe(equity, timeNs);
    }

    /**
     * Learns the equity.
     *
     * @param equity in the account currency, everything held priced
     * @param deposits deposits less withdrawals since the account began, in the account currency
     * @param timeNs event time, ns since epoch
     */
    public void onEquity(BigDecimal equity, BigDecimal deposits, long timeNs) {
        advance(timeNs);
        dailyLoss.observe(equity, deposits, timeNs);
    }

    /**
     * Learns an equity at prices that may be none: no day starts with it.
     *
     * @param equity in the account currency, everything held priced
     * @param deposits deposits less withdrawals since the account began, in the account currency
     * @param timeNs event time, ns since epoch
     */
    public void onDoubtedEquity(BigDecimal equity, BigDecimal deposits, long timeNs) {
        advance(timeNs);
        dailyLoss.observeDoubted(equity, deposits, timeNs);
    }

    /**
     * Learns how long an order took from market event to venue client. Of live runs only, where measurements enter as
     * events.
     *
     * @param endToEndNs measured, 0 or more
     * @param timeNs event time, ns since epoch
     */
    public void onLatency(long endToEndNs, long timeNs) {
        Require.notNegative("endToEndNs", endToEndNs);
        advance(timeNs);
        performance.onLatency(endToEndNs, nowNs);
    }

    /**
     * Learns how far the engine is behind the market. Of live runs only.
     *
     * @param lagNs measured, 0 or more
     * @param timeNs event time, ns since epoch
     */
    public void onLag(long lagNs, long timeNs) {
        Require.notNegative("lagNs", lagNs);
        advance(timeNs);
        performance.onLag(lagNs, nowNs);
    }

    /**
     * Whether the breaker of performance holds or is near it, so that quiet seconds must be told too.
     *
     * @return false while all that was measured lately was well
     */
    public boolean isAlertToPerformance() {
        return performance.isAlert(nowNs);
    }

    /**
     * What may be traded.
     *
     * @return the worst of all breakers: HALTED by errors, order flood or limits, REDUCING by performance or daily loss
     */
    public TradingState tradingState() {
        if (errors.isHolding() || figures.limitsHold() || flood.latch().isHolding()) {
            return TradingState.HALTED;
        }
        return performance.isHolding() || dailyLoss.isTripped() ? TradingState.REDUCING : TradingState.ACTIVE;
    }

    /**
     * What is left of the size of new orders of any symbol. The breakers multiply, as they do with the drawdown's share:
     * moves that are large and moves that are suddenly together are two reasons, not one. Several volatile symbols are one
     * reason and count once.
     *
     * @return a fraction, 1 when nothing holds
     */
    public double sizeMultiplier() {
        return (isVolatile ? settings.volatility().multiplier() : 1) * correlationMultiplier();
    }

    /**
     * What is left of the size of new orders of one symbol: the volatility of others does not count.
     *
     * @param symbol any symbol
     * @return a fraction, 1 when nothing holds; at least {@link #sizeMultiplier()}
     */
    public double sizeMultiplier(Symbol symbol) {
        @Nullable SymbolBreakers its = symbols.get(symbol);
        boolean holds = its != null && its.volatilityLatch().isHolding();
        return (holds ? settings.volatility().multiplier() : 1) * correlationMultiplier();
    }

    private double correlationMultiplier() {
        return figures.correlation().isHolding() ? settings.correlation().multiplier() : 1;
    }

    /**
     * The lock that a breaker holds on an order. Allocates nothing unless there is one.
     *
     * @param symbol what
     * @param venue where; an order that is still to be routed is at no venue and asked for again per child
     * @param strategy who decided it
     * @return empty when none does; the lock's end is not known beforehand
     */
    public Optional<Lock> lockOf(Symbol symbol, String venue, String strategy) {
        @Nullable Latch rejects = errors.latchOf(strategy);
        if (rejects != null && rejects.isHolding()) {
            String reason = rejects.breaker() + ": " + rejects.reason();
            return Optional.of(Lock.ofStrategy(strategy, reason, "breaker", rejects.trippedNs()));
        }
        @Nullable SymbolBreakers its = symbols.get(symbol);
        return its == null ? Optional.empty() : its.lockAt(venue);
    }

    /**
     * Where the breakers stand: one row a breaker with scope {@code portfolio}, and one more for every symbol, symbol at a
     * venue ({@code BTC/USD@kraken}) or strategy where it holds. The detail says why it holds, or what it lacks to judge.
     *
     * @return by breaker, widest scope first
     */
    public List<BreakerStatus> statuses() {
        List<BreakerStatus> rows = new ArrayList<>();
        latches.report(Latches.CORRELATION, figures.lacksCorrelation(), rows);
        rows.add(dailyLossStatus());
        latches.report(Latches.DEPTH, lacking("depth", its -> its.lacksDepth(nowNs)), rows);
        latches.report(Latches.DIVERGENCE, lacking("a second venue", SymbolBreakers::lacksSecondVenue), rows);
        latches.report(Latches.ERRORS, errors.lacks(nowNs), rows);
        latches.report(Latches.LIMITS, figures.lacksLimits(), rows);
        latches.report(Latches.ORDER_FLOOD, "", rows);
        latches.report(Latches.OWN_SHARE, lacking("volume", its -> its.lacksVolume(nowNs)), rows);
        latches.report(Latches.PERFORMANCE, performance.lacks(nowNs), rows);
        latches.report(Latches.PRICE_MOVE, lacking("a fresh price", its -> its.lacksPrice(nowNs)), rows);
        latches.report(Latches.REJECTS, "", rows);
        latches.report(Latches.SPREAD, lacking("a fresh book", SymbolBreakers::lacksBook), rows);
        latches.report(Latches.VOLATILITY, lackingVolatility(), rows);
        return List.copyOf(rows);
    }

    private BreakerStatus dailyLossStatus() {
        boolean open = dailyLoss.isTripped();
        return new BreakerStatus(
                Latches.DAILY_LOSS,
                Latches.PORTFOLIO,
                open ? State.OPEN : State.CLOSED,
                dailyLoss.trips(),
                dailyLoss.trippedSinceNs(),
                open
                        ? Latches.percent(settings.dailyLoss().doubleValue())
                                + " lost on the day, base DAY_START; ends by a person"
                        : "");
    }

    private String lackingVolatility() {
        String lacks = lacking("a median", SymbolBreakers::lacksVolatility);
        return lacks.isEmpty() && count(SymbolBreakers::hasShortMedian) > 0
                ? "median of fewer than " + settings.volatility().medianHours() + " h"
                : lacks;
    }

    private String lacking(String what, Predicate<SymbolBreakers> lacks) {
        if (eachSymbol.isEmpty()) {
            return "insufficient samples: no symbol seen yet";
        }
        int some = count(lacks);
        return some == 0 ? "" : "insufficient samples: " + some + " of " + eachSymbol.size() + " symbols lack " + what;
    }

    private int count(Predicate<SymbolBreakers> which) {
        int some = 0;
        for (int i = 0; i < eachSymbol.size(); i++) {
            some += which.test(eachSymbol.get(i)) ? 1 : 0;
        }
        return some;
    }

    /**
     * Ends a breaker by hand: one that only a person ends, or one whose cause can no longer be seen to be away. Those that
     * end by time alone are left to it. Where the cause still stands, the next look trips it again.
     *
     * @param breaker its name
     * @param scope as its row has it
     * @param reason why, for a person
     * @param principal who, already found to be allowed to
     * @return true when it held and was ended
     * @throws IllegalArgumentException if a text is blank
     */
    public boolean resetBreaker(String breaker, String scope, String reason, String principal) {
        Require.text("reason", reason);
        Require.text("principal", principal);
        if (!end(breaker, scope)) {
            return false;
        }
        lastReset.put("breaker.reset.name", breaker);
        lastReset.put("breaker.reset.scope", scope);
        lastReset.put("breaker.reset.reason", reason);
        lastReset.put("breaker.reset.principal", principal);
        lastReset.put("breaker.reset.time_ns", Long.toString(nowNs));
        return true;
    }

    private boolean end(String breaker, String scope) {
        if (breaker.equals(Latches.DAILY_LOSS)) {
            boolean open = scope.equals(Latches.PORTFOLIO) && dailyLoss.isTripped();
            if (open) {
                dailyLoss.reset();
            }
            return open;
        }
        for (Latch latch : latches.of(breaker)) {
            if (latch.scope().equals(scope) && latch.reset(nowNs)) {
                acknowledge(breaker, scope);
                return true;
            }
        }
        return false;
    }

    private void acknowledge(String breaker, String scope) {
        switch (breaker) {
            case Latches.ERRORS, Latches.REJECTS -> errors.acknowledge(breaker, scope);
            case Latches.ORDER_FLOOD -> flood.acknowledge();
            default -> {}
        }
    }

    /**
     * Whether value at risk is so far above its limit that trading is halted until a person ends it.
     *
     * @return true while the breaker of limits holds
     */
    public boolean isFarAboveLimits() {
        return figures.limitsHold();
    }

    /**
     * Counts what must be durable before anything acts on it: every breaker that began to hold, and every end by a person.
     *
     * @return grows with each, never falls
     */
    public long changes() {
        // A trip of the daily loss adds two and takes one, its end gives the one back: the sum never falls.
        return latches.changes() + dailyLossChanges();
    }

    private long dailyLossChanges() {
        return 2 * dailyLoss.trips() - (dailyLoss.isTripped() ? 1 : 0);
    }

    /**
     * Counts every breaker that began to hold and every one that ended, by time and calm too.
     *
     * @return grows with each, never falls
     */
    public long moves() {
        return latches.moves() + dailyLossChanges();
    }

    /**
     * Goes by other limits of loss and of value at risk from the next equity and figures on, as limits change while a gate
     * works. Nothing that was seen or latched is lost.
     *
     * @param newDailyLoss share of the day's first equity, in (0, 1)
     * @param newTail the limits of value at risk and how far above them it trips
     */
    public void changeLimits(BigDecimal newDailyLoss, TailSettings newTail) {
        settings = settings.with(newDailyLoss, newTail);
        dailyLoss.changeLimit(newDailyLoss);
        figures.changeLimits(newTail);
    }

    /**
     * The daily loss that the board feeds and reports.
     *
     * @return the one instance, for checks and for the reset of losses
     */
    public DailyLoss dailyLoss() {
        return dailyLoss;
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code breaker.} and {@code daily_loss.}
     */
    public void save(Map<String, String> state) {
        SavedState out = SavedState.of(state).in("breaker");
        latches.save(out.in("latch"));
        flood.save(out.in("flood"));
        errors.save(out.in("rejects"));
        SortedMap<Symbol, VolumeShare> traded = new TreeMap<>();
        symbols.forEach((symbol, its) -> {
            if (its.volume().hasOwn()) {
                traded.put(symbol, its.volume());
            }
        });
        int count = 0;
        for (Map.Entry<Symbol, VolumeShare> entry : traded.entrySet()) {
            SavedState one = out.in("own." + count++);
            one.put("symbol", entry.getKey().name());
            entry.getValue().save(one);
        }
        out.put("own.count", Integer.toString(count));
        state.putAll(lastReset);
        dailyLoss.save(state);
    }

    /**
     * Takes back what {@link #save} wrote. Called on a board that has seen nothing. How long a cause had stayed away is
     * not known any more and counts anew.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable
     * @throws IllegalStateException if the board has seen events
     */
    public void restore(Map<String, String> state) {
        if (nowNs != NEVER || !eachSymbol.isEmpty()) {
            throw new IllegalStateException("breakers: can only be restored before the first event");
        }
        SavedState in = SavedState.of(state).in("breaker");
        dailyLoss.restore(state);
        latches.restore(in.in("latch"), this::own);
        flood.restore(in.in("flood"));
        errors.restore(in.in("rejects"));
        int count = in.count("own.count");
        for (int i = 0; i < count; i++) {
            SavedState one = in.in("own." + i);
            breakersOf(Symbol.of(one.text("symbol"))).volume().restore(one);
        }
        state.forEach((name, text) -> {
            if (name.startsWith("breaker.reset.")) {
                lastReset.put(name, text);
            }
        });
    }

    /** Makes the owner of a restored latch, so that questions find it before its first event. */
    private void own(String breaker, String scope) {
        switch (breaker) {
            case Latches.VOLATILITY, Latches.PRICE_MOVE, Latches.OWN_SHARE -> breakersOf(Symbol.of(scope));
            case Latches.SPREAD, Latches.DEPTH, Latches.DIVERGENCE -> {
                int at = scope.indexOf('@');
                Require.that(at > 0, "breaker.latch.scope", "must be a symbol at a venue", scope);
                watch(scope.substring(at + 1));
                breakersOf(Symbol.of(scope.substring(0, at)));
            }
            case Latches.REJECTS -> errors.strategyLatch(scope);
            default ->
                Require.that(
                        scope.equals(Latches.PORTFOLIO),
                        "breaker.latch.scope",
                        "must be portfolio for " + breaker,
                        scope);
        }
        isVolatile = eachSymbol.stream().anyMatch(its -> its.volatilityLatch().isHolding());
    }

    private SymbolBreakers breakersOf(Symbol symbol) {
        @Nullable SymbolBreakers known = symbols.get(symbol);
        if (known != null) {
            return known;
        }
        SymbolBreakers its = new SymbolBreakers(symbol, settings, latches);
        venues.forEach(its::watch);
        symbols.put(symbol, its);
        eachSymbol.add(its);
        return its;
    }
}
