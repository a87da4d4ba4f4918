package io.colin.server.cli;

import io.colin.api.event.RunStarted;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.LedgerReplay;
import io.colin.execution.backtest.TearSheet;
import io.colin.execution.backtest.Trials;
import io.colin.execution.tca.TcaReport;
import io.colin.server.run.BacktestJson;
import io.colin.server.run.BacktestText;
import io.colin.server.run.DataFiles;
import io.colin.server.run.RunLedger;
import io.colin.server.run.RunSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the tear sheet of a run from its ledger. */
@Command(
        name = "report",
        description = {
            "Measures a run from its ledger, finished or stopped. A ledger keeps no prices: with the data of the run"
                    + " the",
            "account is valued again, without them whatever needs prices is absent. The data of a builtin run are"
                    + " known."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./colin report data/runs/r0001 --report=run.html --costs=costs.html",
            "  ./colin report data/runs/r0002 --data=btc-usd.csv --report=run.html --json=run.json"
        })
public final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PageOptions page = new PageOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = "a run's directory or its ledger; must not be in use")
    private Path run = Path.of("");

    @Option(names = "--data", paramLabel = "builtin|FILE", description = "the data of the run; may be given again")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "variants you have tried on these data, for the deflated Sharpe ratio (default: 1)")
    private int trials = 1;

    /** Made by picocli. */
    public ReportCommand() {}

    @Override
    public Integer call() {
        page.check();
        if (trials < 1) {
            throw new IllegalArgumentException("--trials: must be at least 1 (" + trials + ")");
        }
        LedgerReplay replay = RunLedger.read(run, LedgerReplay::read);
        BacktestReport report = measure(replay);
        page.write(
                () -> TearSheet.of(report),
                BacktestJson.of(report),
                BacktestText.of(report),
                spec.commandLine().getOut());
        page.writeCosts(
                () -> RunLedger.read(run, TcaReport::of),
                report.identity().runId(),
                spec.commandLine().getOut());
        return ColinCommand.OK;
    }

    private BacktestReport measure(LedgerReplay replay) {
        List<String> names = names(replay.started());
        if (names.isEmpty()) {
            return replay.measure(
                    replay.traded().stream().map(ReportCommand::spot).toList(), Trials.of(trials));
        }
        DataFiles.Recorded recorded = DataFiles.openAll(names);
        if (!recorded.source().fingerprint().equals(replay.started().sourceFingerprint())) {
            throw new IllegalArgumentException("--data: must be the data of the run, "
                    + replay.started().source() + " with SHA-256 "
                    + replay.started().sourceFingerprint() + " ("
                    + String.join(", ", names) + ")");
        }
        return replay.measure(recorded.source(), recorded.instruments(), Trials.of(trials));
    }

    private List<String> names(RunStarted started) {
        boolean builtin = started.source().startsWith(RunSettings.BUILTIN);
        return data.isEmpty() && builtin ? List.of(RunSettings.BUILTIN) : data;
    }

    /** A spot symbol tells its terms; of a contract only its data do. */
    private static Instrument spot(Symbol symbol) {
        if (symbol.settlement().isPresent()) {
            throw new IllegalArgumentException("--data: must be given, for a ledger does not keep the contract size of "
                    + symbol + " (nothing given)");
        }
        return Instrument.spot(symbol.name()).build();
    }
}
