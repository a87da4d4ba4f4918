package io.colin.execution.engine;

import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.ledger.Verification;
import io.colin.execution.store.MemoryEventStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A store whose disk takes as long as the test likes. */
final class HeldStore implements EventStore {
    private final MemoryEventStore store = MemoryEventStore.empty();
    private volatile CountDownLatch door = new CountDownLatch(0);

    /** Lets every append from now on wait. */
    void hold() {
        door = new CountDownLatch(1);
    }

    void release() {
        door.countDown();
    }

    @Override
    public AppendResult append(List<LedgerEntry> entries) {
        try {
            door.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return store.append(entries);
    }

    @Override
    public void read(long fromSequence, Consumer<? super LedgerRecord> sink) {
        store.read(fromSequence, sink);
    }

    @Override
    public Optional<LedgerRecord> find(UniqueKey key) {
        return store.find(key);
    }

    @Override
    public long lastSequence() {
        return store.lastSequence();
    }

    @Override
    public Verification verify() {
        return store.verify();
    }

    @Override
    public void close() {
        store.close();
    }
}
