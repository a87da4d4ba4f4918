package io.colin.execution.engine;

import io.colin.api.event.DataProblem;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.order.OrderEvent;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The deterministic state machine: inputs in order, outputs within the call. At one event time venues come first, then
 * bars that close, then timers, then the input itself. Engine thread only.
 */
final class EngineCore {
    private static final int METRIC_EVERY = 1000;
    private static final double SECOND_NS = 1e9;

    /** Longest event time without a valuation while the market moves. */
    private static final long VALUE_EVERY_NS = 5_000_000_000L;

    /** Longest clock time of a live engine without one beyond that, while nothing moves. */
    private static final long SILENT_NS = 55_000_000_000L;

    private final Parts parts;
    private final Desks desks;
    private final MetricsSink sink;
    private final FlowDesk flow;
    private final String source;
    private final Map<Symbol, BarBuilder> bars = new TreeMap<>();
    private final Map<Class<?>, long[]> uncounted = new HashMap<>();
    private long countdown = METRIC_EVERY;
    private long valueAtNs = Long.MIN_VALUE;
    /** When the next bar closes; only a trade or a close changes it, and there may be hundreds of symbols. */
    private long barNs = Timers.NEVER;

    private boolean valuationIsDue;
    /** Whether the market moved since the last valuation, or orders did with it: what comes of that is looked for once more. */
    private boolean moved;

    private boolean trading;

    EngineCore(Parts parts, Desks desks, Feed feed) {
        this.parts = parts;
        this.desks = desks;
        desks.figures().onApplied(this::mark);
        this.sink = feed.sink();
        this.flow = new FlowDesk(parts, sink);
        this.source = feed.source();
        for (Instrument instrument : parts.market().universe()) {
            bars.put(
                    instrument.symbol(),
                    BarBuilder.of(
                            instrument.symbol(),
                            Duration.ofNanos(parts.settings().barIntervalNs())));
        }
    }

    /** Who does what. */
    record Desks(
            OrderDesk orders,
            SignalDesk signals,
            SignalTracker tracker,
            TargetDesk targets,
            KillDesk kills,
            ReductionDesk reductions,
            RiskTasks figures,
            FundingDesk funding,
            CashDesk cash,
            SpeedDesk speed,
            CostDesk costs) {}

    /** Where market events come from and where their counts go. */
    record Feed(String source, MetricsSink sink) {}

    FlowDesk flow() {
        return flow;
    }

    void trading(boolean now) {
        trading = now;
        desks.funding().trading(now);
        if (now) {
            desks.speed().start();
        }
        parts.lanes().venues().forEach(venue -> sink.gauge(MetricCatalog.VENUE_UP, now ? 1 : 0, venue.id()));
    }

    /** Takes a market event, after everything that is due before it. */
    void onMarket(MarketEvent event) {
        advance(event.timeNs());
        long begun = System.nanoTime();
        moved = true;
        parts.log().sourcePosition(parts.log().sourcePosition() + 1);
        parts.log().cause(parts.market().timeNs(), "market", "engine");
        parts.market().on(event);
        desks.funding().on(event);
        for (SimulatedVenue venue : parts.lanes().simulated()) {
            venue.onMarket(event);
        }
        desks.costs().onMarket(event);
        switch (event) {
            case Trade trade -> onTrade(trade);
            case DataGap gap -> parts.log().emit(new DataProblem(parts.log().header("data"), gap));
            default -> {}
        }
        if (parts.market().knows(event.symbol())) {
            parts.accounts().onMarket(event.symbol());
        }
        for (Symbol moved : parts.market().movedBy(event.symbol())) {
            parts.accounts().onMarket(moved);
        }
        parts.latencies().record(LatencyRecorder.Stage.INGEST, System.nanoTime() - begun);
        orders().firstPrices().onMarket();
        orders().triggers().onMarket(event, trading);
        if (event instanceof Bar bar) {
            onPrices(bar);
            onBar(bar); // which the market has taken already
        } else {
            signals().observe(event, trading);
            onPrices(event);
        }
        if (parts.market().timeNs() >= valueAtNs) { // an event of a source with a clock of its own may be older
            mark();
        } else if (trading && moved) {
            valueLater();
        }
        count(event);
        flush();
    }

