package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceFilesTest {
    private static final String BARS = "time,open,high,low,close,volume\n60,2,4,1,3,5\n180,2,4,1,3,5\n240,2,4,1,3,5\n";

    @TempDir
    Path directory;

    @Test
    void tellsBarsAndTheirLengthByTheContent() throws IOException {
        OpenedSource opened = SourceFiles.open(written("eth-usdt.csv", BARS));

        assertThat(opened.source())
                .isInstanceOfSatisfying(
                        CsvBars.class, bars -> assertThat(bars.interval()).isEqualTo(Duration.ofMinutes(1)));
        assertThat(opened.quoteCurrency()).isEqualTo("USDT");
        assertThat(SourceFiles.open(written("eth-usdt.csv", "60,2,4,1,3,5\n120,2,4,1,3,5\n"))
                        .source())
                .isInstanceOf(CsvBars.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"time,price,amount\n100,5,6\n", "100,5,6\n", "2013-11-25T00:00:00Z,5,6,buy\n"})
    void tellsTradesByTheContent(String text) throws IOException {
        assertThat(SourceFiles.open(written("btcusd.csv", text)).source()).isInstanceOf(CsvTrades.class);
    }

    @ParameterizedTest
    @CsvSource({
        "btc-usd.csv, BTC/USD",
        "BTCUSDT_2024.csv, BTC/USDT",
        "kraken_eth_eur_trades.csv, ETH/EUR",
        "sol-perp.csv, SOL/USD:USD",
        "bitstamp-btcusd.csv, BTC/USD"
    })
    void takesTheSymbolFromTheName(String name, String symbol) throws IOException {
        assertThat(SourceFiles.open(written(name, "100,5,6\n")).instruments())
                .extracting(instrument -> instrument.symbol().name())
                .containsExactly(symbol);
    }

    @Test
    void takesTheInstrumentItIsGiven() throws IOException {
        Instrument instrument = Instrument.spot("ABC/XYZ").tickSize("0.5").build();

        assertThat(SourceFiles.open(written("trades.csv", "100,5,6\n"), instrument)
                        .instruments())
                .containsExactly(instrument);
        assertThat(SourceFiles.open(written("bars.csv", BARS), instrument)
                        .source()
                        .symbols())
                .containsExactly(instrument.symbol());
        Path recording = written(
                "r.jsonl", "5 {\"stream\":\"abcxyz@trade\",\"data\":{\"s\":\"ABCXYZ\",\"p\":\"1\",\"q\":\"2\"}}\n");
        assertThat(Events.of(SourceFiles.open(recording, instrument).source())).hasSize(1);
    }

    @Test
    void saysWhatItCannotTell() throws IOException {
        assertFails(written("trades.csv", "100,5,6\n"), Reason.DATA_INVALID, "its name must tell what was traded");
        assertFails(written("btcusd.csv", ""), Reason.DATA_INVALID, "must not be empty");
        assertFails(
                written("btcusd.csv", "hello\n"), Reason.DATA_INVALID, "line 1: is neither a Binance recording nor");
        assertFails(written("btcusd.csv", "1,2,3,4,5\n"), Reason.DATA_INVALID, "line 1: is neither");
        assertFails(written("btcusd.csv", BARS.substring(0, 45)), Reason.DATA_INVALID, "must hold two bars");
        assertFails(directory.resolve("none.csv"), Reason.SOURCE_UNAVAILABLE, "file: must exist (");
    }

    @Test
    void spansASource() throws IOException {
        SourceSpan span = SourceSpan.of(SourceFiles.open(written("btc-usd.csv", "100,5,6\n105,5,6\n110,5,6\n"))
                .source());

        assertThat(span).isEqualTo(new SourceSpan(100_000_000_000L, 110_000_000_000L, 3));
        assertThat(span.timeAt(0)).isEqualTo(100_000_000_000L);
        assertThat(span.timeAt(0.6)).isEqualTo(106_000_000_000L);
        assertThat(span.timeAt(1)).isEqualTo(110_000_000_000L);
        assertThatThrownBy(() -> span.timeAt(1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void spansNoLiveSourceAndNoneWithoutEvents() {
        assertThatThrownBy(() -> SourceSpan.of(new Silent(MarketDataStream.Polled.IDLE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a recording");
        assertThatThrownBy(() -> SourceSpan.of(new Silent(MarketDataStream.Polled.ENDED)))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("must hold at least one event");
    }

    private Path written(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    private static void assertFails(Path file, Reason reason, String message) {
        assertThatThrownBy(() -> SourceFiles.open(file))
                .isInstanceOfSatisfying(
                        ColinException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    /** A source that never has an event. */
    private record Silent(MarketDataStream.Polled answer) implements MarketDataSource {
        @Override
        public String id() {
            return "silent";
        }

        @Override
        public String fingerprint() {
            return "live:silent";
        }

        @Override
        public Set<Symbol> symbols() {
            return Set.of(BinanceInstruments.SPOT_BTC_USDT.symbol());
        }

        @Override
        public MarketDataStream open() {
            return new MarketDataStream() {
                @Override
                public Polled poll(Consumer<? super MarketEvent> sink) {
                    return answer;
                }

                @Override
                public void close() {}
            };
        }
    }
}
