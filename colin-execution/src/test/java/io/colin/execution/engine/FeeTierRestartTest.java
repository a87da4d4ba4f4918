package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderFilled;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.venue.FeeSchedule;
import io.colin.execution.venue.paper.FeeTiers;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Fees by own volume go on where they were. */
class FeeTierRestartTest {
    @Test
    void aRunThatIsTakenUpPaysByTheVolumeOfItsLedger() {
        Bench bench = Bench.at(venue());
        assertThat(rateOf(bench, "first")).isEqualByComparingTo("0.001");
        assertThat(rateOf(bench, "second")).isEqualByComparingTo("0.0005");
        bench = bench.restarted(venue());
        assertThat(rateOf(bench, "third")).isEqualByComparingTo("0.0005");
        bench.close();
    }

    private static PaperVenue venue() {
        return PaperVenue.builder()
                .instruments(Rig.BTC_USD)
                .feeTiers(FeeTiers.of(
                        new FeeTiers.Tier(BigDecimal.ZERO, FeeSchedule.bps(10, 10)),
                        new FeeTiers.Tier(new BigDecimal("2000"), FeeSchedule.bps(4, 5))))
                .build();
    }

    /** Buys for about 2,400 and tells what that was charged. */
    private static BigDecimal rateOf(Bench bench, String id) {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal("3"))
                .clientOrderId(id)
                .build());
        bench.price("800");
        bench.price("800");
        Fill fill = bench.of(OrderFilled.class).getLast().fill();
        assertThat(bench.order(id).progress().filledQuantity()).isEqualByComparingTo("3");
        return fill.fee().divide(fill.quantity().multiply(fill.price()));
    }
}
