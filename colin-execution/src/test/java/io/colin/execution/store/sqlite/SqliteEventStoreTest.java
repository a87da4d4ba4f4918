package io.colin.execution.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.DurableEventStoreContract;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.ledger.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteEventStoreTest extends DurableEventStoreContract {
    @TempDir
    Path directory;

    @Override
    protected EventStore openEmpty() {
        return SqliteEventStore.in(directory.resolve("contract"));
    }

    @Override
    protected EventStore reopen() {
        return SqliteEventStore.in(directory.resolve("contract"));
    }

    @Test
    void runsWithTheSettingsThatDoNotLoseACommit() throws SQLException {
        try (SqliteEventStore store = SqliteEventStore.open(file())) {
            store.append(List.of(Ledgers.entry(1)));
            assertThat(Ledgers.value(file(), "PRAGMA journal_mode")).isEqualTo("wal");
        }
        try (var connection = Sqlite.writer(file())) {
            assertThat(Ledgers.value(connection, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(Ledgers.value(connection, "PRAGMA foreign_keys")).isEqualTo("1");
            assertThat(Ledgers.value(connection, "PRAGMA busy_timeout")).isEqualTo("5000");
        }
    }

    @Test
    void leavesOneFileWithoutAWriteAheadLogWhenClosed() {
        try (SqliteEventStore store = SqliteEventStore.open(file())) {
            store.append(List.of(Ledgers.entry(1)));
            assertThat(beside("-wal")).exists();
        }

        assertThat(file()).exists();
        assertThat(beside("-wal")).doesNotExist();
    }

    @Test
    void belongsToOneInstanceUntilItIsClosed() {
        try (SqliteEventStore first = SqliteEventStore.open(file())) {
            assertFails(() -> SqliteEventStore.open(file()), Reason.STORE_FAILED, "in use");
            assertFails(() -> SqliteEventStore.open(file()), Reason.STORE_FAILED, "in use");
            assertThat(first.append(List.of(Ledgers.entry(1)))).isInstanceOf(AppendResult.Appended.class);
        }
        try (SqliteEventStore again = SqliteEventStore.open(file())) {
            assertThat(again.lastSequence()).isEqualTo(1);
        }
    }

    @Test
    void canBeReadByOthersWhileItIsOpen() throws SQLException {
        try (SqliteEventStore store = SqliteEventStore.open(file())) {
            store.append(List.of(Ledgers.entry(1), Ledgers.entry(2)));

            assertThat(Ledgers.value(file(), "SELECT count(*) FROM event")).isEqualTo("2");
            assertThat(SqliteEventStore.verify(file())).isEqualTo(store.verify());
        }
    }

    @Test
    void readsWhileItsSinkAppends() {
        try (SqliteEventStore store = SqliteEventStore.open(file())) {
            store.append(List.of(Ledgers.entry(1), Ledgers.entry(2)));
            List<LedgerRecord> read = new ArrayList<>();
            store.read(1, each -> {
                read.add(each);
                store.append(List.of(Ledgers.entry((int) each.sequence() + 2)));
            });

            assertThat(read).extracting(LedgerRecord::sequence).containsExactly(1L, 2L);
            assertThat(store.lastSequence()).isEqualTo(4);
        }
    }

    @Test
    void refusesALaterSchema() throws SQLException {
        SqliteEventStore.open(file()).close();
        Ledgers.change(file(), "PRAGMA user_version = 2");

        assertFails(() -> SqliteEventStore.open(file()), Reason.STORE_FAILED, "schema version 2");
        assertFails(() -> SqliteEventStore.verify(file()), Reason.STORE_FAILED, "newer program");
    }

    @Test
    void leavesADatabaseOfSomebodyElseAlone() throws SQLException, IOException {
        Ledgers.change(file(), "CREATE TABLE theirs (x)");
        byte[] before = Files.readAllBytes(file());

        assertFails(() -> SqliteEventStore.open(file()), Reason.STORE_FAILED, "not a ledger");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void refusesAFileThatIsNoDatabaseInOneLine() throws IOException {
        Files.writeString(file(), "This is a letter and not a ledger.\n".repeat(100));

        assertFails(() -> SqliteEventStore.open(file()), Reason.STORE_DAMAGED, "ledger is damaged");
        assertFails(() -> SqliteEventStore.verify(file()), Reason.STORE_DAMAGED, "ledger is damaged");
    }

    @Test
    void refusesADirectoryThatCannotBe() throws IOException {
        Files.writeString(directory.resolve("file"), "x");

        assertFails(() -> SqliteEventStore.in(directory.resolve("file")), Reason.STORE_FAILED, "cannot create");
        assertThatThrownBy(() -> SqliteEventStore.open(Path.of("what?.db")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("question mark");
        assertFails(() -> SqliteEventStore.verify(directory.resolve("none.db")), Reason.STORE_FAILED, "must exist");
    }

    @Test
    void takesNothingMoreOnceAWriteFailedButCanBeOpenedAgain() throws SQLException {
        UniqueKey key = new UniqueKey("order", "1");
        try (SqliteEventStore store = SqliteEventStore.open(file())) {
            store.append(List.of(Ledgers.entry(1)));
            // Somebody breaks the rules of the file, so that the next insert must fail half-way.
            Ledgers.change(
                    file(),
                    "CREATE TRIGGER broken BEFORE INSERT ON unique_key BEGIN SELECT RAISE(ABORT, 'disk trouble'); END");

            assertFails(
                    () -> store.append(List.of(Ledgers.entry(2), Ledgers.entry(3, key))),
                    Reason.STORE_FAILED,
                    "disk trouble");
            assertFails(() -> store.append(List.of(Ledgers.entry(4))), Reason.STORE_FAILED, "failed before");
            assertThat(store.lastSequence()).isEqualTo(1);
            assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        }
        Ledgers.change(file(), "DROP TRIGGER broken");
        try (SqliteEventStore again = SqliteEventStore.open(file())) {
            assertThat(again.lastSequence()).isEqualTo(1);
            assertThat(again.append(List.of(Ledgers.entry(2), Ledgers.entry(3, key))))
                    .isInstanceOf(AppendResult.Appended.class);
        }
    }

    @Test
    void aFullDiskUndoesTheWholeAppend() throws SQLException {
        SqliteEventStore.open(file()).close();
        List<LedgerRecord> records = Ledgers.chained(1, 2_000);
        try (var connection = Sqlite.writer(file());
                LedgerWriter writer = new LedgerWriter(connection)) {
            writer.write(records.subList(0, 10));
            // The limit belongs to the connection: to this one the disk is full.
            Ledgers.value(connection, "PRAGMA max_page_count = 20");

            assertThatThrownBy(() -> writer.write(records.subList(10, 2_000)))
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(Sqlite.failure("write", file(), (SQLException) e))
                            .hasMessageContaining("full")
                            .extracting(ColinException::reason)
                            .isEqualTo(Reason.STORE_FAILED));
        }
        try (SqliteEventStore again = SqliteEventStore.open(file())) {
            assertThat(again.verify())
                    .isEqualTo(new Verification.Intact(10, records.get(9).hash()));
            assertThat(again.append(Ledgers.entries(11, 5))).isInstanceOf(AppendResult.Appended.class);
        }
    }

    @Test
    void databaseItselfRefusesUpdatesAndDeletes() {
        try (SqliteEventStore store = SqliteEventStore.open(file())) {
            store.append(List.of(Ledgers.entry(1, new UniqueKey("order", "1"))));
            for (String sql : List.of(
                    "UPDATE event SET body = 'x'",
                    "DELETE FROM event",
                    "UPDATE unique_key SET value = 'x'",
                    "DELETE FROM unique_key")) {
                assertThatThrownBy(() -> Ledgers.change(file(), sql)).hasMessageContaining("append-only");
            }
        }
    }

    private Path file() {
        return directory.resolve("ledger.db");
    }

    private Path beside(String suffix) {
        return directory.resolve("ledger.db" + suffix);
    }

    private static void assertFails(ThrowingCallable action, Reason reason, String message) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        ColinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
