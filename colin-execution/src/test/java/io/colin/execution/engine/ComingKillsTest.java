package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Which changes a switch stops that is about to be thrown. */
class ComingKillsTest {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final ComingKills kills = new ComingKills();
    private final OrderIntent intent = OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
            .clientOrderId("o")
            .limit(new BigDecimal("790"))
            .build();
    private final ParentOrder routed = new ParentOrder(
            "p", intent, "ann", Bench.START, BigDecimal.ZERO, OrderProgress.initial(BigDecimal.ONE, Bench.START));

    private boolean stops(RiskRequest request) {
        return kills.refusal(request, "hash", Bench.START).isPresent();
    }

    @Test
    void aVenueThatIsBeingStoppedTakesNoChangeOfAnOrderThatWasRoutedThere() {
        kills.raise(new KillSwitch(KillSwitch.Scope.VENUE, "paper", "odd fills", "officer", Bench.START));
        assertThat(stops(new RiskRequest.Amend(routed, TWO, intent.type(), "ann", "paper")))
                .isTrue();
        assertThat(stops(new RiskRequest.Amend(routed, TWO, intent.type(), "ann", "kraken")))
                .isFalse();
        assertThat(stops(new RiskRequest.Amend(routed, TWO, intent.type(), "ann")))
                .as("taken back and placed anew, elsewhere")
                .isFalse();
    }
}
