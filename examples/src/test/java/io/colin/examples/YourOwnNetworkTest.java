package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.engine.RunReport;
import io.colin.execution.source.BitstampTrades;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YourOwnNetworkTest {
    @Test
    void tradesTheSignalsOfAGraphWrittenByHandAndGivesTheSameRunTwice(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("momentum.onnx"), YourOwnNetwork.momentum());
        FirstEvents source = FirstEvents.of(BitstampTrades.embedded(), 20_000);
        Printed printed = new Printed();
        RunReport report = YourOwnNetwork.run(source, file, printed.stream());

        assertThat(report.signals().directed()).isPositive();
        assertThat(report.fills()).isPositive();
        assertThat(printed.text()).startsWith("model momentum ").contains("state hash " + report.stateHash());
        assertThat(YourOwnNetwork.run(source, file, new Printed().stream()).stateHash())
                .isEqualTo(report.stateHash());
    }
}
