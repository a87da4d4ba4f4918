package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvBarsTest {
    private static final Symbol BTC_USD = Symbol.of("BTC/USD");
    private static final String HEADER = "timestamp,open,high,low,close,volume\n";
    private static final long MINUTE_NS = 60_000_000_000L;

    @TempDir
    Path directory;

    @Test
    void readsDatesAsTheStartOfABar() throws IOException {
        assertThat(read(HEADER + "2021-12-31 23:01:00.000000,46319.0,46385.0,46319.0,46377.0,2300413.7295\n"))
                .containsExactly(Bar.ofPrices(
                        BTC_USD,
                        1_640_991_660_000_000_000L,
                        1_640_991_720_000_000_000L,
                        new BigDecimal("46319"),
                        new BigDecimal("46385"),
                        new BigDecimal("46319"),
                        new BigDecimal("46377"),
                        new BigDecimal("2300413.7295")));
    }

    @Test
    void readsSecondsAsTheStartOfABar() throws IOException {
        assertThat(read("start_epoch_s,open,high,low,close,volume\n60,2,4,1,3,5\n"))
                .containsExactly(bar(1, "2", "4", "1", "3", "5"));
        assertThat(read("60,2,4,1,3,5\n")).containsExactly(bar(1, "2", "4", "1", "3", "5"));
    }

    @Test
    void marksAHoleOnceWhenItsFirstBarIsDueAndBeforeTheNextBar() throws IOException {
        List<MarketEvent> events = read(HEADER + row(1) + row(2) + row(5));

        assertThat(events)
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Bar.class),
                        second -> assertThat(second).isInstanceOf(Bar.class),
                        hole -> assertThat(hole).isInstanceOfSatisfying(DataGap.class, gap -> {
                            assertThat(gap.kind()).isEqualTo(DataGap.Kind.MISSING);
                            assertThat(gap.timeNs()).isEqualTo(4 * MINUTE_NS);
                            assertThat(gap.detail())
                                    .isEqualTo(
                                            "line 4: 2 bars are missing from 1970-01-01T00:03:00Z to 1970-01-01T00:05:00Z");
                        }),
                        last -> assertThat(((Bar) last).openTimeNs()).isEqualTo(5 * MINUTE_NS));
        assertThat(events).extracting(MarketEvent::timeNs).isSorted();
    }

    @Test
    void marksADuplicateAndAStepBackAndDeliversNeither() throws IOException {
        List<MarketEvent> events = read(HEADER + row(1) + row(2) + "120,9,9,9,9,9\n" + row(1) + row(3));

        assertThat(kinds(events)).containsExactly("bar", "bar", "DUPLICATE", "OUT_OF_ORDER", "bar");
        assertThat(events).extracting(MarketEvent::timeNs).isSorted();
        assertThat(events).filteredOn(Bar.class::isInstance).doesNotContain(bar(2, "9", "9", "9", "9", "9"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2,1,3,2,1", // high below low
                "2,3,2.5,2,1", // low above open and close
                "2,2.5,1,3,1", // close above high
                "3,2.5,1,2,1", // open above high
                "0,2,0,1,1", // no price
                "-1,2,-1,1,1", // a negative price
                "2,3,1,2,-1" // a negative volume
            })
    void marksAnImpossibleBarWhoseIntervalIsThenMissing(String values) throws IOException {
        List<MarketEvent> events = read(HEADER + row(1) + "120," + values + "\n" + row(3));

        assertThat(kinds(events)).containsExactly("bar", "INVALID", "MISSING", "bar");
        assertThat(events).extracting(MarketEvent::timeNs).isSorted();
        assertThat(((DataGap) events.get(1)).detail()).startsWith("line 3: ");
    }

    @Test
    void takesTheCorrectedRowAfterAnImpossibleOne() throws IOException {
        assertThat(kinds(read(HEADER + row(1) + "120,2,1,3,2,1\n" + row(2) + row(3))))
                .containsExactly("bar", "INVALID", "bar", "bar");
    }

    @Test
    void marksABarThatIsNotOnTheGrid() throws IOException {
        List<MarketEvent> events = read(HEADER + row(1) + "90,2,4,1,3,5\n" + row(2) + "185,2,4,1,3,5\n" + row(3));

        assertThat(kinds(events)).containsExactly("bar", "INVALID", "bar", "INVALID", "bar");
    }

    @Test
    void readsABarWithoutVolume() throws IOException {
        assertThat(read(HEADER + "60,2,2,2,2,0\n")).containsExactly(bar(1, "2", "2", "2", "2", "0"));
    }

    @Test
    void namesFileLineAndReasonOfABrokenRow() {
        assertInvalid(HEADER + row(1) + "120,2,4,1,3\n", "bars.csv, line 3: must have 6 columns (5)");
        assertInvalid(HEADER + row(1) + "120,2,4,1,3,5,6\n", "bars.csv, line 3: must have 6 columns (7)");
        assertInvalid(HEADER + row(1) + "120,2,x,1,3,5\n", "line 3: high: must be a decimal number (x)");
        assertInvalid(HEADER + "later,2,4,1,3,5\n", "line 2: time: must be a date or a count since 1970 (later)");
        assertInvalid("timestamp,open,high,close,volume\n1,2,3,4,5\n", "line 1: must have a column low");
        assertInvalid(HEADER, "must hold at least one row");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> CsvBars.of(directory.resolve("none.csv"), BTC_USD, Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        ColinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE_UNAVAILABLE))
                .hasMessageContaining("file: must exist (");
        assertThatThrownBy(() -> CsvBars.of(directory.resolve("none.csv"), BTC_USD, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval");
    }

    private List<MarketEvent> read(String text) throws IOException {
        Path file = directory.resolve("bars.csv");
        Files.writeString(file, text);
        return Events.of(CsvBars.of(file, BTC_USD, Duration.ofMinutes(1)));
    }

    private void assertInvalid(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        ColinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DATA_INVALID))
                .hasMessageContaining(message);
    }

    private static List<String> kinds(List<MarketEvent> events) {
        return events.stream()
                .map(event -> event instanceof DataGap gap ? gap.kind().name() : "bar")
                .toList();
    }

    private static String row(int minute) {
        return minute * 60 + ",2,4,1,3,5\n";
    }

    private static Bar bar(int minute, String open, String high, String low, String close, String volume) {
        return Bar.ofPrices(
                BTC_USD,
                minute * MINUTE_NS,
                (minute + 1) * MINUTE_NS,
                new BigDecimal(open),
                new BigDecimal(high),
                new BigDecimal(low),
                new BigDecimal(close),
                new BigDecimal(volume));
    }
}
