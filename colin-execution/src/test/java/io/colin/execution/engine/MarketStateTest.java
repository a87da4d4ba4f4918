package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.Depth;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.Marker;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.venue.Venue;
import io.colin.execution.source.BinanceInstruments;
import io.colin.execution.source.BinanceRecording;
import io.colin.execution.source.Events;
import io.colin.execution.source.MergedSource;
import io.colin.execution.source.RecordedData;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MarketStateTest {
    private static final Instrument BTC = BinanceInstruments.SPOT_BTC_USDT;
    private static final Instrument LINEAR = BinanceInstruments.USD_M_BTC_USDT;
    private static final Instrument INVERSE = BinanceInstruments.COIN_M_BTC_USD;

    private static final Duration AGE = Duration.ofSeconds(2);
    private static final long S = 1_000_000_000L;

    private final PaperVenue spot =
            PaperVenue.builder().id("spot").instruments(BTC).build();
    private final PaperVenue linear =
            PaperVenue.builder().id("linear").interchangeable(BTC, LINEAR).build();
    private final List<Venue> venues = List.of(spot, linear);
    private final MarketState market = new MarketState(List.of(BTC, LINEAR), venues, AGE);

    @Test
    void theQuoteIsTheBestOfAllVenuesAndAsOldAsTheOlderOfItsSides() {
        show(quote(BTC, 10, "100", "104"));
        show(quote(LINEAR, 20, "101", "103"));
        assertThat(market.quote(BTC.symbol()))
                .contains(new Quote(
                        BTC.symbol(),
                        20,
                        new BigDecimal("101"),
                        BigDecimal.TEN,
                        new BigDecimal("103"),
                        BigDecimal.TEN));
        show(quote(BTC, 30, "102", "105"));
        assertThat(market.quote(BTC.symbol()))
                .hasValueSatisfying(both -> assertThat(both.timeNs()).isEqualTo(20))
                .hasValueSatisfying(both -> assertThat(both.bid()).isEqualByComparingTo("102"))
                .hasValueSatisfying(both -> assertThat(both.ask()).isEqualByComparingTo("103"));
    }

    @Test
    void aVenueThatFellSilentSpeaksNoLongerBesideOneThatDoesNot() {
        show(quote(BTC, 10 * S, "100", "101"));
        show(quote(LINEAR, 12 * S, "90", "91"));
        assertThat(market.quote(BTC.symbol())).contains(quote(BTC, 10 * S, "100", "101")); // Both are fresh, and cross.
        assertThat(market.depth(BTC.symbol())).contains(new Depth(20, 20));
        show(quote(LINEAR, 12 * S + 1, "90", "91"));
        assertThat(market.quote(BTC.symbol())).contains(quote(BTC, 12 * S + 1, "90", "91"));
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("90.5"));
        assertThat(market.depth(BTC.symbol())).contains(new Depth(10, 10));
    }

    @Test
    void whereEveryVenueIsSilentTheNewestSpeaksAndIsAsOldAsItIs() {
        show(quote(LINEAR, 9 * S, "102", "103"));
        show(quote(BTC, 10 * S, "100", "104"));
        market.timeNs(60 * S);
        assertThat(market.quote(BTC.symbol())).contains(quote(BTC, 10 * S, "100", "104"));
        assertThat(market.depth(BTC.symbol())).contains(new Depth(10, 10));
    }

    @Test
    void aVenueThatIsDownSpeaksOnlyWhereNoOtherDoes() {
        show(quote(BTC, 10 * S, "100", "101"));
        show(quote(LINEAR, 10 * S, "90", "91"));
        market.connection("spot", false);
        assertThat(market.quote(BTC.symbol())).contains(quote(BTC, 10 * S, "90", "91"));
        market.connection("linear", false);
        assertThat(market.quote(BTC.symbol())).contains(quote(BTC, 10 * S, "100", "101"));
        market.connection("spot", true);
        market.connection("linear", true);
        show(quote(BTC, 11 * S, "91", "92"));
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("91"));
    }

    @Test
    void aTradeAfterTheBooksFellSilentIsWhatAPositionIsMarkedAt() {
        show(quote(BTC, 10 * S, "100", "101"));
        trade(11 * S, "97");
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("100.5"));
        trade(13 * S, "95");
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("95"));
        trade(14 * S, "101.1");
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("101.1"));
        show(quote(BTC, 15 * S, "94", "95"));
        market.timeNs(60 * S);
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("94.5"));
    }

    @Test
    void aTradeWithinAnOldQuoteMovesNoMark() {
        show(quote(BTC, 10 * S, "100", "101"));
        for (String price : List.of("101", "100", "100.2")) {
            trade(13 * S, price);
            assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("100.5"));
        }
    }

    @Test
    void aCloseAfterTheLastTradeIsNewerThanIt() {
        trade(10 * S, "97");
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("97"));
        BigDecimal close = new BigDecimal("93");
        market.on(new Bar(
                BTC.symbol(),
                10 * S,
                20 * S,
                close,
                close,
                close,
                close,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0));
        assertThat(market.mark(BTC.symbol())).contains(close);
        trade(21 * S, "92");
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("92"));
    }

    @Test
    void whatIsFilledInTheMarketOfAnotherSymbolMovesWithThat() {
        assertThat(market.movedBy(LINEAR.symbol())).containsExactly(BTC.symbol());
        assertThat(market.movedBy(BTC.symbol())).isEmpty();
    }

    @Test
    void onlyTheMarketThatStandsInForASymbolMovesIt() {
        Instrument eth = Instrument.spot("ETH/USDT").build();
        PaperVenue both = PaperVenue.builder()
                .instruments(eth, LINEAR)
                .interchangeable(BTC, LINEAR)
                .build();
        MarketState state = new MarketState(List.of(eth, BTC, LINEAR), List.of(both), AGE);
        assertThat(state.movedBy(eth.symbol())).isEmpty();
        assertThat(state.movedBy(LINEAR.symbol()))
                .as("it fills orders of its own too")
                .containsExactly(BTC.symbol());
        assertThat(both.market(eth.symbol())).contains(eth.symbol());
        assertThat(both.market(INVERSE.symbol())).isEmpty();
    }

    @Test
    void whereVenuesCrossEachOtherTheFirstThatIsSoundSpeaks() {
        show(quote(BTC, 10, "100", "101"));
        show(quote(LINEAR, 20, "102", "103"));
        assertThat(market.quote(BTC.symbol())).contains(quote(BTC, 10, "100", "101"));
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("100.5"));
    }

    @Test
    void aVenueCrossedInItselfNeverSpeaksForTheOthers() {
        show(quote(BTC, 10, "105", "101"));
        show(quote(LINEAR, 20, "102", "103"));
        assertThat(market.quote(BTC.symbol()))
                .hasValueSatisfying(quote -> assertThat(quote.isCrossed()).isFalse())
                .hasValueSatisfying(quote -> assertThat(quote.bid()).isEqualByComparingTo("102"));
    }

    @Test
    void whereEveryVenueIsCrossedInItselfTheQuoteSaysSo() {
        show(quote(BTC, 10, "105", "101"));
        assertThat(market.quote(BTC.symbol()))
                .hasValueSatisfying(quote -> assertThat(quote.isCrossed()).isTrue());
        assertThat(market.mark(BTC.symbol())).isEmpty();
    }

    @Test
    void whatMarkedLastCountsOnWithItsTimeWhileNothingMarks() {
        show(quote(BTC, 10 * S, "100", "101"));
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("100.5"));
        show(quote(BTC, 11 * S, "105", "101"));
        assertThat(market.mark(BTC.symbol())).contains(new BigDecimal("100.5"));
        assertThat(market.markedBy(BTC.symbol()).map(Marker::timeNs)).contains(10 * S);
        trade(12 * S, "99");
        assertThat(market.markedBy(BTC.symbol()).map(Marker::timeNs)).contains(12 * S);
    }

    @Test
    void theMarketOfARestartKnowsNoMarkBeforeItsFirstPrice() {
        trade(AGE.toNanos(), "100");
        assertThat(market.markedBy(BTC.symbol())).isPresent();
        MarketState again = new MarketState(List.of(BTC, LINEAR), venues, AGE);
        again.timeNs(2 * AGE.toNanos());
        assertThat(again.markedBy(BTC.symbol()))
                .as("what marked last is in no record")
                .isEmpty();
        assertThat(again.mark(BTC.symbol())).isEmpty();
    }

    @Test
    void theLastMarkOfADerivativeIsKnown() {
        assertThat(market.markPrice(LINEAR.symbol())).isEmpty();
        market.on(new MarkPrice(LINEAR.symbol(), 10, new BigDecimal("100")));
        MarkPrice last = new MarkPrice(LINEAR.symbol(), 20, new BigDecimal("101"));
        market.on(last);
        assertThat(market.markPrice(LINEAR.symbol())).contains(last);
        assertThat(market.markPrice(BTC.symbol())).isEmpty();
    }

    @Test
    void threeRecordedMarketsOfOneUnderlyingCrossEachOtherAndAlwaysGiveAPrice() {
        PaperVenue coin =
                PaperVenue.builder().id("coin").interchangeable(BTC, INVERSE).build();
        List<PaperVenue> all = List.of(spot, linear, coin);
        MarketState together = new MarketState(List.of(BTC, LINEAR, INVERSE), List.copyOf(all), AGE);
        List<Quote> quotes = new ArrayList<>();
        for (MarketEvent event : Events.of(MergedSource.of(
                List.of(recording("spot-btcusdt"), recording("usdm-btcusdt"), recording("coinm-btcusd-perp"))))) {
            together.timeNs(event.timeNs());
            all.forEach(venue -> venue.onMarket(event));
            if (all.stream().allMatch(venue -> venue.book(BTC.symbol()).isPresent())) {
                Optional<Quote> quote = together.quote(BTC.symbol());
                assertThat(quote).isPresent();
                quotes.add(quote.orElseThrow());
            }
        }
        assertThat(quotes).hasSizeGreaterThan(100_000).noneMatch(Quote::isCrossed);
    }

    /** A trade that no venue hears of. */
    private void trade(long timeNs, String price) {
        market.timeNs(timeNs);
        market.on(new Trade(BTC.symbol(), timeNs, new BigDecimal(price), BigDecimal.ONE, Aggressor.BUY));
    }

    private void show(Quote quote) {
        market.timeNs(quote.timeNs());
        spot.onMarket(quote);
        linear.onMarket(quote);
        market.on(quote);
    }

    private static Quote quote(Instrument instrument, long timeNs, String bid, String ask) {
        return new Quote(
                instrument.symbol(), timeNs, new BigDecimal(bid), BigDecimal.TEN, new BigDecimal(ask), BigDecimal.TEN);
    }

    private static BinanceRecording recording(String name) {
        return BinanceRecording.of(RecordedData.file("binance/" + name + "-20240808.jsonl.gz"));
    }
}
