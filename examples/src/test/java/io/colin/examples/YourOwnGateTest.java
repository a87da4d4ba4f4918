package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.engine.RunReport;
import io.colin.execution.source.BitstampTrades;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class YourOwnGateTest {
    private static final Pattern REFUSED = Pattern.compile("refused \\S+ at (\\S+): LOCKED");

    @Test
    void refusesOrdersOfTheEveningAndOnlyThose() {
        Printed printed = new Printed();
        RunReport report = YourOwnGate.run(
                FirstEvents.of(BitstampTrades.embedded(), 20_000), Duration.ofHours(8), printed.stream());

        List<Instant> refused = REFUSED.matcher(printed.text())
                .results()
                .map(found -> Instant.parse(found.group(1)))
                .toList();
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(
                        at -> assertThat(at.atZone(ZoneOffset.UTC).getHour()).isGreaterThanOrEqualTo(16));
        assertThat(report.denials()).containsEntry("LOCKED", (long) refused.size());
        assertThat(report.fills()).as("before the evening it trades").isPositive();
    }
}
