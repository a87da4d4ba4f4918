package io.colin.execution.store.sqlite;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.ledger.LedgerRecord;
import io.colin.execution.store.HashChain;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Everything an open ledger holds on to: its lock, its two connections and its head file, closed in reverse. */
final class OpenLedger {
    private static final System.Logger LOG = System.getLogger(OpenLedger.class.getName());

    private final Path file;
    private final Deque<AutoCloseable> opened;
    private final LedgerWriter writer;
    private final LedgerReader reader;
    private final HeadFile headFile;

    private OpenLedger(
            Path file, Deque<AutoCloseable> opened, LedgerWriter writer, LedgerReader reader, HeadFile headFile) {
        this.file = file;
        this.opened = opened;
        this.writer = writer;
        this.reader = reader;
        this.headFile = headFile;
    }

    /** Opens all of it or nothing. */
    static OpenLedger of(Path file) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            opened.push(owned(file));
            Connection writing = Sqlite.writer(file);
            opened.push(writing);
            LedgerSchema.prepare(writing, file);
            LedgerWriter writer = new LedgerWriter(writing);
            Connection reading = Sqlite.reader(file);
            opened.push(reading);
            LedgerReader reader = new LedgerReader(reading);
            HeadFile headFile = HeadFile.open(beside(file, ".head"));
            opened.push(headFile);
            return new OpenLedger(file, opened, writer, reader, headFile);
        } catch (SQLException e) {
            closeAll(opened);
            throw Sqlite.failure("open", file, e);
        } catch (IOException e) {
            closeAll(opened);
            throw new ColinException(
                    Reason.STORE_FAILED, "ledger: cannot open beside " + file + " (" + e.getMessage() + ")", e);
        } catch (LinkageError e) {
            closeAll(opened);
            throw new ColinException(
                    Reason.STORE_FAILED,
                    "ledger: SQLite's native library cannot be loaded; -Dorg.sqlite.tmpdir must name a directory that"
                            + " allows execution (" + e.getMessage() + ")",
                    e);
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    LedgerWriter writer() {
        return writer;
    }

    LedgerReader reader() {
        return reader;
    }

    HeadFile headFile() {
        return headFile;
    }

    /** The end of the ledger, once the head row, the last record and the head file agree on it. */
    Head checkedHead() throws SQLException, IOException {
        Head head = reader.head();
        long last = reader.lastSequence();
        if (last < head.sequence()) {
            throw missing(last + 1, head.sequence(), "the head of the database");
        }
        if (last > head.sequence()) {
            throw new HashChain.Problem(head.sequence() + 1, "was not written by a ledger").asException();
        }
        Optional<Head> outside = headFile.read();
        if (outside.isPresent() && outside.get().sequence() > head.sequence()) {
            throw missing(
                    head.sequence() + 1,
                    outside.get().sequence(),
                    headFile.path().toString());
        }
        requireAt(head);
        if (outside.isPresent()) {
            requireAt(outside.get());
        }
        headFile.write(head);
        return head;
    }

    /** Closes everything and passes a failure on. */
    ColinException closedAfter(ColinException failure) {
        close();
        return failure;
    }

    void close() {
        closeAll(opened);
    }

    private void requireAt(Head head) throws SQLException {
        if (head.sequence() == 0) {
            return;
        }
        Optional<LedgerRecord> found = reader.at(head.sequence());
        if (found.isEmpty() || !found.get().isIntact() || !found.get().hash().equals(head.hash())) {
            throw new HashChain.Problem(head.sequence(), "is not the record that was written").asException();
        }
    }

    private ColinException missing(long first, long last, String witness) {
        return new ColinException(
                Reason.STORE_DAMAGED,
                "ledger is damaged: records " + first + " to " + last + " are missing from " + file + " (" + witness
                        + " names record " + last + ")");
    }

    private static Connection owned(Path file) throws SQLException {
        try {
            return Sqlite.exclusive(beside(file, ".lock"));
        } catch (SQLException e) {
            if (Sqlite.isBusy(e)) {
                throw new ColinException(
                        Reason.STORE_FAILED, "ledger is in use: another engine or process holds " + file, e);
            }
            throw e;
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // What is committed is safe; a connection that does not close costs nothing but its memory.
                LOG.log(System.Logger.Level.WARNING, "a part of the ledger did not close", e);
            }
        }
    }
}
