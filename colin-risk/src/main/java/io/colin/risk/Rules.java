package io.colin.risk;

import io.colin.api.internal.Require;
import java.math.BigDecimal;

/** Checks of shares whose errors name the field, the rule and the value. */
final class Rules {
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
}
