package io.colin.risk.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What an hour trades, by the hours that are known. */
class VolumeShareTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final long HOUR = 3_600_000_000_000L;

    private final VolumeShare volume = new VolumeShare();

    private void bar(long hour, String quantity) {
        volume.addMarket(Bar.ofPrices(
                BTC,
                hour * HOUR,
                (hour + 1) * HOUR,
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.TEN,
                new BigDecimal(quantity)));
    }

    @Test
    void theMeanHourIsOfTheHoursKnownIfTheyAreEnough() {
        assertThat(volume.hourly(0, 0)).isEmpty();
        bar(100, "6");
        bar(102, "1.5");
        assertThat(volume.hourly(103 * HOUR, 3)).isEmpty();
        assertThat(volume.hourly(103 * HOUR, 2))
                .hasValueSatisfying(mean -> assertThat(mean).isEqualByComparingTo("3.75"));
        assertThat(volume.hourly(124 * HOUR, 1))
                .as("the older hour is a day ago")
                .hasValueSatisfying(mean -> assertThat(mean).isEqualByComparingTo("1.5"));
        assertThat(volume.hourly(126 * HOUR, 0)).isEmpty();
    }

    @Test
    void hoursInWhichNothingTradedTellNoMean() {
        bar(100, "0");
        bar(101, "0");
        assertThat(volume.hourly(102 * HOUR, 2)).isEmpty();
    }

    @Test
    void aBoardTellsItOnceAsManyHoursAreKnownAsTheOwnShareNeeds() {
        BreakerBoard board = BreakerBoard.of(BreakerSettings.builder().build());
        for (int hour = 0; hour < 20; hour++) {
            assertThat(board.hourlyVolume(BTC, hour * HOUR)).as("hour " + hour).isEmpty();
            board.onBar(Bar.ofPrices(
                    BTC,
                    hour * HOUR,
                    (hour + 1) * HOUR,
                    BigDecimal.TEN,
                    BigDecimal.TEN,
                    BigDecimal.TEN,
                    BigDecimal.TEN,
                    BigDecimal.valueOf(hour)));
        }
        assertThat(board.hourlyVolume(BTC, 20 * HOUR))
                .hasValueSatisfying(mean -> assertThat(mean).isEqualByComparingTo("9.5"));
        assertThat(board.hourlyVolume(Symbol.of("ETH/USD"), 20 * HOUR)).isEmpty();
    }
}
