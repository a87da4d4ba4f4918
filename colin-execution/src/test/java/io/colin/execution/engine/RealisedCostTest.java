package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.signal.ExecutionCost;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What signals are told of the costs of fills. */
class RealisedCostTest {
    private static final Instrument SPOT = Instrument.spot("BTC/USD").build();
    private static final Instrument LINEAR =
            Instrument.perpetual("BTC/USDT:USDT").contractSize("0.001").build();
    private static final Instrument INVERSE =
            Instrument.perpetual("BTC/USD:BTC").contractSize("100").inverse().build();

    /** Each fee is 5 bp of what the fill is worth, by hand. */
    @ParameterizedTest(name = "{0}: fee {2} {3} on {1} at 50 000")
    @CsvSource({
        "SPOT, 2, 50, USD, 2",
        "SPOT, 2, 0.001, BTC, 2",
        "LINEAR, 2, 0.05, USDT, 0.002",
        "LINEAR, 2, 0.000001, BTC, 0.002",
        "INVERSE, 1, 0.000001, BTC, 0.002",
        "INVERSE, 1, 0.05, USD, 0.002"
    })
    void countsTheFeeAgainstWhatTheFillIsWorth(String kind, String quantity, String fee, String currency, String base) {
        ExecutionCost cost = cost(instrument(kind), quantity, fee, currency).orElseThrow();
        assertThat(cost.feeBps()).isCloseTo(5, within(1e-9));
        assertThat(cost.quantity()).isEqualByComparingTo(base);
        // Bought at 50 000 with the mid at 49 950.
        assertThat(cost.slippageBps()).isCloseTo(50 / 49_950.0 * 1e4, within(1e-9));
    }

    @Test
    void saysNothingWhereTheFeeIsInAThirdCurrencyAndNothingOfAFeeThatIsNone() {
        assertThat(cost(SPOT, "1", "0.1", "BNB")).isEmpty();
        assertThat(cost(SPOT, "1", "0", "BNB").orElseThrow().feeBps()).isZero();
    }

    private static Instrument instrument(String kind) {
        return switch (kind) {
            case "SPOT" -> SPOT;
            case "LINEAR" -> LINEAR;
            default -> INVERSE;
        };
    }

    private static Optional<ExecutionCost> cost(Instrument instrument, String quantity, String fee, String currency) {
        OrderIntent intent = OrderIntent.of(instrument.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("c")
                .correlationId("signal-1")
                .build();
        ParentOrder parent = new ParentOrder(
                "p-1",
                intent,
                "tester",
                1,
                new BigDecimal("49950"),
                OrderProgress.initial(new BigDecimal(quantity), 1));
        return RealisedCost.of(
                instrument,
                parent,
                new Fill(
                        "t1",
                        "p-1-1",
                        "p-1",
                        "one",
                        instrument.symbol(),
                        Side.BUY,
                        new BigDecimal(quantity),
                        new BigDecimal("50000"),
                        new BigDecimal(fee),
                        currency,
                        Liquidity.TAKER,
                        2));
    }
}
