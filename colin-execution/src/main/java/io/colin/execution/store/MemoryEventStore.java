package io.colin.execution.store;

import io.colin.api.internal.Require;
import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.ledger.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A ledger in memory, for tests and for runs whose record nobody needs afterwards: chained and unique like a durable
 * one, gone with the process. After {@link #close} it takes nothing more but can still be read.
 *
 * <p>Thread-safe.
 */
public final class MemoryEventStore implements EventStore {
    private final Object lock = new Object();
    private final List<LedgerRecord> records = new ArrayList<>();
    private final Map<UniqueKey, Long> keys = new HashMap<>();
    private boolean closed;

    private MemoryEventStore() {}

    /**
     * An empty ledger.
     *
     * @return the store
     */
    public static MemoryEventStore empty() {
        return new MemoryEventStore();
    }

    @Override
    public AppendResult append(List<LedgerEntry> entries) {
        Require.that(!entries.isEmpty(), "entries", "must not be empty", 0);
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("store: must be open");
            }
            Optional<AppendResult> taken = taken(entries);
            return taken.orElseGet(() -> write(entries));
        }
    }

    @Override
    public void read(long fromSequence, Consumer<? super LedgerRecord> sink) {
        Require.positive("fromSequence", fromSequence);
        List<LedgerRecord> all = copy();
        if (fromSequence > all.size()) {
            return;
        }
        int first = Math.toIntExact(fromSequence) - 1;
        HashChain chain = first == 0
                ? HashChain.fromStart()
                : HashChain.after(first, all.get(first - 1).hash());
        for (LedgerRecord next : all.subList(first, all.size())) {
            Optional<HashChain.Problem> problem = chain.check(next);
            if (problem.isPresent()) {
                throw problem.get().asException();
            }
            sink.accept(next);
        }
    }

    @Override
    public Optional<LedgerRecord> find(UniqueKey key) {
        synchronized (lock) {
            return Optional.ofNullable(keys.get(key)).map(sequence -> records.get(Math.toIntExact(sequence) - 1));
        }
    }

    @Override
    public long lastSequence() {
        synchronized (lock) {
            return records.size();
        }
    }

    @Override
    public Verification verify() {
        HashChain chain = HashChain.fromStart();
        for (LedgerRecord next : copy()) {
            Optional<HashChain.Problem> problem = chain.check(next);
            if (problem.isPresent()) {
                return new Verification.Broken(
                        problem.get().sequence(), problem.get().reason());
            }
        }
        return new Verification.Intact(chain.lastSequence(), chain.lastHash());
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    private List<LedgerRecord> copy() {
        synchronized (lock) {
            return List.copyOf(records);
        }
    }

    private Optional<AppendResult> taken(List<LedgerEntry> entries) {
        Set<UniqueKey> mine = new HashSet<>();
        for (LedgerEntry entry : entries) {
            for (UniqueKey key : entry.keys()) {
                Long before = keys.get(key);
                if (before != null) {
                    return Optional.of(new AppendResult.Duplicate(key, before));
                }
                if (!mine.add(key)) {
                    return Optional.of(new AppendResult.Duplicate(key, 0));
                }
            }
        }
        return Optional.empty();
    }

    private AppendResult write(List<LedgerEntry> entries) {
        long first = records.size() + 1L;
        for (LedgerEntry entry : entries) {
            String previous =
                    records.isEmpty() ? LedgerRecord.GENESIS : records.getLast().hash();
            LedgerRecord next = LedgerRecord.chained(records.size() + 1L, previous, entry);
            records.add(next);
            entry.keys().forEach(key -> keys.put(key, next.sequence()));
        }
        return new AppendResult.Appended(
                first, records.size(), records.getLast().hash());
    }
}
