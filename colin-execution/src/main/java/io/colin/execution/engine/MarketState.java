package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Depth;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.Fill;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The market as of the event being processed. Engine thread only. */
final class MarketState implements MarketView {
    private final Map<Symbol, Instrument> instruments = new LinkedHashMap<>();
    private final List<Venue> venues;
    private final Map<Symbol, Trade> trades = new HashMap<>();
    private final Map<Symbol, MarkPrice> marks = new HashMap<>();
    private final Map<Symbol, Bar> bars = new HashMap<>();
    private final Map<Symbol, Tape> tapes = new HashMap<>();
    private volatile long timeNs = Long.MIN_VALUE;

    MarketState(Collection<Instrument> universe, List<Venue> venues) {
        universe.forEach(instrument -> instruments.put(instrument.symbol(), instrument));
        this.venues = List.copyOf(venues);
    }

    void timeNs(long now) {
        timeNs = now;
    }

    void on(MarketEvent event) {
        switch (event) {
            case Trade trade -> {
                trades.put(trade.symbol(), trade);
                kept(trade.symbol()).ifPresent(tape -> tape.on(trade));
            }
            case Bar bar -> {
                bars.put(bar.symbol(), bar);
                kept(bar.symbol()).ifPresent(tape -> tape.on(bar));
                noteDepth(bar.symbol());
            }
            case MarkPrice mark -> marks.put(mark.symbol(), mark);
            default -> {}
        }
    }

    /** An own execution where the venue prints it on the tape, so that the tape is what others traded. */
    void ownPrint(Fill fill) {
        kept(fill.symbol()).ifPresent(tape -> tape.own(fill.timeNs(), fill.quantity(), fill.price()));
    }

    boolean knows(Symbol symbol) {
        return instruments.containsKey(symbol);
    }

    Collection<Instrument> universe() {
        return instruments.values();
    }

    /** What a position is marked at: the mid, else the last trade, else the last close. */
    Optional<BigDecimal> mark(Symbol symbol) {
        return quote(symbol)
                .filter(quote -> !quote.isCrossed())
                .map(Quote::mid)
                .or(() -> lastTrade(symbol).map(Trade::price))
                .or(() -> lastBar(symbol).map(Bar::close));
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
        return Optional.ofNullable(instruments.get(symbol));
    }

    /**
     * The best of all venues; where they cross each other (one bids more than another asks) no price lies between, and
     * the first venue that is not crossed in itself speaks for the symbol.
     */
    @Override
    public Optional<Quote> quote(Symbol symbol) {
        Quote best = null;
        Quote sound = null;
        for (Venue venue : venues) {
            Quote next = venue.book(symbol).flatMap(BookView::quote).orElse(null);
            if (next != null) {
                best = best == null ? next : inside(best, next);
                sound = sound == null && !next.isCrossed() ? next : sound;
            }
        }
        return Optional.ofNullable(best != null && best.isCrossed() && sound != null ? sound : best);
    }

    @Override
    public Optional<Trade> lastTrade(Symbol symbol) {
        return Optional.ofNullable(trades.get(symbol));
    }

    @Override
    public Optional<MarkPrice> markPrice(Symbol symbol) {
        return Optional.ofNullable(marks.get(symbol));
    }

    @Override
    public Optional<Bar> lastBar(Symbol symbol) {
        return Optional.ofNullable(bars.get(symbol));
    }

    @Override
    public Optional<BookView> book(String venue, Symbol symbol) {
        return venues.stream()
                .filter(candidate -> candidate.id().equals(venue))
                .findFirst()
                .flatMap(found -> found.book(symbol));
    }

    @Override
    public Optional<Tape> tape(Symbol symbol) {
        return Optional.ofNullable(tapes.get(symbol))
                .filter(tape -> tape.sinceNs().isPresent());
    }

    @Override
    public Optional<Depth> depth(Symbol symbol) {
        double bids = 0;
        double asks = 0;
        for (Venue venue : venues) {
            Optional<BookView> book = venue.book(symbol);
            if (book.isPresent()) {
                bids += sum(book.orElseThrow().bids(Depth.LEVELS));
                asks += sum(book.orElseThrow().asks(Depth.LEVELS));
            }
        }
        return bids + asks > 0 ? Optional.of(new Depth(bids, asks)) : Optional.empty();
    }

    private void noteDepth(Symbol symbol) {
        if (timeNs > Long.MIN_VALUE) {
            kept(symbol)
                    .filter(tape -> tape.isDepthDue(timeNs))
                    .ifPresent(tape -> depth(symbol).ifPresent(depth -> tape.on(timeNs, depth)));
        }
    }

    private Optional<Tape> kept(Symbol symbol) {
        return knows(symbol) ? Optional.of(tapes.computeIfAbsent(symbol, Tape::of)) : Optional.empty();
    }

    private static double sum(List<BookLevel> levels) {
        double sum = 0;
        for (BookLevel level : levels) {
            sum += Decimals.statistic(level.quantity());
        }
        return sum;
    }

    private static Quote inside(Quote one, Quote two) {
        Quote bid = one.bid().compareTo(two.bid()) >= 0 ? one : two;
        Quote ask = one.ask().compareTo(two.ask()) <= 0 ? one : two;
        return new Quote(
                one.symbol(), Math.max(one.timeNs(), two.timeNs()), bid.bid(), bid.bidSize(), ask.ask(), ask.askSize());
    }
}
