package io.colin.risk.gate;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A grid of prices or quantities, asked without allocation: a number lies on it when its decimal places are no more than
 * the step's and what it counts in the step's last place is a whole multiple of the step. Says yes only when it does.
 */
final class Grid {
    /** Whole numbers up to here are doubles, and so are their halves. */
    private static final double LARGEST = 0x1p51;

    private static final int MOST_PLACES = 18;

    private final int places;
    private final double scale;
    private final long step;

    private Grid(int places, double scale, long step) {
        this.places = places;
        this.scale = scale;
        this.step = step;
    }

    static Grid of(BigDecimal step) {
        BigInteger unscaled = step.unscaledValue();
        boolean fits = step.scale() >= 0 && step.scale() <= MOST_PLACES && unscaled.bitLength() < 50;
        return fits
                ? new Grid(step.scale(), Math.pow(10, step.scale()), unscaled.longValueExact())
                : new Grid(-1, 0, 1);
    }

    /** Of a number in normal form. */
    boolean surelyHolds(BigDecimal value) {
        if (value.scale() > places || value.scale() < 0) {
            return false;
        }
        // At most three roundings of a number below 2^51 leave it nearer than a half to the whole number it stands for.
        double count = value.doubleValue() * scale;
        return Math.abs(count) < LARGEST && Math.round(count) % step == 0;
    }
}
