package io.colin.execution.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.ledger.UniqueKey;
import io.colin.api.ledger.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class SqliteCrashTest {
    private static final int ROUNDS = 5;
    private static final long SEED = 20_131_125;

    @TempDir
    Path directory;

    @Test
    void losesNothingItAcknowledgedWhenItsProcessIsKilled() throws IOException, InterruptedException {
        Path file = directory.resolve("ledger.db");
        Random random = new Random(SEED);
        long acknowledgedBefore = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long acknowledged = killedAfter(file, 1 + random.nextInt(400), random.nextLong());
            assertThat(acknowledged).as("round %d of seed %d", round, SEED).isGreaterThan(acknowledgedBefore);

            assertHolds(file, acknowledged);
            acknowledgedBefore = acknowledged;
        }
    }

    @Test
    void belongsToOneProcessUntilThatEndsHoweverItEnds() throws IOException, InterruptedException {
        Path file = directory.resolve("ledger.db");
        Process process = start(file, 1);
        try (BufferedReader acknowledged = process.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(acknowledged.readLine()).isNotNull();
            assertThatThrownBy(() -> SqliteEventStore.open(file)).hasMessageContaining("ledger is in use");
        } finally {
            kill(process);
        }
        SqliteEventStore.open(file).close();
    }

    /** Kills the process once it has acknowledged so many appends; the kill falls anywhere into the ones after. */
    private static long killedAfter(Path file, int appends, long seed) throws IOException, InterruptedException {
        Process process = start(file, seed);
        long last = 0;
        try (BufferedReader acknowledged = process.inputReader(StandardCharsets.US_ASCII)) {
            for (int i = 0; i < appends; i++) {
                String line = acknowledged.readLine();
                assertThat(line).as(() -> "output of " + process.info()).isNotNull();
                last = Long.parseLong(line);
            }
            // By its handle: Process.destroyForcibly would close the output as well.
            process.toHandle().destroyForcibly();
            // What it wrote before it died counts too; a last line may be cut off.
            StringBuilder rest = new StringBuilder();
            for (int c = acknowledged.read(); c >= 0; c = acknowledged.read()) {
                rest.append((char) c);
            }
            for (String line :
                    rest.substring(0, rest.lastIndexOf("\n") + 1).lines().toList()) {
                last = Long.parseLong(line);
            }
        } finally {
            kill(process);
        }
        return last;
    }

    private static void assertHolds(Path file, long acknowledged) {
        try (SqliteEventStore store = SqliteEventStore.open(file)) {
            assertThat(store.lastSequence()).isGreaterThanOrEqualTo(acknowledged);
            List<LedgerRecord> read = new ArrayList<>();
            store.read(1, read::add);
            assertThat(read).hasSize((int) store.lastSequence());
            for (LedgerRecord each : read) {
                int number = (int) each.sequence();
                assertThat(each.entry()).isEqualTo(Ledgers.entry(number, new UniqueKey("n", Integer.toString(number))));
            }
            assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
            assertThat(store.append(List.of(read.getLast().entry())))
                    .isEqualTo(new AppendResult.Duplicate(
                            new UniqueKey("n", Long.toString(store.lastSequence())), store.lastSequence()));
        }
    }

    private static Process start(Path file, long seed) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        file.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
