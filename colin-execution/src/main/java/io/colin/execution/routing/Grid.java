package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.market.BookLevel;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Puts offers into whole numbers: quantities in units of a common power of ten, costs in units of another. Both are exact
 * wherever numbers have at most 18 digits; longer net prices are rounded in their last places, levels longer than every
 * lot are cut to the finest one.
 */
final class Grid {
    private static final int DIGITS = 18;
    private static final long MOST = Long.MAX_VALUE / 4;

    private final Side side;
    private final List<Offer> offers;
    private final int quantityScale;
    private final long units;
    private final double unitValue;

    private Grid(Side side, List<Offer> offers, int quantityScale, long units) {
        this.side = side;
        this.offers = offers;
        this.quantityScale = quantityScale;
        this.units = units;
        this.unitValue = fill();
    }

    /** The grid of a quantity, and the runs of the offers on it; empty for a quantity of more than 18 digits. */
    static Optional<Grid> of(Side side, List<Offer> offers, BigDecimal quantity) {
        int coarse = quantity.scale();
        for (Offer offer : offers) {
            coarse = Math.max(coarse, offer.shown.terms().lotSize().scale());
        }
        int fine = coarse;
        for (Offer offer : offers) {
            for (BookLevel level : offer.levels) {
                fine = Math.max(fine, level.quantity().scale());
            }
        }
        for (int scale : new int[] {fine, coarse}) {
            OptionalLong units = units(quantity, scale);
            if (units.isPresent()) {
                return Optional.of(new Grid(side, offers, scale, units.getAsLong()));
            }
        }
        return Optional.empty();
    }

    /** The quantity. */
    long units() {
        return units;
    }

    /** What a unit of quantity costs at the cheapest level of all, in units of cost. */
    double unitValue() {
        return unitValue;
    }

    private double fill() {
        int scale = netScale();
        BigDecimal cheapest = net(offers.getFirst(), 0);
        for (Offer offer : offers) {
            BigDecimal net = net(offer, 0);
            cheapest = side == Side.BUY ? cheapest.min(net) : cheapest.max(net);
        }
        long[][] above = new long[offers.size()][];
        double dearest = 1;
        for (int i = 0; i < above.length; i++) {
            Offer offer = offers.get(i);
            offer.lotUnits = units(offer.shown.terms().lotSize(), quantityScale).orElseThrow();
            above[i] = new long[offer.levels.size()];
            for (int k = 0; k < above[i].length; k++) {
                BigDecimal more = net(offer, k).subtract(cheapest);
                above[i][k] = (side == Side.BUY ? more : more.negate())
                        .setScale(scale, RoundingMode.HALF_EVEN)
                        .unscaledValue()
                        .longValue();
                dearest = Math.max(dearest, (double) above[i][k] * offer.lotUnits);
            }
        }
        long divisor = divisor(dearest);
        for (int i = 0; i < above.length; i++) {
            runs(offers.get(i), above[i], divisor);
        }
        return Math.abs(Decimals.statistic(cheapest)) * Math.pow(10, scale) / divisor;
    }

    private BigDecimal net(Offer offer, int level) {
        return offer.costs.net(side, offer.levels.get(level).price());
    }

    /** Decimal places of net prices: all of them where they fit. */
    private int netScale() {
        int exact = 0;
        int whole = 1;
        for (Offer offer : offers) {
            int added = offer.costs.added().scale();
            int fee = offer.costs.fees().takerRate().scale();
            for (BookLevel level : offer.levels) {
                exact = Math.max(exact, Math.max(level.price().scale() + fee, added));
            }
            BigDecimal last = offer.levels.getLast().price();
            BigDecimal first = offer.levels.getFirst().price();
            whole = Math.max(whole, Math.max(digits(first), digits(last)));
        }
        return Math.min(exact, DIGITS - 1 - whole);
    }

    private static int digits(BigDecimal price) {
        return price.precision() - price.scale();
    }

    private static long divisor(double dearest) {
        long divisor = 1;
        while (dearest / divisor > MOST) {
            divisor *= 10;
        }
        return divisor;
    }

    /** Cuts levels into lots; a lot that lies in several levels costs what its parts do. */
    private void runs(Offer offer, long[] above, long divisor) {
        offer.counts = new long[2 * above.length];
        offer.lotCosts = new long[2 * above.length];
        offer.runs = 0;
        long pieces = 0;
        long piecesCost = 0;
        long shown = 0;
        for (int k = 0; k < above.length && shown < offer.maxLots; k++) {
            long each = above[k] / divisor;
            long left = down(offer.levels.get(k).quantity());
            if (pieces > 0) {
                long part = Math.min(left, offer.lotUnits - pieces);
                pieces += part;
                piecesCost += part * each;
                left -= part;
                if (pieces < offer.lotUnits) {
                    continue;
                }
                shown += add(offer, 1, piecesCost);
            }
            shown += add(offer, left / offer.lotUnits, offer.lotUnits * each);
            pieces = left % offer.lotUnits;
            piecesCost = pieces * each;
        }
        offer.maxLots = Math.min(offer.maxLots, shown);
    }

    private static long add(Offer offer, long lots, long cost) {
        if (lots > 0) {
            offer.counts[offer.runs] = lots;
            offer.lotCosts[offer.runs++] = cost;
        }
        return lots;
    }

    private long down(BigDecimal quantity) {
        return quantity.setScale(quantityScale, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(MOST, quantityScale))
                .unscaledValue()
                .longValue();
    }

    private static OptionalLong units(BigDecimal value, int scale) {
        return value.precision() - value.scale() + scale > DIGITS
                ? OptionalLong.empty()
                : OptionalLong.of(value.setScale(scale).unscaledValue().longValueExact());
    }
}
