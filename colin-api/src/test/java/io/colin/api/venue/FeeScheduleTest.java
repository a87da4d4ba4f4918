package io.colin.api.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.Liquidity;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FeeScheduleTest {
    @Test
    void turnsBasisPointsIntoFractionsExactly() {
        FeeSchedule fees = FeeSchedule.bps(-0.25, 7.5);

        assertThat(fees.rate(Liquidity.MAKER)).isEqualTo(new BigDecimal("-0.000025"));
        assertThat(fees.rate(Liquidity.TAKER)).isEqualTo(new BigDecimal("0.00075"));
        assertThat(fees.assumed()).isFalse();
    }

    @Test
    void refusesRatesThatCannotBe() {
        assertThatThrownBy(() -> FeeSchedule.bps(10_000, 0)).hasMessageStartingWith("makerRate: ");
        assertThatThrownBy(() -> FeeSchedule.bps(-10_000, 0)).hasMessageStartingWith("makerRate: ");
        assertThatThrownBy(() -> FeeSchedule.bps(0, 10_000)).hasMessageStartingWith("takerRate: ");
        assertThatThrownBy(() -> FeeSchedule.bps(0, -1)).hasMessageStartingWith("takerRate: ");
    }
}
