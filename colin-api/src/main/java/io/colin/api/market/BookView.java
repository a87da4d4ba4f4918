package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import java.util.List;
import java.util.Optional;

/** A read-only book of one symbol at one venue. Valid on the thread that was given it, until its next event. */
public interface BookView {
    /**
     * What is traded.
     *
     * @return the symbol
     */
    Symbol symbol();

    /**
     * How old the content is: the time of the newest event in it.
     *
     * @return ns since epoch
     */
    long timeNs();

    /**
     * How real the depth is.
     *
     * @return the fidelity
     */
    Fidelity fidelity();

    /**
     * The best bids.
     *
     * @param depth most levels wanted, above 0
     * @return highest price first; empty when there is none or the book is not synchronised
     */
    List<BookLevel> bids(int depth);

    /**
     * The best asks.
     *
     * @param depth most levels wanted, above 0
     * @return lowest price first; empty when there is none or the book is not synchronised
     */
    List<BookLevel> asks(int depth);

    /**
     * The best bid and offer.
     *
     * @return empty unless both sides have a level
     */
    default Optional<Quote> quote() {
        List<BookLevel> bid = bids(1);
        List<BookLevel> ask = asks(1);
        if (bid.isEmpty() || ask.isEmpty()) {
            return Optional.empty();
        }
        BookLevel b = bid.getFirst();
        BookLevel a = ask.getFirst();
        return Optional.of(new Quote(symbol(), timeNs(), b.price(), b.quantity(), a.price(), a.quantity()));
    }
}
