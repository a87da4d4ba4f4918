package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One condition of a gate and how it came out.
 *
 * @param name of the condition, for example {@code sharpe}
 * @param passed whether it holds
 * @param value what was measured, or {@code not measured}
 * @param limit what it must be, for example {@code >= 1.5}
 */
public record Criterion(String name, boolean passed, String value, String limit) {
    /** Checks. */
    public Criterion {
        Require.text("name", name);
    }

    static Criterion atLeast(String name, OptionalDouble value, double limit) {
        boolean passed = value.isPresent() && value.getAsDouble() >= limit;
        return new Criterion(name, passed, text(value), ">= " + number(limit));
    }

    static Criterion atMost(String name, OptionalDouble value, double limit) {
        boolean passed = value.isPresent() && value.getAsDouble() <= limit;
        return new Criterion(name, passed, text(value), "<= " + number(limit));
    }

    static Criterion above(String name, double value, double limit) {
        return new Criterion(name, value > limit, number(value), "> " + number(limit));
    }

    static Criterion below(String name, double value, double limit) {
        return new Criterion(name, value < limit, number(value), "< " + number(limit));
    }

    static Criterion holds(String name, boolean passed, String value, String limit) {
        return new Criterion(name, passed, value, limit);
    }

    /**
     * For a person.
     *
     * @return one line
     */
    public String line() {
        return name + ": " + value + ", must be " + limit;
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "not measured";
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
