package io.colin.ml.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Trade;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.history.UnfinishedBar.View;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfinishedBarTest {
    private static final long MINUTE = SyntheticMarket.MINUTE_NS;
    private static final long START = SyntheticMarket.START_NS;

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e-400", "0"})
    void aBarWithoutTradesAfterALastPriceThatIsNoStatisticIsUnknown(String price) {
        assertThat(bar().after(START + MINUTE, new BigDecimal(price)))
                .isInstanceOfSatisfying(
                        View.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("last price"));
    }

    @Test
    void aBarWithoutTradesStandsAtTheLastPrice() {
        assertThat(bar().after(START + MINUTE, new BigDecimal("801.5")))
                .isInstanceOfSatisfying(View.Known.class, known -> {
                    assertThat(known.bar().price()).isEqualByComparingTo("801.5");
                    assertThat(known.bar().candle().close()).isEqualTo(801.5);
                    assertThat(known.bar().candle().volume()).isZero();
                });
    }

    private static UnfinishedBar bar() {
        UnfinishedBar bar = UnfinishedBar.of(MINUTE);
        bar.on(new Trade(SyntheticMarket.SYMBOL, START + 1, new BigDecimal("800"), BigDecimal.ONE, Aggressor.BUY));
        return bar;
    }
}
