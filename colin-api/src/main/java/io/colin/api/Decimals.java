package io.colin.api;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Exact decimals: the one place where prices, quantities and money are normalised, rounded to a grid or leave for
 * {@code double}. Sums and products stay exact; a quotient that has no finite decimal is rounded half even to 34 digits
 * ({@link #QUOTIENT}) and the remainder is kept by the caller, so that nothing is lost.
 */
public final class Decimals {
    /** How quotients are rounded: 34 digits, half even. */
    public static final MathContext QUOTIENT = MathContext.DECIMAL128;

    private static final int LONG_DIGITS = 18;

    private Decimals() {}

    /**
     * The same number with the fewest digits and no exponent, so that equal numbers are equal objects: 1.50 gives 1.5,
     * 1E+3 gives 1000.
     *
     * @param value any decimal
     * @return the normal form, scale at least 0
     */
    public static BigDecimal normal(BigDecimal value) {
        if (value.scale() == 0) {
            return value;
        }
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (value.scale() > 0 && value.precision() <= LONG_DIGITS && unscaled(value) % 10 != 0) {
            return value;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    /**
     * The digits of a decimal as a whole number, without an object for them: {@code value · 10^scale}.
     *
     * @param value any decimal whose digits fit into a long, which at most 18 always do
     * @return its unscaled value
     * @throws ArithmeticException if they do not fit
     */
    public static long unscaled(BigDecimal value) {
        return value.scaleByPowerOfTen(value.scale()).longValueExact();
    }

    /**
     * The text form used in hashes, files and JSON: plain digits of the {@link #normal} form.
     *
     * @param value any decimal
     * @return for example {@code -0.00012}
     */
    public static String text(BigDecimal value) {
        return normal(value).toPlainString();
    }

    /**
     * Reads plain decimal text.
     *
     * @param name the field's name for the error
     * @param text digits with an optional sign, point and exponent of at most two digits
     * @return the normal form
     * @throws IllegalArgumentException if the text is no decimal or has more than 34 digits
     */
    public static BigDecimal parse(String name, String text) {
        try {
            if (!text.chars().allMatch(c -> c < 128)) {
                throw new NumberFormatException("only ASCII digits");
            }
            BigDecimal value = new BigDecimal(text);
            if (value.precision() > 34 || Math.abs((long) value.scale()) > 64) {
                throw new IllegalArgumentException(name + ": at most 34 digits (" + shortened(text) + ")");
            }
            return normal(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": must be a decimal number (" + shortened(text) + ")", e);
        }
    }

    /**
     * The largest multiple of a step not above a non-negative value.
     *
     * @param value what to round down, zero or more
     * @param step the grid, above zero
     * @return a multiple of step in [0, value]
     */
    public static BigDecimal floorTo(BigDecimal value, BigDecimal step) {
        return roundTo(value, step, RoundingMode.DOWN);
    }

    /**
     * The multiple of a step next to a value.
     *
     * @param value what to round
     * @param step the grid, above zero
     * @param rounding which neighbour to take
     * @return a multiple of step
     */
    public static BigDecimal roundTo(BigDecimal value, BigDecimal step, RoundingMode rounding) {
        return normal(onGrid(value, step, rounding));
    }

    /**
     * Whether a value lies on a grid.
     *
     * @param value any decimal
     * @param step the grid, above zero
     * @return true when value is a whole multiple of step
     */
    public static boolean isMultiple(BigDecimal value, BigDecimal step) {
        return onGrid(value, step, RoundingMode.DOWN).compareTo(value) == 0;
    }

    /** Most grids are a decimal place, and need no quotient. */
    private static BigDecimal onGrid(BigDecimal value, BigDecimal step, RoundingMode rounding) {
        return step.precision() == 1 && step.scale() >= 0 && unscaled(step) == 1
                ? value.setScale(step.scale(), rounding)
                : value.divide(step, 0, rounding).multiply(step);
    }

    /**
     * The border to statistics: the nearest double.
     *
     * @param value any decimal
     * @return the nearest double
     */
    public static double statistic(BigDecimal value) {
        return value.doubleValue();
    }

    /**
     * The border from statistics: a finite double as the decimal of its shortest text, rounded to a number of decimal
     * places.
     *
     * @param value a finite double
     * @param places decimal places kept, half even
     * @return the decimal in normal form
     * @throws IllegalArgumentException if value is not finite
     */
    public static BigDecimal fromStatistic(double value, int places) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value: must be finite (" + value + ")");
        }
        return normal(BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
