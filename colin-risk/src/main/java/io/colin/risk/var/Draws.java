package io.colin.risk.var;

/**
 * Random numbers of a seed, the same bits on every machine and Java version: SplitMix64 (G. Steele, D. Lea and C. Flood,
 * OOPSLA 2014), normals by inversion, gammas by G. Marsaglia and W. Tsang, ACM TOMS 26(3), 2000.
 */
final class Draws {
    private long state;

    Draws(long seed) {
        state = seed;
    }

    /** In (0, 1), never an end. */
    double uniform() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (((z ^ (z >>> 31)) >>> 11) + 0.5) * 0x1.0p-53;
    }

    double normal() {
        return Normal.quantile(uniform());
    }

    /** Of scale 1; shape 1 or more. */
    double gamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0 && StrictMath.log(uniform()) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }
}
