package io.colin.execution.store.sqlite;

import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.UniqueKey;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A process of its own that appends until it is killed, and writes each acknowledged number to its output. */
public final class AppendingProcess {
    private AppendingProcess() {}

    /** Arguments: the ledger's file, a seed for the sizes of the batches. */
    public static void main(String[] arguments) throws IOException {
        Random random = new Random(Long.parseLong(arguments[1]));
        try (SqliteEventStore store = SqliteEventStore.open(Path.of(arguments[0]));
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            while (true) {
                int next = (int) store.lastSequence() + 1;
                List<LedgerEntry> batch = Ledgers.entries(next, 1 + random.nextInt(8));
                if (!(store.append(batch) instanceof AppendResult.Appended done)) {
                    throw new IllegalStateException("key taken: " + new UniqueKey("n", Integer.toString(next)));
                }
                out.write((done.lastSequence() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
