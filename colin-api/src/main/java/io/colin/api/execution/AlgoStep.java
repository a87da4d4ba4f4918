package io.colin.api.execution;

import io.colin.api.internal.Require;
import java.util.List;
import java.util.Optional;

/** What an algorithm wants next. */
public sealed interface AlgoStep {
    /** The wake-up time of an algorithm that only waits for its children. */
    long NO_TIMER = Long.MAX_VALUE;

    /**
     * Send slices and ask again.
     *
     * @param slices to send now, may be empty; their sum never exceeds {@link AlgoState#available()}
     * @param nextTimeNs when to ask again, event time, or {@link #NO_TIMER}; the end of a child always asks again
     * @param hold why nothing is sent that would be otherwise: the condition, {@code =}, the figure, and its limit, for a
     *     person. The order is paused, and said to be, at least until {@code nextTimeNs}; the first step without one at or after that
     *     time, or with slices, ends the pause. Empty for a step that sends, or has nothing to send yet
     */
    record Continue(List<Slice> slices, long nextTimeNs, Optional<String> hold) implements AlgoStep {
        /** Copies and checks that a pause sends nothing and ends. */
        public Continue {
            slices = List.copyOf(slices);
            hold.ifPresent(reason -> Require.text("hold", reason));
            Require.that(
                    hold.isEmpty() || (slices.isEmpty() && nextTimeNs != NO_TIMER),
                    "hold",
                    "must come without slices and with a time to ask again",
                    hold);
        }

        /**
         * A step that is no pause.
         *
         * @param slices to send now, may be empty
         * @param nextTimeNs when to ask again, event time, or {@link #NO_TIMER}
         */
        public Continue(List<Slice> slices, long nextTimeNs) {
            this(slices, nextTimeNs, Optional.empty());
        }

        /**
         * A pause that ends by itself.
         *
         * @param reason the condition, {@code =}, the figure, and its limit, for a person
         * @param nextTimeNs when to look again, event time
         * @return the step
         */
        public static Continue held(String reason, long nextTimeNs) {
            return new Continue(List.of(), nextTimeNs, Optional.of(reason));
        }
    }

    /**
     * Something is wrong that a person should look at: nothing more is sent, what is open is cancelled, and the order is
     * asked for again when a person resumes it.
     *
     * @param reason for that person
     */
    record Pause(String reason) implements AlgoStep {
        /** Checks. */
        public Pause {
            Require.text("reason", reason);
        }
    }

    /**
     * Nothing more to send; what is left is returned.
     *
     * @param residualReason why something may be left, for a person
     */
    record Finish(String residualReason) implements AlgoStep {
        /** Checks. */
        public Finish {
            Require.text("residualReason", residualReason);
        }
    }
}
