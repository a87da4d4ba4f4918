package io.colin.api.market;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import java.util.Optional;

/** The market as the engine knows it at one event. Valid on the thread that was given it, within the call. */
public interface MarketView {
    /**
     * The event time.
     *
     * @return ns since epoch
     */
    long timeNs();

    /**
     * The terms of a symbol.
     *
     * @param symbol any symbol
     * @return empty when it is not in the universe
     */
    Optional<Instrument> instrument(Symbol symbol);

    /**
     * The best bid and offer over all venues, with the time of the older of the two. A venue that is down, or whose book is
     * older than the engine allows, counts only where no other shows one, and of several such the newest. Where venues cross
     * each other, that of the first named venue that is not crossed in itself.
     *
     * @param symbol a symbol of the universe
     * @return empty while no venue shows both sides
     */
    Optional<Quote> quote(Symbol symbol);

    /**
     * The last trade.
     *
     * @param symbol a symbol of the universe
     * @return empty before the first
     */
    Optional<Trade> lastTrade(Symbol symbol);

    /**
     * The last price a venue marks positions at.
     *
     * @param symbol a derivative of the universe
     * @return empty for a market that keeps none, and before the first
     */
    default Optional<MarkPrice> markPrice(Symbol symbol) {
        return Optional.empty();
    }

    /**
     * The last closed bar.
     *
     * @param symbol a symbol of the universe
     * @return empty before the first
     */
    Optional<Bar> lastBar(Symbol symbol);

    /**
     * What a position of a symbol is marked at, with the time that price was made. An account keeps the last one that marked
     * it when nothing does any more; so does the engine's market. A view of your own whose prices can vanish must keep it
     * too, or the gate takes what is valued at a price of long ago for something without one.
     *
     * @param symbol a symbol of the universe
     * @return what the view shows now, by {@link Marker#of}, unless it keeps the last; empty before the first
     */
    default Optional<? extends Marker> markedBy(Symbol symbol) {
        return Marker.of(this, symbol, Long.MAX_VALUE);
    }

    /**
     * The book a venue shows.
     *
     * @param venue a venue's id
     * @param symbol a symbol of the universe
     * @return empty while it shows none
     */
    Optional<BookView> book(String venue, Symbol symbol);

    /**
     * What a symbol traded and how it moved lately.
     *
     * @param symbol a symbol of the universe
     * @return empty for a market that keeps none, and before the first trade or bar
     */
    default Optional<Tape> tape(Symbol symbol) {
        return Optional.empty();
    }

    /**
     * What the books of all venues show together, to {@link Depth#LEVELS} levels each; of the venues whose quotes count.
     *
     * @param symbol a symbol of the universe
     * @return empty for a market that does not say, and while no venue shows a book
     */
    default Optional<Depth> depth(Symbol symbol) {
        return Optional.empty();
    }
}
