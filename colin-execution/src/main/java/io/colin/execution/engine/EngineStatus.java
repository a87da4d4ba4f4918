package io.colin.execution.engine;

import java.util.OptionalLong;

/**
 * Where an engine stands.
 *
 * @param phase what it is doing
 * @param runId its run
 * @param source id of its market data
 * @param timeNs event time, ns since epoch; {@link Long#MIN_VALUE} before the first event
 * @param sourcePosition market events taken
 * @param expectedEvents market events of the whole source, {@link #UNKNOWN} for live ones
 * @param lastEventSequence number of the last engine event
 * @param durableSequence number of the last ledger record that is durable
 * @param resumed whether state was rebuilt from a ledger
 * @param beatNs when the engine's thread last came round, {@link System#nanoTime} of this process
 * @param failure one sentence, empty unless FAILED
 */
public record EngineStatus(
        EnginePhase phase,
        String runId,
        String source,
        long timeNs,
        long sourcePosition,
        long expectedEvents,
        long lastEventSequence,
        long durableSequence,
        boolean resumed,
        long beatNs,
        String failure) {
    /** The expected events of a source that does not say. */
    public static final long UNKNOWN = -1;

    /**
     * How much of the source was taken.
     *
     * @return market events of the whole source, empty when unknown
     */
    public OptionalLong total() {
        return expectedEvents == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(expectedEvents);
    }

    /**
     * Whether orders are taken.
     *
     * @return true while TRADING or ENDED
     */
    public boolean takesOrders() {
        return phase == EnginePhase.TRADING || phase == EnginePhase.ENDED;
    }
}
