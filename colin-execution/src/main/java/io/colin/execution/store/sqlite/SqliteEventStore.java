package io.colin.execution.store.sqlite;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.ledger.Verification;
import io.colin.execution.store.HashChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The ledger in one SQLite file: write-ahead log, {@code synchronous=FULL}, one transaction an append. Beside the file
 * stand SQLite's own {@code -wal} and {@code -shm} while it is open, {@code .lock}, by which one instance in all
 * processes owns the ledger until it is closed or its process ends, and {@code .head}, which names the last record once
 * more, so that lost last records are noticed at opening. The five belong together: copy them together, with the ledger
 * closed. Keep them on a local disk.
 *
 * <p>An opening checks the end of the ledger; the whole chain is checked by {@link #read} and {@link #verify()}. What a
 * person with write access changes consistently in all of them, hashes included, cannot be seen from inside.
 *
 * <p>Thread-safe: appends exclude one another, reads exclude one another, an append and a read do not. Use platform
 * threads: native code pins a virtual one.
 */
public final class SqliteEventStore implements EventStore {
    private static final String FILE_NAME = "ledger.db";

    private final Path file;
    private final OpenLedger ledger;
    private final Object writing = new Object();
    private final Object reading = new Object();
    private volatile Head head;
    private volatile boolean failed;
    private volatile boolean closed;

    private SqliteEventStore(Path file, OpenLedger ledger, Head head) {
        this.file = file;
        this.ledger = ledger;
        this.head = head;
    }

    /**
     * Opens the ledger of a data directory, creating both where they are missing.
     *
     * @param dataDir a directory
     * @return the store; its file is {@code ledger.db}
     * @throws ColinException as for {@link #open}
     */
    public static SqliteEventStore in(Path dataDir) {
        return open(dataDir.resolve(FILE_NAME));
    }

    /**
     * Opens a ledger, creating it where it is missing.
     *
     * @param file the database file; its name must not hold a question mark
     * @return the store
     * @throws ColinException with STORE_FAILED if the ledger is in use, cannot be opened or is of a later version; with
     *     STORE_DAMAGED if it is no database, its last records are missing or they do not hold together
     */
    public static SqliteEventStore open(Path file) {
        OpenLedger ledger = OpenLedger.of(checked(file));
        try {
            return new SqliteEventStore(file, ledger, ledger.checkedHead());
        } catch (SQLException e) {
            throw ledger.closedAfter(Sqlite.failure("read", file, e));
        } catch (IOException e) {
            throw ledger.closedAfter(new ColinException(
                    Reason.STORE_FAILED, "ledger: cannot read " + file + " (" + e.getMessage() + ")", e));
        } catch (ColinException e) {
            throw ledger.closedAfter(e);
        }
    }

    /**
     * Checks the chain of a ledger without owning it or changing it, also of one that does not open any more.
     *
     * @param file the database file
     * @return intact, or the first bad record
     * @throws ColinException with STORE_FAILED if there is no such ledger, with STORE_DAMAGED if it is no database
     */
    public static Verification verify(Path file) {
        Require.that(!file.toString().contains("?"), "file", "must not contain a question mark", file);
        if (!Files.isRegularFile(file)) {
            throw new ColinException(Reason.STORE_FAILED, "ledger: must exist (" + file + ")");
        }
        try (Connection connection = Sqlite.inspector(file)) {
            LedgerSchema.check(connection, file);
            try (LedgerReader reader = new LedgerReader(connection)) {
                Head end = reader.head();
                long last = reader.lastSequence();
                return last > end.sequence()
                        ? new Verification.Broken(end.sequence() + 1, "was not written by a ledger")
                        : reader.verify(end);
            }
        } catch (SQLException e) {
            throw Sqlite.failure("read", file, e);
        }
    }

    @Override
    public AppendResult append(List<LedgerEntry> entries) {
        Require.that(!entries.isEmpty(), "entries", "must not be empty", 0);
        synchronized (writing) {
            requireOpen();
            if (failed) {
                throw new ColinException(
                        Reason.STORE_FAILED, "ledger: failed before and takes nothing until it is opened again");
            }
            try {
                Optional<AppendResult> taken = ledger.writer().taken(entries);
                return taken.isPresent() ? taken.get() : write(entries);
            } catch (SQLException e) {
                failed = true;
                throw Sqlite.failure("write", file, e);
            } catch (IOException e) {
                failed = true;
                throw new ColinException(
                        Reason.STORE_FAILED, "ledger: cannot write beside " + file + " (" + e.getMessage() + ")", e);
            }
        }
    }

    @Override
    public void read(long fromSequence, Consumer<? super LedgerRecord> sink) {
        Require.positive("fromSequence", fromSequence);
        requireOpen();
        long last = head.sequence();
        if (fromSequence > last) {
            return;
        }
        HashChain chain = fromSequence == 1 ? HashChain.fromStart() : chainAfter(fromSequence - 1);
        while (chain.lastSequence() < last) {
            long first = chain.lastSequence() + 1;
            for (LedgerRecord next : page(first, last)) {
                Optional<HashChain.Problem> problem = chain.check(next);
                if (problem.isPresent()) {
                    throw problem.get().asException();
                }
                sink.accept(next);
            }
            if (chain.lastSequence() < first) {
                throw new HashChain.Problem(first, "is missing").asException();
            }
        }
    }

    @Override
    public Optional<LedgerRecord> find(UniqueKey key) {
        synchronized (reading) {
            requireOpen();
            try {
                Optional<LedgerRecord> found = ledger.reader().find(key);
                found.ifPresent(SqliteEventStore::requireIntact);
                return found;
            } catch (SQLException e) {
                throw Sqlite.failure("read", file, e);
            }
        }
    }

    @Override
    public long lastSequence() {
        return head.sequence();
    }

    @Override
    public Verification verify() {
        synchronized (reading) {
            requireOpen();
            return ledger.reader().verify(head);
        }
    }

    /** Closes the ledger and gives it up; the write-ahead log is folded into the file. Closing again does nothing. */
    @Override
    public void close() {
        synchronized (writing) {
            synchronized (reading) {
                if (!closed) {
                    closed = true;
                    ledger.close();
                }
            }
        }
    }

    private static Path checked(Path file) {
        Require.that(!file.toString().contains("?"), "file", "must not contain a question mark", file);
        try {
            Path directory = Optional.ofNullable(file.toAbsolutePath().getParent())
                    .orElseThrow(() -> Require.broken("file", "must lie in a directory", file));
            Files.createDirectories(directory);
            return file;
        } catch (IOException e) {
            throw new ColinException(
                    Reason.STORE_FAILED,
                    "ledger: cannot create the directory of " + file + " (" + e.getMessage() + ")",
                    e);
        }
    }

    private AppendResult write(List<LedgerEntry> entries) throws SQLException, IOException {
        List<LedgerRecord> records = new ArrayList<>(entries.size());
        Head end = head;
        for (LedgerEntry entry : entries) {
            LedgerRecord next = LedgerRecord.chained(end.sequence() + 1, end.hash(), entry);
            records.add(next);
            end = new Head(next.sequence(), next.hash());
        }
        ledger.writer().write(records);
        head = end;
        ledger.headFile().write(end);
        return new AppendResult.Appended(records.getFirst().sequence(), end.sequence(), end.hash());
    }

    private List<LedgerRecord> page(long first, long last) {
        synchronized (reading) {
            requireOpen();
            try {
                return ledger.reader().page(first, last);
            } catch (SQLException e) {
                throw Sqlite.failure("read", file, e);
            }
        }
    }

    private HashChain chainAfter(long sequence) {
        LedgerRecord before = page(sequence, sequence).stream()
                .findFirst()
                .orElseThrow(() -> new HashChain.Problem(sequence, "is missing").asException());
        requireIntact(before);
        return HashChain.after(sequence, before.hash());
    }

    private static void requireIntact(LedgerRecord read) {
        if (!read.isIntact()) {
            throw new HashChain.Problem(read.sequence(), "has content that does not give its hash").asException();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("store: must be open");
        }
    }
}
