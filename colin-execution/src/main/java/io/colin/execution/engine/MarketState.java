package io.colin.execution.engine;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
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
    private final Map<Symbol, Bar> bars = new HashMap<>();
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
            case Trade trade -> trades.put(trade.symbol(), trade);
            case Bar bar -> bars.put(bar.symbol(), bar);
            default -> {}
        }
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

    @Override
    public Optional<Quote> quote(Symbol symbol) {
        Optional<Quote> best = Optional.empty();
        for (Venue venue : venues) {
            Optional<Quote> next = venue.book(symbol).flatMap(BookView::quote);
            best = best.isPresent() && next.isPresent()
                    ? Optional.of(inside(best.orElseThrow(), next.orElseThrow()))
                    : best.or(() -> next);
        }
        return best;
    }

    @Override
    public Optional<Trade> lastTrade(Symbol symbol) {
        return Optional.ofNullable(trades.get(symbol));
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

    private static Quote inside(Quote one, Quote two) {
        Quote bid = one.bid().compareTo(two.bid()) >= 0 ? one : two;
        Quote ask = one.ask().compareTo(two.ask()) <= 0 ? one : two;
        return new Quote(
                one.symbol(), Math.max(one.timeNs(), two.timeNs()), bid.bid(), bid.bidSize(), ask.ask(), ask.askSize());
    }
}
