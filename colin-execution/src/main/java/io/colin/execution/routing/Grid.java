package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.market.BookLevel;
import io.colin.api.order.Side;
import java.math.BigDecimal;
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
        Nets nets = Nets.of(offers);
        BigDecimal cheapest = net(offers.getFirst());
        for (Offer offer : offers) {
            BigDecimal net = net(offer);
            cheapest = side == Side.BUY ? cheapest.min(net) : cheapest.max(net);
        }
        long base = nets.units(cheapest);
        long[][] above = new long[offers.size()][];
        double dearest = 1;
        for (int i = 0; i < above.length; i++) {
            Offer offer = offers.get(i);
            offer.lotUnits = units(offer.shown.terms().lotSize(), quantityScale).orElseThrow();
            above[i] = nets.of(offer);
            for (int k = 0; k < above[i].length; k++) {
                above[i][k] = side.sign() * (above[i][k] - base);
            }
            dearest = Math.max(dearest, (double) above[i][above[i].length - 1] * offer.lotUnits);
        }
        long divisor = divisor(dearest);
        for (int i = 0; i < above.length; i++) {
            runs(offers.get(i), above[i], divisor);
        }
        return Math.abs((double) base) / divisor;
    }

    private static BigDecimal net(Offer offer) {
        return offer.costs.net(offer.levels.getFirst().price());
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
            long left = Nets.down(offer.levels.get(k).quantity(), quantityScale);
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

    private static OptionalLong units(BigDecimal value, int scale) {
        return value.precision() - value.scale() + scale > DIGITS
                ? OptionalLong.empty()
                : OptionalLong.of(Decimals.unscaled(value.setScale(scale)));
    }
}
