package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Keeps a book from a snapshot and the deltas after it. Deltas before the first snapshot belong to no book and are
 * ignored; a delta that does not follow the last one opens a gap, after which the book is empty until its next snapshot.
 *
 * <p>Single-threaded.
 */
public final class BookBuilder implements BookView {
    private final Symbol symbol;
    private final NavigableMap<BigDecimal, BookLevel> bids = new TreeMap<>(Collections.reverseOrder());
    private final NavigableMap<BigDecimal, BookLevel> asks = new TreeMap<>();
    private boolean synchronised;
    private boolean firstDelta;
    private long lastUpdateId;
    private long timeNs = Long.MIN_VALUE;

    /** What became of an update. */
    public enum Applied {
        /** The book now holds it. */
        APPLIED,
        /** It was older than the book, or there is no book yet. */
        IGNORED,
        /** Changes before it are missing: the book was emptied and waits for a snapshot. */
        GAP
    }

    private BookBuilder(Symbol symbol) {
        this.symbol = symbol;
    }

    /**
     * An empty book.
     *
     * @param symbol what is traded
     * @return a builder without levels
     */
    public static BookBuilder of(Symbol symbol) {
        return new BookBuilder(symbol);
    }

    /**
     * Replaces the book.
     *
     * @param snapshot the whole book, of this symbol
     */
    public void on(BookSnapshot snapshot) {
        Require.that(snapshot.symbol().equals(symbol), "symbol", "must be " + symbol, snapshot.symbol());
        clear();
        snapshot.bids().forEach(level -> put(bids, level));
        snapshot.asks().forEach(level -> put(asks, level));
        lastUpdateId = snapshot.lastUpdateId();
        timeNs = snapshot.timeNs();
        synchronised = true;
        firstDelta = true;
    }

    /**
     * Changes the book.
     *
     * @param delta changed levels, of this symbol
     * @return whether the book now holds it
     */
    public Applied on(BookDelta delta) {
        Require.that(delta.symbol().equals(symbol), "symbol", "must be " + symbol, delta.symbol());
        if (!synchronised || delta.lastUpdateId() <= lastUpdateId) {
            return Applied.IGNORED;
        }
        if (!follows(delta)) {
            clear();
            return Applied.GAP;
        }
        delta.bids().forEach(level -> put(bids, level));
        delta.asks().forEach(level -> put(asks, level));
        lastUpdateId = delta.lastUpdateId();
        timeNs = delta.timeNs();
        firstDelta = false;
        return Applied.APPLIED;
    }

    /** Forgets the book until the next snapshot. */
    public void clear() {
        bids.clear();
        asks.clear();
        synchronised = false;
    }

    /**
     * Whether a snapshot was seen and every change since.
     *
     * @return true while the levels can be trusted
     */
    public boolean isSynchronised() {
        return synchronised;
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
        return best(bids, depth);
    }

    @Override
    public List<BookLevel> asks(int depth) {
        return best(asks, depth);
    }

    private boolean follows(BookDelta delta) {
        boolean covers = delta.firstUpdateId() <= lastUpdateId + 1;
        if (firstDelta || delta.previousUpdateId() == BookDelta.NOT_GIVEN) {
            boolean says = delta.previousUpdateId() != BookDelta.NOT_GIVEN;
            return covers || (says && delta.previousUpdateId() == lastUpdateId);
        }
        return delta.previousUpdateId() == lastUpdateId;
    }

    private static void put(NavigableMap<BigDecimal, BookLevel> side, BookLevel level) {
        if (level.quantity().signum() == 0) {
            side.remove(level.price());
        } else {
            side.put(level.price(), level);
        }
    }

    private static List<BookLevel> best(NavigableMap<BigDecimal, BookLevel> side, int depth) {
        Require.positive("depth", depth);
        List<BookLevel> levels = new ArrayList<>(Math.min(depth, side.size()));
        for (BookLevel level : side.values()) {
            if (levels.size() == depth) {
                break;
            }
            levels.add(level);
        }
        return Collections.unmodifiableList(levels);
    }
}
