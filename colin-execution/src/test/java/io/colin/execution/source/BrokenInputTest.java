package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a file holds, a reader gives ordered events or says DATA_INVALID in one line; nothing else comes out. */
final class BrokenInputTest {
    private static final int ROUNDS = 150;

    private static final String TRADES =
            "time,price,quantity,side\n100,5,6,buy\n101,5.5,6,sell\n102,5,6e1,\n103,0.5,1,buy\n";
    private static final String BARS = "time,open,high,low,close,volume\n60,2,4,1,3,5\n120,2,4,1,3,5\n180,2,4,1,3,5\n";
    private static final String RECORDING = """
            1 {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","s":"BTCUSDT","U":9,"u":11,"pu":8,"b":[["1.5","2"]],"a":[]}}
            2 {"lastUpdateId":10,"bids":[["1","2"],["0.5","3"]],"asks":[["2","1"]]}
            3 {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":7,"s":"BTCUSDT","b":"1","B":"2","a":"2","A":"1"}}
            4 {"stream":"btcusdt@trade","data":{"e":"trade","s":"BTCUSDT","p":"1.5","q":"0.006","X":"MARKET","m":true}}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tradesGiveOrderedEventsOrAreRefused(long seed) throws IOException {
        for (byte[] broken : broken(TRADES, seed)) {
            assertReads(CsvTrades.of(written(broken), BinanceInstruments.SPOT_BTC_USDT));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void barsGiveOrderedEventsOrAreRefused(long seed) throws IOException {
        for (byte[] broken : broken(BARS, seed)) {
            assertReads(CsvBars.of(written(broken), BinanceInstruments.SPOT_BTC_USDT.symbol(), Duration.ofMinutes(1)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void recordingsGiveOrderedEventsOrAreRefused(long seed) throws IOException {
        for (byte[] broken : broken(RECORDING, seed)) {
            assertReads(BinanceRecording.of(written(broken), BinanceInstruments.USD_M_BTC_USDT));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyFileIsOpenedOrRefused(long seed) throws IOException {
        for (String text : List.of(TRADES, BARS, RECORDING)) {
            for (byte[] broken : broken(text, seed)) {
                try {
                    assertReads(SourceFiles.open(written(broken)).source());
                } catch (ColinException e) {
                    assertThat(e.reason()).isEqualTo(Reason.DATA_INVALID);
                }
            }
        }
    }

    private static void assertReads(MarketDataSource source) {
        List<Long> times = new ArrayList<>();
        try {
            Events.each(source, (MarketEvent event) -> times.add(event.timeNs()));
        } catch (ColinException e) {
            assertThat(e.reason()).isEqualTo(Reason.DATA_INVALID);
            assertThat(e.getMessage()).doesNotContain("\n");
        }
        assertThat(times).isSorted();
    }

    /** Copies of a text with bytes changed, taken out, doubled or cut off. */
    private static List<byte[]> broken(String text, long seed) {
        Random random = new Random(seed);
        List<byte[]> copies = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder copy = new StringBuilder(text);
            for (int k = 1 + random.nextInt(3); k > 0; k--) {
                int at = random.nextInt(copy.length());
                switch (random.nextInt(4)) {
                    case 0 -> copy.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> copy.deleteCharAt(at);
                    case 2 -> copy.insert(at, copy.substring(at, Math.min(copy.length(), at + random.nextInt(30))));
                    default -> copy.setLength(Math.max(8, at));
                }
            }
            copies.add(copy.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        return copies;
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("btc-usdt.csv"), bytes);
    }
}
