package io.colin.ml.network;

import io.colin.api.internal.Require;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019): w ← w − rate·(m̂/(√v̂ + ε) + decay·w), β₁ = 0.9,
 * β₂ = 0.999, ε = 1e-8, after the whole gradient was scaled down to a largest L2 norm. Owned by one thread.
 */
public final class AdamW {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double EPSILON = 1e-8;

    private final boolean[] decayed;
    private final double decay;
    private final double clipNorm;
    private final float[] mean;
    private final float[] square;
    private int steps;

    private AdamW(boolean[] decayed, double decay, double clipNorm) {
        this.decayed = decayed.clone();
        this.decay = decay;
        this.clipNorm = clipNorm;
        this.mean = new float[decayed.length];
        this.square = new float[decayed.length];
    }

    /**
     * An optimiser that has seen nothing.
     *
     * @param decayed which weights decay
     * @param decay 0 or more
     * @param clipNorm largest L2 norm of the whole gradient, above 0
     * @return the optimiser
     */
    public static AdamW of(boolean[] decayed, double decay, double clipNorm) {
        return new AdamW(decayed, decay, clipNorm);
    }

    /**
     * Makes one step in place.
     *
     * @param weights changed
     * @param gradient of the loss by the weights
     * @param rate above 0
     */
    public void step(float[] weights, float[] gradient, double rate) {
        double scale = scale(gradient);
        steps++;
        double firstBias = 1 - Math.pow(FIRST, steps);
        double secondBias = 1 - Math.pow(SECOND, steps);
        for (int i = 0; i < weights.length; i++) {
            double g = gradient[i] * scale;
            mean[i] = (float) (FIRST * mean[i] + (1 - FIRST) * g);
            square[i] = (float) (SECOND * square[i] + (1 - SECOND) * g * g);
            double move = mean[i] / firstBias / (Math.sqrt(square[i] / secondBias) + EPSILON);
            weights[i] -= (float) (rate * (move + (decayed[i] ? decay * weights[i] : 0)));
        }
    }

    /**
     * What it remembers.
     *
     * @return a copy: both moments of every weight
     */
    public float[] memory() {
        float[] memory = new float[2 * mean.length];
        System.arraycopy(mean, 0, memory, 0, mean.length);
        System.arraycopy(square, 0, memory, mean.length, mean.length);
        return memory;
    }

    /**
     * Goes on from what it remembered.
     *
     * @param memory as {@link #memory()} gave it
     * @param made steps so far
     */
    public void restore(float[] memory, int made) {
        Require.that(memory.length == 2 * mean.length, "memory", "must hold both moments", memory.length);
        System.arraycopy(memory, 0, mean, 0, mean.length);
        System.arraycopy(memory, mean.length, square, 0, mean.length);
        steps = made;
    }

    private double scale(float[] gradient) {
        double squares = 0;
        for (float g : gradient) {
            squares += (double) g * g;
        }
        double norm = Math.sqrt(squares);
        return norm > clipNorm ? clipNorm / norm : 1;
    }
}
