package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.source.BitstampTrades;
import org.junit.jupiter.api.Test;

class WatchItTest {
    @Test
    void printsWhatPrometheusWouldScrape() {
        Printed printed = new Printed();
        String scraped = WatchIt.run(FirstEvents.of(BitstampTrades.embedded(), 20_000), printed.stream());

        assertThat(value(scraped, "colin_data_events_total{kind=\"Trade\""))
                .isGreaterThan(19_900)
                .isLessThanOrEqualTo(20_000);
        assertThat(value(scraped, "colin_orders_total{status=\"filled\"")).isPositive();
        assertThat(value(scraped, "colin_portfolio_equity{currency=\"USD\"}")).isBetween(900_000.0, 1_100_000.0);
        assertThat(value(scraped, "colin_execution_latency_seconds_count{stage=\"risk\"}"))
                .isPositive();
        assertThat(scraped.lines().toList()).containsAll(printed.text().lines().toList());
        assertThat(printed.text().lines().count()).isBetween(10L, 60L);
    }

    private static double value(String scraped, String series) {
        String line = scraped.lines()
                .filter(candidate -> candidate.startsWith(series))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no series " + series));
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
