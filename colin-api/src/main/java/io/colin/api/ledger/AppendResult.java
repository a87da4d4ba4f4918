package io.colin.api.ledger;

/** What became of an append. */
public sealed interface AppendResult {
    /**
     * Everything is durable.
     *
     * @param firstSequence number of the first entry
     * @param lastSequence number of the last entry
     * @param lastHash hash of the last record
     */
    record Appended(long firstSequence, long lastSequence, String lastHash) implements AppendResult {}

    /**
     * Nothing was written: a key was taken before.
     *
     * @param key the key
     * @param sequence the record that took it; 0 when the entries themselves hold it twice
     */
    record Duplicate(UniqueKey key, long sequence) implements AppendResult {}
}
