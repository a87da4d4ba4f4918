package io.colin.server.cli;

import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.TearSheet;
import io.colin.execution.backtest.Trials;
import io.colin.server.run.BacktestJson;
import io.colin.server.run.BacktestRun;
import io.colin.server.run.BacktestText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs recorded data through all that trades, as fast as it goes. */
@Command(
        name = "backtest",
        description = {
            "Replays recordings of one symbol or many through the model, risk, algorithms, router and paper venue that",
            "'colin run' uses, from the same configuration, and reports what came of it after all costs, beside buying"
                    + " and",
            "holding. A model never trades before the end of the data it was trained on."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./colin backtest --data=builtin --report=backtest.html",
            "  ./colin backtest --data=btc-usd.csv --data=eth-usd.csv --report=backtest.html --json=backtest.json",
            "  ./colin backtest --data=btc-perp_1m.csv --walk-forward=4 --trials=12 --report=backtest.html",
            "  ./colin backtest --data=btc-perp_1m.csv --walk-forward=4 --lifecycle --report=backtest.html",
            "  ./colin backtest --data=btc-usd.csv --model=lstm-bar-0123456789ab --from=2024-01-01 --json >"
                    + " backtest.json",
            "  ./colin backtest --data=builtin --ledger=backtest.db && ./colin check parity data/runs/r0001 backtest.db"
        })
public final class BacktestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BacktestOptions options = new BacktestOptions();

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = {
                "keep every decision, order and fill in this new file: 'colin check parity' compares it with that of a run,",
                "'colin report' measures it again; until the backtest is over it is FILE.partial, and one that fails leaves"
                        + " none"
            })
    private Optional<Path> ledger = Optional.empty();

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "variants you have tried on these data, for the deflated Sharpe ratio (default: 1)")
    private int trials = 1;

    @Option(
            names = "--trial-variance",
            paramLabel = "V",
            description = "variance of their daily Sharpe ratios (default: that of worthless ones, 1/(days - 1))")
    private Optional<Double> trialVariance = Optional.empty();

    /** Made by picocli. */
    public BacktestCommand() {}

    @Override
    public Integer call() {
        page.check();
        Terminal terminal = Terminal.of(spec, page.isQuiet());
        Optional<NewLedger> kept = ledger.map(path -> NewLedger.at(path, terminal));
        if (trials < 1) {
            throw new IllegalArgumentException("--trials: must be at least 1 (" + trials + ")");
        }
        trialVariance.filter(value -> !(value > 0)).ifPresent(value -> {
            throw new IllegalArgumentException("--trial-variance: must be above 0 (" + value + ")");
        });
        OptionalDouble variance = trialVariance.map(OptionalDouble::of).orElse(OptionalDouble.empty());
        Trials tried = new Trials(trials, variance);
        try (BacktestRun run = BacktestRun.prepare(options.settings(tried), terminal, System::nanoTime)) {
            BacktestReport report = kept.map(file -> run(run, file)).orElseGet(run::run);
            terminal.clear();
            page.write(
                    () -> TearSheet.of(report),
                    BacktestJson.of(report),
                    BacktestText.of(report),
                    spec.commandLine().getOut());
            page.writeCosts(
                    run::costs, report.identity().runId(), spec.commandLine().getOut());
        } finally {
            terminal.clear();
        }
        return ColinCommand.OK;
    }

    /** What fails leaves no ledger. */
    private static BacktestReport run(BacktestRun run, NewLedger ledger) {
        try (ledger) {
            BacktestReport report = run.run(ledger::open);
            ledger.keep();
            return report;
        }
    }
}
