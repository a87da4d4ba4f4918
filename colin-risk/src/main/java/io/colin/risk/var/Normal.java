package io.colin.risk.var;

import io.colin.api.internal.Require;

/** The standard normal distribution, the same bits on every machine. */
final class Normal {
    private static final double ROOT_TWO_PI = 2.5066282746310007;

    private Normal() {}

    static double density(double z) {
        return StrictMath.exp(-z * z / 2) / ROOT_TWO_PI;
    }

    /**
     * The quantile by algorithm AS 241 (M. Wichura, Applied Statistics 37, 1988), PPND16: relative accuracy about 1e-16.
     *
     * @param p in (0, 1)
     */
    static double quantile(double p) {
        Require.that(p > 0 && p < 1, "p", "must be in (0, 1)", p);
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            return central(q);
        }
        double r = Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
        double z = r <= 5 ? middle(r - 1.6) : far(r - 5);
        return q < 0 ? -z : z;
    }

    private static double central(double q) {
        double r = 0.180625 - q * q;
        double above =
                ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r
                                                                        + 13731.69376550946)
                                                                * r
                                                        + 1971.5909503065513)
                                                * r
                                        + 133.14166789178438)
                                * r
                        + 3.3871328727963665;
        double below =
                ((((((5226.495278852546 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r
                                                                        + 5394.196021424751)
                                                                * r
                                                        + 687.1870074920579)
                                                * r
                                        + 42.31333070160091)
                                * r
                        + 1;
        return q * above / below;
    }

    private static double middle(double r) {
        double above = ((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r
                                                                                + 1.2704582524523684)
                                                                        * r
                                                                + 3.6478483247632045)
                                                        * r
                                                + 5.769497221460691)
                                        * r
                                + 4.630337846156546)
                        * r
                + 1.4234371107496835;
        double below = ((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r
                                                                                + 0.14810397642748008)
                                                                        * r
                                                                + 0.6897673349851)
                                                        * r
                                                + 1.6763848301838038)
                                        * r
                                + 2.053191626637759)
                        * r
                + 1;
        return above / below;
    }

    private static double far(double r) {
        double above = ((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r
                                                                                + 0.026532189526576124)
                                                                        * r
                                                                + 0.29656057182850487)
                                                        * r
                                                + 1.7848265399172913)
                                        * r
                                + 5.463784911164114)
                        * r
                + 6.657904643501103;
        double below = ((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r
                                                                                + 0.0007868691311456133)
                                                                        * r
                                                                + 0.014875361290850615)
                                                        * r
                                                + 0.1369298809227358)
                                        * r
                                + 0.599832206555888)
                        * r
                + 1;
        return above / below;
    }
}
