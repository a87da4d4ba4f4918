package io.colin.ml.network;

import io.colin.api.internal.Require;

/**
 * Shape and training of gradient-boosted trees with softmax probabilities. A window is one row: the newest.
 *
 * @param trees boosting rounds at most; each round adds one tree a class
 * @param depth most splits from the root to a leaf, 1 to 16
 * @param rate shrinkage of a round, (0, 1]
 * @param subsample share of the rows a round sees, (0, 1]
 * @param leafRows least rows of a leaf
 * @param patience rounds without a better validation loss after which training ends
 */
public record TreeSettings(int trees, int depth, double rate, double subsample, int leafRows, int patience)
        implements NetworkSettings {
    /** The family. */
    public static final String KIND = "trees";

    private static final int MOST_DEPTH = 16;
    private static final int MOST_TREES = 10_000;

    /** Checks. */
    public TreeSettings {
        Require.within("trees", trees, 1, MOST_TREES);
        Require.within("depth", depth, 1, MOST_DEPTH);
        Require.within("rate", rate, Double.MIN_NORMAL, 1);
        Require.within("subsample", subsample, Double.MIN_NORMAL, 1);
        Require.positive("leafRows", leafRows);
        Require.positive("patience", patience);
    }

    /**
     * The default: 100 rounds, depth 6, rate 0.1, subsample 0.8, leaves of at least 20 rows, patience 10.
     *
     * @return the settings
     */
    public static TreeSettings standard() {
        return new TreeSettings(100, 6, 0.1, 0.8, 20, 10);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String contentName() {
        return "trees.txt";
    }

    @Override
    public FrameLayout layout() {
        return FrameLayout.single(1);
    }

    /** Every round sees all rows it drew. */
    @Override
    public int batch() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int maxEpochs() {
        return trees;
    }

    /** LightGBM answers in microseconds itself. */
    @Override
    public boolean isExported() {
        return false;
    }
}
