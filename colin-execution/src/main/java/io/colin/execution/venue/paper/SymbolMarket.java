package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The market of one symbol: the best kind of data seen so far decides what orders are matched with, real depth before
 * quotes before trades before bars. A better kind that appears takes the open orders over, at the end of their queues.
 */
final class SymbolMarket {
    private enum Mode {
        NONE,
        BARS,
        TRADES,
        QUOTES,
        DEPTH
    }

    private final Instrument instrument;
    private final OwnImpact impact;
    private final Executions out;
    private final RestingOrders orders;
    private final DepthBook depth;
    private final QuoteBook quotes;
    private final TradeBook trades;
    private final BarBook bars;
    private Mode mode = Mode.NONE;

    /** What the market is of: its instrument, the spread of bars, the seed of queues and what own orders do to it. */
    record Terms(Instrument instrument, double barHalfSpreadBps, long seed, OwnImpact impact) {}

    SymbolMarket(Terms terms, Executions out, LongSupplier ranks) {
        this.instrument = terms.instrument();
        this.impact = terms.impact();
        this.out = out;
        orders = new RestingOrders(terms, out, ranks);
        depth = new DepthBook(instrument.symbol());
        quotes = new QuoteBook(instrument.symbol());
        trades = new TradeBook(instrument);
        bars = new BarBook(terms, out);
    }

    /** One of its orders was filled. */
    void filled() {
        impact.filled();
    }

    Instrument instrument() {
        return instrument;
    }

    /** Shows it an event; what that fills is executed at a time, the event's or later. */
    void onMarket(MarketEvent event, long timeNs) {
        Mode offered = modeOf(event);
        boolean isBetter = offered.compareTo(mode) > 0;
        if (isBetter) {
            endWaiting(timeNs);
            mode = offered;
        }
        impact.on(event);
        apply(event, timeNs);
        if (isBetter) {
            levels().ifPresent(book -> orders.byArrival().forEach(order -> queue(order, book)));
        }
        levels().ifPresent(book -> orders.cross(book, timeNs));
    }

    private static Mode modeOf(MarketEvent event) {
        return switch (event) {
            case BookSnapshot snapshot -> Mode.DEPTH;
            case Quote quote -> Mode.QUOTES;
            case Trade trade -> Mode.TRADES;
            case Bar bar -> Mode.BARS;
            default -> Mode.NONE;
        };
    }

    private void apply(MarketEvent event, long timeNs) {
        switch (event) {
            case BookSnapshot snapshot -> {
                depth.on(snapshot);
                orders.onSide(Side.BUY, snapshot.bids());
                orders.onSide(Side.SELL, snapshot.asks());
            }
            case BookDelta delta -> {
                if (mode == Mode.DEPTH && depth.on(delta)) {
                    orders.onLevels(Side.BUY, delta.bids());
                    orders.onLevels(Side.SELL, delta.asks());
                }
            }
            case Quote quote -> on(quote);
            case Trade trade -> {
                orders.onTrade(trade, timeNs);
                trades.on(trade);
            }
            case Bar bar -> {
                if (mode == Mode.BARS) {
                    bars.on(bar, orders, timeNs);
                }
            }
            case DataGap gap -> {
                if (gap.kind() == DataGap.Kind.BOOK) {
                    depth.lose();
                    quotes.lose();
                }
            }
            default -> {}
        }
    }

    private void on(Quote quote) {
        if (mode == Mode.QUOTES) {
            quotes.on(quote);
            orders.onBest(Side.BUY, new BookLevel(quote.bid(), quote.bidSize()));
            orders.onBest(Side.SELL, new BookLevel(quote.ask(), quote.askSize()));
        }
    }

    /** Ends what waits for a bar when a better kind of data comes: it asked for a price of the past. */
    private void endWaiting(long timeNs) {
        for (PaperOrder order : orders.byArrival()) {
            if (order.isImmediate()) {
                orders.remove(order);
                out.cancel(order, "bars gave way to better data", timeNs);
            }
        }
    }

    private void queue(PaperOrder order, LevelBook book) {
        BigDecimal at = impact.recorded(order.limit().orElseThrow());
        order.queue(QueuePlace.behind(book.aheadAt(order.side(), at)));
    }

    /** Whether orders can be matched now; an order that comes while they cannot is refused, not guessed at. */
    boolean isOpen() {
        return mode == Mode.BARS || levels().map(LevelBook::isTradable).orElse(false);
    }

    Optional<BookView> view() {
        if (mode == Mode.BARS) {
            return Optional.of(impact.on(bars));
        }
        return levels().filter(LevelBook::isShown).map(impact::on);
    }

    /** The best price of the side a taker would trade with. */
    Optional<BigDecimal> best(Side bookSide) {
        return view().map(book -> bookSide == Side.BUY ? book.bids(1) : book.asks(1))
                .filter(side -> !side.isEmpty())
                .map(side -> side.getFirst().price());
    }

    /** Matches an order that has arrived; what is left rests, waits for a bar, or ends. */
    void place(PaperOrder order, long timeNs) {
        Optional<LevelBook> levels = levels();
        if (levels.isEmpty()) {
            orders.add(order);
            return;
        }
        LevelBook book = levels.get();
        take(order, book, timeNs);
        if (order.isOpen() && order.isImmediate()) {
            out.cancel(order, "nothing more within its price", timeNs);
        } else if (order.isOpen()) {
            queue(order, book);
            orders.add(order);
        }
    }

    /** Its orders that are open, in order of arrival. */
    List<PaperOrder> open() {
        return orders.byArrival();
    }

    /** Takes back an order that rested: it never takes, and queues behind what is there or first shown. */
    void restore(PaperOrder order) {
        levels().filter(LevelBook::isTradable).ifPresent(book -> queue(order, book));
        orders.add(order);
    }

    void remove(PaperOrder order) {
        orders.remove(order);
    }

    private void take(PaperOrder order, LevelBook book, long timeNs) {
        Side bookSide = order.side().opposite();
        List<BookLevel> levels = book.side(bookSide, LevelBook.WHOLE);
        if (order.origin().timeInForce().kind() == TimeInForce.Kind.FOK && !covers(levels, order)) {
            return;
        }
        for (BookLevel level : levels) {
            BigDecimal within = impact.within(order.side(), level, order.limit());
            if (within.signum() == 0 || !order.isOpen()) {
                return;
            }
            BigDecimal part = Decimals.floorTo(within.min(order.leaves()), instrument.lotSize());
            if (part.signum() > 0) {
                BigDecimal price = impact.price(order.side(), level, part);
                book.consume(bookSide, level.price(), part);
                impact.took(order.side(), part);
                out.fill(order, part, price, Liquidity.TAKER, timeNs);
            }
        }
    }

    private boolean covers(List<BookLevel> levels, PaperOrder order) {
        return impact.shown(order.side(), levels, LevelBook.WHOLE).stream()
                        .takeWhile(level -> order.limit()
                                .map(limit -> LevelBook.reaches(order.side(), limit, level.price()))
                                .orElse(true))
                        .map(level -> Decimals.floorTo(level.quantity(), instrument.lotSize()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .compareTo(order.leaves())
                >= 0;
    }

    private Optional<LevelBook> levels() {
        return switch (mode) {
            case NONE, BARS -> Optional.empty();
            case TRADES -> Optional.of(trades);
            case QUOTES -> Optional.of(quotes);
            case DEPTH -> Optional.of(depth);
        };
    }
}
