package io.colin.api.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An append-only, hash-chained record. One writer; when {@link #append} returns, what it took survives a loss of power.
 * A store that fails once stays failed: it takes nothing more until it is opened again.
 */
public interface EventStore extends AutoCloseable {
    /**
     * Records entries in one transaction: all or none.
     *
     * @param entries at least one, in order
     * @return their numbers, or the key that was taken before
     * @throws io.colin.api.ColinException with STORE_FAILED if they could not be made durable
     */
    AppendResult append(List<LedgerEntry> entries);

    /**
     * Reads records in order, checking the chain.
     *
     * @param fromSequence first wanted, from 1
     * @param sink receives each
     * @throws io.colin.api.ColinException with STORE_DAMAGED at the first record that does not follow
     */
    void read(long fromSequence, Consumer<? super LedgerRecord> sink);

    /**
     * The record that took a key.
     *
     * @param key any key
     * @return empty when it is free
     */
    Optional<LedgerRecord> find(UniqueKey key);

    /**
     * Number of the last record.
     *
     * @return 0 when empty
     */
    long lastSequence();

    /**
     * Checks the whole chain.
     *
     * @return intact, or the first bad record
     */
    Verification verify();

    @Override
    void close();
}
