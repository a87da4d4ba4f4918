package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Depth;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.Marker;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.Fill;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The market as of the event being processed. A venue speaks for a symbol while it is up and its book is no older than
 * allowed; one that fell silent is heard only where no other speaks, and then the newest of them, with its own age, so that
 * what follows can tell that it is old. Engine thread only.
 */
final class MarketState implements MarketView {
    /** Before every time of a book: what speaks goes before what is old, whatever its time. */
    private static final long SPEAKS = Long.MAX_VALUE;

    private final Map<Symbol, Instrument> instruments = new LinkedHashMap<>();
    private final List<Venue> venues;
    private final Map<Symbol, Trade> trades = new HashMap<>();
    private final Map<Symbol, MarkPrice> marks = new HashMap<>();
    private final Map<Symbol, Bar> bars = new HashMap<>();
    private final Map<Symbol, Marker> marked = new HashMap<>();
    private final Map<Symbol, Tape> tapes = new HashMap<>();
    private final Map<Symbol, Set<Symbol>> standIns;
    private final Set<String> down = new HashSet<>();
    private final long maxAgeNs;
    private long freshFromNs = Long.MIN_VALUE;
    private volatile long timeNs = Long.MIN_VALUE;

    MarketState(Collection<Instrument> universe, List<Venue> venues, Duration maxBookAge) {
        universe.forEach(instrument -> instruments.put(instrument.symbol(), instrument));
        this.venues = List.copyOf(venues);
        maxAgeNs = maxBookAge.toNanos();
        standIns = standIns();
    }

    void timeNs(long now) {
        timeNs = now;
        freshFromNs = now < Long.MIN_VALUE + maxAgeNs ? Long.MIN_VALUE : now - maxAgeNs;
    }

    /** Whether a venue is connected, as it says; one that says nothing is. */
    void connection(String venue, boolean up) {
        if (up) {
            down.remove(venue);
        } else {
            down.add(venue);
        }
    }

    /** What else moves with the market of a symbol: what a venue lists that fills it there, in place of a market of its own. */
    Set<Symbol> movedBy(Symbol symbol) {
        return standIns.getOrDefault(symbol, Set.of());
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

    /** What a position is marked at, by {@link #markedBy}. */
    Optional<BigDecimal> mark(Symbol symbol) {
        return markedBy(symbol).map(Marker::price);
    }

    /**
     * The mid; the last trade where that came after books fell silent and lies outside what they showed, or none shows a mid;
     * and the last close where that in its turn is newer than the last trade. What marked last counts on while nothing does.
     */
    @Override
    public Optional<? extends Marker> markedBy(Symbol symbol) {
        Optional<? extends Marker> now = Marker.of(this, symbol, freshFromNs);
        now.ifPresent(marker -> marked.put(symbol, marker));
        return now.isPresent() ? now : Optional.ofNullable(marked.get(symbol));
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
     * The best of all venues that speak, as old as the older of its two sides; where they cross each other (one bids more than
     * another asks) no price lies between, and the first of them that is not crossed in itself speaks for the symbol.
     */
    @Override
    public Optional<Quote> quote(Symbol symbol) {
        Quote bid = null;
        Quote ask = null;
        Quote sound = null;
        long heard = Long.MIN_VALUE;
        for (Venue venue : venues) {
            BookView book = venue.book(symbol).orElse(null);
            long rank = book == null ? Long.MIN_VALUE : rank(venue, book);
            Quote next = book == null || rank < heard ? null : book.quote().orElse(null);
            if (next == null) {
                continue;
            }
            if (bid == null || ask == null || rank > heard) {
                bid = next;
                ask = next;
                sound = next.isCrossed() ? null : next;
            } else {
                bid = next.bid().compareTo(bid.bid()) > 0 ? next : bid;
                ask = next.ask().compareTo(ask.ask()) < 0 ? next : ask;
                sound = sound == null && !next.isCrossed() ? next : sound;
            }
            heard = rank;
        }
        return bid == null || ask == null ? Optional.empty() : Optional.of(together(bid, ask, sound));
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
        long heard = Long.MIN_VALUE;
        for (Venue venue : venues) {
            BookView book = venue.book(symbol).orElse(null);
            long rank = book == null ? Long.MIN_VALUE : rank(venue, book);
            if (book == null || rank < heard) {
                continue;
            }
            bids = (rank > heard ? 0 : bids) + sum(book.bids(Depth.LEVELS));
            asks = (rank > heard ? 0 : asks) + sum(book.asks(Depth.LEVELS));
            heard = rank;
        }
        return bids + asks > 0 ? Optional.of(new Depth(bids, asks)) : Optional.empty();
    }

    /** Of what is shown, what has the highest rank counts: what speaks, else what is newest. */
    private long rank(Venue venue, BookView book) {
        boolean speaks = book.timeNs() >= freshFromNs && (down.isEmpty() || !down.contains(venue.id()));
        return speaks ? SPEAKS : book.timeNs();
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

    @SuppressWarnings("ReferenceEquality") // Whether one venue gives both sides: then its quote is told as it is.
    private static Quote together(Quote bid, Quote ask, @Nullable Quote sound) {
        if (sound != null && bid.bid().compareTo(ask.ask()) > 0) {
            return sound;
        }
        return bid == ask
                ? bid
                : new Quote(
                        bid.symbol(),
                        Math.min(bid.timeNs(), ask.timeNs()),
                        bid.bid(),
                        bid.bidSize(),
                        ask.ask(),
                        ask.askSize());
    }

    private Map<Symbol, Set<Symbol>> standIns() {
        Map<Symbol, Set<Symbol>> found = new HashMap<>();
        for (Venue venue : venues) {
            if (venue instanceof SimulatedVenue simulated) {
                for (Instrument listed : venue.instruments()) {
                    simulated
                            .market(listed.symbol())
                            .filter(market -> knows(listed.symbol()) && !market.equals(listed.symbol()))
                            .ifPresent(market -> found.computeIfAbsent(market, symbol -> new LinkedHashSet<>())
                                    .add(listed.symbol()));
                }
            }
        }
        return found;
    }
}
