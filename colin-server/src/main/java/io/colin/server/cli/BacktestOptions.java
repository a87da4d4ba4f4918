package io.colin.server.cli;

import io.colin.execution.backtest.Trials;
import io.colin.server.config.Config;
import io.colin.server.run.BacktestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is replayed, and with which models. */
final class BacktestOptions {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "builtin|FILE",
            description = "recorded bars, trades or order books; given again, they are merged by time")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "DIR|ID",
            description = {
                "a kept model, for its own symbol; may be given again. Default: the one of these data and settings,"
                        + " found in the",
                "data directory or trained on their first part"
            })
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--walk-forward",
            paramLabel = "N",
            description = {
                "trade the second half of the data in N steps, each with models trained on all before it but the last"
                        + " four",
                "hours, on which their training is judged; a model speaks for 30 days after its data",
                "(default: one model, trained on the first part)"
            })
    private int steps;

    @Option(
            names = "--lifecycle",
            description = {
                "let models succeed each other inside, as in a run with ai.training.retrain, in a registry of the"
                        + " backtest's own:",
                "retrained, shadowed, and promoted past the gates as soon as these let them; a training takes an hour"
                        + " of event time"
            })
    private boolean lifecycle;

    @Option(
            names = "--successor-folds",
            paramLabel = "N",
            description = {
                "with --lifecycle: judge successors by a walk forward of N folds instead of one split, so that what they",
                "must have shown before they trade capital is measured: N + 1 trainings in the place of one",
                "(0: one split, after which none trades; at most 50)"
            },
            defaultValue = "0")
    private int folds;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "trade from here on, UTC: 2024-08-08 or 2024-08-08T12:00:00Z")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "end here")
    private Optional<String> to = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "of everything random (default: 42)")
    private Optional<String> seed = Optional.empty();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "where models are kept (default: ./data)")
    private Optional<String> dataDir = Optional.empty();

    /** Settings with everything that the options say. */
    BacktestSettings settings(Trials trials) {
        Map<String, String> flags = new LinkedHashMap<>();
        seed.ifPresent(value -> flags.put("ai.training.seed", value));
        dataDir.ifPresent(value -> flags.put("data_dir", value));
        Config read = config.read(System.getenv(), flags);
        OptionalLong fromNs = time("--from", from);
        OptionalLong toNs = time("--to", to);
        if (fromNs.isPresent() && toNs.isPresent() && toNs.getAsLong() <= fromNs.getAsLong()) {
            throw new IllegalArgumentException("--to: must be later than --from (" + to.orElseThrow() + ")");
        }
        Path kept = Path.of(read.text("data_dir")).resolve("models");
        List<Path> directories =
                models.stream().map(name -> directory(name, kept)).toList();
        return new BacktestSettings(data, directories, steps, lifecycle, folds, fromNs, toNs, trials, read);
    }

    private static Path directory(String model, Path kept) {
        for (Path candidate : List.of(Path.of(model), kept.resolve(model))) {
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(
                "--model: must be a model's directory or the id of one in " + kept + " (" + model + ")");
    }

    private static OptionalLong time(String option, Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        String given = text.orElseThrow();
        try {
            Instant instant = given.length() == 10
                    ? LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(given);
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    option + ": must be a UTC time such as 2024-08-08 or 2024-08-08T12:00:00Z (" + given + ")", e);
        }
    }
}
