package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.market.BookLevel;
import io.colin.api.market.Fidelity;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What one venue offers a taker. Its levels become runs of whole lots of the same cost, cheapest first; costs are counted
 * from the cheapest level of all venues, so that they are small and exact in a long.
 */
final class Offer {
    final Shown shown;
    final List<BookLevel> levels;
    final BigDecimal bound;
    final Costs costs;
    private final BigDecimal seen;
    final boolean hasBeyondCap;

    /** Quote value within the slippage cap, for the ranking. */
    final double depth;

    /** Whether the book goes on, within limit and cap, below the levels that were walked. */
    final boolean isCut;

    /** Smallest and largest number of lots it can take, smallest above 0. */
    long minLots;

    long maxLots;

    /** Whether the balance there, and not its book, bounds what it can take. */
    boolean isSpendBound;

    long lotUnits;
    int runs;
    long[] counts = {};
    long[] lotCosts = {};
    double quality;

    Offer(Shown shown, List<BookLevel> levels, BigDecimal bound, Costs costs, Depth depth) {
        this.shown = shown;
        this.levels = levels;
        this.bound = bound;
        this.costs = costs;
        this.depth = depth.value();
        this.seen = depth.seen();
        this.isCut = depth.isCut();
        this.hasBeyondCap = depth.hasBeyondCap();
    }

    /** How much it shows within the cap, whether the slice would trade beyond it, and whether there may be more within. */
    record Depth(double value, BigDecimal seen, boolean hasBeyondCap, boolean isCut) {}

    /** What it shows within limit and cap, as far as the slice needs it. */
    BigDecimal seen() {
        return seen;
    }

    /** The limit a child of so many lots goes out with: the worst level planned; of a modelled book, which offers nothing, the bound. */
    BigDecimal limit(Side side, BigDecimal quantity) {
        if (isModelled()) {
            return bound;
        }
        BigDecimal tick = shown.terms().tickSize();
        BigDecimal worst = worst(quantity);
        return side == Side.BUY
                ? Decimals.roundTo(worst, tick, RoundingMode.CEILING).min(bound)
                : Decimals.roundTo(worst, tick, RoundingMode.FLOOR).max(bound);
    }

    boolean isModelled() {
        return shown.book().fidelity() != Fidelity.BOOK;
    }

    /** The average price of the first part of what it shows, 34 digits. */
    BigDecimal average(BigDecimal quantity) {
        BigDecimal left = quantity;
        BigDecimal cost = BigDecimal.ZERO;
        for (BookLevel level : levels) {
            BigDecimal part = level.quantity().min(left);
            cost = cost.add(part.multiply(level.price()));
            left = left.subtract(part);
            if (left.signum() == 0) {
                break;
            }
        }
        return Decimals.normal(cost.divide(quantity, Decimals.QUOTIENT));
    }

    BigDecimal quantity(long lots) {
        return Decimals.normal(shown.terms().lotSize().multiply(BigDecimal.valueOf(lots)));
    }

    private BigDecimal worst(BigDecimal quantity) {
        BigDecimal left = quantity;
        for (BookLevel level : levels) {
            left = left.subtract(level.quantity());
            if (left.signum() <= 0) {
                return level.price();
            }
        }
        throw new IllegalStateException(shown.venue().id() + " does not show " + Decimals.text(quantity));
    }
}
