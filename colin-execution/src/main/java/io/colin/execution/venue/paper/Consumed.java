package io.colin.execution.venue.paper;

import io.colin.api.market.BookLevel;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What our own fills took from the levels a market displays. It counts until the market tells that level anew. */
final class Consumed {
    private final Map<BigDecimal, BigDecimal> bids = new HashMap<>();
    private final Map<BigDecimal, BigDecimal> asks = new HashMap<>();

    void add(Side bookSide, BigDecimal price, BigDecimal quantity) {
        of(bookSide).merge(price, quantity, BigDecimal::add);
    }

    void forget(Side bookSide, BigDecimal price) {
        of(bookSide).remove(price);
    }

    void forget(Side bookSide) {
        of(bookSide).clear();
    }

    void clear() {
        bids.clear();
        asks.clear();
    }

    /** How many displayed levels must be read to find some that are not used up. */
    int reach(Side bookSide, int depth) {
        return (int) Math.min(Integer.MAX_VALUE, (long) depth + of(bookSide).size());
    }

    List<BookLevel> net(Side bookSide, List<BookLevel> displayed, int depth) {
        Map<BigDecimal, BigDecimal> taken = of(bookSide);
        if (taken.isEmpty()) {
            return displayed;
        }
        List<BookLevel> left = new ArrayList<>();
        for (BookLevel level : displayed) {
            BigDecimal rest = level.quantity().subtract(taken.getOrDefault(level.price(), BigDecimal.ZERO));
            if (rest.signum() > 0 && left.size() < depth) {
                left.add(new BookLevel(level.price(), rest));
            }
        }
        return List.copyOf(left);
    }

    private Map<BigDecimal, BigDecimal> of(Side bookSide) {
        return bookSide == Side.BUY ? bids : asks;
    }
}
