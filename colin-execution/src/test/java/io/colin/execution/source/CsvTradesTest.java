package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTradesTest {
    private static final Instrument BTC_USD = Instrument.spot("BTC/USD").build();

    @TempDir
    Path directory;

    @Test
    void findsColumnsByTheNamesOfAHeader() throws IOException {
        assertThat(
                        read(
                                "id,qty,Price,side,time\n1,0.5,100.10,Buy,1385337600\n2,1,99,SELL,1385337601\n3,2,98,,1385337602\n"))
                .containsExactly(
                        trade(1_385_337_600_000_000_000L, "100.1", "0.5", Aggressor.BUY),
                        trade(1_385_337_601_000_000_000L, "99", "1", Aggressor.SELL),
                        trade(1_385_337_602_000_000_000L, "98", "2", Aggressor.UNKNOWN));
    }

    @Test
    void takesTimePriceQuantityAndSideInThisOrderWithoutAHeader() throws IOException {
        assertThat(read("1385337600,100,1\n"))
                .containsExactly(trade(1_385_337_600_000_000_000L, "100", "1", Aggressor.UNKNOWN));
        assertThat(read("1385337600,100,1,sell"))
                .containsExactly(trade(1_385_337_600_000_000_000L, "100", "1", Aggressor.SELL));
    }

    @Test
    void readsTheMakersSideTheWayBinanceGivesIt() throws IOException {
        assertThat(
                        read(
                                "id,price,qty,quote_qty,time,is_buyer_maker\n1,2,3,6,1385337600000,true\n2,2,3,6,1385337600000,false\n"))
                .extracting(event -> ((Trade) event).aggressor())
                .containsExactly(Aggressor.SELL, Aggressor.BUY);
    }

    @Test
    void readsWindowsLinesQuotesBlankLinesAndAByteOrderMark() throws IOException {
        assertThat(read("\ufefftime,price,quantity\r\n\"1385337600\",\"5\",\"6\"\r\n\r\n 1385337600 , 5 , 6 \r\n\r\n"))
                .containsOnly(trade(1_385_337_600_000_000_000L, "5", "6", Aggressor.UNKNOWN))
                .hasSize(2);
    }

    @Test
    void readsCompressedFiles() throws IOException {
        Files.write(file(), gzip("time,price,quantity\n1385337600,5,6\n"));

        assertThat(Events.of(CsvTrades.of(file(), BTC_USD))).hasSize(1);
    }

    @Test
    void marksWhatGoesBackInTimeAndKeepsItsOwnTime() throws IOException {
        List<MarketEvent> events = read("time,price,quantity\n100,5,6\n90,5,6\n100,5,6\n110,5,6\n");

        assertThat(events).extracting(MarketEvent::timeNs).isSorted();
        assertThat(events).hasSize(4);
        assertThat(events.get(1)).isInstanceOfSatisfying(DataGap.class, gap -> {
            assertThat(gap.kind()).isEqualTo(DataGap.Kind.OUT_OF_ORDER);
            assertThat(gap.timeNs()).isEqualTo(100_000_000_000L);
            assertThat(gap.detail()).startsWith("line 3: ").contains("1970-01-01T00:01:30Z");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"100,0,1", "100,-5,1", "100,5,0", "100,5,-0.1"})
    void marksImpossiblePricesAndQuantities(String row) throws IOException {
        assertThat(read("time,price,quantity\n" + row + "\n110,5,6\n"))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOfSatisfying(DataGap.class, gap -> {
                            assertThat(gap.kind()).isEqualTo(DataGap.Kind.INVALID);
                            assertThat(gap.detail()).startsWith("line 2: ");
                        }),
                        second -> assertThat(second).isInstanceOf(Trade.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    100,5          | must have 3 columns (2)
                    100,5,6,7      | must have 3 columns (4)
                    100,five,6     | price: must be a decimal number (five)
                    100,5,NaN      | quantity: must be a decimal number (NaN)
                    100,5,         | quantity: must be a decimal number ()
                    yesterday,5,6  | time: must be a date or a count since 1970 (yesterday)
                    20131125,5,6   | time: must be a date or a count since 1970 (20131125)
                    -100,5,6       | time: must not be before 1970 (-100)
                    """)
    void namesFileLineAndReasonOfABrokenRow(String row, String reason) {
        String text = "time,price,quantity\n90,5,6\n" + row + "\n";

        assertInvalid(() -> read(text), "trades.csv, line 3: " + reason);
    }

    @Test
    void refusesWordsForASideItDoesNotKnow() {
        assertInvalid(() -> read("time,price,quantity,side\n100,5,6,up\n"), "line 2: side: must be buy or sell (up)");
        assertInvalid(
                () -> read("time,price,quantity,is_buyer_maker\n100,5,6,maybe\n"),
                "line 2: is_buyer_maker: must be true or false (maybe)");
    }

    @Test
    void refusesAFileWithoutWhatItNeeds() {
        assertInvalid(() -> read(""), "must hold at least one row");
        assertInvalid(() -> read("\n \n"), "must hold at least one row");
        assertInvalid(() -> read("time,price,quantity\n"), "must hold at least one row");
        assertInvalid(() -> read("time,cost,quantity\n1,2,3\n"), "line 1: must have a column price");
        assertInvalid(() -> read("100,5\n"), "line 1: must have a column quantity");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertFails(
                () -> CsvTrades.of(directory.resolve("none.csv"), BTC_USD),
                Reason.SOURCE_UNAVAILABLE,
                "file: must exist (");
        assertFails(
                () -> CsvTrades.of(directory, BTC_USD), Reason.SOURCE_UNAVAILABLE, "file: must be a regular file (");
    }

    @Test
    void saysWhereACompressedFileIsCutOff() throws IOException {
        byte[] whole = gzip("time,price,quantity\n" + "100,5,6\n".repeat(50_000));
        Files.write(file(), Arrays.copyOf(whole, whole.length / 2));

        assertInvalid(() -> Events.of(CsvTrades.of(file(), BTC_USD)), "compressed data is damaged or cut off");

        Files.write(file(), new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});
        assertInvalid(() -> Events.of(CsvTrades.of(file(), BTC_USD)), "cannot be decompressed");
    }

    @Test
    void refusesAFileWithoutLineEndsInsteadOfFillingTheMemory() throws IOException {
        Files.write(file(), gzip("9".repeat(17 << 20)));

        assertInvalid(() -> Events.of(CsvTrades.of(file(), BTC_USD)), "line 1: must be at most 16777216 bytes long");
    }

    @Test
    void givesTheSameEventsEachTimeItIsOpened() throws IOException {
        Files.writeString(file(), "time,price,quantity\n100,5,6\n90,5,6\n110,0,6\n110,7,8\n");
        CsvTrades source = CsvTrades.of(file(), BTC_USD);

        assertThat(Events.of(source)).isEqualTo(Events.of(source));
        assertThat(source.fingerprint()).hasSize(64).isEqualTo(source.fingerprint());
        assertThat(source.id()).isEqualTo("csv-trades:trades.csv");
        assertThat(source.instrument()).isEqualTo(BTC_USD);
        assertThat(source.expectedEvents()).isEmpty();
    }

    @Test
    void staysAtItsEnd() throws IOException {
        Files.writeString(file(), "100,5,6\n");
        try (MarketDataStream stream = CsvTrades.of(file(), BTC_USD).open()) {
            assertThat(stream.poll(event -> {})).isEqualTo(MarketDataStream.Polled.EVENT);
            assertThat(stream.poll(event -> {})).isEqualTo(MarketDataStream.Polled.ENDED);
            assertThat(stream.poll(event -> {})).isEqualTo(MarketDataStream.Polled.ENDED);
        }
    }

    private List<MarketEvent> read(String text) throws IOException {
        Files.writeString(file(), text);
        return Events.of(CsvTrades.of(file(), BTC_USD));
    }

    private Path file() {
        return directory.resolve("trades.csv");
    }

    private static Trade trade(long timeNs, String price, String quantity, Aggressor aggressor) {
        return new Trade(BTC_USD.symbol(), timeNs, new BigDecimal(price), new BigDecimal(quantity), aggressor);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void assertInvalid(ThrowingCallable action, String message) {
        assertFails(action, Reason.DATA_INVALID, message);
    }

    private static void assertFails(ThrowingCallable action, Reason reason, String message) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        ColinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
