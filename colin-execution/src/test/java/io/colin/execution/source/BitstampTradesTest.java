package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BitstampTradesTest {
    private static final Symbol BTC_USD = Symbol.of("BTC/USD");

    @Test
    void holdsAHundredThousandTradesOfOneWeek() {
        List<MarketEvent> events = Events.of(BitstampTrades.embedded());

        assertThat(events).hasSize(100_000);
        assertThat(BitstampTrades.embedded().expectedEvents()).hasValue(100_000);
        assertThat(events.getFirst())
                .isEqualTo(new Trade(
                        BTC_USD,
                        ns("2013-11-25T00:00:00Z"),
                        new BigDecimal("800.01"),
                        new BigDecimal("0.1"),
                        Aggressor.UNKNOWN));
        assertThat(events.getLast())
                .isEqualTo(new Trade(
                        BTC_USD,
                        ns("2013-12-01T16:02:05Z"),
                        new BigDecimal("999"),
                        new BigDecimal("1.2926331"),
                        Aggressor.UNKNOWN));
    }

    @Test
    void isInOrderOfTime() {
        List<Long> times = Events.of(BitstampTrades.embedded()).stream()
                .map(MarketEvent::timeNs)
                .toList();

        assertThat(times).isSorted();
    }

    /** Eighteen rows have quantity 0: no trade can, so they are marked. */
    @Test
    void marksTheRowsWithoutAQuantity() {
        List<MarketEvent> events = Events.of(BitstampTrades.embedded());
        List<DataGap> gaps = events.stream()
                .flatMap(e -> e instanceof DataGap gap ? Stream.of(gap) : Stream.of())
                .toList();

        assertThat(gaps).hasSize(18).allSatisfy(gap -> {
            assertThat(gap.kind()).isEqualTo(DataGap.Kind.INVALID);
            assertThat(gap.detail()).contains("quantity 0");
        });
        assertThat(gaps.getFirst().timeNs()).isEqualTo(1_385_350_068_000_000_000L);
        assertThat(events).filteredOn(Trade.class::isInstance).hasSize(99_982);
    }

    @Test
    void makesTheMinutesThatTheDemonstrationStates() {
        BarBuilder builder = BarBuilder.of(BTC_USD, Duration.ofMinutes(1));
        List<Bar> bars = new ArrayList<>();
        Events.each(BitstampTrades.embedded(), event -> {
            if (event instanceof Trade trade) {
                builder.on(trade, bars::add);
            }
        });

        // The 9,603rd minute is still open when the last trade comes.
        assertThat(bars).hasSize(9_602);
        assertThat(bars).filteredOn(Bar::isEmpty).hasSize(204);
    }

    @Test
    void liesOnItsInstrumentsGrid() {
        Instrument instrument = BitstampTrades.embedded().instrument();

        assertThat(instrument.symbol()).isEqualTo(BTC_USD);
        Events.each(BitstampTrades.embedded(), event -> {
            if (event instanceof Trade trade) {
                assertThat(Decimals.isMultiple(trade.price(), instrument.tickSize()))
                        .isTrue();
                assertThat(Decimals.isMultiple(trade.quantity(), instrument.lotSize()))
                        .isTrue();
            }
        });
    }

    @Test
    void isKnownByNameAndFingerprint() {
        BitstampTrades source = BitstampTrades.embedded();

        assertThat(source.id()).isEqualTo("builtin:bitstamp-btcusd-2013");
        assertThat(source.symbols()).containsExactly(BTC_USD);
        assertThat(source.fingerprint()).isEqualTo("460765e9515a7fbb0ed7c1aae784c659b64663c7e732330d82c2058e179504d8");
    }

    @Test
    void saysWhatToDoWhereTheResourceIsMissing() {
        assertThatThrownBy(() -> BitstampTrades.of("missing.csv"))
                .isInstanceOfSatisfying(
                        ColinException.class,
                        e -> assertThat(e.reason()).isEqualTo(ColinException.Reason.SOURCE_UNAVAILABLE))
                .hasMessageContaining("missing.csv")
                .hasMessageContaining("org.ta4j:ta4j-examples:0.18");
    }

    private static long ns(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
