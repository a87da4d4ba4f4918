package io.colin.ml.feature.book;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Payoff;

/** Quote value resting near the mid and the cost of taking a fixed value; O(levels) a question. */
final class DepthWalk {
    private static final double NEAR = 1e-3;

    private final double contractSize;
    private final boolean inverse;
    private final double sweepValue;

    /** The value to sweep is in quote currency. */
    DepthWalk(Instrument instrument, double sweepValue) {
        this.contractSize = instrument.contractSize().doubleValue();
        this.inverse = instrument.payoff() == Payoff.INVERSE;
        this.sweepValue = sweepValue;
    }

    /** Quote value of a side within 10 bp of the mid. */
    double near(BookSide side, double touch, double touchSize, double mid) {
        double farthest = NEAR * mid;
        double sum = Math.abs(touch - mid) <= farthest ? value(touch, touchSize) : 0;
        for (int at = side.below(touch); at >= 0; at--) {
            double price = side.price(at);
            if (Math.abs(price - mid) > farthest) {
                break;
            }
            sum += value(price, side.size(at));
        }
        return sum;
    }

    /** Cost in bp from the mid of taking the value from a side; NaN when what is visible does not hold it. */
    double sweepBps(BookSide side, double touch, double touchSize, double mid) {
        double left = sweepValue;
        double base = 0;
        double price = touch;
        double size = touchSize;
        int at = side.below(touch);
        while (true) {
            double taken = Math.min(left, value(price, size));
            base += taken / price;
            left -= taken;
            if (left <= 0) {
                return 1e4 * Math.abs(sweepValue / base - mid) / mid;
            }
            if (at < 0) {
                return Double.NaN;
            }
            price = side.price(at);
            size = side.size(at);
            at--;
        }
    }

    private double value(double price, double size) {
        return inverse ? size * contractSize : size * contractSize * price;
    }
}
