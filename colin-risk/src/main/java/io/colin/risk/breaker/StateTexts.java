package io.colin.risk.breaker;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.risk.BreakerStatus.State;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts of a saved state below one name; errors name the whole field. */
final class StateTexts {
    private final String prefix;
    private final Map<String, String> texts;

    private StateTexts(String prefix, Map<String, String> texts) {
        this.prefix = prefix;
        this.texts = texts;
    }

    static StateTexts under(String prefix, Map<String, String> texts) {
        return new StateTexts(prefix, texts);
    }

    StateTexts in(String name) {
        return new StateTexts(prefix + name + ".", texts);
    }

    void put(String name, String text) {
        texts.put(prefix + name, text);
    }

    String text(String name) {
        @Nullable String text = texts.get(prefix + name);
        if (text == null) {
            throw Require.broken(prefix + name, "must be in the saved state", texts.keySet());
        }
        return text;
    }

    int count(String name) {
        return (int) number(name, 0, Integer.MAX_VALUE);
    }

    long number(String name, long low, long high) {
        String text = text(name);
        try {
            long value = Long.parseLong(text);
            Require.that(value >= low && value <= high, prefix + name, "must be in [" + low + ", " + high + "]", value);
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(prefix + name + ": must be a whole number (" + text + ")", e);
        }
    }

    BigDecimal decimal(String name) {
        return Require.notNegative(prefix + name, Decimals.parse(prefix + name, text(name)));
    }

    boolean flag(String name) {
        String text = text(name);
        Require.that(text.equals("true") || text.equals("false"), prefix + name, "must be true or false", text);
        return text.equals("true");
    }

    State state(String name) {
        String text = text(name);
        for (State one : State.values()) {
            if (one.name().equals(text)) {
                return one;
            }
        }
        throw Require.broken(prefix + name, "must be CLOSED, HALF_OPEN or OPEN", text);
    }
}
