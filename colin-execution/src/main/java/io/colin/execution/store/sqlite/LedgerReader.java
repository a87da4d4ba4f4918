package io.colin.execution.store.sqlite;

import io.colin.api.ColinException;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.ledger.Verification;
import io.colin.execution.store.HashChain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads records by pages, so that no read holds up the write-ahead log for long. Guarded by its owner. */
final class LedgerReader implements AutoCloseable {
    private static final int PAGE = 500;

    private final Connection connection;
    private final PreparedStatement events;
    private final PreparedStatement keys;
    private final PreparedStatement keySequence;

    LedgerReader(Connection connection) throws SQLException {
        this.connection = connection;
        events = connection.prepareStatement("SELECT seq, type, ts, source_position, principal, correlation_id,"
                + " causation_id, config_hash, body, prev_hash, hash FROM event"
                + " WHERE seq BETWEEN ? AND ? ORDER BY seq");
        keys = connection.prepareStatement(
                "SELECT seq, space, value FROM unique_key WHERE seq BETWEEN ? AND ? ORDER BY seq, position");
        keySequence = connection.prepareStatement("SELECT seq FROM unique_key WHERE space = ? AND value = ?");
    }

    /** The records of one page; it ends before the first one that is none, and fails where that is its first. */
    List<LedgerRecord> page(long first, long last) throws SQLException {
        long end = Math.min(last, first + PAGE - 1);
        List<LedgerRecord> records = new ArrayList<>();
        keys.setLong(1, first);
        keys.setLong(2, end);
        events.setLong(1, first);
        events.setLong(2, end);
        try (ResultSet key = keys.executeQuery();
                ResultSet event = events.executeQuery()) {
            boolean more = key.next();
            while (event.next()) {
                long sequence = event.getLong(1);
                List<UniqueKey> taken = new ArrayList<>();
                // A key of a sequence without an event cannot be joined to anything: the record itself is missing.
                while (more && key.getLong(1) <= sequence) {
                    if (key.getLong(1) == sequence) {
                        taken.add(new UniqueKey(key.getString(2), key.getString(3)));
                    }
                    more = key.next();
                }
                records.add(new LedgerRecord(sequence, entry(event, taken), event.getString(10), event.getString(11)));
            }
        } catch (IllegalArgumentException e) {
            if (records.isEmpty()) {
                throw new HashChain.Problem(first, "is no record (" + e.getMessage() + ")").asException();
            }
        }
        return records;
    }

    Optional<LedgerRecord> at(long sequence) throws SQLException {
        return page(sequence, sequence).stream().findFirst();
    }

    /** The record that took a key. */
    Optional<LedgerRecord> find(UniqueKey key) throws SQLException {
        keySequence.setString(1, key.space());
        keySequence.setString(2, key.value());
        long sequence;
        try (ResultSet row = keySequence.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            sequence = row.getLong(1);
        }
        return at(sequence);
    }

    /** The end of the ledger as its own row says. */
    Head head() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT seq, hash FROM head");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? new Head(row.getLong(1), row.getString(2)) : Head.EMPTY;
        }
    }

    /** Number of the last event there is, whatever the head says. */
    long lastSequence() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT coalesce(max(seq), 0) FROM event");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Checks the chain from the first record to the end that is expected. */
    Verification verify(Head expected) {
        HashChain chain = HashChain.fromStart();
        try {
            while (chain.lastSequence() < expected.sequence()) {
                long first = chain.lastSequence() + 1;
                for (LedgerRecord next : page(first, expected.sequence())) {
                    Optional<HashChain.Problem> problem = chain.check(next);
                    if (problem.isPresent()) {
                        return broken(problem.get());
                    }
                }
                if (chain.lastSequence() < first) {
                    return new Verification.Broken(first, "is missing");
                }
            }
        } catch (SQLException | ColinException e) {
            return new Verification.Broken(chain.lastSequence() + 1, "cannot be read (" + e.getMessage() + ")");
        }
        if (!chain.lastHash().equals(expected.hash())) {
            return new Verification.Broken(expected.sequence(), "is not the last record that was written");
        }
        return new Verification.Intact(chain.lastSequence(), chain.lastHash());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static Verification broken(HashChain.Problem problem) {
        return new Verification.Broken(problem.sequence(), problem.reason());
    }

    private static LedgerEntry entry(ResultSet row, List<UniqueKey> keys) throws SQLException {
        return new LedgerEntry(
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                keys);
    }
}
