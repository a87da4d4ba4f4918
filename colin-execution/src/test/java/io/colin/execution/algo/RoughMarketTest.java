package io.colin.execution.algo;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.OrderIntent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm through rejects, partial and late fills, cancels, stale prices and quiet markets, by seed. */
class RoughMarketTest {
    private static final int SEEDS = 20;
    private static final List<ExecutionAlgo> ALGOS = List.of(
            Twap.builder()
                    .duration(Duration.ofMinutes(10))
                    .priceControlBps(200)
                    .maxMoveSigmas(0)
                    .build(),
            ImplementationShortfall.builder()
                    .duration(Duration.ofMinutes(10))
                    .priceControlBps(200)
                    .maxMoveSigmas(0)
                    .build(),
            Vwap.builder()
                    .duration(Duration.ofMinutes(10))
                    .priceControlBps(200)
                    .maxMoveSigmas(0)
                    .build(),
            Pov.builder()
                    .duration(Duration.ofMinutes(10))
                    .priceControlBps(200)
                    .maxMoveSigmas(0)
                    .build(),
            Iceberg.builder()
                    .duration(Duration.ofMinutes(10))
                    .priceControlBps(200)
                    .build());

    static Stream<Arguments> algosAndSeeds() {
        return ALGOS.stream()
                .flatMap(algo ->
                        LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> Arguments.of(algo.type(), seed, algo)));
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("algosAndSeeds")
    void keepsEverySumExactWhateverBecomesOfItsChildren(String type, long seed, ExecutionAlgo algo) {
        Random random = new Random(seed);
        RoughDesk.Roughness roughness = new RoughDesk.Roughness(
                random.nextInt(3) * 0.3, random.nextInt(3) * 0.3, random.nextInt(4) * 0.3, random.nextInt(3) * 0.001);
        RoughDesk desk = desk(algo, seed, random, roughness).work();
        assertThat(desk.filled().add(desk.leaves())).isEqualByComparingTo(quantity(seed));
        assertThat(desk.residual()).as("what is left has a reason").isNotEmpty();
        if (desk.leaves().signum() == 0) {
            assertThat(desk.residual()).isIn("complete", "cancelled");
        } else if (!desk.residual().equals("cancelled")) {
            assertThat(desk.residual())
                    .contains("leaves=" + Decimals.text(desk.leaves()) + " quantity=" + Decimals.text(quantity(seed)));
        }
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("algosAndSeeds")
    void doesTheSameForTheSameSeed(String type, long seed, ExecutionAlgo algo) {
        RoughDesk.Roughness roughness = new RoughDesk.Roughness(0.2, 0.2, 0.2, 0);
        assertThat(desk(algo, seed, new Random(seed), roughness).work().log)
                .isEqualTo(desk(algo, seed, new Random(seed), roughness).work().log);
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("algosAndSeeds")
    void sendsNothingByVolumeWhereNothingTradesAndNothingAtAllWithoutPrices(
            String type, long seed, ExecutionAlgo algo) {
        RoughDesk silent = desk(algo, seed, new Random(seed), new RoughDesk.Roughness(0, 0, 1, 0))
                .work();
        if (type.equals(Pov.TYPE)) {
            assertThat(silent.children).isEmpty();
        }
        if (type.equals(Vwap.TYPE)) {
            // The first step goes by the half minute before the order, the others by a market that has stopped.
            assertThat(silent.children).hasSizeLessThanOrEqualTo(1);
        }
        RoughDesk dark = desk(algo, seed, new Random(seed), new RoughDesk.Roughness(0, 1, 0, 0));
        assertThat(dark.work().children)
                .allSatisfy(child ->
                        assertThat(child.timeNs).isLessThanOrEqualTo(RoughDesk.START_NS + 2 * RoughDesk.SECOND_NS));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsTheShareOfThePovWithinItsBoundOverEverySpanOfSlices(long seed) {
        ExecutionAlgo pov = Pov.builder()
                .duration(Duration.ofMinutes(10))
                .priceControlBps(200)
                .maxMoveSigmas(0)
                .build();
        RoughDesk desk = desk(pov, seed, new Random(seed), new RoughDesk.Roughness(0.2, 0.1, 0.3, 0))
                .work();
        for (int first = 0; first < desk.children.size(); first++) {
            long from = first == 0 ? RoughDesk.START_NS : desk.children.get(first - 1).timeNs;
            BigDecimal own = BigDecimal.ZERO;
            for (int last = first; last < desk.children.size(); last++) {
                own = own.add(desk.children.get(last).slice.quantity());
                double others = desk.tape.volume(from, desk.children.get(last).timeNs + 1);
                assertThat(own.doubleValue()).isLessThanOrEqualTo(0.25 * others + 1e-3);
            }
        }
        double all = desk.tape.volume(RoughDesk.START_NS, RoughDesk.START_NS + 600 * RoughDesk.SECOND_NS);
        assertThat(desk.filled().doubleValue()).isLessThanOrEqualTo(all / 9 + 1e-3);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    private static RoughDesk desk(ExecutionAlgo algo, long seed, Random random, RoughDesk.Roughness roughness) {
        Instrument instrument = Instrument.spot("BTC/USD")
                .tickSize("0.01")
                .lotSize(List.of("0.001", "0.01", "0.1").get(random.nextInt(3)))
                .minQuantity(List.of("0", "0.05", "0.2").get(random.nextInt(3)))
                .minNotional(List.of("0", "5", "50").get(random.nextInt(3)))
                .build();
        OrderIntent intent = RoughDesk.intent(instrument, seed, quantity(seed))
                .algo(algo.defaults())
                .build();
        return new RoughDesk(algo, instrument, intent, seed, roughness);
    }

    /** On the coarsest of the lots for most, off it for some, so that a rest below a lot is left as well. */
    private static BigDecimal quantity(long seed) {
        Random random = new Random(-seed);
        return new BigDecimal(1 + random.nextInt(2_000)).movePointLeft(seed % 5 == 0 ? 2 : 1);
    }
}
