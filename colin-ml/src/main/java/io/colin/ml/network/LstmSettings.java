package io.colin.ml.network;

import io.colin.api.internal.Require;

/**
 * Shape and training of an LSTM: recurrent layers with dropout between, the last step through batch normalisation and a
 * dense layer to three classes.
 *
 * @param steps rows of a window
 * @param units of each recurrent layer
 * @param layers recurrent layers, 1 to 4
 * @param denseUnits of the dense layer before the classes
 * @param dropout share of inputs dropped, [0, 1)
 * @param training how it is trained
 */
public record LstmSettings(int steps, int units, int layers, int denseUnits, double dropout, Training training)
        implements NetworkSettings {
    /** The family. */
    public static final String KIND = "lstm";

    private static final int MOST_LAYERS = 4;
    private static final int MOST = 4_096;
    private static final double MOST_DROPOUT = 0.95;

    /** Checks. */
    public LstmSettings {
        Require.within("steps", steps, 1, MOST);
        Require.within("units", units, 1, MOST);
        Require.within("layers", layers, 1, MOST_LAYERS);
        Require.within("denseUnits", denseUnits, 1, MOST);
        Require.within("dropout", dropout, 0, MOST_DROPOUT);
    }

    /**
     * How a network is trained: Adam, clipped gradients, best weights kept.
     *
     * @param batch windows of a step
     * @param maxEpochs most passes over the training windows
     * @param learningRate first rate, above 0
     * @param weightDecay above or equal 0
     * @param clipNorm largest L2 norm of a layer's gradient, above 0
     * @param plateauEpochs epochs without a better validation loss after which the rate is halved
     * @param patience epochs without a better validation loss after which training ends
     */
    public record Training(
            int batch,
            int maxEpochs,
            double learningRate,
            double weightDecay,
            double clipNorm,
            int plateauEpochs,
            int patience) {
        /** Checks. */
        public Training {
            Require.positive("batch", batch);
            Require.positive("maxEpochs", maxEpochs);
            Require.within("learningRate", learningRate, Double.MIN_NORMAL, 1);
            Require.within("weightDecay", weightDecay, 0, 1);
            Require.within("clipNorm", clipNorm, Double.MIN_NORMAL, Double.MAX_VALUE);
            Require.positive("plateauEpochs", plateauEpochs);
            Require.positive("patience", patience);
        }
    }

    /**
     * The demonstration's: 30 steps, 1 × 32, dense 16, dropout 0.2; batch 256, at most 15 epochs, Adam 1e-3, decay 1e-5,
     * norm 1, rate halved after 2 stagnant epochs, patience 4.
     *
     * @return the settings
     */
    public static LstmSettings demonstration() {
        return new LstmSettings(30, 32, 1, 16, 0.2, new Training(256, 15, 1e-3, 1e-5, 1.0, 2, 4));
    }

    /**
     * The default network of the bar profile: 60 steps, 2 × 128, dense 32, dropout 0.2; batch 32, at most 100 epochs,
     * Adam 1e-3, decay 1e-5, norm 1, rate halved after 5 stagnant epochs, patience 10.
     *
     * @return the settings
     */
    public static LstmSettings standard() {
        return new LstmSettings(60, 128, 2, 32, 0.2, new Training(32, 100, 1e-3, 1e-5, 1.0, 5, 10));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public FrameLayout layout() {
        return FrameLayout.single(steps);
    }

    @Override
    public int batch() {
        return training.batch();
    }

    @Override
    public int maxEpochs() {
        return training.maxEpochs();
    }
}
