package io.colin.execution.store.sqlite;

import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Entries to append, and the hands of somebody who works on a ledger's file from outside. */
final class Ledgers {
    private Ledgers() {}

    static LedgerEntry entry(int number, UniqueKey... keys) {
        return new LedgerEntry(
                "Event",
                1_000L + number,
                number,
                "tester",
                "correlation-" + number,
                "event:" + number,
                "config",
                "{\"number\":" + number + ",\"text\":\"" + "x".repeat(200) + "\"}",
                List.of(keys));
    }

    static List<LedgerEntry> entries(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> entry(i, new UniqueKey("n", Integer.toString(i))))
                .toList();
    }

    /** The first records of a ledger that holds nothing else. */
    static List<LedgerRecord> chained(int first, int count) {
        List<LedgerRecord> records = new ArrayList<>();
        String previous = LedgerRecord.GENESIS;
        for (LedgerEntry entry : entries(first, count)) {
            records.add(LedgerRecord.chained(records.size() + 1L, previous, entry));
            previous = records.getLast().hash();
        }
        return records;
    }

    /** Changes a file with its guards against change taken away, as somebody with write access can. */
    static void tamper(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String trigger :
                    List.of("event_no_update", "event_no_delete", "unique_key_no_update", "unique_key_no_delete")) {
                statement.execute("DROP TRIGGER IF EXISTS " + trigger);
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static void change(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String value(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return value(connection, sql);
        }
    }

    static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
