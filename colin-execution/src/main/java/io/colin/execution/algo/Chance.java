package io.colin.execution.algo;

/** Draws that follow from a seed alone. */
final class Chance {
    private Chance() {}

    /** The SplitMix64 finaliser of a seed as a number in [0, 1). */
    static double uniform(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /** The n-th draw of a seed, in [0, 1). */
    static double uniform(long seed, long n) {
        return uniform(seed + n * 0x9E3779B97F4A7C15L);
    }
}
