package io.colin.server.run;

import io.colin.api.ledger.EventStore;
import io.colin.execution.store.sqlite.SqliteEventStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads the ledger of a run that is over, or was stopped. */
public final class RunLedger {
    private static final String FILE_NAME = "ledger.db";

    private RunLedger() {}

    /**
     * Reads a ledger and closes it.
     *
     * @param run a run's directory or its ledger
     * @param reader is given the open ledger
     * @param <T> what it makes of it
     * @return what the reader made
     * @throws IllegalArgumentException if there is no ledger
     * @throws io.colin.api.ColinException if it is in use or damaged
     */
    public static <T> T read(Path run, Function<? super EventStore, T> reader) {
        Path file = Files.isDirectory(run) ? run.resolve(FILE_NAME) : run;
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "RUN: must be the directory of a run or its " + FILE_NAME + " (" + run + ")");
        }
        try (EventStore store = SqliteEventStore.open(file)) {
            return reader.apply(store);
        }
    }
}
