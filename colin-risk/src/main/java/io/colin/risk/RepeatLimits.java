package io.colin.risk;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * When a strategy that fills and enters again, over and over, is stopped (the repeated-execution throttle of RTS 6).
 *
 * <p>A cycle is a whole order of a strategy in a symbol, in or out, that passes after an earlier one of the same strategy
 * and symbol was executed. The default, 20 cycles in 10 minutes, is one order every 30 seconds without a pause: what a
 * strategy comes to that enters and leaves again with every one-minute bar, far below what a loop does, and a fifth of
 * what a symbol may trade in a day. Exits of a group count and are never refused for it. The stop is
 * latched: neither time, a new day nor a restart ends it, only a reset by a person. Immutable.
 *
 * @param maxCycles most cycles within {@code window}; the next order stops the strategy, above 0; default 20
 * @param window how long a cycle is remembered, above 0, at most 366 days; default 10 min
 */
public record RepeatLimits(int maxCycles, Duration window) {
    /** The defaults. */
    public static final RepeatLimits STANDARD = builder().build();

    /** Checks, normalises and copies. */
    public RepeatLimits {
        Require.positive("repeat.maxCycles", maxCycles);
        Require.span("repeat.window", window);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder; every setter replaces one default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these limits.
     *
     * @return a builder; every setter replaces one value
     */
    public Builder toBuilder() {
        return new Builder().maxCycles(maxCycles).window(window);
    }

    void describe(Settings settings) {
        settings.higherIsLooser("repeat.maxCycles", maxCycles);
        settings.lowerIsLooser("repeat.window", window);
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private int maxCycles = 20;
        private Duration window = Duration.ofMinutes(10);

        private Builder() {}

        /**
         * Sets the largest cycles.
         *
         * @param value most cycles within {@code window}; the next order stops the strategy, above 0; default 20
         * @return this
         */
        public Builder maxCycles(int value) {
            maxCycles = (int) Require.positive("repeat.maxCycles", value);
            return this;
        }

        /**
         * Sets the window.
         *
         * @param value how long a cycle is remembered, above 0, at most 366 days; default 10 min
         * @return this
         */
        public Builder window(Duration value) {
            window = Require.span("repeat.window", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public RepeatLimits build() {
            return new RepeatLimits(maxCycles, window);
        }
    }
}
