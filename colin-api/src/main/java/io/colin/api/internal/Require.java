package io.colin.api.internal;

import java.math.BigDecimal;
import java.time.Duration;

/** Argument checks whose errors name the field, the rule and the value. */
public final class Require {
    private static final int SHOWN = 60;
    private static final Duration LONGEST = Duration.ofDays(366);

    private Require() {}

    /**
     * Checks a text that must hold something.
     *
     * @param name the field
     * @param value its value
     * @return value
     */
    public static String text(String name, String value) {
        if (value.isBlank()) {
            throw broken(name, "must not be blank", "\"" + value + "\"");
        }
        return value;
    }

    /**
     * Checks a decimal above zero.
     *
     * @param name the field
     * @param value its value
     * @return value
     */
    public static BigDecimal positive(String name, BigDecimal value) {
        if (value.signum() <= 0) {
            throw broken(name, "must be above 0", value);
        }
        return value;
    }

    /**
     * Checks a decimal of zero or more.
     *
     * @param name the field
     * @param value its value
     * @return value
     */
    public static BigDecimal notNegative(String name, BigDecimal value) {
        if (value.signum() < 0) {
            throw broken(name, "must be 0 or more", value);
        }
        return value;
    }

    /**
     * Checks a whole number above zero.
     *
     * @param name the field
     * @param value its value
     * @return value
     */
    public static long positive(String name, long value) {
        if (value <= 0) {
            throw broken(name, "must be above 0", value);
        }
        return value;
    }

    /**
     * Checks a whole number of zero or more.
     *
     * @param name the field
     * @param value its value
     * @return value
     */
    public static long notNegative(String name, long value) {
        if (value < 0) {
            throw broken(name, "must be 0 or more", value);
        }
        return value;
    }

    /**
     * Checks a finite double within bounds, both included.
     *
     * @param name the field
     * @param value its value
     * @param low smallest allowed
     * @param high largest allowed
     * @return value
     */
    public static double within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw broken(name, "must be in [" + low + ", " + high + "]", value);
        }
        return value;
    }

    /**
     * Checks a finite double.
     *
     * @param name the field
     * @param value its value
     * @return value
     */
    public static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw broken(name, "must be finite", value);
        }
        return value;
    }

    /**
     * Checks a duration above zero.
     *
     * @param name the field
     * @param value its value
     * @return value
     */
    public static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw broken(name, "must be above 0", value);
        }
        return value;
    }

    /**
     * Checks a duration that can be added to any event time.
     *
     * @param name the field
     * @param value its value, above 0 and at most 366 days
     * @return value
     */
    public static Duration span(String name, Duration value) {
        positive(name, value);
        that(value.compareTo(LONGEST) <= 0, name, "must be at most " + LONGEST, value);
        return value;
    }

    /**
     * Checks any rule.
     *
     * @param holds whether the rule holds
     * @param name the field
     * @param rule the rule in words
     * @param value its value
     */
    public static void that(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw broken(name, rule, value);
        }
    }

    /**
     * The error of a broken rule.
     *
     * @param name the field
     * @param rule the rule in words
     * @param value its value
     * @return the exception to throw
     */
    public static IllegalArgumentException broken(String name, String rule, Object value) {
        String shown = String.valueOf(value);
        String cut = shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "…";
        return new IllegalArgumentException(name + ": " + rule + " (" + cut + ")");
    }
}
