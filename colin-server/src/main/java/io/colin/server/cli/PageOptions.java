package io.colin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.execution.report.Page;
import io.colin.execution.tca.TcaReport;
import io.colin.server.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where the page and the document of a run go. */
final class PageOptions {
    private static final String STANDARD_OUTPUT = "-";

    @Option(names = "--report", paramLabel = "FILE", description = "a tear sheet as one HTML page")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--costs", paramLabel = "FILE", description = "what executions cost and why, as one HTML page")
    private Optional<Path> costs = Optional.empty();

    @Option(
            names = "--json",
            arity = "0..1",
            paramLabel = "FILE",
            fallbackValue = STANDARD_OUTPUT,
            description = "one JSON document, to a file or to standard output")
    private Optional<String> json = Optional.empty();

    @Option(names = "--quiet", description = "no progress")
    private boolean quiet;

    boolean isQuiet() {
        return quiet;
    }

    /** Refuses places that cannot be written before anything else is done. */
    void check() {
        report.ifPresent(path -> check("--report", path));
        costs.ifPresent(path -> check("--costs", path));
        file().ifPresent(path -> check("--json", path));
    }

    /** Writes the page of what executions cost, if one is wanted. */
    void writeCosts(Supplier<TcaReport> analysed, String run, PrintWriter out) {
        costs.ifPresent(path -> {
            write(
                    "--costs",
                    path,
                    analysed.get().page("Costs of execution, " + run).html());
            if (json.filter(STANDARD_OUTPUT::equals).isEmpty()) {
                out.println("costs " + path);
                out.flush();
            }
        });
    }

    /** Writes page and document, then the lines unless the document stands in their place. */
    void write(Supplier<Page> page, JsonNode document, List<String> lines, PrintWriter out) {
        report.ifPresent(path -> write("--report", path, page.get().html()));
        file().ifPresent(path -> write("--json", path, Json.text(document) + "\n"));
        if (json.filter(STANDARD_OUTPUT::equals).isPresent()) {
            out.println(Json.text(document));
        } else {
            lines.forEach(out::println);
            report.ifPresent(path -> out.println("report " + path));
            file().ifPresent(path -> out.println("document " + path));
        }
        out.flush();
    }

    private Optional<Path> file() {
        return json.filter(where -> !where.equals(STANDARD_OUTPUT)).map(Path::of);
    }

    private static void check(String option, Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(option + ": must be a file in an existing directory (" + path + ")");
        }
    }

    private static void write(String option, Path path, String text) {
        try {
            Files.writeString(path, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    option + ": cannot be written (" + path + ": " + e.getMessage() + ")", e);
        }
    }
}
