package io.colin.ml.cost;

import io.colin.api.Decimals;
import io.colin.api.market.Trade;

/**
 * Keeps the half spread of one symbol as known at the close of its bars.
 *
 * <p>A trade that opens the next bar must not speak for the bar before it, whichever of the two is delivered first: the
 * newest trade is held back until something later arrives. Single-threaded; neither throws nor allocates once built.
 */
public final class SpreadEstimator {
    private final HalfSpread rule;
    private final double[] prices;
    private long seen;
    private double heldPrice;
    private long heldTimeNs;
    private boolean held;

    private SpreadEstimator(HalfSpread rule) {
        this.rule = rule;
        this.prices = new double[rule.trades()];
    }

    /**
     * An estimator that has seen nothing.
     *
     * @param rule how the half spread is known
     * @return the estimator
     */
    public static SpreadEstimator of(HalfSpread rule) {
        return new SpreadEstimator(rule);
    }

    /**
     * Takes a trade.
     *
     * @param trade of the one symbol, not before the last
     */
    public void on(Trade trade) {
        if (prices.length == 0) {
            return;
        }
        release();
        heldPrice = Decimals.statistic(trade.price());
        heldTimeNs = trade.timeNs();
        held = true;
    }

    /**
     * The half spread known when a bar closed, from trades before its end alone.
     *
     * @param closeTimeNs end of the bar, excluded, ns since epoch
     * @return basis points of the price, within the bounds of the rule
     */
    public double halfSpreadBpsAt(long closeTimeNs) {
        if (held && heldTimeNs < closeTimeNs) {
            release();
        }
        return estimate(seen);
    }

    /**
     * What {@link #halfSpreadBpsAt} would answer, which this changes nothing of.
     *
     * @param timeNs excluded, ns since epoch
     * @return basis points of the price, within the bounds of the rule
     */
    public double peekAt(long timeNs) {
        return estimate(held && heldTimeNs < timeNs ? seen + 1 : seen);
    }

    private double estimate(long known) {
        if (known < HalfSpread.FEWEST_TRADES) {
            return rule.highBps();
        }
        int count = (int) Math.min(known, prices.length);
        double last = price(known - 1);
        double bps = 1e4 * Math.sqrt(Math.max(0, -serialCovariance(known, count))) / last;
        return Math.max(rule.lowBps(), Math.min(rule.highBps(), bps));
    }

    private void release() {
        if (held) {
            prices[(int) (seen++ % prices.length)] = heldPrice;
            held = false;
        }
    }

    /** Sample covariance of each price change with the one before it, over the last {@code count} prices. */
    private double serialCovariance(long known, int count) {
        long first = known - count;
        int pairs = count - 2;
        double meanNow = (price(known - 1) - price(first + 1)) / pairs;
        double meanBefore = (price(known - 2) - price(first)) / pairs;
        double sum = 0;
        for (long i = first + 2; i < known; i++) {
            sum += (price(i) - price(i - 1) - meanNow) * (price(i - 1) - price(i - 2) - meanBefore);
        }
        return sum / (pairs - 1);
    }

    /** The one after those released is the one held back. */
    private double price(long index) {
        return index == seen ? heldPrice : prices[(int) (index % prices.length)];
    }
}
