package io.colin.server.cli;

import io.colin.api.ColinException;
import io.colin.server.config.ConfigException;
import io.colin.server.config.Nearest;
import io.colin.server.run.Version;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line. */
@Command(
        name = "colin",
        description = "Market data to signals, through risk, to executed orders.",
        mixinStandardHelpOptions = true,
        versionProvider = ColinCommand.Versions.class,
        subcommands = {
            RunCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            BacktestCommand.class,
            ReportCommand.class,
            CheckCommand.class,
            ModelsCommand.class,
            ValidateCommand.class,
            TestCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  ./colin run                                  replay the recorded trades that come with Colin",
            "  ./colin run --speed=max --exit-when-done     the same at full speed, then the report",
            "  ./colin run --source=trades.csv              replay a file",
            "  ./colin train --profile=bar --data=bars.csv  a candidate, walked forward",
            "  ./colin backtest --data=bars.csv --report=b.html  what came of it after costs, as a page",
            "  ./colin report data/runs/r0001 --report=r.html    the same of a run from its ledger",
            "  ./colin check lookahead --data=bars.csv      no decision knows the future",
            "  ./colin validate colin.yaml                  check a configuration",
            "  ./colin models list                          the models and where they stand",
            "  ./colin test                                 all tests",
            "",
            "Exit codes: 0 ok, 1 failed, 2 usage or configuration."
        })
public final class ColinCommand implements Callable<Integer> {
    /** The exit code of success. */
    static final int OK = 0;

    /** The exit code of a failure. */
    static final int FAILED = 1;

    /** The exit code of a usage or configuration error. */
    static final int USAGE = 2;

    private static final System.Logger LOG = System.getLogger(ColinCommand.class.getName());

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public ColinCommand() {}

    /**
     * Starts the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        // Standard output is for results: what libraries print (SameDiff does) goes where progress goes.
        System.setOut(System.err);
        System.exit(execute(out, err, args));
    }

    /** Runs a command line and answers its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new ColinCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(onUsage())
                .setExecutionExceptionHandler(onFailure())
                .execute(args);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    private static IParameterExceptionHandler onUsage() {
        return (ParameterException e, String[] args) -> {
            PrintWriter err = e.getCommandLine().getErr();
            String hint = e instanceof UnmatchedArgumentException unmatched ? suggestion(unmatched) : "";
            err.println("colin: " + oneLine(String.valueOf(e.getMessage())) + hint + " (see "
                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
            return USAGE;
        };
    }

    /** picocli compares what stands behind the equals sign too and then finds nothing. */
    private static String suggestion(UnmatchedArgumentException e) {
        if (e.getUnmatched().isEmpty()) {
            return "";
        }
        String typed = e.getUnmatched().getFirst().replaceFirst("=.*", "");
        Set<String> known = new TreeSet<>(e.getCommandLine().getSubcommands().keySet());
        known.addAll(e.getCommandLine().getCommandSpec().optionsMap().keySet());
        return Nearest.of(typed, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    private static IExecutionExceptionHandler onFailure() {
        return (Exception e, CommandLine command, ParseResult parsed) -> {
            LOG.log(System.Logger.Level.DEBUG, "the command failed", e);
            if (e instanceof ConfigException broken) {
                broken.violations().forEach(violation -> command.getErr().println("colin: " + violation.line()));
                return USAGE;
            }
            command.getErr().println("colin: " + oneLine(message(e)));
            return exitCode(e);
        };
    }

    private static String message(Exception e) {
        if (e instanceof ColinException || e instanceof IllegalArgumentException) {
            return String.valueOf(e.getMessage());
        }
        return "an internal error: " + e;
    }

    private static int exitCode(Exception e) {
        if (e instanceof IllegalArgumentException) {
            return USAGE;
        }
        return e instanceof ColinException known
                        && (known.reason() == ColinException.Reason.SETTINGS_INVALID
                                || known.reason() == ColinException.Reason.SOURCE_UNAVAILABLE)
                ? USAGE
                : FAILED;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /** Says which Colin this is. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                String.format(
                        Locale.ROOT,
                        "colin %s, Java %s",
                        Version.text(),
                        Runtime.version().toString())
            };
        }
    }
}
