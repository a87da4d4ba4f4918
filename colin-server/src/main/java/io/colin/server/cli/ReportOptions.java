package io.colin.server.cli;

import io.colin.ml.report.Report;
import io.colin.ml.report.ReportHtml;
import io.colin.ml.report.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a report goes. */
final class ReportOptions {
    @Option(names = "--report", paramLabel = "FILE", description = "the report as one HTML page")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--json", description = "the report as one JSON document on standard output")
    private boolean json;

    @Option(names = "--quiet", description = "no progress")
    private boolean quiet;

    boolean isQuiet() {
        return quiet;
    }

    /** Refuses a place that cannot be written before anything else is done. */
    void check() {
        file.ifPresent(path -> {
            Path folder = path.toAbsolutePath().getParent();
            if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
                throw new IllegalArgumentException("--report: must be a file in an existing directory (" + path + ")");
            }
            if (!Files.isWritable(Files.exists(path) ? path : folder)) {
                throw new IllegalArgumentException("--report: must be writable, file or else directory (" + path + ")");
            }
        });
    }

    /** Prints the document or some lines, then writes the page: a full disk must not cost the outcome. */
    void write(Report report, List<String> lines, PrintWriter out) {
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            lines.forEach(out::println);
        }
        out.flush();
        file.ifPresent(path -> {
            try {
                Files.writeString(path, ReportHtml.of(report), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "--report: cannot be written (" + path + ": " + e.getMessage() + ")", e);
            }
            if (!json) {
                out.println("report " + path);
                out.flush();
            }
        });
    }
}
