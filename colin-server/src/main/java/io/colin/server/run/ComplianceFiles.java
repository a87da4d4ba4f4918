package io.colin.server.run;

import io.colin.risk.compliance.ComplianceReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the compliance report of every day as a file {@code compliance/<day>.txt}: its canonical text, and its hash last. The
 * files are a convenience: each can be made again from the ledger alone. They are written on a thread of their own, so that
 * the engine never waits for them; one that cannot be written is logged.
 */
final class ComplianceFiles implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ComplianceFiles.class.getName());
    private static final long CLOSE_SECONDS = 10;

    private final Path folder;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("colin-compliance-files").factory());

    private ComplianceFiles(Path folder) {
        this.folder = folder;
    }

    /** Files in a run's folder. */
    static ComplianceFiles in(Path run) {
        return new ComplianceFiles(run.resolve("compliance"));
    }

    /** Has a report written. */
    void write(ComplianceReport report) {
        writer.execute(() -> save(report));
    }

    private void save(ComplianceReport report) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(report.day() + ".txt");
            Path part = folder.resolve(report.day() + ".txt.part");
            Files.writeString(part, report.canonicalText() + "hash=" + report.hash() + "\n", StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the compliance report of " + report.day() + " could not be written", e);
        }
    }

    /** Waits for what is being written. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "not every compliance report was written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
