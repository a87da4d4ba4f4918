package io.colin.risk.var;

/**
 * Value at risk while orders work. Of each asset it knows what is held and between which two values the orders that work on
 * it may leave it, and it answers with the largest figures over fills that are looked at, number by number. Which of all
 * combinations of fills loses most cannot be computed in time: they are two to the power of the assets. Looked at are, the
 * asset of a question standing at either end,
 *
 * <ul>
 *   <li>that nothing else fills, always: no figure is below that of no fill, or of the order's alone;
 *   <li>the corners: every other buy fills; every other sale fills; every other asset stands at the end that adds more to the
 *       variance of what is held. Each with the asset of the question at the end of more variance;
 *   <li>that one other asset alone stands at an end, the one that leaves the largest variance.
 * </ul>
 *
 * <p>Corners are measured where their variance comes to {@link #BAND} of the largest of all of these, the other asset where its
 * is the largest: those below carry less risk than what is measured. So the variance looked at is never below that of what is
 * held and any one asset at an end. Each figure is that of {@link IncrementalVar}, hence of a full computation.
 *
 * <p>A figure that is convex in an exposure, as the deviation and the historical shortfall are, is between two ends never
 * above both, and never falls as an order grows. A quantile need not be convex: there the law holds up to the grain of the
 * sample. The answer depends on the exposures alone, not on the order in which they were told.
 *
 * <p>A question costs one to three questions to an {@link IncrementalVar} where orders work on one side, and allocates
 * nothing. One thread.
 */
public final class WorkingVar {
    /** Share of the largest variance from which on a corner is measured. */
    static final double BAND = 0.8;

    /** What differs by less than this share counts as equal, so that rounding decides nothing. */
    private static final double TIE = 1e-9;

    private static final int ALIGNED = 2;

    private final IncrementalVar held;
    /** All buys filled, all sales filled, and each asset at the end that adds more variance. */
    private final IncrementalVar[] corners = new IncrementalVar[3];

    private final double[] lows;
    private final double[] highs;
    /** In how many assets each corner differs from what is held. */
    private final int[] apart = new int[corners.length];

    /** In how many assets the aligned corner differs from each of the others. */
    private final int[] alignedApart = new int[ALIGNED];

    /** By asset which of these counts it is in, a bit each. */
    private final int[] counted;

    private final double[] aloneValues;
    private final double[] aloneVariances;
    private final double[] lowVariances = new double[corners.length];
    private final double[] highVariances = new double[corners.length];
    private final Single first = new Single();
    private final Single second = new Single();
    private final GateFigures rest = new GateFigures();
    private final GateFigures answer = new GateFigures();
    private boolean rested;
    private boolean surveyed;
    private boolean ranked;

    private WorkingVar(VarModel model, double multiplier) {
        held = IncrementalVar.of(model, multiplier);
        for (int c = 0; c < corners.length; c++) {
            corners[c] = held.another();
        }
        lows = new double[model.symbols().size()];
        highs = new double[lows.length];
        counted = new int[lows.length];
        aloneValues = new double[lows.length];
        aloneVariances = new double[lows.length];
    }

    /** One asset at one end, all others as held. */
    private static final class Single {
        private int asset;
        private double value;
        private double variance;

        private void clear() {
            asset = -1;
            variance = Double.NEGATIVE_INFINITY;
        }

        private boolean isBelow(double other) {
            return asset < 0 || other > variance * (1 + TIE);
        }

        private void take(int newAsset, double newValue, double newVariance) {
            asset = newAsset;
            value = newValue;
            variance = newVariance;
        }
    }

    /**
     * A book without exposure.
     *
     * @param model what to measure with
     * @param multiplier on every figure, 1 or more; 1.2 while a back-test fails
     * @return the book
     */
    public static WorkingVar of(VarModel model, double multiplier) {
        return new WorkingVar(model, multiplier);
    }

    /**
     * What is held, working orders left out.
     *
     * @return the one instance, to be asked only
     */
    public IncrementalVar held() {
        return held;
    }

    /**
     * Learns what is held of an asset and between which values orders may leave it. While one is not finite every question
     * answers with a problem.
     *
     * @param asset an index
     * @param value signed value in the account currency
     * @param low its value if every sale fills and no buy does
     * @param high its value if every buy fills and no sale does
     * @throws IndexOutOfBoundsException if there is no such asset
     */
    public void set(int asset, double value, double low, double high) {
        if (held.exposure(asset) != value) {
            held.setExposure(asset, value);
            rested = false;
            surveyed = false;
        }
        if (lows[asset] != low || highs[asset] != high) {
            lows[asset] = low;
            highs[asset] = high;
            corners[0].setExposure(asset, high);
            corners[1].setExposure(asset, low);
            if (surveyed) {
                align(asset);
            }
        }
    }

    /**
     * The largest figures of what is held and works.
     *
     * @return valid until the next question
     */
    public GateFigures largest() {
        return largest(-1, 0, 0);
    }

