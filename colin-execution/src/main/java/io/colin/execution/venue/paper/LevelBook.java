package io.colin.execution.venue.paper;

import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.List;

/** A book of levels that orders can be matched with. What it shows is what the market displays less what we took. */
sealed interface LevelBook extends BookView permits DepthBook, QuoteBook, TradeBook {
    /** More levels than any book has. */
    int WHOLE = 100_000;

    /** Whether its levels can be trusted now: known, and not crossed. */
    boolean isTradable();

    /** Takes from a level; the side is the one whose orders rest there. */
    void consume(Side bookSide, BigDecimal price, BigDecimal quantity);

    /** What an order of a side that comes to rest at a price finds before it. */
    BigDecimal aheadAt(Side side, BigDecimal price);

    /** Whether it shows anything. */
    default boolean isShown() {
        return !bids(1).isEmpty() || !asks(1).isEmpty();
    }

    default List<BookLevel> side(Side bookSide, int depth) {
        return bookSide == Side.BUY ? bids(depth) : asks(depth);
    }

    /** Whether a price of one side reaches a price of the other. */
    static boolean reaches(Side side, BigDecimal limit, BigDecimal price) {
        return price.subtract(limit).signum() * side.sign() <= 0;
    }
}
