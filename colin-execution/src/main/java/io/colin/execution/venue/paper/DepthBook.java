package io.colin.execution.venue.paper;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.Fidelity;
import io.colin.api.market.Quote;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.List;

/** The real book, from snapshots and deltas. After a gap it is unknown until the next snapshot. */
final class DepthBook implements LevelBook {
    private final BookBuilder displayed;
    private final Consumed consumed = new Consumed();

    DepthBook(Symbol symbol) {
        displayed = BookBuilder.of(symbol);
    }

    void on(BookSnapshot snapshot) {
        displayed.on(snapshot);
        consumed.clear();
    }

    /** Whether the book now holds the delta. */
    boolean on(BookDelta delta) {
        BookBuilder.Applied applied = displayed.on(delta);
        if (applied == BookBuilder.Applied.APPLIED) {
            delta.bids().forEach(level -> consumed.forget(Side.BUY, level.price()));
            delta.asks().forEach(level -> consumed.forget(Side.SELL, level.price()));
        } else if (applied == BookBuilder.Applied.GAP) {
            consumed.clear();
        }
        return applied == BookBuilder.Applied.APPLIED;
    }

    void lose() {
        displayed.clear();
        consumed.clear();
    }

    @Override
    public boolean isTradable() {
        return displayed.isSynchronised() && displayed.quote().stream().noneMatch(Quote::isCrossed);
    }

    @Override
    public void consume(Side bookSide, BigDecimal price, BigDecimal quantity) {
        consumed.add(bookSide, price, quantity);
    }

    @Override
    public BigDecimal aheadAt(Side side, BigDecimal price) {
        List<BookLevel> own = side == Side.BUY ? displayed.bids(WHOLE) : displayed.asks(WHOLE);
        return own.stream()
                .filter(level -> level.price().compareTo(price) == 0)
                .map(BookLevel::quantity)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    @Override
    public Symbol symbol() {
        return displayed.symbol();
    }

    @Override
    public long timeNs() {
        return displayed.timeNs();
    }

    @Override
    public Fidelity fidelity() {
        return Fidelity.BOOK;
    }

    @Override
    public List<BookLevel> bids(int depth) {
        return consumed.net(Side.BUY, displayed.bids(consumed.reach(Side.BUY, depth)), depth);
    }

    @Override
    public List<BookLevel> asks(int depth) {
        return consumed.net(Side.SELL, displayed.asks(consumed.reach(Side.SELL, depth)), depth);
    }
}
