package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.Trade;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The open orders of one symbol, best price first and then in order of arrival, and how they are filled while they rest:
 * by trades at their price once the queue ahead is gone, by trades beyond it, and by the other side of the book when it
 * comes to their price. A trade fills no more than its own quantity.
 */
final class RestingOrders {
    private final List<PaperOrder> buys = new ArrayList<>();
    private final List<PaperOrder> sells = new ArrayList<>();
    private final BigDecimal lot;
    private final long seed;
    private final OwnImpact impact;
    private final Executions out;
    private final LongSupplier ranks;

    RestingOrders(SymbolMarket.Terms terms, Executions out, LongSupplier ranks) {
        this.lot = terms.instrument().lotSize();
        this.seed = terms.seed();
        this.impact = terms.impact();
        this.out = out;
        this.ranks = ranks;
    }

    /** Takes an order in; of an iceberg the first part shows. */
    void add(PaperOrder order) {
        order.showMore();
        insert(order);
    }

    private void insert(PaperOrder order) {
        List<PaperOrder> side = of(order.side());
        side.add(order);
        side.sort(Comparator.<PaperOrder, BigDecimal>comparing(o -> priority(o)).thenComparingLong(PaperOrder::rank));
    }

    void remove(PaperOrder order) {
        of(order.side()).remove(order);
    }

    /** Every open order in order of arrival. */
    List<PaperOrder> byArrival() {
        if (buys.isEmpty() && sells.isEmpty()) {
            return List.of();
        }
        List<PaperOrder> all = new ArrayList<>(buys);
        all.addAll(sells);
        all.sort(Comparator.comparingLong(PaperOrder::rank));
        return all;
    }

    void onTrade(Trade trade, long timeNs) {
        BigDecimal taken = BigDecimal.ZERO;
        for (Side side : Side.values()) {
            for (PaperOrder order : List.copyOf(of(side))) {
                // What our own orders before this one took of the trade is gone for it.
                BigDecimal reaching = share(order, trade).subtract(taken).max(BigDecimal.ZERO);
                boolean isBeyond = isBeyond(order, trade);
                BigDecimal part = Decimals.floorTo(reaching.min(isBeyond ? order.leaves() : order.visible()), lot);
                if (order.isOpen() && part.signum() > 0) {
                    taken = taken.add(part);
                    fill(order, part, timeNs);
                }
            }
        }
    }

    /** How much of a trade reaches an order: all of one beyond its price, what the queue leaves of one at it. */
    private BigDecimal share(PaperOrder order, Trade trade) {
        if (isBeyond(order, trade)) {
            order.place().passed();
            return trade.quantity();
        }
        Aggressor with = order.side() == Side.BUY ? Aggressor.BUY : Aggressor.SELL;
        boolean isAt = at(order).compareTo(trade.price()) == 0;
        return isAt && trade.aggressor() != with ? order.place().trade(trade.quantity()) : BigDecimal.ZERO;
    }

    private boolean isBeyond(PaperOrder order, Trade trade) {
        return at(order).subtract(trade.price()).signum() * order.side().sign() > 0;
    }

    /** Changed levels of one side: orders there move in their queues. */
    void onLevels(Side bookSide, List<BookLevel> changed) {
        for (PaperOrder order : of(bookSide)) {
            for (BookLevel level : changed) {
                if (level.price().compareTo(at(order)) == 0) {
                    order.place().displayed(level.quantity(), order.draw(seed));
                }
            }
        }
    }

    /** A whole side: what it does not name is gone. */
    void onSide(Side bookSide, List<BookLevel> levels) {
        for (PaperOrder order : of(bookSide)) {
            BigDecimal size = levels.stream()
                    .filter(level -> level.price().compareTo(at(order)) == 0)
                    .map(BookLevel::quantity)
                    .findFirst()
                    .orElse(BigDecimal.ZERO);
            order.place().displayed(size, order.draw(seed));
        }
    }

    /** The best level of one side: what was better is gone, what is behind is not told. */
    void onBest(Side bookSide, BookLevel best) {
        for (PaperOrder order : of(bookSide)) {
            int better = at(order).subtract(best.price()).signum() * bookSide.sign();
            if (better >= 0) {
                order.place().displayed(better > 0 ? BigDecimal.ZERO : best.quantity(), order.draw(seed));
            }
        }
    }

    /** Fills orders whose price the other side has reached, with what it shows. */
    void cross(LevelBook book, long timeNs) {
        for (Side side : Side.values()) {
            if (of(side).isEmpty() || !book.isTradable()) {
                continue;
            }
            for (PaperOrder order : List.copyOf(of(side))) {
                if (!cross(order, book, timeNs)) {
                    break;
                }
            }
        }
    }

    private boolean cross(PaperOrder order, LevelBook book, long timeNs) {
        Side bookSide = order.side().opposite();
        List<BookLevel> best = book.side(bookSide, 1);
        if (best.isEmpty() || within(order, best.getFirst()).signum() == 0) {
            return false;
        }
        for (BookLevel level : book.side(bookSide, LevelBook.WHOLE)) {
            BigDecimal within = within(order, level);
            if (!order.isOpen() || within.signum() == 0) {
                break;
            }
            BigDecimal part = Decimals.floorTo(within.min(order.leaves()), lot);
            if (part.signum() > 0) {
                book.consume(bookSide, level.price(), part);
                impact.took(order.side(), part);
                fill(order, part, timeNs);
            }
        }
        return true;
    }

    private BigDecimal within(PaperOrder order, BookLevel level) {
        return impact.within(order.side(), level, order.limit());
    }

    /** Where an order stands in the market as recorded. */
    private BigDecimal at(PaperOrder order) {
        return impact.recorded(order.limit().orElseThrow());
    }

    private void fill(PaperOrder order, BigDecimal part, long timeNs) {
        order.took(part);
        out.fill(order, part, order.limit().orElseThrow(), Liquidity.MAKER, timeNs);
        if (!order.isOpen()) {
            remove(order);
        } else if (order.isToShowMore()) {
            remove(order);
            order.arrive(ranks.getAsLong(), order.arrivedNs());
            order.place().requeue();
            add(order);
        }
    }

    private List<PaperOrder> of(Side side) {
        return side == Side.BUY ? buys : sells;
    }

    /** Smaller comes first: the highest bid, the lowest ask. An order without a limit goes before all. */
    private static BigDecimal priority(PaperOrder order) {
        return order.limit()
                .map(price -> order.side() == Side.BUY ? price.negate() : price)
                .orElse(BigDecimal.valueOf(Long.MIN_VALUE));
    }
}
