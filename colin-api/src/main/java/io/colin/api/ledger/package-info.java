/**
 * The record: an {@link io.colin.api.ledger.EventStore} keeps {@link io.colin.api.ledger.LedgerEntry}s append-only,
 * numbered and chained by hash.
 */
@NullMarked
package io.colin.api.ledger;

import org.jspecify.annotations.NullMarked;
