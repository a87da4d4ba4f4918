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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the page and the document of a run go. */
final class PageOptions {
    private static final String STANDARD_OUTPUT = "-";

    @Option(names = "--report", paramLabel = "FILE", description = "a tear sheet as one HTML page")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--costs",
            paramLabel = "FILE",
            description = "what executions cost and why, as one HTML page, or as JSON where FILE ends in .json")
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

    /** Refuses places that cannot be written, and one place for two, before anything else is done. */
    void check() {
        Map<Path, String> taken = new HashMap<>();
        report.ifPresent(path -> check("--report", path, taken));
        costs.ifPresent(path -> check("--costs", path, taken));
        file().ifPresent(path -> check("--json", path, taken));
    }

    /** Writes what executions cost, if that is wanted, as the file's name says. */
    void writeCosts(Supplier<TcaReport> analysed, String run, PrintWriter out) {
        costs.ifPresent(path -> {
            TcaReport report = analysed.get();
            boolean isDocument = path.toString().endsWith(".json");
            write(
                    "--costs",
                    path,
                    isDocument
                            ? report.json() + "\n"
                            : report.page("Costs of execution, " + run).html());
            if (json.filter(STANDARD_OUTPUT::equals).isEmpty()) {
                out.println("costs " + path);
                out.flush();
            }
        });
    }

    /** Prints the lines, or the document in their place, then writes the files: a full disk must not cost the outcome. */
    void write(Supplier<Page> page, JsonNode document, List<String> lines, PrintWriter out) {
        boolean printsDocument = json.filter(STANDARD_OUTPUT::equals).isPresent();
        if (printsDocument) {
            out.println(Json.text(document));
        } else {
            lines.forEach(out::println);
        }
        out.flush();
        report.ifPresent(path -> write("--report", path, page.get().html()));
        file().ifPresent(path -> write("--json", path, Json.text(document) + "\n"));
        if (!printsDocument) {
            report.ifPresent(path -> out.println("report " + path));
            file().ifPresent(path -> out.println("document " + path));
        }
        out.flush();
    }

    private Optional<Path> file() {
        return json.filter(where -> !where.equals(STANDARD_OUTPUT)).map(Path::of);
    }

    private static void check(String option, Path path, Map<Path, String> taken) {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(option + ": must be a file in an existing directory (" + path + ")");
        }
        boolean writable = Files.isWritable(Files.exists(path) ? path : folder);
        if (!writable) {
            throw new IllegalArgumentException(option + ": must be writable, file or else directory (" + path + ")");
        }
        @Nullable String other = taken.putIfAbsent(place(path, folder), option);
        if (other != null) {
            throw new IllegalArgumentException(option + ": must differ from " + other + " (" + path + ")");
        }
    }

    /** The same for all spellings of a file's path. */
    private static Path place(Path path, Path folder) {
        try {
            return Files.exists(path)
                    ? path.toRealPath()
                    : folder.toRealPath().resolve(folder.relativize(path.toAbsolutePath()));
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
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
