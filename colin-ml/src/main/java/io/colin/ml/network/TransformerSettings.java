package io.colin.ml.network;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * Shape and training of a transformer whose tokens are the rows of several time frames: token = frame bar, attention over
 * all tokens of all frames. A window has the frames one after the other, each oldest row first.
 *
 * @param frames length of each time frame in bars of the preset, ascending, the first 1
 * @param frameSteps tokens of each frame
 * @param width d of the model, a multiple of 2 × heads
 * @param heads of each attention
 * @param layers 1 to 12
 * @param feedForward units of each layer's feed-forward part
 * @param denseUnits of the dense layer before the classes
 * @param dropout share of the embedding, of every residual branch and of the pooled tokens dropped, [0, 1)
 * @param training how it is trained
 */
public record TransformerSettings(
        List<Integer> frames,
        int frameSteps,
        int width,
        int heads,
        int layers,
        int feedForward,
        int denseUnits,
        double dropout,
        Training training)
        implements NetworkSettings {
    /** The family. */
    public static final String KIND = "transformer";

    private static final int MOST_LAYERS = 12;
    private static final int MOST = 4_096;
    private static final int MOST_HEADS = 64;
    private static final double MOST_DROPOUT = 0.95;

    /** Checks and copies. */
    public TransformerSettings {
        frames = new FrameLayout(frames, frameSteps).frames();
        Require.within("heads", heads, 1, MOST_HEADS);
        Require.within("width", width, 2, MOST);
        Require.that(width % (2 * heads) == 0, "width", "must be a multiple of 2 × heads", width);
        Require.within("layers", layers, 1, MOST_LAYERS);
        Require.within("feedForward", feedForward, 1, MOST);
        Require.within("denseUnits", denseUnits, 1, MOST);
        Require.within("dropout", dropout, 0, MOST_DROPOUT);
    }

    /**
     * How it is trained: AdamW, the rate warmed up and then following a cosine, clipped gradients, best weights kept.
     *
     * @param batch windows of a step
     * @param maxEpochs most passes over the training windows
     * @param learningRate at its peak, above 0
     * @param lastRate of the last epoch there can be, (0, learningRate]
     * @param warmUpEpochs in which the rate rises, below maxEpochs
     * @param weightDecay decoupled, on weight matrices, above or equal 0
     * @param clipNorm largest L2 norm of the whole gradient, above 0
     * @param patience epochs without a better validation loss after which training ends
     */
    public record Training(
            int batch,
            int maxEpochs,
            double learningRate,
            double lastRate,
            int warmUpEpochs,
            double weightDecay,
            double clipNorm,
            int patience) {
        /** Checks. */
        public Training {
            Require.positive("batch", batch);
            Require.positive("maxEpochs", maxEpochs);
            Require.within("learningRate", learningRate, Double.MIN_NORMAL, 1);
            Require.within("lastRate", lastRate, Double.MIN_NORMAL, learningRate);
            Require.within("warmUpEpochs", warmUpEpochs, 0, maxEpochs - 1);
            Require.within("weightDecay", weightDecay, 0, 1);
            Require.within("clipNorm", clipNorm, Double.MIN_NORMAL, Double.MAX_VALUE);
            Require.positive("patience", patience);
        }
    }

    /**
     * The default: frames of 1, 5, 15 and 60 bars × 32 steps, d 64, 4 heads, 2 layers, feed-forward 256, dropout 0.1,
     * dense 64.
     *
     * @return the settings
     */
    public static TransformerSettings compact() {
        return new TransformerSettings(List.of(1, 5, 15, 60), 32, 64, 4, 2, 256, 64, 0.1, standardTraining());
    }

    /**
     * The large one: frames of 1, 5, 15 and 60 bars × 64 steps, d 256, 8 heads, 6 layers, feed-forward 1024, dropout 0.1,
     * dense 128.
     *
     * @return the settings
     */
    public static TransformerSettings full() {
        return new TransformerSettings(List.of(1, 5, 15, 60), 64, 256, 8, 6, 1_024, 128, 0.1, standardTraining());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public FrameLayout layout() {
        return new FrameLayout(frames, frameSteps);
    }

    @Override
    public int batch() {
        return training.batch();
    }

    @Override
    public int maxEpochs() {
        return training.maxEpochs();
    }

    /** Batch 16, at most 100 epochs, AdamW 1e-4, decay 1e-4, 5 warm-up epochs, cosine to 1e-6, norm 1, patience 15. */
    private static Training standardTraining() {
        return new Training(16, 100, 1e-4, 1e-6, 5, 1e-4, 1.0, 15);
    }
}
