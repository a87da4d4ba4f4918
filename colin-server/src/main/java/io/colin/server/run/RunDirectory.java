package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerRecord;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.store.sqlite.SqliteEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The folder of one run below {@code runs}: the newest one is taken up again until its ledger says that it ended, then
 * the next number begins.
 *
 * @param id name of the run, for example {@code r0003}
 * @param path its folder
 * @param store its ledger, open; owned by the caller
 * @param resumed whether the ledger holds something already
 * @param startedNs event time at which a resumed run began to trade, if it had
 */
record RunDirectory(String id, Path path, EventStore store, boolean resumed, OptionalLong startedNs) {
    private static final String PREFIX = "r";

    /** The run to go on with; with the store {@code memory} always a new one that leaves nothing behind. */
    static RunDirectory in(Path dataDir, String store) {
        if (store.equals("memory")) {
            return new RunDirectory(PREFIX + "0001", dataDir, MemoryEventStore.empty(), false, OptionalLong.empty());
        }
        Path runs = dataDir.resolve("runs");
        try {
            Files.createDirectories(runs);
            Optional<Path> newest = newest(runs);
            int number = newest.map(RunDirectory::number).orElse(1);
            RunDirectory taken = open(runs, number);
            if (!hasEnded(taken.store())) {
                return taken;
            }
            taken.store().close();
            return open(runs, number + 1);
        } catch (IOException e) {
            throw new ColinException(
                    ColinException.Reason.STORE_FAILED, "data-dir: must be writable (" + dataDir + ")", e);
        }
    }

    private static RunDirectory open(Path runs, int number) throws IOException {
        String id = String.format(Locale.ROOT, "%s%04d", PREFIX, number); // some locales have other digits
        Path path = runs.resolve(id);
        Files.createDirectories(path);
        EventStore store = SqliteEventStore.in(path);
        return new RunDirectory(id, path, store, store.lastSequence() > 0, startedNs(store));
    }

    private static Optional<Path> newest(Path runs) throws IOException {
        try (Stream<Path> entries = Files.list(runs)) {
            List<Path> numbered = entries.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{4,9}"))
                    .sorted(Comparator.comparingInt(RunDirectory::number))
                    .toList();
            return numbered.isEmpty() ? Optional.empty() : Optional.of(numbered.getLast());
        }
    }

    private static int number(Path path) {
        return Integer.parseInt(path.getFileName().toString().substring(PREFIX.length()));
    }

    private static OptionalLong startedNs(EventStore store) {
        AtomicReference<OptionalLong> started = new AtomicReference<>(OptionalLong.empty());
        store.read(1, ledgerRecord -> {
            if (started.get().isEmpty() && ledgerRecord.entry().type().equals("RunStarted")) {
                started.set(OptionalLong.of(ledgerRecord.entry().timeNs()));
            }
        });
        return started.get();
    }

    private static boolean hasEnded(EventStore store) {
        if (store.lastSequence() == 0) {
            return false;
        }
        AtomicReference<String> last = new AtomicReference<>("");
        store.read(
                store.lastSequence(),
                (LedgerRecord ledgerRecord) -> last.set(ledgerRecord.entry().type()));
        // Orders may still be taken after the end of the source, so the end need not be the last record.
        if (last.get().equals("RunEnded")) {
            return true;
        }
        AtomicReference<Boolean> ended = new AtomicReference<>(false);
        store.read(1, ledgerRecord -> {
            if (ledgerRecord.entry().type().equals("RunEnded")) {
                ended.set(true);
            }
        });
        return ended.get();
    }
}
