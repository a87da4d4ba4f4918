package io.colin.server.cli;

import io.colin.api.internal.Require;
import io.colin.server.json.Json;
import io.colin.server.run.ReportJson;
import io.colin.server.run.ReportText;
import io.colin.server.run.RunResult;
import io.colin.server.run.RunSettings;
import io.colin.server.run.ServerRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: the server on a replayed source. */
@Command(
        name = "run",
        description = {
            "Trains or loads a model, replays recorded market data through signals, risk and execution on the paper venue,",
            "and serves REST, WebSocket and a status page. Ends with a report."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./colin run                                      the recorded trades that come with Colin, 60 times as fast",
            "  ./colin run --speed=max --exit-when-done         at full speed; the report; exit code 0",
            "  ./colin run --source=bars.csv --port=9000        a file, on another port",
            "  ./colin run --exit-when-done --json > run.json   the report as one JSON document",
            "",
            "A run that was stopped or killed is taken up again by the next start with the same --data-dir."
        })
public final class RunCommand implements Callable<Integer> {
    private static final double DEFAULT_SPEED = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--source",
            paramLabel = "builtin|FILE",
            description = "what to replay; given again, they are merged by time (default: builtin)")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--speed", paramLabel = "max|N", description = "event time over clock time (default: 60)")
    private String speed = Double.toString(DEFAULT_SPEED);

    @Option(names = "--exit-when-done", description = "end with the source, after the report")
    private boolean exitWhenDone;

    @Option(names = "--for", paramLabel = "DURATION", description = "stop after this long, for example 90s, 10m, 2h")
    private Optional<String> longest = Optional.empty();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "runs, models and logs (default: ./data)")
    private Optional<String> dataDir = Optional.empty();

    @Option(names = "--port", paramLabel = "N", description = "port of REST, WebSocket and page (default: 8000)")
    private Optional<String> port = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "of everything random (default: 42)")
    private Optional<String> seed = Optional.empty();

    @Option(names = "--json", description = "the report as one JSON document on standard output")
    private boolean json;

    @Option(names = "--quiet", description = "no progress")
    private boolean quiet;

    /** Made by picocli. */
    public RunCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> environment = System.getenv();
        RunSettings settings = new RunSettings(
                sources.isEmpty() ? List.of(RunSettings.BUILTIN) : sources,
                speed(),
                exitWhenDone,
                longest.map(RunCommand::duration),
                config.read(environment, flags()));
        LogFile.start(settings.dataDir(), settings.config().text("log.level"));
        Terminal terminal = new Terminal(
                spec.commandLine().getErr(), environment.containsKey("COLIN_TTY"), quiet, System::nanoTime);
        ServerRun run = ServerRun.of(settings, terminal, RunCommand::nowNs);
        Thread hook = Thread.ofPlatform().name("colin-stop").unstarted(run::stop);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            run.run(result -> print(out, terminal, result));
        } finally {
            terminal.clear();
            removeHook(hook);
        }
        return ColinCommand.OK;
    }

    private void print(PrintWriter out, Terminal terminal, RunResult result) {
        terminal.clear();
        if (json) {
            out.println(Json.text(ReportJson.of(result)));
        } else {
            ReportText.of(result).forEach(out::println);
        }
        out.flush();
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        dataDir.ifPresent(value -> flags.put("data_dir", value));
        port.ifPresent(value -> flags.put("server.port", value));
        seed.ifPresent(value -> flags.put("ai.training.seed", value));
        return flags;
    }

    private double speed() {
        if (speed.equalsIgnoreCase("max")) {
            return 0;
        }
        try {
            double times = Double.parseDouble(speed);
            Require.that(times > 0 && Double.isFinite(times), "--speed", "must be max or a number above 0", speed);
            return times;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--speed: must be max or a number above 0 (" + speed + ")", e);
        }
    }

    private static Duration duration(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        try {
            Duration duration = Duration.parse(upper.startsWith("P") ? upper : "PT" + upper);
            return Require.positive("--for", duration);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--for: must be a duration such as 90s, 10m or 2h (" + text + ")", e);
        }
    }

    private static long nowNs() {
        Instant now = Clock.systemUTC().instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is stopping already, and the hook is what stopped us.
        }
    }
}
