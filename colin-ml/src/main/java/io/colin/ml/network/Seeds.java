package io.colin.ml.network;

import java.util.SplittableRandom;

/** Every seed of a training follows from one root: asking for one changes no other. */
public final class Seeds {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** What a seed is for. */
    public enum Purpose {
        /** First weights. */
        WEIGHTS(1),
        /** Order of the training windows in an epoch. */
        ORDER(2),
        /** What is dropped in an epoch. */
        DROPOUT(3),
        /** Rows drawn by boosting rounds. */
        ROWS(4);

        private final int number;

        Purpose(int number) {
            this.number = number;
        }
    }

    private Seeds() {}

    /**
     * A derived seed.
     *
     * @param root of the training
     * @param purpose what it is for
     * @param index of the epoch, 0 where there is none
     * @return any number; the same for the same arguments
     */
    public static long of(long root, Purpose purpose, int index) {
        SplittableRandom random = new SplittableRandom(root + STEP * purpose.number);
        return new SplittableRandom(random.nextLong() + STEP * index).nextLong();
    }
}
