package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QuoteTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");

    @Test
    void hasAnExactMid() {
        assertThat(quote("100.01", "100.02").mid()).isEqualTo(new BigDecimal("100.015"));
        assertThat(quote("100", "102").mid()).isEqualTo(new BigDecimal("101"));
    }

    @Test
    void measuresItsSpreadAgainstTheMid() {
        assertThat(quote("99.5", "100.5").spreadBps()).isCloseTo(100, Offset.offset(1e-9));
        assertThat(quote("100", "100").spreadBps()).isZero();
    }

    @Test
    void isKeptWhenItIsCrossedAndSaysSo() {
        Quote crossed = quote("101", "100");

        assertThat(crossed.isCrossed()).isTrue();
        assertThat(crossed.spreadBps()).isNegative();
        assertThat(quote("100", "100").isCrossed()).isFalse();
    }

    @Test
    void refusesPricesAndSizesThatCannotBe() {
        assertThatThrownBy(() -> quote("0", "1")).hasMessageStartingWith("bid: must be above 0");
        assertThatThrownBy(() -> quote("1", "-1")).hasMessageStartingWith("ask: must be above 0");
        assertThatThrownBy(() ->
                        new Quote(BTC, 0, BigDecimal.ONE, BigDecimal.ONE.negate(), BigDecimal.ONE, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bidSize: ");
    }

    private static Quote quote(String bid, String ask) {
        return new Quote(BTC, 0, new BigDecimal(bid), BigDecimal.ONE, new BigDecimal(ask), BigDecimal.ONE);
    }
}