    /**
     * The largest figures of what is held and works if orders may leave one asset between two other values.
     *
     * @param asset an index; −1 for none
     * @param low its value if every sale fills and no buy does
     * @param high its value if every buy fills and no sale does
     * @return valid until the next question
     * @throws IndexOutOfBoundsException if there is no such asset
     */
    public GateFigures largest(int asset, double low, double high) {
        survey();
        answer.take(rest());
        double most = held.variance();
        if (asset >= 0) {
            raise(held, asset, low);
            if (high != low) {
                raise(held, asset, high);
            }
            most = Math.max(most, Math.max(held.varianceAt(asset, low), held.varianceAt(asset, high)));
        }
        most = Math.max(most, mostOfCorners(asset, low, high));
        Single single = first.asset == asset ? second : first;
        if (single.asset >= 0 && !(single.variance < most * (1 + TIE))) {
            raise(held, single.asset, single.value);
            most = Math.max(most, single.variance);
        }
        for (int c = 0; c < corners.length; c++) {
            if (counts(c, asset)) {
                raiseCorner(c, asset, low, high, most);
            }
        }
        return answer;
    }

    private double mostOfCorners(int asset, double low, double high) {
        double most = 0;
        for (int c = 0; c < corners.length; c++) {
            if (counts(c, asset)) {
                lowVariances[c] = asset < 0 ? corners[c].variance() : corners[c].varianceAt(asset, low);
                highVariances[c] = asset < 0 ? lowVariances[c] : corners[c].varianceAt(asset, high);
                most = Math.max(most, Math.max(lowVariances[c], highVariances[c]));
            }
        }
        return most;
    }

    /** What is not a number is measured, so that it is told as a problem. */
    private void raiseCorner(int corner, int asset, double low, double high, double most) {
        double atLow = lowVariances[corner];
        double atHigh = highVariances[corner];
        double least = Math.max(BAND * most, Math.max(atLow, atHigh) * (1 - TIE));
        if (asset < 0) {
            if (!(atLow < least)) {
                answer.raise(corners[corner].current());
            }
            return;
        }
        if (!(atHigh < least)) {
            raise(corners[corner], asset, high);
        }
        if (low != high && !(atLow < least)) {
            raise(corners[corner], asset, low);
        }
    }

    private void raise(IncrementalVar book, int asset, double value) {
        double before = book.exposure(asset);
        if (book != held || value != before) {
            answer.raise(book.withOrder(asset, value - before));
        }
    }

    /** Whether a corner is another one than those already looked at, but for an asset. */
    private boolean counts(int corner, int asset) {
        if (!differs(corners[corner], held, apart[corner], asset)) {
            return false;
        }
        return corner != ALIGNED
                || (differs(corners[ALIGNED], corners[0], alignedApart[0], asset)
                        && differs(corners[ALIGNED], corners[1], alignedApart[1], asset));
    }

    private static boolean differs(IncrementalVar one, IncrementalVar other, int count, int asset) {
        return count > (asset >= 0 && one.exposure(asset) != other.exposure(asset) ? 1 : 0);
    }

    private GateFigures rest() {
        if (!rested) {
            rest.take(held.current());
            rested = true;
        }
        return rest;
    }

    /** After a change of what is held every end is chosen anew, after any the asset that stands out alone. */
    private void survey() {
        if (!surveyed) {
            for (int i = 0; i < lows.length; i++) {
                align(i);
            }
            surveyed = true;
        }
        if (!ranked) {
            first.clear();
            second.clear();
            for (int i = 0; i < lows.length; i++) {
                rank(i, aloneVariances[i]);
            }
            ranked = true;
        }
    }

    /** Chooses the end of an asset that adds more variance to what is held. */
    private void align(int asset) {
        double low = lows[asset];
        double high = highs[asset];
        double value = held.exposure(asset);
        double variance = Double.NEGATIVE_INFINITY;
        if (low != value || high != value) {
            double atLow = held.varianceAt(asset, low);
            double atHigh = held.varianceAt(asset, high);
            boolean lower = atLow > atHigh * (1 + TIE);
            value = lower ? low : high;
            variance = lower ? atLow : atHigh;
        }
        corners[ALIGNED].setExposure(asset, value);
        aloneValues[asset] = value;
        aloneVariances[asset] = variance;
        ranked = false;
        count(asset);
    }

    private void rank(int asset, double variance) {
        if (variance == Double.NEGATIVE_INFINITY) {
            return;
        }
        if (first.isBelow(variance)) {
            second.take(first.asset, first.value, first.variance);
            first.take(asset, aloneValues[asset], variance);
        } else if (second.isBelow(variance)) {
            second.take(asset, aloneValues[asset], variance);
        }
    }

    private void count(int asset) {
        int bits = 0;
        for (int c = 0; c < corners.length; c++) {
            bits |= corners[c].exposure(asset) != held.exposure(asset) ? 1 << c : 0;
        }
        for (int c = 0; c < ALIGNED; c++) {
            bits |= corners[ALIGNED].exposure(asset) != corners[c].exposure(asset) ? 1 << (corners.length + c) : 0;
        }
        int before = counted[asset];
        counted[asset] = bits;
        for (int c = 0; c < corners.length; c++) {
            apart[c] += (bits >> c & 1) - (before >> c & 1);
        }
        for (int c = 0; c < ALIGNED; c++) {
            int bit = corners.length + c;
            alignedApart[c] += (bits >> bit & 1) - (before >> bit & 1);
        }
    }
}
