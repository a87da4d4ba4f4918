package io.colin.execution.venue.paper;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.Fidelity;
import io.colin.api.market.Quote;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A book of one level a side, for markets that tell their best bid and offer only. */
final class QuoteBook implements LevelBook {
    private final Symbol symbol;
    private final Consumed consumed = new Consumed();
    private Optional<Quote> last = Optional.empty();
    private long timeNs = Long.MIN_VALUE;

    QuoteBook(Symbol symbol) {
        this.symbol = symbol;
    }

    void on(Quote quote) {
        // A quote repeats the side that did not change: only a changed side is an update of its level.
        for (Side side : Side.values()) {
            if (last.isEmpty() || !level(last.get(), side).equals(level(quote, side))) {
                consumed.forget(side);
            }
        }
        last = Optional.of(quote);
        timeNs = quote.timeNs();
    }

    void lose() {
        last = Optional.empty();
        consumed.clear();
    }

    @Override
    public boolean isTradable() {
        return last.isPresent() && !last.get().isCrossed();
    }

    @Override
    public void consume(Side bookSide, BigDecimal price, BigDecimal quantity) {
        consumed.add(bookSide, price, quantity);
    }

    /** Behind the best level nothing is known: the best size stands for what is there. */
    @Override
    public BigDecimal aheadAt(Side side, BigDecimal price) {
        return last.map(quote -> level(quote, side))
                .filter(best -> !LevelBook.reaches(side, price, best.price())
                        || best.price().compareTo(price) == 0)
                .map(BookLevel::quantity)
                .orElse(BigDecimal.ZERO);
    }

    @Override
    public Symbol symbol() {
        return symbol;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public Fidelity fidelity() {
        return Fidelity.BOOK;
    }

    @Override
    public List<BookLevel> bids(int depth) {
        return net(Side.BUY, depth);
    }

    @Override
    public List<BookLevel> asks(int depth) {
        return net(Side.SELL, depth);
    }

    private List<BookLevel> net(Side side, int depth) {
        List<BookLevel> displayed = last.map(quote -> level(quote, side))
                .filter(level -> level.quantity().signum() > 0)
                .map(List::of)
                .orElse(List.of());
        return consumed.net(side, displayed, depth);
    }

    private static BookLevel level(Quote quote, Side side) {
        return side == Side.BUY
                ? new BookLevel(quote.bid(), quote.bidSize())
                : new BookLevel(quote.ask(), quote.askSize());
    }
}
