package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.colin.execution.engine.RunReport;
import io.colin.execution.source.BinanceRecording;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.source.OpenedSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwapOrderTest {
    private static final Path RECORDING = Path.of("../../shared/data/binance/usdm-btcusdt-20240808.jsonl.gz");

    @Test
    void buysInSlicesOverTheEmbeddedTrades() {
        Printed printed = new Printed();
        BitstampTrades trades = BitstampTrades.embedded();
        OpenedSource source = new OpenedSource(FirstEvents.of(trades, 5_000), List.of(trades.instrument()));
        RunReport report = TwapOrder.run(source, TwapOrder.Plan.OVER_TRADES, printed.stream());

        assertThat(report.parents().values()).containsExactly(1L);
        assertThat(report.fills()).isGreaterThanOrEqualTo(5);
        assertThat(slices(printed)).hasSize((int) report.fills());
        assertThat(printed.text()).contains("children").contains("slippage").contains("arrival mid");
        assertThat(report.portfolio().quantity(trades.instrument().symbol())).isPositive();
    }

    @Test
    void buysAllOfItAgainstARecordedBook() {
        if (!Files.isRegularFile(RECORDING)) {
            abort("SKIPPED: no recording at " + RECORDING);
        }
        Printed printed = new Printed();
        BinanceRecording recording = BinanceRecording.of(RECORDING);
        OpenedSource source = new OpenedSource(recording, List.of(recording.instrument()));
        RunReport report = TwapOrder.run(source, TwapOrder.Plan.OVER_A_BOOK, printed.stream());

        assertThat(report.fidelity()).isEqualTo("book");
        assertThat(report.parents()).containsOnlyKeys("filled").containsEntry("filled", 1L);
        assertThat(slices(printed)).hasSizeGreaterThanOrEqualTo(12);
        // When slices go follows from the order's id; one whose price runs away on its way to the venue is sent again.
        assertThat(printed.text()).containsPattern("FILLED: (\\S+) of \\1 filled in 1[2-9] children");
    }

    private static List<String> slices(Printed printed) {
        return printed.text()
                .lines()
                .filter(line -> line.matches("20\\S+Z  \\S+ at \\S+, \\S+ bp"))
                .toList();
    }
}
