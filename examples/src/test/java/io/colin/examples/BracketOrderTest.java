package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.engine.RunReport;
import io.colin.execution.source.BitstampTrades;
import org.junit.jupiter.api.Test;

class BracketOrderTest {
    @Test
    void goesInAndComesOutOneWayOnly() {
        Printed printed = new Printed();
        BitstampTrades trades = BitstampTrades.embedded();
        RunReport report = BracketOrder.run(FirstEvents.of(trades, 5_000), trades.instrument(), printed.stream());
        String text = printed.text();
        assertThat(text)
                .contains("Taken", "entry ACCEPTED", "entry-sl follows to", "entry-tp CANCELED", "entry-sl RELEASED");
        assertThat(report.parents()).containsEntry("filled", 2L).containsEntry("canceled", 1L);
        assertThat(report.portfolio().quantity(trades.instrument().symbol())).isZero();
    }
}
