package io.colin.server.cli;

import io.colin.execution.backtest.DecisionLog;
import io.colin.execution.backtest.LookaheadReport;
import io.colin.execution.backtest.Parity;
import io.colin.execution.backtest.Trials;
import io.colin.server.json.Json;
import io.colin.server.run.BacktestJson;
import io.colin.server.run.BacktestRun;
import io.colin.server.run.BacktestText;
import io.colin.server.run.RunLedger;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks of what runs decide. */
@Command(
        name = "check",
        description = "Checks that no decision knows the future, and that two runs decided the same.",
        mixinStandardHelpOptions = true,
        subcommands = {CheckCommand.Lookahead.class, CheckCommand.Compare.class},
        footer = {
            "",
            "Examples:",
            "  ./colin check lookahead --data=builtin",
            "  ./colin check parity data/runs/r0001 other/runs/r0001",
            "",
            "Exit codes: 0 no difference, 1 a difference, 2 usage or configuration."
        })
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public CheckCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ColinCommand.USAGE;
    }

    /** Reruns with the future cut off. */
    @Command(
            name = "lookahead",
            description = {
                "Runs a backtest, then again with the recording cut off at seeded times, and compares every signal,"
                        + " decision,",
                "order and fill before each cut. With --walk-forward and --lifecycle models are trained anew in every run,"
                        + " from what",
                "it may read. What a model learned elsewhere is the same in every run and is not found."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Examples:",
                "  ./colin check lookahead --data=builtin",
                "  ./colin check lookahead --data=btc-perp_1m.csv --walk-forward=2 --lifecycle --cuts=3",
                "  ./colin check lookahead --data=btc-usd.csv --model=lstm-bar-0123456789ab --cuts=10 --cut-seed=7"
            })
    static final class Lookahead implements Callable<Integer> {
        private static final int MOST_CUTS = 1000;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private BacktestOptions options = new BacktestOptions();

        @Option(names = "--cuts", paramLabel = "N", description = "how many reruns (default: 5)")
        private int cuts = 5;

        @Option(names = "--cut-seed", paramLabel = "N", description = "of the times of the cuts (default: 42)")
        private long cutSeed = 42;

        @Option(names = "--json", description = "one JSON document on standard output")
        private boolean json;

        @Option(names = "--quiet", description = "no progress")
        private boolean quiet;

        @Override
        public Integer call() {
            if (cuts < 1 || cuts > MOST_CUTS) {
                throw new IllegalArgumentException("--cuts: must be in [1, " + MOST_CUTS + "] (" + cuts + ")");
            }
            Terminal terminal = Terminal.of(spec, quiet);
            LookaheadReport report;
            try (BacktestRun run = BacktestRun.prepare(options.settings(Trials.ONE), terminal, System::nanoTime)) {
                report = run.lookahead(cuts, cutSeed);
            } finally {
                terminal.clear();
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.text(BacktestJson.of(report)));
            } else {
                BacktestText.of(report).forEach(out::println);
            }
            out.flush();
            return report.isClean() ? ColinCommand.OK : ColinCommand.FAILED;
        }
    }

    /** Compares the decisions of two ledgers. */
    @Command(
            name = "parity",
            description = {
                "Compares what two runs decided, event by event, and names the first difference. The ledgers must not"
                        + " be in use."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  ./colin check parity data/runs/r0001 other/runs/r0001"})
    static final class Compare implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "RUN", description = "a run's directory or its ledger")
        private Path left = Path.of("");

        @Parameters(index = "1", paramLabel = "RUN", description = "another's")
        private Path right = Path.of("");

        @Option(names = "--json", description = "one JSON document on standard output")
        private boolean json;

        @Override
        public Integer call() {
            DecisionLog one = RunLedger.read(left, DecisionLog::read);
            Parity parity = Parity.between(one, RunLedger.read(right, DecisionLog::read));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.text(BacktestJson.of(parity)));
            } else {
                BacktestText.of(parity).forEach(out::println);
            }
            out.flush();
            return parity.isEqual() ? ColinCommand.OK : ColinCommand.FAILED;
        }
    }
}
