package io.colin.execution.store.sqlite;

import io.colin.api.ledger.LedgerRecord;

/**
 * The end of a ledger.
 *
 * @param sequence number of the last record, 0 when empty
 * @param hash its hash, {@link LedgerRecord#GENESIS} when empty
 */
record Head(long sequence, String hash) {
    static final Head EMPTY = new Head(0, LedgerRecord.GENESIS);
}
