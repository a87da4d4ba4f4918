package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import java.util.SplittableRandom;

/**
 * Whether predictions and answers belong together at all: the answers are cut into blocks, the blocks are put into random
 * order, and the model's mean loss on the true order is compared with that on the random ones.
 *
 * @param block length of a block, rows
 * @param rounds random orders
 * @param seed of the orders
 */
public record LabelPermutation(int block, int rounds, long seed) {
    /** Checks. */
    public LabelPermutation {
        Require.positive("block", block);
        Require.positive("rounds", rounds);
    }

    /**
     * Tests.
     *
     * @param losses the loss each row would have under each class: rows × 3, LONG, NEUTRAL, SHORT
     * @param classes the class that came, one a row, not empty
     * @return (1 + orders on which the model loses as little or less) / (1 + orders)
     */
    public double pValue(double[] losses, int[] classes) {
        int n = classes.length;
        Require.positive("classes", n);
        Require.that(losses.length == 3 * n, "losses", "must hold three a row", losses.length);
        double truth = loss(losses, classes);
        SplittableRandom random = new SplittableRandom(seed);
        int blocks = (n + block - 1) / block;
        int[] order = new int[blocks];
        int[] shuffled = new int[n];
        int asGood = 0;
        for (int round = 0; round < rounds; round++) {
            shuffle(order, random);
            int to = 0;
            for (int b : order) {
                int from = b * block;
                int length = Math.min(block, n - from);
                System.arraycopy(classes, from, shuffled, to, length);
                to += length;
            }
            asGood += loss(losses, shuffled) <= truth ? 1 : 0;
        }
        return (1.0 + asGood) / (1 + rounds);
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    private static double loss(double[] losses, int[] classes) {
        double sum = 0;
        for (int i = 0; i < classes.length; i++) {
            sum += losses[3 * i + classes[i]];
        }
        return sum;
    }
}
