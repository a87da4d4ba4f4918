package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");

    @Test
    void ofPricesOnlySaysThatTheRestIsUnknown() {
        Bar bar = bar("10", "12", "9", "11", "0");

        assertThat(bar.tradeCount()).isEqualTo(Bar.UNKNOWN_COUNT);
        assertThat(bar.isEmpty()).as("nobody said that nothing traded").isFalse();
        assertThat(bar.buyVolume()).isZero();
        assertThat(bar).isEqualTo(bar("10.0", "12.00", "9", "11", "0.000"));
    }

    @ParameterizedTest
    @CsvSource({
        "10,9,8,9,1,high", // below the open
        "10,10,8,11,1,high", // below the close
        "10,12,11,11,1,low", // above the open
        "10,12,9.5,9,1,low", // above the close
        "10,12,0,11,1,low", // no price
        "10,12,9,11,-1,volume"
    })
    void refusesPricesThatContradictEachOther(
            String open, String high, String low, String close, String volume, String field) {
        assertThatThrownBy(() -> bar(open, high, low, close, volume))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": ");
    }

    @Test
    void refusesTimesAndSidesThatCannotBe() {
        BigDecimal one = BigDecimal.ONE;

        assertThatThrownBy(() -> Bar.ofPrices(BTC, 5, 5, one, one, one, one, one))
                .hasMessageStartingWith("timeNs: ");
        assertThatThrownBy(() -> new Bar(BTC, 0, 1, one, one, one, one, one, one, new BigDecimal("0.1"), 1))
                .hasMessageStartingWith("volume: ");
        assertThatThrownBy(() -> new Bar(BTC, 0, 1, one, one, one, one, one, one, BigDecimal.ZERO, -2))
                .hasMessageStartingWith("tradeCount: ");
    }

    private static Bar bar(String open, String high, String low, String close, String volume) {
        return Bar.ofPrices(
                BTC,
                0,
                1,
                new BigDecimal(open),
                new BigDecimal(high),
                new BigDecimal(low),
                new BigDecimal(close),
                new BigDecimal(volume));
    }
}
