package io.colin.execution.venue.paper;

/**
 * Random numbers without a state: each is a function of a seed, a key and an index, so that neither the order of calls
 * nor a restart changes them. SplitMix64 and {@link StrictMath} only: the same bits on every machine and JDK.
 */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Draws() {}

    /** FNV-1a of a text's characters. */
    static long key(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** Uniform in (0, 1). */
    static double uniform(long seed, long key, long index) {
        long bits = mix(mix(mix(seed + GOLDEN) ^ key) + index * GOLDEN);
        return ((bits >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** Standard normal, by Box and Muller. */
    static double normal(long seed, long key, long index) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform(seed, key, 2 * index)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(seed, key, 2 * index + 1));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
