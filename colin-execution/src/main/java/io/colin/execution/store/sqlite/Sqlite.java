package io.colin.execution.store.sqlite;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** Opens connections with the settings a ledger needs, and says what a failure of SQLite means for it. */
final class Sqlite {
    private static final int BUSY_MS = 5_000;
    private static final int WAL_LIMIT_BYTES = 64 << 20;

    private Sqlite() {}

    /** The one connection that writes, every commit synced; the schema sets the write-ahead log once it knows the file. */
    static Connection writer(Path file) throws SQLException {
        SQLiteConfig config = common();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalSizeLimit(WAL_LIMIT_BYTES);
        return config.createConnection(url(file));
    }

    /** A connection that only reads, beside the writer. */
    static Connection reader(Path file) throws SQLException {
        Connection connection = common().createConnection(url(file));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection to a file that must exist and is not touched. */
    static Connection inspector(Path file) throws SQLException {
        SQLiteConfig config = common();
        config.setReadOnly(true);
        return config.createConnection(url(file));
    }

    /**
     * Takes hold of a file until the connection is closed or the process ends, however it ends. The lock is SQLite's own
     * and not a FileLock, because closing any channel to a file drops the FileLocks of the whole process.
     */
    static Connection exclusive(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        Connection connection = config.createConnection(url(file));
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** What a failure means, in one line. */
    static ColinException failure(String action, Path file, SQLException cause) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(cause.getErrorCode());
        boolean damaged = code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
        return new ColinException(
                damaged ? Reason.STORE_DAMAGED : Reason.STORE_FAILED,
                damaged
                        ? "ledger is damaged: " + file + " (" + cause.getMessage() + ")"
                        : "ledger: cannot " + action + " " + file + " (" + cause.getMessage() + ")",
                cause);
    }

    static boolean isBusy(SQLException e) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode());
        return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
    }

    private static SQLiteConfig common() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.enforceForeignKeys(true);
        return config;
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }
}
