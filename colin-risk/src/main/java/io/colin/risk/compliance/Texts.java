package io.colin.risk.compliance;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Saved texts, with errors that name the field, and amounts for people. */
final class Texts {
    private Texts() {}

    static String text(Map<String, String> state, String name) {
        @Nullable String text = state.get(name);
        if (text == null) {
            throw Require.broken(name, "must be in the saved state", state.size() + " names");
        }
        return text;
    }

    static long number(Map<String, String> state, String name) {
        return number(name, text(state, name));
    }

    static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": must be a whole number (" + text + ")", e);
        }
    }

    static double real(Map<String, String> state, String name) {
        String text = text(state, name);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": must be a number (" + text + ")", e);
        }
    }

    static <E extends Enum<E>> E constant(E[] values, String name, String text) {
        for (E value : values) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw Require.broken(name, "must be a known name", text);
    }

    static String shown(BigDecimal value) {
        return Decimals.text(value);
    }
}