    /** Does everything due by a time, in order. */
    void advance(long toNs) {
        desks.speed().heading(toNs);
        while (true) {
            long venueNs = nextVenueNs();
            long timerNs = parts.timers().nextDueNs();
            long dueNs = Math.min(venueNs, Math.min(barNs, timerNs));
            if (dueNs > toNs || dueNs == Timers.NEVER) {
                break;
            }
            parts.market().timeNs(Math.max(dueNs, parts.market().timeNs()));
            if (venueNs == dueNs) {
                parts.log().cause(dueNs, "venue", "engine");
                parts.lanes().simulated().forEach(venue -> venue.advanceTo(dueNs));
            } else if (barNs == dueNs) {
                parts.log().cause(dueNs, "clock", "engine");
                closeBars(dueNs);
                barNs = earliestBarNs();
            } else {
                parts.log().cause(dueNs, "timer", "engine");
                parts.timers().runNext();
            }
            flush();
        }
        parts.market()
                .timeNs(Math.max(toNs, parts.market().timeNs())); // a live clock may be ahead of what was received
    }

    /** Takes a report of a venue. */
    void onReport(VenueReport report) {
        if (!trading && report instanceof VenueReport.ConnectionChanged changed) {
            parts.evidence().on(changed); // History is read: what is open is of a later time, and is taken up then.
            return;
        }
        parts.log().cause(parts.market().timeNs(), "venue:" + report.venue(), "engine");
        orders().children().onReport(report);
        if (report instanceof VenueReport.OrderUpdate update) {
            if (update.event() instanceof OrderEvent.Filled filled) {
                targets().noteReached(filled.fill().symbol());
            }
            mark();
            lookAgain();
        } else if (report instanceof VenueReport.Found || report instanceof VenueReport.NotFound) {
            lookAgain(); // It may have ended an order.
        }
        flush();
    }

    /** Runs a command of a person at an event time. */
    void onCommand(long atNs, String id, String principal, Runnable command) {
        advance(atNs);
        parts.log().cause(atNs, "command:" + id, principal);
        command.run();
        lookAgain();
        flush();
    }

    /** Hands what one input caused to the ledger, what the gate has to tell of it included. */
    private void flush() {
        desks.costs().flush();
        if (trading) {
            parts.accounts().takeNotices();
            if (flow.watch() || parts.accounts().isLatchNew()) {
                mark();
            }
        }
        parts.log().flush();
    }

    /** Lets the venues answer what they were asked, for a short while of event time and nothing else. */
    void settle(long forNs) {
        long untilNs = parts.market().timeNs() + forNs;
        for (long dueNs = nextVenueNs(); dueNs <= untilNs && dueNs != Timers.NEVER; dueNs = nextVenueNs()) {
            advance(dueNs);
        }
    }

    /** Values the account now, takes back what must not stay, and has slow risk work done that is due. */
    void mark() {
        if (trading) {
            value();
        }
    }

    /** Looks again where a live market has been silent for a minute: time alone ends pauses, ages figures and falls due. */
    void onSilence() {
        long now = parts.market().timeNs();
        if (trading && now >= valueAtNs + SILENT_NS) {
            parts.log().cause(now, "clock", "engine");
            mark();
            flush();
        }
    }

    private void value() {
        moved = false;
        valueAtNs = parts.market().timeNs() + VALUE_EVERY_NS;
        boolean halted = parts.accounts().mark();
        desks.kills().watch();
        if (halted) {
            orders().cancelAll("risk gate", parts.accounts().gate()::mayUnwind);
        }
        desks.reductions().place(parts.accounts().lastPortfolio());
        desks.figures().ask(parts.accounts().lastPortfolio());
        parts.accounts().takeNotices(); // what all this brought goes with it, for no input may follow
    }

    private void lookAgain() {
        if (trading) {
            moved = true;
            valueLater();
        }
    }

