package io.colin.server.cli;

import io.colin.ml.BarTraining;
import io.colin.ml.Effort;
import io.colin.ml.EvaluationReport;
import io.colin.ml.WalkForwardResult;
import io.colin.ml.dataset.WalkForwardSettings;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.network.CheckpointStore;
import io.colin.ml.network.FileCheckpoint;
import io.colin.ml.registry.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a candidate. */
@Command(
        name = "train",
        description = {
            "Walks recorded data forward in purged, embargoed folds, trains a candidate on all of it before the"
                    + " hold-out,",
            "judges it there once, and keeps it. Reports what came out beside the baselines. In the book profile it"
                    + " fits on",
            "the first 60 % of the first book and judges on its rest and on every other book; only --seed applies."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./colin train --profile=bar --data=btc-perp_1m.csv --preset=small --stride=5 --out=models"
                    + " --report=train.html",
            "  ./colin train --profile=book --data=usdm-btcusdt.jsonl.gz --data=usdm-ethusdt.jsonl.gz"
                    + " --report=book.html",
            "  ./colin train --profile=bar --data=builtin --preset=demonstration --folds=3 --json > train.json"
        })
public final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private BarModelOptions model = new BarModelOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "test blocks before the hold-out (default: 5); with 0 the hold-out alone is judged")
    private int folds = WalkForwardSettings.standard().folds();

    @Option(names = "--seed", paramLabel = "N", description = "of everything random (default: 42)")
    private long seed = 42;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "seeds tried on the last fold, for the spread (default: 3)")
    private int seeds = Effort.standard().seeds();

    @Option(names = "--stride", paramLabel = "N", description = "learn from every n-th decision (default: 1)")
    private int stride = 1;

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

    @Option(
            names = "--fit-each",
            description = "in the book profile: fit on each book in turn and judge each model on its own book alone")
    private boolean fitEach;

    @Option(names = "--out", paramLabel = "DIR", description = "where models are kept (default: ./data/models)")
    private Path out = Path.of("data", "models");

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "where a killed training of networks goes on from when it is begun again (default: nowhere)")
    private Optional<Path> checkpoints = Optional.empty();

    /** Made by picocli. */
    public TrainCommand() {}

    @Override
    public Integer call() {
        boolean book = data.isBook();
        if (fitEach && !book) {
            throw new IllegalArgumentException("--fit-each: must come with --profile=book");
        }
        report.check();
        checkOut();
        boolean tty = System.getenv().containsKey("COLIN_TTY");
        Terminal terminal = new Terminal(spec.commandLine().getErr(), tty, report.isQuiet() || !tty, System::nanoTime);
        try {
            if (book) {
                BookWork.Result result = fitEach
                        ? BookWork.trainEach(data.open(), seed, out, terminal::progress)
                        : BookWork.train(data.open(), seed, out, terminal::progress);
                terminal.clear();
                report.write(result.report(), result.lines(), spec.commandLine().getOut());
            } else {
                trainBars(terminal);
            }
        } finally {
            terminal.clear();
        }
        return ColinCommand.OK;
    }

    /** Before anything is learnt: what took an hour must have a place. */
    private void checkOut() {
        @Nullable Path nearest = out.toAbsolutePath().normalize();
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest == null || !Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
            throw new IllegalArgumentException("--out: must be a writable directory or a place for one (" + out + ")");
        }
    }

    private void trainBars(Terminal terminal) {
        Effort effort = new Effort(stride, seeds, shuffles, trials);
        WalkForwardSettings walk = WalkForwardSettings.standard().withFolds(folds);
        DataOptions.BarSource source = data.bars();
        TrainingMeter meter = new TrainingMeter(terminal);
        WalkForwardResult result = BarTraining.builder()
                .source(source.source())
                .instrument(source.instrument())
                .preset(model.preset(source.interval()))
                .costs(model.costs(source.hasTrades()))
                .seed(seed)
                .progress(meter, System::nanoTime)
                .checkpoints(checkpoints.map(FileCheckpoint::under).orElse(CheckpointStore.NONE))
                .build()
                .walkForward(walk, effort, meter::stage);
        ModelFile candidate = result.candidate().file();
        ModelRegistry.in(out)
                .register(
                        candidate,
                        "colin train",
                        candidate.card().dataToNs(),
                        "walked forward: " + result.overall().verdict());
        terminal.clear();
        report.write(
                EvaluationReport.of(result),
                lines(result, out.resolve(candidate.id())),
                spec.commandLine().getOut());
    }

    private static List<String> lines(WalkForwardResult result, Path kept) {
        List<String> lines = new ArrayList<>();
        result.blocks()
                .forEach(block ->
                        lines.add(block.name() + ": " + block.assessment().verdict()));
        lines.addAll(result.overall()
                .evaluation()
                .lines()
                .subList(0, result.overall().evaluation().lines().size() - 1));
        lines.add(result.overall().verdict());
        lines.add("model " + kept);
        return lines;
    }
}
