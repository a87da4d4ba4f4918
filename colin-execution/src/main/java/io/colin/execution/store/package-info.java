/**
 * The record kept and read: {@link io.colin.execution.store.LedgerCodec} turns events into ledger entries and back,
 * {@link io.colin.execution.store.CanonicalJson} is the text both hashes and entries use,
 * {@link io.colin.execution.store.MemoryEventStore} keeps a ledger for a test. A durable one is in the sub-package.
 */
@NullMarked
package io.colin.execution.store;

import org.jspecify.annotations.NullMarked;
