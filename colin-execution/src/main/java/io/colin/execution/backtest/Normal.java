package io.colin.execution.backtest;

/** The standard normal distribution. */
final class Normal {
    private static final double FAR = 37;
    private static final double NEAR = 7.07106781186547;
    private static final double ROOT_OF_TWO_PI = 2.506628274631;

    private static final double[] NUMERATOR = {
        3.52624965998911e-2,
        0.700383064443688,
        6.37396220353165,
        33.912866078383,
        112.079291497871,
        221.213596169931,
        220.206867912376
    };
    private static final double[] DENOMINATOR = {
        8.83883476483184e-2,
        1.75566716318264,
        16.064177579207,
        86.7807322029461,
        296.564248779674,
        637.333633378831,
        793.826512519948,
        440.413735824752
    };

    private Normal() {}

    /** The probability of a value up to z, to about 1e-14 (West, Better Approximations to Cumulative Normal Functions, 2005). */
    static double cumulative(double z) {
        double distance = Math.abs(z);
        double tail = distance > FAR ? 0 : tail(distance);
        return z > 0 ? 1 - tail : tail;
    }

    /** The value that a share of all values does not exceed, by bisection. */
    static double quantile(double share) {
        double low = -FAR;
        double high = FAR;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double tail(double z) {
        double density = Math.exp(-z * z / 2);
        if (z < NEAR) {
            return density * polynomial(NUMERATOR, z) / polynomial(DENOMINATOR, z);
        }
        double fraction = z + 0.65;
        for (int k = 4; k >= 1; k--) {
            fraction = z + k / fraction;
        }
        return density / (fraction * ROOT_OF_TWO_PI);
    }

    private static double polynomial(double[] coefficients, double z) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum = sum * z + coefficient;
        }
        return sum;
    }
}
