package io.colin.execution.algo;

import static io.colin.execution.algo.AlgoRun.SECOND_NS;
import static io.colin.execution.algo.AlgoRun.START_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.ExecutionAlgoContract;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.FixedMarket;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcebergTest extends ExecutionAlgoContract {
    private static final Instrument WHOLE =
            Instrument.spot("BTC/USD").tickSize("0.01").lotSize("1").build();

    @Override
    protected ExecutionAlgo algo() {
        return Iceberg.builder().build();
    }

    @Test
    void showsOnePartAfterTheOtherAtItsLimitUntilTheEnd() {
        AlgoRun run = run(Iceberg.builder().variation(0).display(new BigDecimal("30")), limit("100", "99.5"), 1);
        assertThat(run.quantities()).containsExactly("30", "30", "30", "10");
        assertThat(run.sent)
                .allSatisfy(sent -> assertThat(sent.slice())
                        .isEqualTo(new Slice(
                                sent.slice().quantity(),
                                new OrderType.Limit(new BigDecimal("99.5")),
                                TimeInForce.gtd(START_NS + 3600 * SECOND_NS))));
        assertThat(run.residual()).isEqualTo("complete");
    }

    @Test
    void variesWhatItShowsAndWhenByItsSeed() {
        Set<String> sizes = new HashSet<>();
        Set<Long> pauses = new HashSet<>();
        for (long seed = 1; seed <= 30; seed++) {
            AlgoRun run = run(Iceberg.builder().display(new BigDecimal("100")), limit("1000", "99.5"), seed);
            assertThat(run.sent.subList(0, run.sent.size() - 1))
                    .allSatisfy(sent ->
                            assertThat(sent.slice().quantity()).isBetween(new BigDecimal("80"), new BigDecimal("120")));
            sizes.addAll(run.quantities());
            for (int k = 1; k < run.sent.size(); k++) {
                long pause = run.sent.get(k).timeNs() - run.sent.get(k - 1).timeNs() - 40_000_000L;
                assertThat(pause).isBetween(500_000_000L, 2_000_000_000L);
                pauses.add(pause);
            }
            assertThat(run.progress().leavesQuantity()).isZero();
            assertThat(run(Iceberg.builder().display(new BigDecimal("100")), limit("1000", "99.5"), seed).sent)
                    .isEqualTo(run.sent);
        }
        assertThat(sizes).hasSizeGreaterThan(35);
        assertThat(pauses).hasSizeGreaterThan(200);
    }

    @Test
    void showsATenthWhereNothingElseIsSaid() {
        AlgoRun run = run(Iceberg.builder().variation(0), limit("200", "99.5"), 1);
        assertThat(run.quantities()).hasSize(10).containsOnly("20");
    }

    @Test
    void neverShowsLessThanTheSmallestOrderNorLeavesLess() {
        Instrument coarse = Instrument.spot("BTC/USD")
                .tickSize("0.01")
                .lotSize("1")
                .minQuantity("30")
                .build();
        AlgoRun run = new AlgoRun(
                        Iceberg.builder().display(BigDecimal.ONE).build(), coarse, limit("100", "99.5"), "100", 1)
                .run(now -> calm(now).with(coarse), 1);
        assertThat(run.quantities()).containsExactly("30", "30", "40");
    }

    @Test
    void looksAgainSoonWhereWhatItAskedForFoundNoPlace() {
        Iceberg algo = Iceberg.builder().build();
        AlgoRun run = new AlgoRun(algo, WHOLE, limit("100", "99.5"), "100", 1);
        assertThat(algo.next(run.state(calm(START_NS), START_NS, BigDecimal.ZERO)))
                .isInstanceOfSatisfying(AlgoStep.Continue.class, step -> {
                    assertThat(step.slices()).hasSize(1);
                    assertThat(step.nextTimeNs()).isEqualTo(START_NS + 5 * SECOND_NS);
                });
    }

    @Test
    void waitsForItsChild() {
        Iceberg algo = Iceberg.builder().build();
        AlgoRun run = new AlgoRun(algo, WHOLE, limit("100", "99.5"), "100", 1);
        assertThat(algo.next(run.state(calm(START_NS), START_NS, BigDecimal.ONE)))
                .isEqualTo(new AlgoStep.Continue(List.of(), AlgoStep.NO_TIMER));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"BUY,99.99", "SELL,100.01"})
    void restsAMarketOrderAtItsOwnSideAndPlacesItAnew(Side side, String price) {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), side, new BigDecimal("100"))
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Iceberg.TYPE, Map.of()))
                .build();
        Slice first = new AlgoRun(
                        Iceberg.builder().refresh(Duration.ofSeconds(7)).build(), WHOLE, intent, "100", 1)
                .run(IcebergTest::calm, 1)
                .sent
                .getFirst()
                .slice();
        assertThat(first.type()).isEqualTo(new OrderType.Limit(new BigDecimal(price)));
        assertThat(first.timeInForce()).isEqualTo(TimeInForce.gtd(START_NS + 7 * SECOND_NS));
    }

    @Test
    void isNeverWorseThanTheMidAndTheArrivalAllow() {
        AlgoRun far = run(Iceberg.builder(), limit("100", "120"), 1);
        assertThat(far.sent.getFirst().slice().type()).isEqualTo(new OrderType.Limit(new BigDecimal("100.2")));
        AlgoRun run = new AlgoRun(
                        Iceberg.builder().duration(Duration.ofMinutes(1)).build(), WHOLE, limit("100", "120"), "99", 1)
                .run(IcebergTest::calm, 1);
        assertThat(run.sent).isEmpty();
        assertThat(run.residual())
                .isEqualTo("end of time, price control: mid=100 bound=99.495: leaves=100 quantity=100");
        assertThat(run.holds).as("a price beyond its control is no pause").isEmpty();
    }

    @Test
    void pausesWhileTheSpreadIsWide() {
        AlgoRun run = new AlgoRun(
                        Iceberg.builder().duration(Duration.ofMinutes(1)).build(),
                        WHOLE,
                        limit("100", "99.5"),
                        "100",
                        1)
                .run(
                        now -> now < START_NS + 20 * SECOND_NS
                                ? AlgoRun.market(WHOLE, now, "99.74", "100.26")
                                : calm(now),
                        1);
        assertThat(run.seconds()).startsWith(20L);
        assertThat(run.holds).hasSize(4).containsOnly("spread_bps=52 max_spread_bps=50");
    }

    @Test
    void pausesLongerTheMoreChildrenBroughtNothing() {
        AlgoRun run = new AlgoRun(
                        Iceberg.builder()
                                .variation(0)
                                .delay(Duration.ofSeconds(1), Duration.ofSeconds(1))
                                .duration(Duration.ofMinutes(5))
                                .build(),
                        WHOLE,
                        limit("100", "99.5"),
                        "100",
                        1)
                .run(IcebergTest::calm, 0);
        assertThat(run.seconds()).startsWith(0L, 1L, 3L, 6L, 10L, 15L);
        assertThat(run.residual()).isEqualTo("end of time: leaves=100 quantity=100");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "display|-1|algo.display: must be in [0, 1000000000000] (-1)",
                "variation|0.6|algo.variation: must be in [0, 0.5] (0.6)",
                "min_delay_ms|3000|algo.min_delay_ms: must not exceed max_delay_ms 2000 (3000)",
                "refresh_s|0|algo.refresh_s: must be a whole number in [1, 86400] (0)",
                "participation|0.1|algo.participation: is not one of [child_limit_bps, display,",
            })
    void refusesAParameterItDoesNotUnderstand(String name, String value, String message) {
        OrderIntent intent = OrderIntent.of(WHOLE.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Iceberg.TYPE, Map.of(name, value)))
                .build();
        assertThatThrownBy(() -> algo().validate(intent, WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesOrdersItCannotWork() {
        OrderIntent.Builder base = OrderIntent.of(WHOLE.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("c-1")
                .algo(AlgoSpec.of(Iceberg.TYPE, Map.of()));
        assertThatThrownBy(
                        () -> algo().validate(base.timeInForce(TimeInForce.FOK).build(), WHOLE))
                .hasMessageContaining("timeInForce: must be GTC, GTD or DAY for iceberg");
        assertThatThrownBy(() -> algo().validate(
                                base.timeInForce(TimeInForce.GTC)
                                        .displayQuantity(BigDecimal.ONE)
                                        .build(),
                                WHOLE))
                .hasMessageContaining("displayQuantity: must be 0 for iceberg");
        algo().validate(
                        base.displayQuantity(BigDecimal.ZERO)
                                .limit(BigDecimal.TEN)
                                .postOnly(true)
                                .build(),
                        WHOLE);
    }

    private static OrderIntent limit(String quantity, String price) {
        return OrderIntent.of(WHOLE.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId("c-1")
                .limit(new BigDecimal(price))
                .algo(AlgoSpec.of(Iceberg.TYPE, Map.of()))
                .build();
    }

    private static FixedMarket calm(long now) {
        return AlgoRun.market(WHOLE, now, "99.99", "100.01");
    }

    private static AlgoRun run(Iceberg.Builder builder, OrderIntent intent, long seed) {
        return new AlgoRun(builder.build(), WHOLE, intent, "100", seed).run(IcebergTest::calm, 1);
    }
}
