package io.colin.risk.breaker;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;

/** Checks of thresholds whose errors name the field, the rule and the value. */
final class Thresholds {
    private Thresholds() {}

    /** Above 0, in its shortest form. */
    static BigDecimal ratio(String name, BigDecimal value) {
        return Decimals.normal(Require.positive(name, value));
    }

    /** In (0, 1). */
    static void fraction(String name, double value) {
        Require.that(value > 0 && value < 1, name, "must be in (0, 1)", value);
    }

    /** What is counted in seconds, for at most an hour. */
    static void seconds(String name, Duration window) {
        Require.that(
                window.equals(Duration.ofSeconds(window.toSeconds()))
                        && window.compareTo(Duration.ofSeconds(1)) >= 0
                        && window.compareTo(Duration.ofHours(1)) <= 0,
                name,
                "must be whole seconds, 1 s to 1 h",
                window);
    }
}
