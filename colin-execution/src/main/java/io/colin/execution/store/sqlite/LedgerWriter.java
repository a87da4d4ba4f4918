package io.colin.execution.store.sqlite;

import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes records, their keys and the new head in one transaction. Guarded by its owner. */
final class LedgerWriter implements AutoCloseable {
    private final Connection connection;
    private final Statement control;
    private final PreparedStatement keySequence;
    private final PreparedStatement insertEvent;
    private final PreparedStatement insertKey;
    private final PreparedStatement updateHead;

    LedgerWriter(Connection connection) throws SQLException {
        this.connection = connection;
        control = connection.createStatement();
        keySequence = connection.prepareStatement("SELECT seq FROM unique_key WHERE space = ? AND value = ?");
        insertEvent = connection.prepareStatement("INSERT INTO event (seq, type, ts, source_position, principal,"
                + " correlation_id, causation_id, config_hash, body, prev_hash, hash)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insertKey =
                connection.prepareStatement("INSERT INTO unique_key (space, value, seq, position) VALUES (?, ?, ?, ?)");
        updateHead = connection.prepareStatement("UPDATE head SET seq = ?, hash = ? WHERE id = 1");
    }

    /** The first key that was taken before, by the ledger or by an earlier entry. */
    Optional<AppendResult> taken(List<LedgerEntry> entries) throws SQLException {
        Set<UniqueKey> mine = new HashSet<>();
        for (LedgerEntry entry : entries) {
            for (UniqueKey key : entry.keys()) {
                long before = sequenceOf(key);
                if (before > 0 || !mine.add(key)) {
                    return Optional.of(new AppendResult.Duplicate(key, before));
                }
            }
        }
        return Optional.empty();
    }

    /** Writes all or nothing; when it returns, the records are on the disk. */
    void write(List<LedgerRecord> records) throws SQLException {
        control.execute("BEGIN IMMEDIATE");
        try {
            for (LedgerRecord next : records) {
                insert(next);
            }
            LedgerRecord last = records.getLast();
            updateHead.setLong(1, last.sequence());
            updateHead.setString(2, last.hash());
            if (updateHead.executeUpdate() != 1) {
                throw new SQLException("the head row is missing");
            }
            control.execute("COMMIT");
        } catch (SQLException e) {
            rollback(e);
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void insert(LedgerRecord next) throws SQLException {
        LedgerEntry entry = next.entry();
        insertEvent.setLong(1, next.sequence());
        insertEvent.setString(2, entry.type());
        insertEvent.setLong(3, entry.timeNs());
        insertEvent.setLong(4, entry.sourcePosition());
        insertEvent.setString(5, entry.principal());
        insertEvent.setString(6, entry.correlationId());
        insertEvent.setString(7, entry.causationId());
        insertEvent.setString(8, entry.configHash());
        insertEvent.setString(9, entry.body());
        insertEvent.setString(10, next.previousHash());
        insertEvent.setString(11, next.hash());
        insertEvent.executeUpdate();
        for (int i = 0; i < entry.keys().size(); i++) {
            UniqueKey key = entry.keys().get(i);
            insertKey.setString(1, key.space());
            insertKey.setString(2, key.value());
            insertKey.setLong(3, next.sequence());
            insertKey.setInt(4, i);
            insertKey.executeUpdate();
        }
    }

    private long sequenceOf(UniqueKey key) throws SQLException {
        keySequence.setString(1, key.space());
        keySequence.setString(2, key.value());
        try (ResultSet row = keySequence.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void rollback(SQLException cause) {
        try {
            control.execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite rolls back by itself after a full disk or an I/O error; the store is failed either way.
            cause.addSuppressed(e);
        }
    }
}
