package io.colin.ml;

import io.colin.ml.dl4j.LstmNetwork;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.WindowClassifier;
import java.util.SplittableRandom;

/** Networks with seeded random weights as large as trained ones, which cost nothing to make. */
public final class RandomNetwork {
    private static final int GATES = 4;

    private RandomNetwork() {}

    /** The caller closes it. */
    public static LstmNetwork of(LstmSettings settings, int features, long seed) {
        return LstmNetwork.restore(settings, features, weights(settings, features, seed));
    }

    /** Recurrent layers, then gamma, beta, mean and log10 deviation of the normalisation, then the two dense layers. */
    private static float[] weights(LstmSettings settings, int features, long seed) {
        int units = settings.units();
        int recurrent = 0;
        for (int layer = 0; layer < settings.layers(); layer++) {
            recurrent += GATES * units * ((layer == 0 ? features : units) + units + 1);
        }
        int dense = settings.denseUnits() * (units + 1) + WindowClassifier.CLASSES * (settings.denseUnits() + 1);
        float[] weights = new float[recurrent + GATES * units + dense];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < weights.length; i++) {
            boolean deviation = i >= recurrent + 3 * units && i < recurrent + GATES * units;
            weights[i] = (float)
                    (deviation
                            ? random.nextDouble(-0.5, 0.3)
                            : random.nextGaussian() / Math.sqrt(i < recurrent ? units : 4));
        }
        return weights;
    }
}
