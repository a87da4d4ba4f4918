package io.colin.execution.algo;

import static io.colin.execution.algo.AlgoRun.SECOND_NS;
import static io.colin.execution.algo.AlgoRun.START_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What algorithms expect of an order before anything of it is sent, held against what they then do in a calm market. */
class PlanTest {
    private static final Instrument WHOLE =
            Instrument.spot("BTC/USD").tickSize("0.01").lotSize("1").build();

    static Stream<Named<ExecutionAlgo>> timed() {
        return Stream.<ExecutionAlgo>of(
                        Twap.builder()
                                .duration(Duration.ofMinutes(10))
                                .interval(Duration.ofMinutes(1))
                                .build(),
                        Vwap.builder().duration(Duration.ofMinutes(5)).build(),
                        ImplementationShortfall.builder().urgency(3).build())
                .map(algo -> Named.of(algo.type(), algo));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("timed")
    void whatIsPlannedIsWhatACalmMarketGets(ExecutionAlgo algo) {
        AlgoRun run = run(algo, "1000");
        List<PlannedSlice> plan = plan(algo, "1000", AlgoRun.market(WHOLE, START_NS, "99.99", "100.01"));
        run.run(timeNs -> AlgoRun.market(WHOLE, timeNs, "99.99", "100.01"), 1);
        assertThat(run.progress().leavesQuantity()).isZero();
        assertThat(plan.stream().map(PlannedSlice::timeNs).toList())
                .isEqualTo(run.sent.stream().map(AlgoRun.Sent::timeNs).toList());
        BigDecimal planned = BigDecimal.ZERO;
        BigDecimal sent = BigDecimal.ZERO;
        for (int k = 0; k < plan.size(); k++) {
            planned = planned.add(plan.get(k).quantity());
            sent = sent.add(run.sent.get(k).slice().quantity());
            assertThat(planned.subtract(sent).abs()).isLessThanOrEqualTo(BigDecimal.ONE);
        }
        assertThat(planned).isEqualByComparingTo("1000");
    }

    @Test
    void whatTheMarketIsTooThinForIsLeftOut() {
        // 10 a second by others: a fifth of a minute's 600 is 120, ten times.
        Twap twap = Twap.builder()
                .duration(Duration.ofMinutes(10))
                .interval(Duration.ofMinutes(1))
                .build();
        List<PlannedSlice> plan = plan(twap, "5000", traded("10"));
        assertThat(plan)
                .hasSize(10)
                .allSatisfy(slice -> assertThat(slice.quantity()).isEqualByComparingTo("120"));
    }

    @Test
    void aShareOfTheMarketIsExpectedToTakeAsLongAsTheMarketTakes() {
        // A ninth of 18 a second is 2: 1000 take 500 s, in steps of 5 s.
        List<PlannedSlice> plan = plan(Pov.builder().build(), "1000", traded("18"));
        assertThat(plan).hasSize(100);
        assertThat(plan.getLast().timeNs() - START_NS).isCloseTo(500 * SECOND_NS, within(SECOND_NS / 100));
        assertThat(plan)
                .allSatisfy(slice -> assertThat(slice.quantity().doubleValue()).isCloseTo(10, within(1e-4)));
        // Not in its time: what is left over is left out.
        assertThat(plan(Pov.builder().duration(Duration.ofMinutes(1)).build(), "1000", traded("18")).stream()
                        .mapToDouble(slice -> slice.quantity().doubleValue())
                        .sum())
                .isCloseTo(120, within(1e-3));
        assertThat(plan(Pov.builder().build(), "1000", AlgoRun.market(WHOLE, START_NS, "99.99", "100.01")))
                .isEmpty();
    }

    @Test
    void whatIsSentAtOnceIsOneSlice() {
        assertThat(plan(Immediate.builder().build(), "7", AlgoRun.market(WHOLE, START_NS, "99.99", "100.01")))
                .containsExactly(new PlannedSlice(START_NS, new BigDecimal("7")));
    }

    private static List<PlannedSlice> plan(ExecutionAlgo algo, String quantity, FixedMarket market) {
        return algo.plan(run(algo, quantity).state(market, START_NS, BigDecimal.ZERO));
    }

    private static AlgoRun run(ExecutionAlgo algo, String quantity) {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("c")
                .algo(algo.defaults())
                .build();
        return new AlgoRun(algo, WHOLE, intent, "100", 5);
    }

    /** A market in which others have traded so much every second for ten minutes. */
    private static FixedMarket traded(String aSecond) {
        Tape tape = Tape.of(WHOLE.symbol());
        for (int second = 600; second > 0; second--) {
            tape.on(new Trade(
                    WHOLE.symbol(),
                    START_NS - second * SECOND_NS,
                    new BigDecimal("100"),
                    new BigDecimal(aSecond),
                    Aggressor.UNKNOWN));
        }
        return AlgoRun.market(WHOLE, START_NS, "99.99", "100.01").with(WHOLE.symbol(), tape);
    }
}
