package io.colin.benchmarks;

import io.colin.ml.dl4j.LstmNetwork;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.WindowClassifier;
import java.util.SplittableRandom;

/** LSTMs and windows of seeded random numbers: how long an answer takes does not depend on what was learnt. */
final class SeededLstm {
    private static final int GATES = 4;
    private static final int NORMALISATION = 4;

    private SeededLstm() {}

    /** The caller closes it. */
    static LstmNetwork network(LstmSettings settings, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[weights(settings, columns)];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-0.1, 0.1);
        }
        return LstmNetwork.restore(settings, columns, weights);
    }

    static float[] rows(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] rows = new float[count];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextDouble(-2, 2);
        }
        return rows;
    }

    /** Recurrent layers, batch normalisation, dense layer, output layer. */
    private static int weights(LstmSettings settings, int columns) {
        int units = settings.units();
        int count = 0;
        for (int layer = 0; layer < settings.layers(); layer++) {
            int inputs = layer == 0 ? columns : units;
            count += GATES * units * (inputs + units + 1);
        }
        count += NORMALISATION * units;
        count += settings.denseUnits() * (units + 1);
        return count + WindowClassifier.CLASSES * (settings.denseUnits() + 1);
    }
}
