package io.colin.risk.drawdown;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads saved texts with errors that name the field. */
final class SavedState {
    private final Map<String, String> texts;

    private SavedState(Map<String, String> texts) {
        this.texts = texts;
    }

    static SavedState of(Map<String, String> texts) {
        return new SavedState(texts);
    }

    BigDecimal decimal(String name) {
        return Require.notNegative(name, signed(name));
    }

    BigDecimal signed(String name) {
        return Decimals.parse(name, text(name));
    }

    long time(String name) {
        return number(name, Long.MIN_VALUE, Long.MAX_VALUE);
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

    DrawdownLevel level(String name) {
        String text = text(name);
        for (DrawdownLevel level : DrawdownLevel.values()) {
            if (level.name().equals(text)) {
                return level;
            }
        }
        throw Require.broken(name, "must be a drawdown level", text);
    }

    private String text(String name) {
        @Nullable String text = texts.get(name);
        if (text == null) {
            throw Require.broken(name, "must be in the saved state", texts.keySet());
        }
        return text;
    }
}
