package io.colin.ml.feature;

/**
 * Covariance of the last n pairs and the squared deviation of their first members, by the same two blocks as
 * {@link SlidingMoments}. Amortised O(1) a pair.
 */
final class SlidingCovariance implements Memory {
    private final int n;
    private final double[] blockX;
    private final double[] blockY;
    private final double[] suffixMeanX;
    private final double[] suffixMeanY;
    private final double[] suffixXx;
    private final double[] suffixXy;
    private int position;
    private double meanX;
    private double meanY;
    private double xx;
    private double xy;
    private boolean full;
    private double squares = Double.NaN;
    private double products = Double.NaN;

    SlidingCovariance(int n) {
        this.n = n;
        this.blockX = new double[n];
        this.blockY = new double[n];
        this.suffixMeanX = new double[n];
        this.suffixMeanY = new double[n];
        this.suffixXx = new double[n];
        this.suffixXy = new double[n];
    }

    /** Adds a pair; absent ones before the first present one are skipped. */
    void add(double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return;
        }
        blockX[position] = x;
        blockY[position] = y;
        position++;
        double dx = x - meanX;
        double dy = y - meanY;
        meanX += dx / position;
        meanY += dy / position;
        xx += dx * (x - meanX);
        xy += dx * (y - meanY);
        if (position == n) {
            squares = xx;
            products = xy;
            endBlock();
        } else if (full) {
            merge(n - position);
        }
    }

    /** Σ(x − x̄)(y − ȳ)/(n − 1); NaN until n pairs were added. */
    double covariance() {
        return products / (n - 1);
    }

    /** Slope of y on x; 0 when x does not vary. */
    double slope() {
        return squares == 0 ? 0 : products / squares;
    }

    @Override
    public void copyFrom(Memory other) {
        SlidingCovariance from = (SlidingCovariance) other;
        System.arraycopy(from.blockX, 0, blockX, 0, blockX.length);
        System.arraycopy(from.blockY, 0, blockY, 0, blockY.length);
        System.arraycopy(from.suffixMeanX, 0, suffixMeanX, 0, suffixMeanX.length);
        System.arraycopy(from.suffixMeanY, 0, suffixMeanY, 0, suffixMeanY.length);
        System.arraycopy(from.suffixXx, 0, suffixXx, 0, suffixXx.length);
        System.arraycopy(from.suffixXy, 0, suffixXy, 0, suffixXy.length);
        position = from.position;
        meanX = from.meanX;
        meanY = from.meanY;
        xx = from.xx;
        xy = from.xy;
        full = from.full;
        squares = from.squares;
        products = from.products;
    }

    private void merge(int old) {
        double dx = meanX - suffixMeanX[position];
        double dy = meanY - suffixMeanY[position];
        double weight = (double) old * position / n;
        squares = suffixXx[position] + xx + dx * dx * weight;
        products = suffixXy[position] + xy + dx * dy * weight;
    }

    private void endBlock() {
        double runningX = 0;
        double runningY = 0;
        double runningXx = 0;
        double runningXy = 0;
        for (int i = n - 1; i >= 0; i--) {
            double dx = blockX[i] - runningX;
            double dy = blockY[i] - runningY;
            runningX += dx / (n - i);
            runningY += dy / (n - i);
            runningXx += dx * (blockX[i] - runningX);
            runningXy += dx * (blockY[i] - runningY);
            suffixMeanX[i] = runningX;
            suffixMeanY[i] = runningY;
            suffixXx[i] = runningXx;
            suffixXy[i] = runningXy;
        }
        position = 0;
        meanX = 0;
        meanY = 0;
        xx = 0;
        xy = 0;
        full = true;
    }
}
