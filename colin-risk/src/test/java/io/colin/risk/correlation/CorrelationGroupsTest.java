package io.colin.risk.correlation;

import static io.colin.risk.correlation.CorrelationDesk.history;
import static io.colin.risk.correlation.CorrelationDesk.symbol;
import static io.colin.risk.correlation.CorrelationDesk.symbols;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.colin.api.instrument.Symbol;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationGroupsTest {
    private static final double[] ONE = new Random(1).doubles(60, -0.01, 0.01).toArray();
    private static final double[] OTHER = new Random(2).doubles(60, -0.01, 0.01).toArray();

    /** A pair that moves as one, a loner, and a symbol with a short history. */
    private static CorrelationGroups groups() {
        double[] few = ONE.clone();
        Arrays.fill(few, 0, 40, Double.NaN);
        return CorrelationGroups.of(Correlations.of(history(ONE, ONE, OTHER, few)), symbols(4), 0.70);
    }

    @Test
    void sumsSignedExposuresOfWhatMovesAsOne() {
        CorrelationGroups groups = groups();
        groups.setExposure(0, 100);
        groups.setExposure(1, 40);
        groups.setExposure(2, 1_000);

        assertThat(groups.current(0)).isEqualTo(140);
        assertThat(groups.current(1)).isEqualTo(140);
        assertThat(groups.current(2)).isEqualTo(1_000);
        assertThat(groups.projected(0, 25)).isEqualTo(165);
        assertThat(groups.worst(0, 25)).isZero();
        assertThat(groups.exposure(1)).isEqualTo(40);
    }

    @Test
    void aHedgePassesWhateverTheGroupHolds() {
        CorrelationGroups groups = groups();
        groups.setExposure(0, 100);

        assertThat(groups.projected(1, -60)).isZero();
        assertThat(groups.worst(1, -60)).isEqualTo(-1);
        assertThat(groups.projected(1, -200)).isZero();
        assertThat(groups.projected(1, -201)).isEqualTo(101);
        assertThat(groups.projected(0, -100)).isZero();
        assertThat(groups.projected(0, 0)).isZero();
    }

    @Test
    void whatNobodyMeasuredAddsUpButIsNoHedge() {
        CorrelationGroups groups = groups();
        groups.setExposure(3, -50);

        // Around 0: own long beside an unmeasured short.
        assertThat(groups.projected(0, 80)).isEqualTo(80);
        assertThat(groups.projected(0, -80)).isEqualTo(130);
        groups.setExposure(0, 100);
        assertThat(groups.current(0)).isEqualTo(100);
        assertThat(groups.current(3)).isEqualTo(100);
        // The short history itself: more short does not offset the long, more long adds to it.
        assertThat(groups.projected(3, -60)).isEqualTo(110);
        assertThat(groups.projected(3, 60)).isEqualTo(110);
        assertThat(groups.projected(3, 50)).isZero();
    }

    @Test
    void aSymbolThatWasNeverMeasuredGoesWithEverything() {
        Symbol unknown = Symbol.of("ZZZ/USD");
        CorrelationGroups groups =
                CorrelationGroups.of(Correlations.of(history(ONE)), List.of(symbol(0), unknown), 0.70);
        groups.setExposure(0, 100);

        assertThat(groups.projected(groups.slot(unknown), 30)).isEqualTo(130);
        assertThat(groups.slot(Symbol.of("YYY/USD"))).isEqualTo(-1);
        assertThat(groups.symbol(1)).isEqualTo(unknown);
    }

    @Test
    void roomIsTheLargestOrderWithinTheLimit() {
        CorrelationGroups groups = groups();
        groups.setExposure(0, 100);

        assertThat(groups.room(1, true, 150)).isEqualTo(50);
        assertThat(groups.room(1, true, 90)).isZero();
        assertThat(groups.room(1, false, 150)).isEqualTo(250);
        // Over the limit already: a hedge may go as far as the same size on the other side.
        assertThat(groups.room(1, false, 60)).isEqualTo(200);
        assertThat(groups.room(2, true, 60)).isEqualTo(60);
    }

    @Test
    void twoSymbolsThatBothMoveWithAThirdAreSummedAroundIt() {
        double[] middle = new double[60];
        Arrays.setAll(middle, t -> ONE[t] + OTHER[t]);
        Correlations correlations = Correlations.of(history(ONE, middle, OTHER));
        CorrelationGroups groups = CorrelationGroups.of(correlations, symbols(3), 0.60);
        groups.setExposure(0, 100);

        assertThat(correlations.rho(symbol(0), symbol(2)).orElseThrow()).isLessThan(0.6);
        assertThat(groups.projected(2, 80)).isEqualTo(180);
        assertThat(groups.worst(2, 80)).isEqualTo(1);
        assertThat(groups.current(2)).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithSummingAllPairsAndRoomIsExactToTheUnit(long seed) {
        Random random = new Random(seed);
        int n = 8;
        double[][] returns = CorrelationDesk.factor(random, n, 60, 1.4);
        for (int i = 0; i < 2; i++) {
            Arrays.fill(returns[random.nextInt(n)], 0, 25 + random.nextInt(15), Double.NaN);
        }
        Correlations correlations = Correlations.of(history(returns));
        CorrelationGroups groups = CorrelationGroups.of(correlations, symbols(n), 0.65);
        long[] exposure = new long[n];
        for (int k = 0; k < 500; k++) {
            int slot = random.nextInt(n);
            exposure[slot] = random.nextLong(-1000, 1001);
            groups.setExposure(slot, exposure[slot]);
            int order = random.nextInt(n);
            long delta = random.nextLong(-500, 501);

            assertThat(groups.projected(order, delta)).isEqualTo(plain(correlations, exposure, order, delta));

            long limit = random.nextInt(1500);
            boolean buy = random.nextBoolean();
            long room = groups.room(order, buy, limit);
            assertThat(passes(correlations, exposure, order, buy ? room : -room, limit))
                    .isTrue();
            assertThat(passes(correlations, exposure, order, buy ? room + 1 : -room - 1, limit))
                    .isFalse();
        }
    }

    private static boolean passes(Correlations correlations, long[] exposure, int slot, long delta, long limit) {
        return plain(correlations, exposure, slot, delta) <= limit;
    }

    /** The oracle: every group, every pair, before and after. */
    private static long plain(Correlations correlations, long[] exposure, int slot, long delta) {
        long[] after = exposure.clone();
        after[slot] += delta;
        long worst = 0;
        for (int center = 0; center < exposure.length; center++) {
            if (correlations.rho(symbol(center), symbol(slot)).orElse(-1) > 0.65) {
                long now = net(correlations, exposure, center);
                long then = net(correlations, after, center);
                worst = then > now ? Math.max(worst, then) : worst;
            }
        }
        return worst;
    }

    private static long net(Correlations correlations, long[] exposure, int center) {
        long measured = 0;
        long longs = 0;
        long shorts = 0;
        for (int i = 0; i < exposure.length; i++) {
            OptionalDouble rho = correlations.rho(symbol(center), symbol(i));
            if (rho.isEmpty()) {
                longs += Math.max(0, exposure[i]);
                shorts += Math.max(0, -exposure[i]);
            } else if (rho.getAsDouble() > 0.65) {
                measured += exposure[i];
            }
        }
        return measured > 0 ? Math.max(measured + longs, shorts) : Math.max(longs, shorts - measured);
    }

    @Test
    void whatIsTooLargeToSumIsABreachAndNoOverflow() {
        CorrelationGroups groups = groups();
        groups.setExposure(0, groups.largest());

        assertThat(groups.projected(0, 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(groups.projected(1, groups.largest())).isEqualTo(2 * groups.largest());
        assertThat(groups.projected(1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(groups.projected(1, Long.MIN_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(groups.worst(1, Long.MAX_VALUE)).isEqualTo(1);
        assertThat(groups.room(0, true, Long.MAX_VALUE)).isZero();
        assertThat(groups.room(0, false, Long.MAX_VALUE)).isEqualTo(groups.largest());
        groups.setExposure(2, -groups.largest());
        assertThat(groups.room(2, false, Long.MAX_VALUE)).isZero();
        assertThat(groups.projected(2, -1)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> groups.setExposure(1, Long.MAX_VALUE))
                .hasMessageContaining("exposure of AAB/USD: must be within");
    }

    @Test
    void findsTheHeldSymbolThatMovesMost() {
        double[] near = new double[60];
        Arrays.setAll(near, t -> 0.65 * ONE[t] + 0.5 * OTHER[t]);
        CorrelationGroups groups = CorrelationGroups.of(Correlations.of(history(ONE, near, OTHER)), symbols(3), 0.70);

        assertThat(groups.strongestHeld(0, 0.60)).isEqualTo(-1);
        groups.setExposure(0, 5);
        assertThat(groups.strongestHeld(0, 0.60)).isEqualTo(-1);
        groups.setExposure(2, 5);
        assertThat(groups.strongestHeld(0, 0.60)).isEqualTo(-1);
        groups.setExposure(1, 5);
        assertThat(groups.strongestHeld(0, 0.60)).isEqualTo(1);
        CorrelationGroups absent = groups();
        absent.setExposure(1, 5);
        absent.setExposure(3, 5);
        assertThat(absent.strongestHeld(2, 0.60)).isEqualTo(3);
        assertThat(absent.strongestHeld(0, 0.60)).isIn(1, 3);
    }

    @Test
    void exactlyAtAThresholdIsNotAbove() {
        double[] near = new double[60];
        Arrays.setAll(near, t -> ONE[t] + 0.5 * OTHER[t]);
        Correlations correlations = Correlations.of(history(ONE, near));
        double rho = correlations.rho(symbol(0), symbol(1)).orElseThrow();
        CorrelationGroups at = CorrelationGroups.of(correlations, symbols(2), rho);
        CorrelationGroups below = CorrelationGroups.of(correlations, symbols(2), Math.nextDown(rho));
        at.setExposure(1, 5);
        below.setExposure(1, 5);

        assertThat(at.projected(0, 3)).isEqualTo(3);
        assertThat(below.projected(0, 3)).isEqualTo(8);
        assertThat(at.strongestHeld(0, rho)).isEqualTo(-1);
        assertThat(at.strongestHeld(0, Math.nextDown(rho))).isEqualTo(1);
    }

    @Test
    void refusesAThresholdOrSymbolsThatMakeNoSense() {
        Correlations correlations = Correlations.of(history(ONE));

        assertThatThrownBy(() -> CorrelationGroups.of(correlations, symbols(1), 1))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> CorrelationGroups.of(correlations, symbols(1), Math.nextDown(-1.0)))
                .hasMessageContaining("threshold");
        assertThat(CorrelationGroups.of(correlations, symbols(1), -1).largest()).isPositive();
        assertThatThrownBy(() -> CorrelationGroups.of(correlations, symbols(1), Double.NaN))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> CorrelationGroups.of(correlations, List.of(symbol(0), symbol(0)), 0.7))
                .hasMessageContaining("distinct");
    }

    @Test
    void asksWithoutAllocating() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CorrelationGroups groups = groups();
        long thread = Thread.currentThread().threadId();
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += asked(groups, i);
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 10_000; i++) {
            sum += asked(groups, i);
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(sum).isPositive();
        assertThat(allocated).isLessThan(10_000);
    }

    private static long asked(CorrelationGroups groups, int i) {
        groups.setExposure(i % 4, i % 100 - 50);
        return groups.projected((i + 1) % 4, i % 70) + groups.room(i % 4, true, 100) + groups.strongestHeld(0, 0.6);
    }
}
