package io.colin.benchmarks;

import io.colin.api.internal.Require;
import io.colin.api.ledger.EventStore;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.store.sqlite.SqliteEventStore;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The load of a run of the harness.
 *
 * @param eventsPerSecond rate of market events
 * @param ordersPerSecond rate of orders from outside
 * @param seconds how long each part is measured
 * @param warmUpSeconds how long it runs before, unmeasured
 * @param ledger {@code memory}, or a directory without a ledger
 */
record HarnessSettings(
        double eventsPerSecond, double ordersPerSecond, double seconds, double warmUpSeconds, String ledger) {
    static final HarnessSettings STANDARD = new HarnessSettings(2_000, 50, 30, 10, "memory");

    HarnessSettings {
        Require.within("events", eventsPerSecond, 1, 1_000_000);
        Require.within("orders", ordersPerSecond, 0.1, 100_000);
        Require.within("seconds", seconds, 0.01, 3_600);
        Require.within("warm-up", warmUpSeconds, 0, 3_600);
        Require.text("ledger", ledger);
    }

    /** What can be said otherwise, and these where it is not. */
    String usage(String program) {
        return String.format(
                Locale.ROOT, """
                Usage: benchmarks/run %s [--events N] [--orders N] [--seconds N] [--warm-up N] [--ledger memory|DIR]
                  --events N    market events a second (%.0f)
                  --orders N    orders a second (%.0f)
                  --seconds N   how long each part is measured (%.0f)
                  --warm-up N   seconds before that, unmeasured (%.0f)
                  --ledger DIR  a SQLite ledger in this directory, which must hold none yet (%s)
                """, program, eventsPerSecond, ordersPerSecond, seconds, warmUpSeconds, ledger);
    }

    static HarnessSettings parse(String... args) {
        return STANDARD.with(args);
    }

    /** These, but for what is said otherwise. */
    HarnessSettings with(String... args) {
        HarnessSettings settings = this;
        for (int i = 0; i < args.length; i += 2) {
            Require.that(i + 1 < args.length, args[i], "must have a value", "none");
            settings = settings.with(args[i], args[i + 1]);
        }
        return settings;
    }

    /** A part of its own, so that both may write a ledger. */
    EventStore store(String part) {
        return ledger.equals("memory") ? MemoryEventStore.empty() : SqliteEventStore.in(Path.of(ledger, part));
    }

    private HarnessSettings with(String name, String value) {
        return switch (name) {
            case "--events" ->
                new HarnessSettings(number(name, value), ordersPerSecond, seconds, warmUpSeconds, ledger);
            case "--orders" ->
                new HarnessSettings(eventsPerSecond, number(name, value), seconds, warmUpSeconds, ledger);
            case "--seconds" ->
                new HarnessSettings(eventsPerSecond, ordersPerSecond, number(name, value), warmUpSeconds, ledger);
            case "--warm-up" ->
                new HarnessSettings(eventsPerSecond, ordersPerSecond, seconds, number(name, value), ledger);
            case "--ledger" -> new HarnessSettings(eventsPerSecond, ordersPerSecond, seconds, warmUpSeconds, value);
            default -> throw Require.broken("option", "must be one of the usage", name);
        };
    }

    private static double number(String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw Require.broken(name, "must be a number", value);
        }
    }
}
