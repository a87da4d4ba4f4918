package io.colin.api.execution;

import io.colin.api.internal.Require;
import java.util.List;

/** What an algorithm wants next. */
public sealed interface AlgoStep {
    /** The wake-up time of an algorithm that only waits for its children. */
    long NO_TIMER = Long.MAX_VALUE;

    /**
     * Send slices and ask again.
     *
     * @param slices to send now, may be empty; their sum never exceeds {@link AlgoState#available()}
     * @param nextTimeNs when to ask again, event time, or {@link #NO_TIMER}; the end of a child always asks again
     */
    record Continue(List<Slice> slices, long nextTimeNs) implements AlgoStep {
        /** Copies. */
        public Continue {
            slices = List.copyOf(slices);
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
