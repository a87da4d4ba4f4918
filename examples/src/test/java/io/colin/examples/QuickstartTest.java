package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.engine.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example: it is this code, and this code runs. */
class QuickstartTest {
    private static final Path SOURCE = Path.of("src/main/java/io/colin/examples/Quickstart.java");
    private static final Path README = Path.of("../README.md");
    private static final String BEGIN = "// quickstart";
    private static final String END = "// end";
    private static final Pattern JAVA_BLOCK =
            Pattern.compile("```java\\R" + BEGIN + "\\R(.*?)" + END + "\\R```", Pattern.DOTALL);

    /** The only test here that trains: half a minute on a quiet machine. */
    @Test
    void trainsTradesAndReports() {
        Printed printed = new Printed();
        RunReport report = Quickstart.run(printed.stream());

        assertThat(report.marketEvents()).isEqualTo(100_000);
        assertThat(report.signals().decisionPoints()).isPositive();
        assertThat(report.signals().directed()).isPositive();
        assertThat(report.stateHash()).matches("[0-9a-f]{64}");
        assertThat(report.fidelity()).isEqualTo("trade-simulated");
        assertThat(report.portfolio().equity())
                .isEqualByComparingTo(report.portfolio()
                        .initialEquity()
                        .add(report.portfolio().realisedPnl())
                        .add(report.portfolio().unrealisedPnl())
                        .subtract(report.portfolio().feesPaid()));
        // It was trained on the first 60 % of the bars of 160 hours, and never trades those.
        long tradedNs = report.endedAtNs() - report.tradedFromNs();
        assertThat(tradedNs / 3_600_000_000_000.0).isBetween(50.0, 66.0);
        assertThat(printed.text())
                .contains(report.signals().directed() + " signals, " + report.fills() + " fills")
                .contains("state " + report.stateHash());
    }

    @Test
    void isTheExampleOfTheReadmeInFewerThanThirtyLines() throws IOException {
        assertThat(README).as("the README beside the modules").isRegularFile();
        Matcher readme = JAVA_BLOCK.matcher(Files.readString(README));

        assertThat(readme.find()).as("a java block with both markers").isTrue();
        assertThat(bare(readme.group(1))).isEqualTo(bare(example()));
        assertThat(readme.group(1).lines().count()).isBetween(10L, 29L);
    }

    /** What stands between the marker comments. */
    private static String example() throws IOException {
        List<String> lines =
                Files.readAllLines(SOURCE).stream().map(String::strip).toList();
        assertThat(lines).as("lines of " + SOURCE).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        return String.join("\n", lines.subList(lines.indexOf(BEGIN) + 1, lines.indexOf(END)));
    }

    /** Without white space: the formatter breaks lines where a reader of the README need not. */
    private static String bare(String code) {
        return code.replaceAll("\\s+", "");
    }
}
