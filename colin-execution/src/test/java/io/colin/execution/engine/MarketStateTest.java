package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.venue.Venue;
import io.colin.execution.source.BinanceInstruments;
import io.colin.execution.source.BinanceRecording;
import io.colin.execution.source.Events;
import io.colin.execution.source.MergedSource;
import io.colin.execution.source.RecordedData;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MarketStateTest {
    private static final Instrument BTC = BinanceInstruments.SPOT_BTC_USDT;
    private static final Instrument LINEAR = BinanceInstruments.USD_M_BTC_USDT;
    private static final Instrument INVERSE = BinanceInstruments.COIN_M_BTC_USD;

    private final PaperVenue spot =
            PaperVenue.builder().id("spot").instruments(BTC).build();
    private final PaperVenue linear =
            PaperVenue.builder().id("linear").interchangeable(BTC, LINEAR).build();
    private final List<Venue> venues = List.of(spot, linear);
    private final MarketState market = new MarketState(List.of(BTC, LINEAR), venues);

    @Test
    void theQuoteIsTheBestOfAllVenuesWithTheTimeOfItsNewestPart() {
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
        MarketState together = new MarketState(List.of(BTC, LINEAR, INVERSE), List.copyOf(all));
        List<Quote> quotes = new ArrayList<>();
        for (MarketEvent event : Events.of(MergedSource.of(
                List.of(recording("spot-btcusdt"), recording("usdm-btcusdt"), recording("coinm-btcusd-perp"))))) {
            all.forEach(venue -> venue.onMarket(event));
            if (all.stream().allMatch(venue -> venue.book(BTC.symbol()).isPresent())) {
                Optional<Quote> quote = together.quote(BTC.symbol());
                assertThat(quote).isPresent();
                quotes.add(quote.orElseThrow());
            }
        }
        assertThat(quotes).hasSizeGreaterThan(100_000).noneMatch(Quote::isCrossed);
    }

    private void show(Quote quote) {
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
