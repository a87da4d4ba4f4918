package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.engine.RunReport;
import io.colin.execution.source.BitstampTrades;
import org.junit.jupiter.api.Test;

class YourOwnModelTest {
    @Test
    void tradesItsSignalsAndPrintsTheReport() {
        Printed printed = new Printed();
        RunReport report = YourOwnModel.run(FirstEvents.of(BitstampTrades.embedded(), 30_000), printed.stream());

        assertThat(report.marketEvents()).isEqualTo(30_000);
        assertThat(report.signals().directed()).isPositive();
        assertThat(report.signals().resolved() + report.signals().unresolved())
                .isEqualTo(report.signals().directed());
        assertThat(report.fills()).isPositive();
        assertThat(report.portfolio().feesPaid()).isPositive();
        assertThat(printed.text())
                .contains("equity     " + report.portfolio().equity().toPlainString() + " USD")
                .contains("state hash " + report.stateHash());
    }

    @Test
    void givesTheSameRunTwice() {
        FirstEvents source = FirstEvents.of(BitstampTrades.embedded(), 10_000);
        RunReport one = YourOwnModel.run(source, new Printed().stream());
        RunReport two = YourOwnModel.run(source, new Printed().stream());

        assertThat(two.stateHash()).isEqualTo(one.stateHash()).matches("[0-9a-f]{64}");
        assertThat(two.signals()).isEqualTo(one.signals());
    }
}
