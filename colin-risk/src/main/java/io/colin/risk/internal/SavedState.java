package io.colin.risk.internal;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Texts of a saved state, all of them or those below one name. Errors name the whole field. */
public final class SavedState {
    private final String prefix;
    private final Map<String, String> texts;

    private SavedState(String prefix, Map<String, String> texts) {
        this.prefix = prefix;
        this.texts = texts;
    }

    /**
     * Over all texts.
     *
     * @param texts by name, not copied
     * @return the state
     */
    public static SavedState of(Map<String, String> texts) {
        return new SavedState("", texts);
    }

    /**
     * The part below a name.
     *
     * @param name without its dot
     * @return reads and writes {@code name.…} of the same texts
     */
    public SavedState in(String name) {
        return new SavedState(prefix + name + ".", texts);
    }

    /**
     * Writes a text.
     *
     * @param name below this part
     * @param text its value
     */
    public void put(String name, String text) {
        texts.put(prefix + name, text);
    }

    /**
     * Whether a text is there.
     *
     * @param name below this part
     * @return true if so
     */
    public boolean has(String name) {
        return texts.containsKey(prefix + name);
    }

    /**
     * A text.
     *
     * @param name below this part
     * @return the text
     * @throws IllegalArgumentException if it is missing
     */
    public String text(String name) {
        @Nullable String text = texts.get(prefix + name);
        if (text == null) {
            throw Require.broken(prefix + name, "must be in the saved state", texts.keySet());
        }
        return text;
    }

    /**
     * A whole number.
     *
     * @param name below this part
     * @param low smallest that is taken
     * @param high largest that is taken
     * @return the number
     * @throws IllegalArgumentException if it is missing, unreadable or outside
     */
    public long number(String name, long low, long high) {
        String text = text(name);
        try {
            long value = Long.parseLong(text);
            Require.that(value >= low && value <= high, prefix + name, "must be in [" + low + ", " + high + "]", value);
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(prefix + name + ": must be a whole number (" + text + ")", e);
        }
    }

    /**
     * An event time.
     *
     * @param name below this part
     * @return ns since epoch, any number
     * @throws IllegalArgumentException if it is missing or unreadable
     */
    public long time(String name) {
        return number(name, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * A count.
     *
     * @param name below this part
     * @return 0 or more
     * @throws IllegalArgumentException if it is missing, unreadable or below 0
     */
    public int count(String name) {
        return (int) number(name, 0, Integer.MAX_VALUE);
    }

    /**
     * A decimal that cannot be negative.
     *
     * @param name below this part
     * @return 0 or more
     * @throws IllegalArgumentException if it is missing, unreadable or below 0
     */
    public BigDecimal decimal(String name) {
        return Require.notNegative(prefix + name, signed(name));
    }

    /**
     * A decimal of either sign.
     *
     * @param name below this part
     * @return any decimal
     * @throws IllegalArgumentException if it is missing or unreadable
     */
    public BigDecimal signed(String name) {
        return Decimals.parse(prefix + name, text(name));
    }

    /**
     * A flag.
     *
     * @param name below this part
     * @return true or false
     * @throws IllegalArgumentException if it is missing or neither
     */
    public boolean flag(String name) {
        String text = text(name);
        Require.that(text.equals("true") || text.equals("false"), prefix + name, "must be true or false", text);
        return text.equals("true");
    }

    /**
     * A constant by its name.
     *
     * @param name below this part
     * @param all the constants
     * @param <E> their enum
     * @return one of them
     * @throws IllegalArgumentException if it is missing or none of them
     */
    public <E extends Enum<E>> E constant(String name, E[] all) {
        String text = text(name);
        for (E one : all) {
            if (one.name().equals(text)) {
                return one;
            }
        }
        throw Require.broken(prefix + name, "must be one of " + List.of(all), text);
    }

    /**
     * Makes a value of what was read; what the value itself refuses is told with the name in front.
     *
     * @param name below this part
     * @param made makes the value
     * @param <T> its type
     * @return the value
     * @throws IllegalArgumentException if the value is refused
     */
    public <T> T check(String name, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + name + "." + e.getMessage(), e);
        }
    }
}
