package io.colin.server.cli;

import io.colin.server.config.Catalogue;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigViolation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a configuration and opens nothing. */
@Command(
        name = "validate",
        description = "Checks a configuration and names every violation; opens nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./colin validate                               the configuration as run would read it",
            "  ./colin validate colin.yaml                    a file",
            "  ./colin validate --section=risk colin.yaml     only its risk section"
        })
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the file (default: as for run)")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--section", paramLabel = "NAME", description = "all (default), ai, execution, risk or server")
    private String section = Catalogue.ALL;

    @Option(names = "--quiet", description = "only the exit code, and violations")
    private boolean quiet;

    /** Made by picocli. */
    public ValidateCommand() {}

    @Override
    public Integer call() {
        if (!Catalogue.sections().contains(section)) {
            throw new IllegalArgumentException(
                    "--section: must be one of " + String.join(", ", Catalogue.sections()) + " (" + section + ")");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<ConfigViolation> violations = violations();
        violations.forEach(violation -> spec.commandLine().getErr().println(violation.line()));
        if (violations.isEmpty() && !quiet) {
            String what = file.map(Path::toString).orElse("the configuration");
            out.println(section.equals(Catalogue.ALL) ? what + " is valid" : section + " of " + what + " is valid");
        }
        return violations.isEmpty() ? ColinCommand.OK : ColinCommand.USAGE;
    }

    private List<ConfigViolation> violations() {
        try {
            config.read(file, System.getenv(), Map.of());
            return List.of();
        } catch (ConfigException e) {
            return e.violations().stream()
                    .filter(violation -> violation.isIn(section))
                    .toList();
        }
    }
}
