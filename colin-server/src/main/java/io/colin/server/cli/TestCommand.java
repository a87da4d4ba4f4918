package io.colin.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says where tests run: the launcher's {@code test} builds, so it never gets here. */
@Command(
        name = "test",
        description = "Builds everything and runs all tests: ./colin test, from a checkout.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./colin test",
            "  ./colin test -pl colin-risk -am     one module (Maven's options)"
        })
public final class TestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public TestCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().getErr().println("colin: tests run from a checkout by its launcher: ./colin test");
        return ColinCommand.USAGE;
    }
}
