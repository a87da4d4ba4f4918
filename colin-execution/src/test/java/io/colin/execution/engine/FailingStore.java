package io.colin.execution.engine;

import io.colin.api.ColinException;
import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.ledger.Verification;
import io.colin.execution.store.MemoryEventStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store whose disk fills up. */
final class FailingStore implements EventStore {
    private final MemoryEventStore store = MemoryEventStore.empty();
    private volatile long room;

    FailingStore(long room) {
        this.room = room;
    }

    /** Takes nothing more from now on. */
    void fail() {
        room = 0;
    }

    @Override
    public AppendResult append(List<LedgerEntry> entries) {
        if (store.lastSequence() + entries.size() > room) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, "ledger: disk full");
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
