/**
 * The default ledger: {@link io.colin.execution.store.sqlite.SqliteEventStore}, one file in SQLite's write-ahead mode
 * with every commit synced. Nothing of JDBC leaves this package. SQLite is native code: its library is unpacked into
 * {@code java.io.tmpdir}, or into the directory that the system property {@code org.sqlite.tmpdir} names, which must
 * allow execution.
 */
@NullMarked
package io.colin.execution.store.sqlite;

import org.jspecify.annotations.NullMarked;
