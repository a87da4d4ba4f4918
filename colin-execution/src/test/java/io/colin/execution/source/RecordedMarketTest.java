package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers against real recordings, whose facts were counted by other means. */
final class RecordedMarketTest {
    @ParameterizedTest
    @CsvSource({
        "usdm-btcusdt, BTC/USDT:USDT, 93954, 66089, 21313, 6551, 4",
        "usdm-ethusdt, ETH/USDT:USDT, 74655, 53992, 14076, 6586, 6",
        "spot-btcusdt, BTC/USDT, 41249, 28040, 9757, 3451, 2",
        "coinm-btcusd-perp, BTC/USD:BTC, 48270, 19136, 2286, 26847, 23"
    })
    void givesEveryMessageOfARecordingButTheUpdatesBeforeItsBook(
            String name, String symbol, long messages, int quotes, int trades, int updates, int early)
            throws IOException {
        Path file = recording(name);
        BinanceRecording source = BinanceRecording.of(file);
        List<MarketEvent> events = Events.of(source);

        assertThat(source.symbols()).containsExactly(Symbol.of(symbol));
        assertThat(lines(file)).isEqualTo(messages);
        assertThat(events).hasSize((int) messages - early);
        assertThat(events).filteredOn(Quote.class::isInstance).hasSize(quotes);
        assertThat(events).filteredOn(Trade.class::isInstance).hasSize(trades);
        assertThat(events).filteredOn(BookSnapshot.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(BookDelta.class::isInstance).hasSize(updates - early);
        assertThat(events).extracting(MarketEvent::timeNs).isSorted();
        assertThat(SourceSpan.of(source).events()).isEqualTo(messages - early);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usdm-btcusdt", "usdm-ethusdt", "spot-btcusdt", "coinm-btcusd-perp"})
    void keepsABookThatAgreesWithTheExchangesBestQuotes(String name) {
        BinanceRecording source = BinanceRecording.of(recording(name));
        BookCheck check = new BookCheck(source.instrument());
        Events.each(source, check::on);

        assertThat(check.gaps).as("updates that did not follow").isZero();
        assertThat(check.book.isSynchronised()).isTrue();
        assertThat(check.compared).isGreaterThan(3_000);
        assertThat((double) check.agreed / check.compared)
                .as("share of updates after which book and ticker show the same best prices")
                .isGreaterThan(0.99);
        assertThat(check.crossed).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usdm-btcusdt", "usdm-ethusdt", "spot-btcusdt", "coinm-btcusd-perp"})
    void liesOnTheGridOfItsInstrument(String name) {
        BinanceRecording source = BinanceRecording.of(recording(name));
        Instrument instrument = source.instrument();

        Events.each(source, event -> {
            switch (event) {
                case Trade trade -> {
                    assertThat(trade.aggressor()).isNotEqualTo(Aggressor.UNKNOWN);
                    assertThat(Decimals.isMultiple(trade.price(), instrument.tickSize()))
                            .isTrue();
                    assertThat(Decimals.isMultiple(trade.quantity(), instrument.lotSize()))
                            .isTrue();
                }
                case Quote quote -> {
                    assertThat(Decimals.isMultiple(quote.bid(), instrument.tickSize()))
                            .isTrue();
                    assertThat(Decimals.isMultiple(quote.askSize(), instrument.lotSize()))
                            .isTrue();
                }
                default -> {}
            }
        });
    }

    @Test
    void readsAMonthOfMinutesWithoutAHole() {
        CsvBars source = CsvBars.of(
                RecordedData.file("bars/btc-perp-20211231-20220201_1m.csv"),
                Symbol.of("BTC/USD:USD"),
                Duration.ofMinutes(1));
        List<MarketEvent> events = Events.of(source);

        assertThat(events).hasSize(45_031).allMatch(Bar.class::isInstance);
        assertThat(((Bar) events.getFirst()).openTimeNs()).isEqualTo(TimeText.parse("2021-12-31T23:01:00Z"));
        assertThat(((Bar) events.getLast()).openTimeNs()).isEqualTo(TimeText.parse("2022-02-01T05:31:00Z"));
    }

    @Test
    void marksTheHolesOfSixYears() {
        CsvBars source = CsvBars.of(
                RecordedData.file("bars/coinbase-btc-usd-4h-2016-2022.csv"), Symbol.of("BTC/USD"), Duration.ofHours(4));
        List<MarketEvent> events = Events.of(source);

        assertThat(events).filteredOn(Bar.class::isInstance).hasSize(14_509);
        assertThat(events.stream().filter(DataGap.class::isInstance).map(event -> ((DataGap) event).detail()))
                .containsExactly(
                        "line 1722: 1 bar is missing from 2017-02-28T20:00:00Z to 2017-03-01T00:00:00Z",
                        "line 4885: 3 bars are missing from 2018-08-10T04:00:00Z to 2018-08-10T16:00:00Z");
        assertThat(events).extracting(MarketEvent::timeNs).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "bars/btc-perp-20211231-20220201_1m.csv, BTC/USD:USD, USD, csv-bars:btc-perp-20211231-20220201_1m.csv",
        "bars/coinbase-btc-usd-4h-2016-2022.csv, BTC/USD, USD, csv-bars:coinbase-btc-usd-4h-2016-2022.csv",
        "binance/usdm-ethusdt-20240808.jsonl.gz, ETH/USDT:USDT, USDT, binance-recording:usdm-ethusdt-20240808.jsonl.gz"
    })
    void openByThemselves(String name, String symbol, String quote, String id) {
        OpenedSource opened = SourceFiles.open(RecordedData.file(name));

        assertThat(opened.instruments()).extracting(Instrument::symbol).containsExactly(Symbol.of(symbol));
        assertThat(opened.quoteCurrency()).isEqualTo(quote);
        assertThat(opened.source().id()).isEqualTo(id);
        assertThat(SourceSpan.of(opened.source()).events()).isPositive();
    }

    private static Path recording(String name) {
        return RecordedData.file("binance/" + name + "-20240808.jsonl.gz");
    }

    private static long lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().count();
        }
    }

    /** Compares the kept book with the last ticker after each update. */
    private static final class BookCheck {
        private final BookBuilder book;
        private Optional<Quote> ticker = Optional.empty();
        private int compared;
        private int agreed;
        private int crossed;
        private int gaps;

        BookCheck(Instrument instrument) {
            book = BookBuilder.of(instrument.symbol());
        }

        void on(MarketEvent event) {
            switch (event) {
                case Quote quote -> ticker = Optional.of(quote);
                case BookSnapshot snapshot -> book.on(snapshot);
                case BookDelta delta -> {
                    if (book.on(delta) == BookBuilder.Applied.GAP) {
                        gaps++;
                    }
                    ticker.ifPresent(this::compare);
                }
                default -> {}
            }
        }

        private void compare(Quote quote) {
            Quote best = book.quote().orElseThrow();
            compared++;
            crossed += best.isCrossed() ? 1 : 0;
            agreed += best.bid().compareTo(quote.bid()) == 0 && best.ask().compareTo(quote.ask()) == 0 ? 1 : 0;
        }
    }
}
