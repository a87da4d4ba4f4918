package io.colin.risk.killswitch;

import io.colin.api.internal.Require;
import io.colin.api.risk.KillSwitch;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads saved texts with errors that name the field. */
final class SavedTexts {
    private final Map<String, String> texts;

    private SavedTexts(Map<String, String> texts) {
        this.texts = texts;
    }

    static SavedTexts of(Map<String, String> texts) {
        return new SavedTexts(texts);
    }

    static void putScope(Map<String, String> state, String name, KillSwitch.Scope scope, String target) {
        state.put(name + ".scope", scope.name());
        state.put(name + ".target", target);
    }

    boolean has(String name) {
        return texts.containsKey(name);
    }

    String text(String name) {
        @Nullable String text = texts.get(name);
        if (text == null) {
            throw Require.broken(name, "must be in the saved state", texts.keySet());
        }
        return text;
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

    KillSwitch.Scope scope(String name) {
        return constant(name, KillSwitch.Scope.values());
    }

    <E extends Enum<E>> E constant(String name, E[] all) {
        String text = text(name);
        for (E one : all) {
            if (one.name().equals(text)) {
                return one;
            }
        }
        throw Require.broken(name, "must be one of " + List.of(all), text);
    }

    <T> T check(String name, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + "." + e.getMessage(), e);
        }
    }

    void check(String name, Runnable rule) {
        check(name, () -> {
            rule.run();
            return true;
        });
    }
}
