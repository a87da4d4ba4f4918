package io.colin.ml.feature.book;

/**
 * The first ten levels as they stand: the touch, then what the book holds strictly behind it. A level that is not there
 * has no size and a price no other is worse than.
 */
final class Ladder {
    static final int LEVELS = 10;

    final double[] bidPrices = new double[LEVELS];
    final double[] bidSizes = new double[LEVELS];
    final double[] askPrices = new double[LEVELS];
    final double[] askSizes = new double[LEVELS];

    void set(Touch touch, BookSide bids, BookSide asks) {
        bidPrices[0] = touch.bid();
        bidSizes[0] = touch.bidSize();
        askPrices[0] = touch.ask();
        askSizes[0] = touch.askSize();
        fill(bids, touch.bid(), bidPrices, bidSizes, 0);
        fill(asks, touch.ask(), askPrices, askSizes, Double.POSITIVE_INFINITY);
    }

    /** (Σb − Σa)/(Σb + Σa) over the first levels, weighted by factor^(k−1). */
    double imbalance(int levels, double factor) {
        double bid = 0;
        double ask = 0;
        double weight = 1;
        for (int k = 0; k < levels; k++) {
            bid += weight * bidSizes[k];
            ask += weight * askSizes[k];
            weight *= factor;
        }
        return (bid - ask) / (bid + ask);
    }

    /** Σ(b + a) over the first levels. */
    double size(int levels) {
        double sum = 0;
        for (int k = 0; k < levels; k++) {
            sum += bidSizes[k] + askSizes[k];
        }
        return sum;
    }

    private static void fill(BookSide side, double touch, double[] prices, double[] sizes, double nowhere) {
        int at = side.below(touch);
        for (int k = 1; k < LEVELS; k++, at--) {
            boolean there = at >= 0;
            prices[k] = there ? side.price(at) : nowhere;
            sizes[k] = there ? side.size(at) : 0;
        }
    }
}
