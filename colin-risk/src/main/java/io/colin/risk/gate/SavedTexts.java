package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads saved texts with errors that name the field. */
record SavedTexts(Map<String, String> texts) {

    String text(String name) {
        @Nullable String text = texts.get(name);
        if (text == null) {
            throw Require.broken(name, "must be in the saved state", texts.keySet());
        }
        return text;
    }

    long number(String name, long low, long high) {
        String text = text(name);
        try {
            long value = Long.parseLong(text);
            Require.that(value >= low && value <= high, name, "must be in [" + low + ", " + high + "]", value);
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": must be a whole number (" + text + ")", e);
        }
    }

    int count(String name) {
        return (int) number(name, 0, Integer.MAX_VALUE);
    }

    BigDecimal decimal(String name) {
        return Require.notNegative(name, Decimals.parse(name, text(name)));
    }
}
