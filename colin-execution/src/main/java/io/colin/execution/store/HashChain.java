package io.colin.execution.store;

import io.colin.api.ColinException;
import io.colin.api.internal.Require;
import io.colin.api.ledger.LedgerRecord;
import java.util.Optional;

/**
 * Checks that records follow from one another: numbers without gaps, each previous hash the hash of the record before,
 * each hash that of its content. For every store, ours or not.
 *
 * <p>Single-threaded.
 */
public final class HashChain {
    private long lastSequence;
    private String lastHash;

    private HashChain(long lastSequence, String lastHash) {
        this.lastSequence = lastSequence;
        this.lastHash = lastHash;
    }

    /**
     * A chain before its first record.
     *
     * @return expects record 1
     */
    public static HashChain fromStart() {
        return new HashChain(0, LedgerRecord.GENESIS);
    }

    /**
     * A chain that is known up to a record.
     *
     * @param sequence number of that record, 0 or more
     * @param hash its hash
     * @return expects the record after it
     */
    public static HashChain after(long sequence, String hash) {
        return new HashChain(Require.notNegative("sequence", sequence), hash);
    }

    /**
     * Takes the next record.
     *
     * @param next as read
     * @return what is wrong with it, empty when it follows; a record that does not follow is not taken
     */
    public Optional<Problem> check(LedgerRecord next) {
        long expected = lastSequence + 1;
        if (next.sequence() != expected) {
            return Optional.of(new Problem(expected, "is missing, record " + next.sequence() + " stands in its place"));
        }
        if (!next.previousHash().equals(lastHash)) {
            return Optional.of(new Problem(expected, "does not follow from the record before it"));
        }
        if (!next.isIntact()) {
            return Optional.of(new Problem(expected, "has content that does not give its hash"));
        }
        lastSequence = next.sequence();
        lastHash = next.hash();
        return Optional.empty();
    }

    /**
     * Number of the last record that followed.
     *
     * @return 0 before the first
     */
    public long lastSequence() {
        return lastSequence;
    }

    /**
     * Hash of the last record that followed.
     *
     * @return {@link LedgerRecord#GENESIS} before the first
     */
    public String lastHash() {
        return lastHash;
    }

    /**
     * A break of the chain.
     *
     * @param sequence number of the first bad record
     * @param reason what is wrong, to be read after {@code record n}
     */
    public record Problem(long sequence, String reason) {
        /**
         * The break as an error.
         *
         * @return with STORE_DAMAGED, naming the record
         */
        public ColinException asException() {
            return new ColinException(
                    ColinException.Reason.STORE_DAMAGED, "ledger is damaged: record " + sequence + " " + reason);
        }
    }
}
