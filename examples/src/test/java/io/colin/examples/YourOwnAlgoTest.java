package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.engine.RunReport;
import io.colin.execution.source.BitstampTrades;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class YourOwnAlgoTest {
    private static final Pattern FILL = Pattern.compile("(\\S+) at (\\S+), arrival (\\S+)");

    @Test
    void buysOnlyWhileThePriceIsNoWorseThanAtArrival() {
        Printed printed = new Printed();
        RunReport report = YourOwnAlgo.run(
                FirstEvents.of(BitstampTrades.embedded(), 20_000), Duration.ofHours(12), printed.stream());

        List<MatchResult> fills = FILL.matcher(printed.text()).results().toList();
        assertThat(fills).hasSize((int) report.fills()).hasSizeGreaterThan(3).allSatisfy(fill -> {
            // The mid is at most that of the arrival; what is paid is half a spread more, of 20 bp at most.
            BigDecimal most = new BigDecimal(fill.group(3)).multiply(new BigDecimal("1.002"));
            assertThat(new BigDecimal(fill.group(2))).isLessThanOrEqualTo(most);
            assertThat(new BigDecimal(fill.group(1))).isLessThanOrEqualTo(new BigDecimal("2"));
        });
        BigDecimal sum =
                fills.stream().map(fill -> new BigDecimal(fill.group(1))).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(report.portfolio()
                        .quantity(BitstampTrades.embedded().instrument().symbol()))
                .isEqualByComparingTo(sum);
        assertThat(sum).isEqualByComparingTo("20");
        assertThat(printed.text()).contains("FILLED: 20 of 20 filled");
    }
}
