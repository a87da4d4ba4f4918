package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BinanceRecordingTest {
    private static final Symbol PERPETUAL = BinanceInstruments.USD_M_BTC_USDT.symbol();
    private static final String SNAPSHOT =
            "{\"lastUpdateId\":100,\"bids\":[[\"10.0\",\"1\"],[\"9.0\",\"2\"]],\"asks\":[[\"11.0\",\"3\"]]}";

    @TempDir
    Path directory;

    @Test
    void readsATickerInAnyOrderOfKeys() throws IOException {
        Quote expected =
                new Quote(PERPETUAL, 5, decimal("61800.2"), decimal("2.507"), decimal("61800.3"), decimal("2.51"));

        assertThat(
                        read(
                                "5 {\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":7,\"s\":\"BTCUSDT\",\"b\":\"61800.20\",\"B\":\"2.507\",\"a\":\"61800.30\",\"A\":\"2.510\",\"T\":1,\"E\":2}}"))
                .containsExactly(expected);
        assertThat(
                        read(
                                "5 {\"data\":{\"A\":\"2.510\",\"B\":\"2.507\",\"a\":\"61800.30\",\"b\":\"61800.20\",\"u\":7},\"stream\":\"btcusdt@bookTicker\"}"))
                .as("the spot form, which names no event")
                .containsExactly(expected);
    }

    @Test
    void readsTheTakersSideOfATrade() throws IOException {
        assertThat(read(trade(5, "\"X\":\"MARKET\",\"m\":true"), trade(6, "\"m\":false,\"M\":true,\"b\":88,\"a\":50")))
                .containsExactly(
                        new Trade(PERPETUAL, 5, decimal("61800.3"), decimal("0.006"), Aggressor.SELL),
                        new Trade(PERPETUAL, 6, decimal("61800.3"), decimal("0.006"), Aggressor.BUY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSURANCE_FUND", "ADL", "NA"})
    void leavesOutTradesThatWereNotInTheBook(String type) throws IOException {
        assertThat(read(trade(5, "\"X\":\"" + type + "\",\"m\":true"), trade(6, "\"m\":false")))
                .hasSize(1);
    }

    @Test
    void readsABookAndItsChanges() throws IOException {
        assertThat(read("4 " + SNAPSHOT, depth(5, 101, 103, 100, "[[\"10.0\",\"0\"]]", "[[\"11.5\",\"4.50\"]]")))
                .containsExactly(
                        new BookSnapshot(
                                PERPETUAL,
                                4,
                                100,
                                List.of(level("10", "1"), level("9", "2")),
                                List.of(level("11", "3"))),
                        new BookDelta(
                                PERPETUAL, 5, 101, 103, 100, List.of(level("10", "0")), List.of(level("11.5", "4.5"))));
    }

    @Test
    void deliversUpdatesThatASnapshotOvertookRightAfterIt() throws IOException {
        List<MarketEvent> events = read(
                depth(1, 90, 95, 89, "[]", "[]"),
                depth(2, 96, 100, 95, "[]", "[]"),
                depth(3, 101, 103, 100, "[[\"10.0\",\"0\"]]", "[]"),
                "4 " + SNAPSHOT,
                depth(5, 104, 105, 103, "[[\"8.0\",\"1\"]]", "[]"));

        assertThat(events).extracting(MarketEvent::timeNs).containsExactly(4L, 4L, 5L);
        BookBuilder book = BookBuilder.of(PERPETUAL);
        for (MarketEvent event : events) {
            switch (event) {
                case BookSnapshot snapshot -> book.on(snapshot);
                case BookDelta delta -> assertThat(book.on(delta)).isEqualTo(BookBuilder.Applied.APPLIED);
                default -> throw new AssertionError(event);
            }
        }
        assertThat(book.bids(5)).containsExactly(level("9", "2"), level("8", "1"));
    }

    @Test
    void keepsTheBookWhereALaterSnapshotComesLate() throws IOException {
        String late = SNAPSHOT.replace("100", "104");
        List<MarketEvent> events = read(
                "1 " + SNAPSHOT,
                depth(2, 101, 104, 100, "[]", "[]"),
                depth(3, 105, 106, 104, "[[\"10.0\",\"7\"]]", "[]"),
                "4 " + late,
                depth(5, 107, 108, 106, "[[\"9.0\",\"0\"]]", "[]"));

        BookBuilder book = BookBuilder.of(PERPETUAL);
        events.forEach(event -> {
            if (event instanceof BookSnapshot snapshot) {
                book.on(snapshot);
            } else {
                assertThat(book.on((BookDelta) event)).isNotEqualTo(BookBuilder.Applied.GAP);
            }
        });
        assertThat(book.isSynchronised()).isTrue();
        assertThat(book.bids(5)).containsExactly(level("10", "7"));
    }

    @Test
    void holdsTheTimeWhereTheReceiversClockWasSetBack() throws IOException {
        List<MarketEvent> events = read(trade(10, "\"m\":true"), trade(4, "\"m\":true"), trade(11, "\"m\":true"));

        assertThat(events).extracting(MarketEvent::timeNs).containsExactly(10L, 10L, 10L, 11L);
        assertThat(events.get(1)).isInstanceOfSatisfying(DataGap.class, gap -> {
            assertThat(gap.kind()).isEqualTo(DataGap.Kind.OUT_OF_ORDER);
            assertThat(gap.detail()).startsWith("line 2: ");
        });
    }

    @Test
    void marksAnEmptySideAndATradeOfNothing() throws IOException {
        assertThat(read(
                        "5 {\"stream\":\"btcusdt@bookTicker\",\"data\":{\"b\":\"0.00\",\"B\":\"0\",\"a\":\"61800.30\",\"A\":\"2.510\"}}",
                        trade(6, "\"m\":true").replace("61800.30", "0")))
                .allSatisfy(event -> assertThat(((DataGap) event).kind()).isEqualTo(DataGap.Kind.INVALID))
                .hasSize(2);
    }

    @Test
    void leavesOutOtherStreamsAndAnswers() throws IOException {
        assertThat(read(
                        "5 {\"result\":null,\"id\":1}",
                        "6 {\"stream\":\"btcusdt@markPrice\",\"data\":{\"e\":\"markPriceUpdate\",\"s\":\"BTCUSDT\",\"p\":\"1\",\"deep\":{\"x\":[1,{}]}}}",
                        trade(7, "\"m\":true"),
                        ""))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"stream":"x"}                                                      | must start with the receive time
                    5{"stream":"x"}                                                     | must start with the receive time
                    12345678901234567890 {}                                             | must start with the receive time
                    5 [1]                                                               | message: must be a JSON object
                    5 {"stream":                                                        | Unexpected end-of-input
                    5 {"stream":"a@trade","data":{}} x                                  | Unrecognized token
                    5 {"stream":"a@trade","data":{}} {}                                 | message: must end after its object
                    5 {"stream":"a@trade","data":[]}                                    | data: must be an object
                    5 {"stream":"a@trade","data":{"p":"1"}}                             | q: must be given
                    5 {"stream":"a@trade","data":{"p":"1x","q":"1"}}                    | p: must be a decimal (1x)
                    5 {"stream":"a@trade","data":{"p":1,"q":"1"}}                       | p: must be a decimal in quotes
                    5 {"stream":"a@trade","data":{"p":"1","q":"1","m":"yes"}}           | m: must be true or false
                    5 {"lastUpdateId":1,"bids":[["1"]],"asks":[]}                       | bids: must be levels of price and quantity
                    5 {"lastUpdateId":1,"bids":[["1","-1"]],"asks":[]}                  | quantity: must be 0 or more
                    5 {"lastUpdateId":1,"bids":[5],"asks":[]}                           | bids: must be a list of levels
                    5 {"lastUpdateId":1.5,"bids":[],"asks":[]}                          | lastUpdateId: must be a whole number
                    5 {"stream":"a@depth","data":{"e":"depthUpdate","u":1}}             | U: must be given
                    """)
    void namesFileLineAndReasonOfABrokenMessage(String line, String reason) {
        String sound = trade(4, "\"m\":true");

        assertThatThrownBy(() -> read("4 " + SNAPSHOT, sound, line))
                .isInstanceOfSatisfying(
                        ColinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DATA_INVALID))
                .hasMessageContaining("recording.jsonl, line 3: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesASymbolThatWasNotAskedForOrASecondOne() {
        assertThatThrownBy(() -> read(trade(4, "\"m\":true").replace("BTCUSDT", "ETHUSDT")))
                .hasMessageContaining("line 1: s: must be the symbol of BTC/USDT:USDT (ETHUSDT)");
        assertThatThrownBy(() ->
                        read(trade(4, "\"m\":true"), trade(5, "\"m\":true").replace("BTCUSDT", "BTCUSDT_241227")))
                .hasMessageContaining("line 2: s: must be BTCUSDT like the messages above (BTCUSDT_241227)");
    }

    @Test
    void refusesAFileWithoutMarketMessages() {
        assertThatThrownBy(() -> read("5 {\"id\":1}")).hasMessageContaining("must hold at least one market message");
        assertThatThrownBy(() -> BinanceRecording.of(directory.resolve("none.jsonl")))
                .hasMessageContaining("file: must exist (");
    }

    @Test
    void tellsTheMarketsApartByTheirDepthUpdates() throws IOException {
        assertThat(recognised(depth(5, 1, 2, 0, "[]", "[]"))).isEqualTo(BinanceInstruments.USD_M_BTC_USDT);
        assertThat(recognised(depth(5, 1, 2, 0, "[]", "[]").replace(",\"pu\":0", "")))
                .isEqualTo(BinanceInstruments.SPOT_BTC_USDT);
        assertThat(recognised(depth(5, 1, 2, 0, "[]", "[]")
                        .replace("\"s\":\"BTCUSDT\"", "\"s\":\"BTCUSD_PERP\",\"ps\":\"BTCUSD\"")))
                .isEqualTo(BinanceInstruments.COIN_M_BTC_USD);
        assertThatThrownBy(() -> recognised(depth(5, 1, 2, 0, "[]", "[]").replace("BTCUSDT", "XYZUSDT")))
                .hasMessageContaining("the terms of XYZUSDT on USD_M are not known; give the instrument");
        assertThatThrownBy(() -> recognised(trade(5, "\"m\":true"))).hasMessageContaining("must hold depth updates");
    }

    private List<MarketEvent> read(String... lines) throws IOException {
        return Events.of(BinanceRecording.of(written(lines), BinanceInstruments.USD_M_BTC_USDT));
    }

    private Instrument recognised(String... lines) throws IOException {
        return BinanceRecording.of(written(lines)).instrument();
    }

    private Path written(String... lines) throws IOException {
        Path file = directory.resolve("recording.jsonl");
        Files.write(file, List.of(lines));
        return file;
    }

    private static String trade(long timeNs, String more) {
        return timeNs
                + " {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"61800.30\",\"q\":\"0.006\","
                + more + "}}";
    }

    private static String depth(long timeNs, long first, long last, long previous, String bids, String asks) {
        return timeNs + " {\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",\"U\":"
                + first + ",\"u\":" + last + ",\"pu\":" + previous + ",\"b\":" + bids + ",\"a\":" + asks + "}}";
    }

    private static BookLevel level(String price, String quantity) {
        return new BookLevel(decimal(price), decimal(quantity));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
