package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.execution.source.BinanceInstruments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterchangeTest {
    private static final Instrument SPOT = BinanceInstruments.SPOT_BTC_USDT;
    private static final Instrument LINEAR = BinanceInstruments.USD_M_BTC_USDT;
    private static final Instrument INVERSE = BinanceInstruments.COIN_M_BTC_USD;
    private static final long NOW = 1_723_161_600_000_000_000L;

    @Test
    void aLinearContractIsListedUnderTheCommonSymbolWithItsOwnGridsAndMinima() {
        Instrument listed = Interchange.of(SPOT, LINEAR).listed();
        assertThat(listed.symbol()).isEqualTo(SPOT.symbol());
        assertThat(listed.tickSize()).isEqualByComparingTo("0.1");
        assertThat(listed.lotSize()).isEqualByComparingTo("0.001");
        assertThat(listed.minQuantity()).isEqualByComparingTo("0.001");
        assertThat(listed.minNotional()).isEqualByComparingTo("100");
    }

    @Test
    void anInverseContractIsListedInTheUnderlyingAndNoSmallerThanOneContract() {
        Instrument listed = Interchange.of(SPOT, INVERSE).listed();
        assertThat(listed.tickSize()).isEqualByComparingTo("0.1");
        assertThat(listed.lotSize()).isEqualByComparingTo(SPOT.lotSize());
        assertThat(listed.minQuantity()).isEqualByComparingTo("0");
        assertThat(listed.minNotional()).isEqualByComparingTo("100");
    }

    @Test
    void aLinearContractOfManyUnitsCountsInTheUnderlying() {
        Instrument thousandths = Instrument.perpetual("BTC/USDT:USDT")
                .contractSize("0.001")
                .lotSize("10")
                .minQuantity("20")
                .build();
        Interchange interchange = Interchange.of(SPOT, thousandths);
        assertThat(interchange.listed().lotSize()).isEqualByComparingTo("0.01");
        assertThat(interchange.listed().minQuantity()).isEqualByComparingTo("0.02");
        assertThat(interchange.told(trade(thousandths, "60000", "55")))
                .contains(new Trade(SPOT.symbol(), NOW, decimal("60000"), decimal("0.05"), Aggressor.BUY));
    }

    @Test
    void theSizesOfAnInverseContractAreDividedByThePriceOfTheirLevelAndRoundedDown() {
        Interchange interchange = Interchange.of(SPOT, INVERSE);
        BookSnapshot book =
                new BookSnapshot(INVERSE.symbol(), NOW, 7, levels("60000", "3"), levels("61000", "10", "62000", "1"));
        // 3 × 100 / 60000 = 0.005; 10 × 100 / 61000 = 0.016393…; 100 / 62000 = 0.0016129…
        assertThat(interchange.told(book))
                .contains(new BookSnapshot(
                        SPOT.symbol(),
                        NOW,
                        7,
                        levels("60000", "0.005"),
                        levels("61000", "0.01639", "62000", "0.00161")));
        BookDelta delta = new BookDelta(INVERSE.symbol(), NOW, 8, 9, 7, levels("60000", "0"), levels("61000", "6"));
        assertThat(interchange.told(delta))
                .contains(new BookDelta(SPOT.symbol(), NOW, 8, 9, 7, levels("60000", "0"), levels("61000", "0.00983")));
        Quote quote = new Quote(INVERSE.symbol(), NOW, decimal("60000"), decimal("3"), decimal("61000"), decimal("10"));
        assertThat(interchange.told(quote))
                .contains(new Quote(
                        SPOT.symbol(), NOW, decimal("60000"), decimal("0.005"), decimal("61000"), decimal("0.01639")));
    }

    @Test
    void barsKeepTheirPricesAndCountVolumeInTheUnderlying() {
        Bar bar = new Bar(
                INVERSE.symbol(),
                NOW - 60,
                NOW,
                decimal("50000"),
                decimal("50000"),
                decimal("40000"),
                decimal("40000"),
                decimal("12"),
                decimal("8"),
                decimal("4"),
                5);
        Bar told = (Bar) Interchange.of(SPOT, INVERSE).told(bar).orElseThrow();
        assertThat(told.symbol()).isEqualTo(SPOT.symbol());
        assertThat(told.open()).isEqualByComparingTo("50000");
        assertThat(told.volume()).isEqualByComparingTo("0.03");
        assertThat(told.buyVolume()).isEqualByComparingTo("0.02");
        assertThat(told.sellVolume()).isEqualByComparingTo("0.01");
        assertThat(told.tradeCount()).isEqualTo(5);
    }

    @Test
    void gapsAreTheListedMarketsTooAndFundingIsNot() {
        Interchange interchange = Interchange.of(SPOT, LINEAR);
        assertThat(interchange.told(new DataGap(LINEAR.symbol(), NOW, DataGap.Kind.BOOK, "lost 3")))
                .contains(new DataGap(SPOT.symbol(), NOW, DataGap.Kind.BOOK, "lost 3"));
        assertThat(interchange.told(new FundingRate(LINEAR.symbol(), NOW, decimal("0.0001"), NOW + 1, 1)))
                .isEmpty();
        assertThat(interchange.told(trade(LINEAR, "60000", "0.0004"))).isEmpty();
    }

    @Test
    void whatCannotStandInForTheOtherIsRefusedByName() {
        assertThatThrownBy(() -> Interchange.of(SPOT, BinanceInstruments.USD_M_ETH_USDT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recorded: must have the underlying of BTC/USDT");
        assertThatThrownBy(() -> Interchange.of(INVERSE, LINEAR)).hasMessageContaining("common: must be linear");
        Instrument future = Instrument.future("BTC/USDT:USDT-240927", 1_727_395_200_000_000_000L)
                .build();
        assertThatThrownBy(() -> Interchange.of(SPOT, future)).hasMessageContaining("recorded: must be spot or perp");
        assertThatThrownBy(() -> PaperVenue.builder().instruments(SPOT).interchangeable(SPOT, LINEAR))
                .hasMessageContaining("instruments: must name each symbol once");
    }

    @Test
    void theAssumptionIsStatedInWords() {
        PaperVenue venue =
                PaperVenue.builder().id("coin-m").interchangeable(SPOT, INVERSE).build();
        assertThat(venue.assumptions())
                .anySatisfy(text -> assertThat(text)
                        .startsWith("BTC/USDT is matched with the recorded market of BTC/USD:BTC, taken as"
                                + " interchangeable")
                        .contains("rounded down to 0.00001"));
    }

    private static Trade trade(Instrument instrument, String price, String quantity) {
        return new Trade(instrument.symbol(), NOW, decimal(price), decimal(quantity), Aggressor.BUY);
    }

    private static List<BookLevel> levels(String... pricesAndSizes) {
        List<BookLevel> levels = new ArrayList<>();
        for (int i = 0; i < pricesAndSizes.length; i += 2) {
            levels.add(new BookLevel(decimal(pricesAndSizes[i]), decimal(pricesAndSizes[i + 1])));
        }
        return levels;
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
