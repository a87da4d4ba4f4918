package io.colin.execution.algo;

import static io.colin.execution.algo.AlgoRun.SECOND_NS;
import static io.colin.execution.algo.AlgoRun.START_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.ExecutionAlgoContract;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PovTest extends ExecutionAlgoContract {
    private static final Instrument WHOLE =
            Instrument.spot("BTC/USD").tickSize("0.01").lotSize("1").build();

    @Override
    protected ExecutionAlgo algo() {
        return Pov.builder().duration(Duration.ofHours(1)).build();
    }

    @Override
    protected boolean completesInACalmMarket() {
        return false; // that market does not trade
    }

    @Test
    void worksUntilItIsFilledWhereNoDurationIsGiven() {
        AlgoRun run = run(Pov.builder(), buy("9000"), 18, 1);
        assertThat(run.progress().leavesQuantity()).isZero();
        assertThat(run.seconds().getLast()).isGreaterThan(3600L);
    }

    @Test
    void tradesItsShareOfAllVolumeIncludingItsOwn() {
        AlgoRun run = run(Pov.builder().duration(Duration.ofMinutes(1)), buy("1000"), 18, 1);
        // 18 a second by others: 5 s give 90, of which a tenth of the whole is 10.
        assertThat(run.seconds()).containsExactly(5L, 10L, 15L, 20L, 25L, 30L, 35L, 40L, 45L, 50L, 55L);
        assertThat(run.quantities()).hasSize(11).containsOnly("10");
        assertThat(run.residual()).isEqualTo("end of time: leaves=890 quantity=1000");
    }

    @Test
    void catchesUpWithinItsBoundOnly() {
        AlgoRun thirds = run(Pov.builder().duration(Duration.ofMinutes(1)), buy("1000"), 36, 0.25);
        // Target 20 a step, of which a quarter fills: 20, 40 − 5, then 60 − 13 and more, bound to 0.2 / 0.8 of 180 a
        // step.
        assertThat(thirds.quantities()).startsWith("20", "35", "45").hasSize(11);
        assertThat(thirds.quantities().subList(2, 11)).containsOnly("45");
    }

    @Test
    void stopsWhenItIsDone() {
        AlgoRun run = run(Pov.builder(), buy("25"), 18, 1);
        assertThat(run.quantities()).containsExactly("10", "10", "5");
        assertThat(run.residual()).isEqualTo("complete");
    }

    @Test
    void carriesOnWhatIsTooSmallToBeSent() {
        Instrument coarse = Instrument.spot("BTC/USD")
                .tickSize("0.01")
                .lotSize("1")
                .minQuantity("25")
                .build();
        AlgoRun run = new AlgoRun(Pov.builder().duration(Duration.ofMinutes(1)).build(), coarse, buy("1000"), "100", 1)
                .run(now -> market(18).apply(now).with(coarse), 1);
        assertThat(run.quantities()).containsExactly("30", "30", "30");
        assertThat(run.seconds()).containsExactly(15L, 30L, 45L);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "participation|0.25|algo.participation: must be in [0.05, 0.2] (0.25)",
                "max_participation|0.09|algo.participation: must not exceed max_participation 0.09 (0.1)",
                "max_participation|0.3|algo.max_participation: must be in [0.05, 0.2] (0.3)",
                "rate|1|algo.rate: is not one of [child_limit_bps, duration_s,",
            })
    void refusesAParameterItDoesNotUnderstand(String name, String value, String message) {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Pov.TYPE, Map.of(name, value)))
                .build();
        assertThatThrownBy(() -> algo().validate(intent, WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    /** Others trade once a second, from ten minutes before on; a market knows what was traded by its time. */
    private static LongFunction<FixedMarket> market(int quantity) {
        Tape tape = Tape.of(WHOLE.symbol());
        long[] next = {START_NS - 600 * SECOND_NS};
        return now -> {
            for (; next[0] <= now; next[0] += SECOND_NS) {
                tape.on(new Trade(
                        WHOLE.symbol(), next[0], new BigDecimal("100"), new BigDecimal(quantity), Aggressor.UNKNOWN));
            }
            return AlgoRun.market(WHOLE, now, "99.99", "100.01").with(WHOLE.symbol(), tape);
        };
    }

    private static OrderIntent buy(String quantity) {
        return OrderIntent.of(WHOLE.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Pov.TYPE, Map.of()))
                .build();
    }

    private static AlgoRun run(Pov.Builder builder, OrderIntent intent, int volume, double fillShare) {
        return new AlgoRun(builder.build(), WHOLE, intent, "100", 1).run(market(volume), fillShare);
    }
}
