package io.colin.execution.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.ledger.Verification;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody, or a bad disk, does to a ledger's files is seen, and the first bad record is named. */
final class SqliteTamperingTest {
    private static final int RECORDS = 40;

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() {
        file = directory.resolve("ledger.db");
        try (SqliteEventStore store = SqliteEventStore.open(file)) {
            for (int i = 1; i <= RECORDS; i += 5) {
                store.append(Ledgers.entries(i, 5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type = 'Other'",
                "type = ''",
                "ts = ts + 1",
                "source_position = 0",
                "principal = 'other'",
                "correlation_id = ''",
                "causation_id = 'other'",
                "config_hash = 'other'",
                "body = body || ' '",
                "hash = replace(hash, substr(hash, 1, 1), 'g')",
                "prev_hash = hash"
            })
    void seesAnEditOfAnyColumn(String edit) throws SQLException {
        Ledgers.tamper(file, "UPDATE event SET " + edit + " WHERE seq = 17");

        assertBrokenAt(17);
    }

    @Test
    void seesAnEditWhoseHashWasMadeToFit() throws SQLException {
        LedgerRecord forged = forged(17);
        Ledgers.tamper(
                file,
                "UPDATE event SET body = '" + forged.entry().body() + "', hash = '" + forged.hash()
                        + "' WHERE seq = 17");

        assertBrokenAt(18);
    }

    @Test
    void seesADeletedRecord() throws SQLException {
        Ledgers.tamper(file, "DELETE FROM unique_key WHERE seq = 17", "DELETE FROM event WHERE seq = 17");

        assertBrokenAt(17);
    }

    @Test
    void seesADeletedRecordWhoseGapWasClosed() throws SQLException {
        Ledgers.tamper(
                file,
                "PRAGMA foreign_keys = OFF",
                "DELETE FROM event WHERE seq = 17",
                "UPDATE event SET seq = seq - 1 WHERE seq > 17");

        assertThat(SqliteEventStore.verify(file)).isInstanceOf(Verification.Broken.class);
        assertRefused("missing");
    }

    @Test
    void seesTwoRecordsSwapped() throws SQLException {
        Ledgers.tamper(
                file,
                "PRAGMA foreign_keys = OFF",
                "UPDATE event SET seq = 1000 WHERE seq = 17",
                "UPDATE event SET seq = 17 WHERE seq = 18",
                "UPDATE event SET seq = 18 WHERE seq = 1000");

        assertBrokenAt(17);
    }

    @Test
    void seesAnInsertedRecord() throws SQLException {
        Ledgers.tamper(
                file,
                "PRAGMA foreign_keys = OFF",
                "UPDATE event SET seq = -seq - 1 WHERE seq >= 17",
                "UPDATE event SET seq = -seq WHERE seq < 0",
                "INSERT INTO event SELECT 17, type, ts, source_position, principal, correlation_id, causation_id,"
                        + " config_hash, body, prev_hash, hash FROM event WHERE seq = 16");

        assertThat(SqliteEventStore.verify(file)).isInstanceOf(Verification.Broken.class);
        assertRefused("41");
    }

    @Test
    void seesKeysTakenAwayAddedAndMoved() throws SQLException {
        Ledgers.tamper(file, "DELETE FROM unique_key WHERE seq = 17");
        assertBrokenAt(17);
        Ledgers.tamper(file, "INSERT INTO unique_key VALUES ('n', 'other', 12, 1)");
        assertBrokenAt(12);
        Ledgers.tamper(file, "UPDATE unique_key SET seq = 5 WHERE seq = 4");
        assertBrokenAt(4);
    }

    @Test
    void refusesToContinueWhereTheLastRecordsWereDeleted() throws SQLException {
        Ledgers.tamper(file, "DELETE FROM unique_key WHERE seq > 38", "DELETE FROM event WHERE seq > 38");

        assertThat(SqliteEventStore.verify(file)).isEqualTo(new Verification.Broken(39, "is missing"));
        assertRefused("records 39 to 40 are missing");
    }

    @Test
    void refusesToContinueWhereTheHeadWasCutTooByTheFileBeside() throws SQLException {
        Ledgers.tamper(
                file,
                "DELETE FROM unique_key WHERE seq > 38",
                "DELETE FROM event WHERE seq > 38",
                "UPDATE head SET seq = 38, hash = (SELECT hash FROM event WHERE seq = 38)");

        assertThat(SqliteEventStore.verify(file)).as("consistent in itself").isInstanceOf(Verification.Intact.class);
        assertRefused("ledger.db.head names record 40");
    }

    @Test
    void refusesALastRecordThatIsNone() throws SQLException {
        Ledgers.tamper(file, "UPDATE event SET principal = '' WHERE seq = 40");

        assertThat(SqliteEventStore.verify(file)).isInstanceOf(Verification.Broken.class);
        assertRefused("record 40 is no record");
    }

    @Test
    void refusesALedgerWhoseHeadIsGone() throws SQLException {
        Ledgers.tamper(file, "DELETE FROM head");

        assertThat(SqliteEventStore.verify(file)).isInstanceOf(Verification.Broken.class);
        assertRefused("ledger is damaged");
    }

    @Test
    void refusesToStartAnewWhereTheLedgerWasTakenAway() throws IOException {
        Files.delete(file);

        assertRefused("records 1 to 40 are missing");
    }

    @Test
    void refusesAnotherLedgerPutInItsPlace() throws IOException {
        Path other = directory.resolve("other/ledger.db");
        try (SqliteEventStore store = SqliteEventStore.open(other)) {
            store.append(Ledgers.entries(1_000, RECORDS + 3));
        }
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertRefused("record 40 is not the record that was written");
    }

    @Test
    void refusesARecordThatNoLedgerWrote() throws SQLException {
        Ledgers.tamper(
                file,
                "INSERT INTO event SELECT 41, type, ts, source_position, principal, correlation_id, causation_id,"
                        + " config_hash, body, hash, hash FROM event WHERE seq = 40");

        assertThat(SqliteEventStore.verify(file)).isEqualTo(new Verification.Broken(41, "was not written by a ledger"));
        assertRefused("record 41 was not written");
    }

    @Test
    void opensAgainWhereOnlyTheFileBesideIsGoneOrUnreadable() throws IOException {
        Files.delete(directory.resolve("ledger.db.head"));
        SqliteEventStore.open(file).close();
        Files.write(directory.resolve("ledger.db.head"), new byte[85]);
        SqliteEventStore.open(file).close();

        assertThat(Files.readString(directory.resolve("ledger.db.head"))).startsWith("0000000000000000040 ");
    }

    @Test
    void findRefusesARecordThatWasEdited() throws SQLException {
        Ledgers.tamper(file, "UPDATE event SET body = 'x' WHERE seq = 17");
        try (SqliteEventStore store = SqliteEventStore.open(file)) {
            assertThatThrownBy(() -> store.find(new UniqueKey("n", "17")))
                    .isInstanceOf(ColinException.class)
                    .hasMessageContaining("record 17");
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Bytes of the file, not of its unused parts: a flip is found by the chain or by SQLite, or changed nothing. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverGivesAnotherContentAfterFlippedBytes(long seed) throws IOException {
        List<LedgerRecord> sound = new ArrayList<>();
        try (SqliteEventStore store = SqliteEventStore.open(file)) {
            store.read(1, sound::add);
        }
        Random random = new Random(seed);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            long at = (long) (random.nextDouble() * raw.length());
            raw.seek(at);
            int before = raw.read();
            raw.seek(at);
            raw.write(before ^ (1 << random.nextInt(8)));
        }

        List<LedgerRecord> read = new ArrayList<>();
        try (SqliteEventStore store = SqliteEventStore.open(file)) {
            store.read(1, read::add);
            assertThat(read).isEqualTo(sound);
        } catch (ColinException e) {
            assertThat(e.reason()).isIn(Reason.STORE_DAMAGED, Reason.STORE_FAILED);
            assertThat(read).isEqualTo(sound.subList(0, read.size()));
        }
    }

    @Test
    void seesARecordLostFromTheWriteAheadLog() throws IOException {
        Path copy = directory.resolve("copy");
        Files.createDirectories(copy);
        try (SqliteEventStore store = SqliteEventStore.open(file)) {
            store.append(Ledgers.entries(RECORDS + 1, 5));
            // What a backup that forgets the write-ahead log holds.
            Files.copy(file, copy.resolve("ledger.db"));
            Files.copy(directory.resolve("ledger.db.head"), copy.resolve("ledger.db.head"));
        }
        file = copy.resolve("ledger.db");

        assertRefused("records 41 to 45 are missing");
    }

    private void assertBrokenAt(long sequence) {
        assertThat(SqliteEventStore.verify(file))
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.sequence()).isEqualTo(sequence));
        List<Long> read = new ArrayList<>();
        try (SqliteEventStore store = SqliteEventStore.open(file)) {
            assertThat(store.verify()).isEqualTo(SqliteEventStore.verify(file));
            assertThatThrownBy(() -> store.read(1, each -> read.add(each.sequence())))
                    .isInstanceOfSatisfying(
                            ColinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_DAMAGED))
                    .hasMessageContaining("record " + sequence + " ");
        }
        assertThat(read).hasSize((int) sequence - 1);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> SqliteEventStore.open(file))
                .isInstanceOfSatisfying(
                        ColinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_DAMAGED))
                .hasMessageContaining(message);
        assertThatThrownBy(() -> SqliteEventStore.open(file))
                .as("a refused opening lets go of the file")
                .hasMessageContaining(message);
    }

    private LedgerRecord forged(long sequence) {
        List<LedgerRecord> all = new ArrayList<>();
        try (SqliteEventStore store = SqliteEventStore.open(file)) {
            store.read(sequence, all::add);
        }
        LedgerRecord before = all.getFirst();
        var entry = before.entry();
        var forged = new LedgerEntry(
                entry.type(),
                entry.timeNs(),
                entry.sourcePosition(),
                entry.principal(),
                entry.correlationId(),
                entry.causationId(),
                entry.configHash(),
                "{}",
                entry.keys());
        return LedgerRecord.chained(sequence, before.previousHash(), forged);
    }
}
