package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FixedMarketTest {
    private static final Instrument BTC = SampleInstruments.btcUsd();
    private static final BigDecimal MID = new BigDecimal("30000");

    private final FixedMarket market = FixedMarket.at(10).with(BTC);

    @Test
    void showsNothingItWasNotTold() {
        FixedMarket empty = FixedMarket.at(5);

        assertThat(empty.timeNs()).isEqualTo(5);
        assertThat(empty.instrument(BTC.symbol())).isEmpty();
        assertThat(empty.quote(BTC.symbol())).isEmpty();
        assertThat(empty.lastTrade(BTC.symbol())).isEmpty();
        assertThat(empty.lastBar(BTC.symbol())).isEmpty();
        assertThat(empty.book("paper", BTC.symbol())).isEmpty();
    }

    @Test
    void showsWhatItWasToldLast() {
        Quote quote = SampleEvents.quote(BTC, 9, MID, BigDecimal.ONE);
        Trade trade = SampleEvents.trade(BTC.symbol(), 8, "30001", "1");
        Bar bar = Bar.ofPrices(BTC.symbol(), 0, 7, MID, MID, MID, MID, BigDecimal.ONE);
        market.with(SampleEvents.quote(BTC, 1, BigDecimal.TEN, BigDecimal.ONE))
                .with(quote)
                .with(trade)
                .with(bar)
                .with("paper", SampleEvents.book(BTC, 6, 1, MID, BigDecimal.ONE));

        assertThat(market.instrument(BTC.symbol())).contains(BTC);
        assertThat(market.quote(BTC.symbol())).contains(quote);
        assertThat(market.lastTrade(BTC.symbol())).contains(trade);
        assertThat(market.lastBar(BTC.symbol())).contains(bar);
        assertThat(market.book("other", BTC.symbol())).isEmpty();
        assertThat(market.book("paper", BTC.symbol())).hasValueSatisfying(book -> {
            assertThat(book.timeNs()).isEqualTo(6);
            assertThat(book.asks(9)).hasSize(5);
            assertThat(book.quote()).contains(SampleEvents.quote(BTC, 6, MID, BigDecimal.ONE));
        });
    }

    @Test
    void movesInTimeWithoutTouchingPrices() {
        Quote quote = SampleEvents.quote(BTC, 9, MID, BigDecimal.ONE);
        market.with(quote).moveTo(99);

        assertThat(market.timeNs()).isEqualTo(99);
        assertThat(market.quote(BTC.symbol())).contains(quote);
    }

    @Test
    void canBeRidOfItsPrices() {
        market.with(SampleEvents.quote(BTC, 9, MID, BigDecimal.ONE))
                .with("paper", SampleEvents.book(BTC, 6, 1, MID, BigDecimal.ONE))
                .withoutPrices(BTC.symbol());

        assertThat(market.instrument(BTC.symbol())).contains(BTC);
        assertThat(market.quote(BTC.symbol())).isEmpty();
        assertThat(market.book("paper", BTC.symbol())).isEmpty();
    }
}