    /** Everything may fall silent after a move of the market, and what follows from it must be seen all the same. */
    private void valueLater() {
        if (!valuationIsDue) {
            valuationIsDue = true;
            parts.timers().at(valueAtNs, () -> {
                valuationIsDue = false;
                if (moved && parts.market().timeNs() >= valueAtNs) {
                    value();
                } else if (moved) {
                    valueLater();
                }
            });
        }
    }

    Desks desks() {
        return desks;
    }

    OrderDesk orders() {
        return desks.orders();
    }

    SignalDesk signals() {
        return desks.signals();
    }

    SignalTracker tracker() {
        return desks.tracker();
    }

    TargetDesk targets() {
        return desks.targets();
    }

    /** Hands the counts of market events to the metrics. */
    void publishCounts() {
        uncounted.forEach((kind, count) ->
                sink.count(MetricCatalog.DATA_EVENTS, (double) count[0], source, kind.getSimpleName()));
        uncounted.clear();
        countdown = METRIC_EVERY;
    }

    /** Bars that close together are valued together: all of them first, then the account once. */
    private void closeBars(long atNs) {
        List<Bar> closed = new ArrayList<>();
        bars.values().forEach(builder -> builder.advanceTo(atNs, closed::add));
        closed.forEach(bar -> {
            parts.market().on(bar);
            take(bar);
        });
        mark();
        closed.forEach(this::follow);
    }

    private void onBar(Bar bar) {
        take(bar);
        mark();
        follow(bar);
    }

    private void take(Bar bar) {
        parts.accounts().onBar(bar);
        tracker().onBar(bar);
        signals().observe(bar, trading);
    }

    private void follow(Bar bar) {
        if (trading) {
            targets().onBar(bar.symbol());
            parts.market()
                    .lastTrade(bar.symbol())
                    .ifPresent(trade -> sink.gauge(
                            MetricCatalog.DATA_STALENESS,
                            (bar.timeNs() - trade.timeNs()) / SECOND_NS,
                            source,
                            bar.symbol().name()));
        }
    }

    private void onPrices(MarketEvent event) {
        if (!trading) {
            return;
        }
        switch (event) {
            case Trade trade -> onPrice(trade.symbol(), trade.price());
            case Quote quote -> onPrice(quote.symbol(), quote.mid());
            case Bar bar -> {
                onPrice(bar.symbol(), bar.low());
                onPrice(bar.symbol(), bar.high());
            }
            default -> {}
        }
    }

    private void onPrice(Symbol symbol, BigDecimal price) {
        tracker().onPrice(symbol, price);
        targets().onPrice(symbol, price);
    }

    private void count(MarketEvent event) {
        uncounted.computeIfAbsent(event.getClass(), kind -> new long[1])[0]++;
        if (--countdown <= 0) {
            publishCounts();
        }
    }

    private BarBuilder builder(Symbol symbol) {
        BarBuilder builder = bars.get(symbol);
        if (builder == null) {
            throw new IllegalArgumentException("symbol: must be in the universe (" + symbol + ")");
        }
        return builder;
    }

    private long nextVenueNs() {
        long next = Timers.NEVER;
        for (SimulatedVenue venue : parts.lanes().simulated()) {
            next = Math.min(next, venue.nextDueNs());
        }
        return next;
    }

    private void onTrade(Trade trade) {
        BarBuilder builder = builder(trade.symbol());
        long before = builder.nextCloseNs();
        builder.on(inOpenBar(trade), bar -> {
            parts.market().on(bar);
            onBar(bar);
        });
        if (builder.nextCloseNs() != before) {
            barNs = earliestBarNs();
        }
    }

    /** A live clock may have closed a trade's bar before the trade was received: it counts in the one that is open. */
    private Trade inOpenBar(Trade trade) {
        long now = parts.market().timeNs();
        return trade.timeNs() >= now
                ? trade
                : new Trade(trade.symbol(), now, trade.price(), trade.quantity(), trade.aggressor());
    }

    private long earliestBarNs() {
        long next = Timers.NEVER;
        for (BarBuilder builder : bars.values()) {
            next = Math.min(next, builder.nextCloseNs());
        }
        return next;
    }
}
