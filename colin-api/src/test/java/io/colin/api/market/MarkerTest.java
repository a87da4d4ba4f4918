package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MarkerTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");

    private final FixedMarket market = FixedMarket.at(100);

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    private static Quote quote(long timeNs, String bid, String ask) {
        return new Quote(BTC, timeNs, dec(bid), BigDecimal.ONE, dec(ask), BigDecimal.ONE);
    }

    private static Trade trade(long timeNs, String price) {
        return new Trade(BTC, timeNs, dec(price), BigDecimal.ONE, Aggressor.UNKNOWN);
    }

    private static Bar bar(long timeNs, String close) {
        BigDecimal at = dec(close);
        return Bar.ofPrices(BTC, timeNs - 10, timeNs, at, at, at, at, BigDecimal.ONE);
    }

    private void isMarked(long madeNs, String price) {
        assertThat(market.markedBy(BTC).map(Marker::timeNs)).contains(madeNs);
        assertThat(market.markedBy(BTC).map(Marker::price))
                .hasValueSatisfying(marked -> assertThat(marked).isEqualByComparingTo(price));
    }

    @Test
    void nothingMarksWhatHasNoPrice() {
        assertThat(market.markedBy(BTC)).isEmpty();
        market.with(quote(10, "102", "101"));
        assertThat(market.markedBy(BTC)).as("crossed").isEmpty();
    }

    @Test
    void theMidMarksUntilALaterTradeOutsideIt() {
        market.with(quote(10, "100", "101")).with(bar(20, "95"));
        isMarked(10, "100.5");
        market.with(trade(20, "101"));
        isMarked(10, "100.5");
        market.with(trade(20, "101.01"));
        isMarked(20, "101.01");
        market.with(trade(20, "99.99"));
        isMarked(20, "99.99");
        market.with(trade(10, "99.99"));
        isMarked(10, "100.5");
    }

    @Test
    void aCloseNewerThanTheTradeThatRefutesAQuoteMarks() {
        market.with(quote(10, "100", "101")).with(trade(20, "99")).with(bar(90, "95"));
        isMarked(90, "95");
        market.with(trade(90, "96"));
        isMarked(90, "96");
    }

    @Test
    void aQuoteThatStandsIsRefutedByNoTrade() {
        market.with(quote(10, "100", "101")).with(trade(20, "99"));
        assertThat(Marker.of(market, BTC, 10).map(Marker::price)).contains(dec("100.5"));
        assertThat(Marker.of(market, BTC, 11).map(Marker::price)).contains(dec("99"));
    }

    @Test
    void withoutAMidTheNewerOfTradeAndCloseMarks() {
        market.with(quote(50, "102", "101")).with(bar(20, "95"));
        isMarked(20, "95");
        market.with(trade(20, "96"));
        isMarked(20, "96");
        market.with(bar(21, "97"));
        isMarked(21, "97");
    }
}
