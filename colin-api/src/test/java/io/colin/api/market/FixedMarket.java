package io.colin.api.market;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A market that shows what it was told. It works nothing out: a quote does not follow from a book. Later calls replace
 * what an earlier one set for the same symbol.
 *
 * <p>Single-threaded.
 */
public final class FixedMarket implements MarketView {
    private final Map<Symbol, Instrument> instruments = new HashMap<>();
    private final Map<Symbol, Quote> quotes = new HashMap<>();
    private final Map<Symbol, Trade> trades = new HashMap<>();
    private final Map<Symbol, Bar> bars = new HashMap<>();
    private final Map<Place, BookView> books = new HashMap<>();
    private final Map<Symbol, Tape> tapes = new HashMap<>();
    private final Map<Symbol, Depth> depths = new HashMap<>();
    private long timeNs;

    private record Place(String venue, Symbol symbol) {}

    private FixedMarket(long timeNs) {
        this.timeNs = timeNs;
    }

    /**
     * An empty market.
     *
     * @param timeNs event time, ns since epoch
     * @return a market without instruments and prices
     */
    public static FixedMarket at(long timeNs) {
        return new FixedMarket(timeNs);
    }

    /**
     * Sets the event time; prices keep theirs.
     *
     * @param newTimeNs ns since epoch
     * @return this
     */
    public FixedMarket moveTo(long newTimeNs) {
        timeNs = newTimeNs;
        return this;
    }

    /**
     * Adds to the universe.
     *
     * @param instrument terms of its symbol
     * @return this
     */
    public FixedMarket with(Instrument instrument) {
        instruments.put(instrument.symbol(), instrument);
        return this;
    }

    /**
     * Sets the best bid and offer of a symbol.
     *
     * @param quote with a time of its own
     * @return this
     */
    public FixedMarket with(Quote quote) {
        quotes.put(quote.symbol(), quote);
        return this;
    }

    /**
     * Sets the last trade of a symbol.
     *
     * @param trade with a time of its own
     * @return this
     */
    public FixedMarket with(Trade trade) {
        trades.put(trade.symbol(), trade);
        return this;
    }

    /**
     * Sets the last closed bar of a symbol.
     *
     * @param bar with a time of its own
     * @return this
     */
    public FixedMarket with(Bar bar) {
        bars.put(bar.symbol(), bar);
        return this;
    }

    /**
     * Sets the book a venue shows.
     *
     * @param venue the venue's id
     * @param book of its symbol
     * @return this
     */
    public FixedMarket with(String venue, BookView book) {
        books.put(new Place(venue, book.symbol()), book);
        return this;
    }

    /**
     * Sets the book a venue shows.
     *
     * @param venue the venue's id
     * @param snapshot its levels; the book keeps its time
     * @return this
     */
    public FixedMarket with(String venue, BookSnapshot snapshot) {
        BookBuilder book = BookBuilder.of(snapshot.symbol());
        book.on(snapshot);
        return with(venue, book);
    }

    /**
     * Sets what a symbol traded lately.
     *
     * @param symbol any symbol
     * @param tape of that symbol
     * @return this
     */
    public FixedMarket with(Symbol symbol, Tape tape) {
        tapes.put(symbol, tape);
        return this;
    }

    /**
     * Sets how deep the books of a symbol are.
     *
     * @param symbol any symbol
     * @param depth what they show
     * @return this
     */
    public FixedMarket with(Symbol symbol, Depth depth) {
        depths.put(symbol, depth);
        return this;
    }

    /**
     * Takes every price of a symbol away and leaves its terms.
     *
     * @param symbol any symbol
     * @return this
     */
    public FixedMarket withoutPrices(Symbol symbol) {
        quotes.remove(symbol);
        trades.remove(symbol);
        bars.remove(symbol);
        books.keySet().removeIf(place -> place.symbol().equals(symbol));
        return this;
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
        return Optional.ofNullable(quotes.get(symbol));
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
        return Optional.ofNullable(books.get(new Place(venue, symbol)));
    }

    @Override
    public Optional<Tape> tape(Symbol symbol) {
        return Optional.ofNullable(tapes.get(symbol));
    }

    @Override
    public Optional<Depth> depth(Symbol symbol) {
        return Optional.ofNullable(depths.get(symbol));
    }
}
