package io.colin.server.cli;

import io.colin.api.ColinException;
import io.colin.api.ledger.EventStore;
import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.server.run.Console;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A ledger that comes to its place only whole: until its run is over it is written beside it, under a name that says so.
 * What a killed process leaves is that; what fails leaves nothing.
 */
final class NewLedger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NewLedger.class.getName());
    private static final String PARTIAL = ".partial";
    private static final String HEAD = ".head";
    /** The ledger first, then what stands beside it. */
    private static final List<String> FILES = List.of("", "-wal", "-shm", ".lock", HEAD);

    private final Path place;
    private final Path partial;
    private final Console console;
    private boolean written;
    private boolean settled;

    private NewLedger(Path place, Console console) {
        this.place = place;
        this.console = console;
        this.partial = beside(place, PARTIAL);
    }

    /**
     * A ledger that is not begun.
     *
     * @param place a new file in a directory that exists
     * @param console hears what became of it
     * @throws IllegalArgumentException if it is not, or an unfinished ledger of it is there
     */
    static NewLedger at(Path place, Console console) {
        Path folder = place.toAbsolutePath().getParent();
        if (Files.exists(place) || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--ledger: must be a new file in an existing directory (" + place + ")");
        }
        NewLedger ledger = new NewLedger(place, console);
        ledger.requireNoPartial();
        return ledger;
    }

    /**
     * Begins it; once. Of several at one place one begins.
     *
     * @throws IllegalArgumentException if an unfinished ledger of it came there meanwhile
     * @throws ColinException STORE_FAILED if it cannot be begun
     */
    EventStore open() {
        try {
            Files.createFile(partial); // Whoever made the file owns it, and nobody else removes it.
        } catch (FileAlreadyExistsException e) {
            throw unfinished();
        } catch (IOException e) {
            throw new ColinException(
                    ColinException.Reason.STORE_FAILED, "--ledger: cannot be begun in " + partial + " (" + e + ")", e);
        }
        written = true;
        return SqliteEventStore.open(partial);
    }

    /**
     * Brings it to its place; its store must be closed.
     *
     * @throws ColinException STORE_FAILED if something came to the place meanwhile or it cannot be moved: it then stays
     *     where it was written
     */
    void keep() {
        if (!written) {
            return;
        }
        settled = true;
        try {
            if (Files.exists(place)) {
                throw new FileAlreadyExistsException(place.toString());
            }
            // The ledger is nowhere without its head, whatever comes between.
            Files.copy(beside(partial, HEAD), beside(place, HEAD), StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, place);
            Files.deleteIfExists(beside(partial, HEAD));
            Files.deleteIfExists(beside(partial, ".lock"));
            console.line("ledger " + place);
        } catch (IOException e) {
            throw new ColinException(
                    ColinException.Reason.STORE_FAILED,
                    "--ledger: cannot be brought to its place, it is whole in " + partial + " (" + e + ")",
                    e);
        }
    }

    /** Removes what was not kept. */
    @Override
    public void close() {
        if (!written || settled) {
            return;
        }
        settled = true;
        console.line("the backtest did not come to its end: no ledger is kept in " + place);
        for (String suffix : FILES) {
            try {
                Files.deleteIfExists(beside(partial, suffix));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "an unfinished ledger is left in " + partial, e);
            }
        }
    }

    private void requireNoPartial() {
        if (Files.exists(partial)) {
            throw unfinished();
        }
    }

    private IllegalArgumentException unfinished() {
        return new IllegalArgumentException("--ledger: must not have an unfinished ledger beside it, of a backtest that"
                + " runs or was killed: remove it if none runs (" + partial + ")");
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
