package io.colin.execution.store.sqlite;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** The tables of a ledger, their version, and the refusal of what is not a ledger or is one of a later version. */
final class LedgerSchema {
    static final int VERSION = 1;

    /** "Coln": marks the file as ours. */
    private static final int APPLICATION_ID = 0x436F6C6E;

    private static final List<String> CREATION = List.of(
            """
            CREATE TABLE event (
              seq INTEGER PRIMARY KEY,
              type TEXT NOT NULL,
              ts INTEGER NOT NULL,
              source_position INTEGER NOT NULL,
              principal TEXT NOT NULL,
              correlation_id TEXT NOT NULL,
              causation_id TEXT NOT NULL,
              config_hash TEXT NOT NULL,
              body TEXT NOT NULL,
              prev_hash TEXT NOT NULL,
              hash TEXT NOT NULL
            ) STRICT""",
            """
            CREATE TABLE unique_key (
              space TEXT NOT NULL,
              value TEXT NOT NULL,
              seq INTEGER NOT NULL REFERENCES event(seq),
              position INTEGER NOT NULL,
              PRIMARY KEY (space, value)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX unique_key_seq ON unique_key (seq, position)",
            """
            CREATE TABLE head (
              id INTEGER PRIMARY KEY CHECK (id = 1),
              seq INTEGER NOT NULL,
              hash TEXT NOT NULL
            ) STRICT""",
            "INSERT INTO head (id, seq, hash) VALUES (1, 0, '" + Head.EMPTY.hash() + "')",
            appendOnly("event", "UPDATE"),
            appendOnly("event", "DELETE"),
            appendOnly("unique_key", "UPDATE"),
            appendOnly("unique_key", "DELETE"),
            "PRAGMA application_id = " + APPLICATION_ID,
            "PRAGMA user_version = " + VERSION);

    private LedgerSchema() {}

    /** Creates the tables in a new file, checks them in one that exists; a file of somebody else is left as it is. */
    static void prepare(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean isNew = number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
            if (!isNew) {
                check(connection, file);
            }
            setWriteAhead(statement, file);
            if (isNew) {
                create(statement);
            }
        }
    }

    /** Refuses a file that is no ledger or one of a later version. */
    static void check(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, "PRAGMA application_id") != APPLICATION_ID) {
                throw new ColinException(Reason.STORE_FAILED, "ledger: " + file + " is a database but not a ledger");
            }
            long version = number(statement, "PRAGMA user_version");
            if (version != VERSION) {
                throw new ColinException(
                        Reason.STORE_FAILED,
                        "ledger: " + file + " has schema version " + version + ", this program knows " + VERSION
                                + (version > VERSION ? "; use the newer program that wrote it" : ""));
            }
        }
    }

    private static void create(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        try {
            for (String sql : CREATION) {
                statement.execute(sql);
            }
            statement.execute("COMMIT");
        } catch (SQLException e) {
            statement.execute("ROLLBACK");
            throw e;
        }
    }

    /** On some file systems SQLite keeps its old journal without an error; what it loses there was not measured. */
    private static void setWriteAhead(Statement statement, Path file) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA journal_mode = WAL")) {
            String mode = row.next() ? row.getString(1) : "unknown";
            if (!"wal".equalsIgnoreCase(mode)) {
                throw new ColinException(
                        Reason.STORE_FAILED,
                        "ledger: " + file + " is on a file system without write-ahead logging (journal mode " + mode
                                + ")");
            }
        }
    }

    private static String appendOnly(String table, String verb) {
        return "CREATE TRIGGER " + table + "_no_" + verb.toLowerCase(Locale.ROOT) + " BEFORE " + verb + " ON " + table
                + " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END";
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
