package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.Test;

class ReplacementGateTest {
    private static final long STEP = 15 * 60_000_000_000L;
    private static final int A_DAY = 96;

    private final ReplacementGate gate = new ReplacementGate(42);

    @Test
    void sharpeIsThatOfHipparchusOnDailySumsAndDrawdownIsTheDeepestFall() {
        ReturnSeries series = noise(0.0003, 0.002, 30, 3);
        double[] daily = series.daily();
        assertThat(daily).hasSize(30);
        double expected = StatUtils.mean(daily) / Math.sqrt(StatUtils.variance(daily)) * Math.sqrt(365);
        assertThat(series.sharpe()).isCloseTo(expected, within(1e-12));
        ReturnSeries falls = new ReturnSeries(0, STEP, List.of(0.10, -0.20, 0.05, -0.10, 0.50));
        assertThat(falls.maxDrawdown()).isCloseTo(1 - 0.8 * 1.05 * 0.9, within(1e-12));
        assertThat(new ReturnSeries(0, STEP, List.of(0.1, 0.1)).sharpe()).isZero();
    }

    @Test
    void aClearlyBetterModelPassesAllThree() {
        assertThat(failed(noise(0.0004, 0.001, 14, 1), noise(0.0001, 0.002, 14, 2)))
                .isEmpty();
    }

    @Test
    void aBetterSharpeWithADeeperDrawdownDoesNotPass() {
        ReturnSeries candidate = noise(0.0006, 0.003, 14, 1);
        ReturnSeries calm = noise(0.0, 0.00001, 14, 2);
        assertThat(candidate.maxDrawdown()).isGreaterThan(calm.maxDrawdown());
        assertThat(failed(candidate, calm)).contains("max_drawdown");
    }

    @Test
    void aGainOfFivePercentOrLessDoesNotPass() {
        ReturnSeries incumbent = noise(0.0004, 0.001, 14, 1);
        assertThat(failed(incumbent, incumbent)).containsExactly("sharpe_gain_relative", "max_drawdown", "p_value");
    }

    @Test
    void againstALosingIncumbentTheAbsoluteGainCounts() {
        ReturnSeries losing = noise(-0.0002, 0.001, 14, 2);
        assertThat(losing.sharpe()).isNegative();
        assertThat(gate.check(noise(0.0004, 0.001, 14, 1), Optional.of(losing)))
                .extracting(Criterion::name)
                .containsExactly("sharpe_gain_absolute", "max_drawdown", "p_value");
    }

    @Test
    void withoutAnIncumbentTheComparisonIsWithDoingNothing() {
        assertThat(gate.check(noise(0.0004, 0.001, 14, 1), Optional.empty()))
                .allMatch(Criterion::passed)
                .extracting(Criterion::name)
                .containsExactly("sharpe_gain_absolute", "p_value");
        assertThat(gate.check(noise(-0.0004, 0.001, 14, 1), Optional.empty())).noneMatch(Criterion::passed);
    }

    @Test
    void seriesOfDifferentTimesAreNotCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.check(noise(0, 0.001, 14, 1), Optional.of(noise(0, 0.001, 15, 1))));
    }

    @Test
    void betweenTwoModelsWithoutADifferenceOneInTwentyIsCalledSignificant() {
        int significant = 0;
        PairedBootstrap bootstrap = new PairedBootstrap(4, 300, 5);
        for (int seed = 0; seed < 200; seed++) {
            double p = bootstrap.pValue(noise(0.0001, 0.001, 5, 1_000 + seed), noise(0.0001, 0.001, 5, 5_000 + seed));
            significant += p < 0.05 ? 1 : 0;
        }
        assertThat(significant).isBetween(3, 24);
    }

    @Test
    void theFloorNamesEverythingBelowItAndWhatWasNotMeasured() {
        Map<String, Double> metrics = new TreeMap<>(Map.of(
                "sharpe", 1.5,
                "max_drawdown", 0.15,
                "win_rate", 0.55,
                "profit_factor", 1.5,
                "sortino", 2.0,
                "calmar", 1.0,
                "information_ratio", 0.5,
                "daily_returns", 252.0));
        assertThat(LiveCapitalFloor.check(metrics, OptionalDouble.of(0.7)))
                .hasSize(9)
                .allMatch(Criterion::passed);
        metrics.replaceAll((name, value) -> name.equals("max_drawdown") ? value + 0.001 : value - 0.001);
        assertThat(LiveCapitalFloor.check(metrics, OptionalDouble.of(0.699))).noneMatch(Criterion::passed);
        metrics.remove("sharpe");
        assertThat(LiveCapitalFloor.check(metrics, OptionalDouble.empty()))
                .filteredOn(c -> c.value().equals("not measured"))
                .extracting(Criterion::name)
                .containsExactly("floor_sharpe", "floor_shadow_correlation");
    }

    private List<String> failed(ReturnSeries candidate, ReturnSeries incumbent) {
        return gate.check(candidate, Optional.of(incumbent)).stream()
                .filter(c -> !c.passed())
                .map(Criterion::name)
                .toList();
    }

    private static ReturnSeries noise(double mean, double deviation, int days, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Double> returns = new ArrayList<>(Collections.nCopies(days * A_DAY, 0.0));
        returns.replaceAll(zero -> mean + deviation * random.nextGaussian());
        return new ReturnSeries(0, STEP, returns);
    }
}
