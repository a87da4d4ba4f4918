package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Quote;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a book offers to a taker: the quantity within the order's limit and within the slippage cap around mid, and what
 * lies beyond the cap.
 *
 * @param levels the other side, best first
 * @param side of the taker
 * @param limit the order's own limit, empty for a market order
 * @param cap the worst price within the slippage cap
 */
record BookOffer(List<BookLevel> levels, Side side, Optional<BigDecimal> limit, BigDecimal cap) {
    BookOffer {
        levels = List.copyOf(levels);
    }

    static BookOffer of(BookView book, Quote quote, Side side, OrderType type, BigDecimal capBps, int depth) {
        BigDecimal share = capBps.movePointLeft(4).multiply(BigDecimal.valueOf(side.sign()));
        BigDecimal cap = quote.mid().multiply(BigDecimal.ONE.add(share));
        List<BookLevel> levels = side == Side.BUY ? book.asks(depth) : book.bids(depth);
        return new BookOffer(levels, side, type.limitPrice(), cap);
    }

    /** Whether the order has a limit of its own that never lets it trade beyond the cap. */
    boolean isLimitWithinCap() {
        return limit.map(own -> reaches(cap, own)).orElse(false);
    }

    /** The quantity within limit and cap. */
    BigDecimal within() {
        return levels.stream()
                .filter(level -> isWithinLimit(level) && reaches(cap, level.price()))
                .map(BookLevel::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether the order would trade beyond the cap if it were let. */
    boolean hasBeyondCap() {
        return levels.stream().anyMatch(level -> isWithinLimit(level) && !reaches(cap, level.price()));
    }

    /** The average price of the first part of a quantity that the book covers, 34 digits. */
    BigDecimal averagePrice(BigDecimal quantity) {
        BigDecimal left = quantity.min(within());
        BigDecimal taken = left;
        BigDecimal cost = BigDecimal.ZERO;
        for (BookLevel level : levels) {
            BigDecimal part = level.quantity().min(left);
            cost = cost.add(part.multiply(level.price()));
            left = left.subtract(part);
        }
        return Decimals.normal(cost.divide(taken, Decimals.QUOTIENT));
    }

    private boolean isWithinLimit(BookLevel level) {
        return limit.map(own -> reaches(own, level.price())).orElse(true);
    }

    private boolean reaches(BigDecimal bound, BigDecimal price) {
        return price.subtract(bound).signum() * side.sign() <= 0;
    }
}
