package io.colin.risk;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;

/** Checks of shares and times whose errors name the field, the rule and the value. */
final class Rules {
    private static final Duration LONGEST = Duration.ofDays(366);

    private Rules() {}

    static BigDecimal share(String name, BigDecimal value) {
        Require.that(value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0, name, "must be in (0, 1]", value);
        return value;
    }

    static BigDecimal shareFromZero(String name, BigDecimal value) {
        Require.that(value.signum() >= 0 && value.compareTo(BigDecimal.ONE) < 0, name, "must be in [0, 1)", value);
        return value;
    }

    static BigDecimal shareBelowOne(String name, BigDecimal value) {
        Require.that(value.signum() > 0 && value.compareTo(BigDecimal.ONE) < 0, name, "must be in (0, 1)", value);
        return value;
    }

    /** Above 0 and at most 366 days, so that it can be added to any event time. */
    static Duration span(String name, Duration value) {
        Require.positive(name, value);
        Require.that(value.compareTo(LONGEST) <= 0, name, "must be at most " + LONGEST, value);
        return value;
    }
}
