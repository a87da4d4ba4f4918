package io.colin.execution.engine;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.ledger.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Numbers the engine's events, tells the listeners and collects what one input caused into one batch for the ledger.
 * Engine thread only.
 */
final class EventLog {
    private final List<Consumer<? super EngineEvent>> listeners;
    private final LedgerWriter ledger;
    private Consumer<? super LedgerEvent> learner = event -> {};
    private List<LedgerWriter.Pending> batch = new ArrayList<>();
    private List<Runnable> afterCommit = new ArrayList<>();
    private volatile long sequence;
    private long timeNs;
    private volatile long sourcePosition;
    private String cause = "start";
    private String principal = "engine";
    private final String settingsHash;
    private String configHash;

    EventLog(List<Consumer<? super EngineEvent>> listeners, LedgerWriter ledger, String settingsHash) {
        this.listeners = List.copyOf(listeners);
        this.ledger = ledger;
        this.settingsHash = settingsHash;
        this.configHash = settingsHash;
    }

    /** What names the settings in force: those the engine was built with and the limits its gate goes by. */
    String configHash() {
        return configHash;
    }

    /** Says by which limits the gate goes from now on. */
    void limits(String limitsHash) {
        configHash = ConfigHash.of(settingsHash, limitsHash);
    }

    /** Who inside the engine follows what is recorded, before the listeners. */
    void learner(Consumer<? super LedgerEvent> value) {
        learner = value;
    }

    /** Says what the following events follow from. */
    void cause(long atNs, String by, String who) {
        timeNs = atNs;
        cause = by;
        principal = who;
    }

    void sourcePosition(long position) {
        sourcePosition = position;
    }

    long sourcePosition() {
        return sourcePosition;
    }

    long sequence() {
        return sequence;
    }

    void resumeAt(long lastSequence) {
        sequence = lastSequence;
    }

    EventHeader header(String correlationId) {
        long next = sequence + 1;
        sequence = next;
        return new EventHeader(next, timeNs, sourcePosition, correlationId, cause);
    }

    void emit(EngineEvent event) {
        emit(event, List.of());
    }

    void emit(EngineEvent event, List<UniqueKey> keys) {
        if (event instanceof LedgerEvent record) {
            batch.add(new LedgerWriter.Pending(record, principal, configHash, keys));
            learner.accept(record);
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Tells the listeners of an event that is not worth a record. */
    void announce(EngineEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Runs an action once everything emitted so far is durable; on the ledger's thread. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Whether the input in progress has emitted nothing yet. */
    boolean isClean() {
        return batch.isEmpty();
    }

    /** Whether the ledger takes no more: nothing new may be ordered then. */
    boolean isBroken() {
        return ledger.failure().isPresent();
    }

    /** Hands the batch of one input to the ledger. */
    void flush() {
        if (batch.isEmpty() && afterCommit.isEmpty()) {
            return;
        }
        ledger.put(new LedgerWriter.Batch(batch, afterCommit, System.nanoTime()));
        batch = new ArrayList<>();
        afterCommit = new ArrayList<>();
    }
}
