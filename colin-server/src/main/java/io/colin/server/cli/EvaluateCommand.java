package io.colin.server.cli;

import io.colin.api.market.MarketDataSource;
import io.colin.ml.BarEvaluation;
import io.colin.ml.Effort;
import io.colin.ml.EvaluationReport;
import io.colin.ml.registry.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges a kept model. */
@Command(
        name = "evaluate",
        description = {
            "Judges a kept model on recorded data that lies after its own: on the data it was trained from, that is what was",
            "held out. Reports what came out beside the baselines."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./colin evaluate --profile=bar --data=bars.csv --model=data/models/lstm-bar-0123456789ab --report=model.html",
            "  ./colin evaluate --profile=bar --data=bars.csv --model=lstm-bar-0123456789ab --json > model.json"
        })
public final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(names = "--model", required = true, paramLabel = "DIR|ID", description = "a model's directory or its id")
    private String model = "";

    @Option(names = "--models", paramLabel = "DIR", description = "where ids are looked up (default: ./data/models)")
    private Path models = Path.of("data", "models");

    @Option(names = "--horizon-minutes", paramLabel = "N", description = "refuse a model of another horizon")
    private Optional<Long> horizonMinutes = Optional.empty();

    @Option(
            names = "--shuffles",
            paramLabel = "N",
            description = "orders tried a column for its importance; 0 for none (default: 3)")
    private int shuffles = Effort.standard().shuffles();

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "variants you have tried on this data, for the deflated Sharpe ratio (default: 3)")
    private int trials = Effort.standard().trials();

    /** Made by picocli. */
    public EvaluateCommand() {}

    @Override
    public Integer call() {
        boolean book = data.isBook();
        report.check();
        if (book) {
            BookWork.Result result = BookWork.evaluate(data.open(), directory());
            report.write(result.report(), result.lines(), spec.commandLine().getOut());
            return ColinCommand.OK;
        }
        Effort effort = new Effort(1, 1, shuffles, trials);
        ModelFile file = ModelFile.load(directory());
        checkHorizon(file);
        MarketDataSource source = data.bars().source();
        BarEvaluation evaluation = BarEvaluation.of(source, file, effort);
        List<String> lines =
                new ArrayList<>(evaluation.assessment().evaluation().lines());
        lines.set(lines.size() - 1, evaluation.assessment().verdict());
        report.write(
                EvaluationReport.of(file, evaluation), lines, spec.commandLine().getOut());
        return ColinCommand.OK;
    }

    private Path directory() {
        Path given = Path.of(model);
        if (Files.isDirectory(given)) {
            return given;
        }
        Path named = models.resolve(model);
        if (Files.isDirectory(named)) {
            return named;
        }
        throw new IllegalArgumentException(
                "--model: must be a model's directory or the id of one in " + models + " (" + model + ")");
    }

    private void checkHorizon(ModelFile file) {
        long minutes =
                Duration.ofNanos(file.card().settings().preset().horizonNs()).toMinutes();
        horizonMinutes.filter(asked -> asked != minutes).ifPresent(asked -> {
            throw new IllegalArgumentException("--horizon-minutes: must be " + minutes + ", the horizon of " + file.id()
                    + "; a forecast is never stretched (" + asked + ")");
        });
    }
}
