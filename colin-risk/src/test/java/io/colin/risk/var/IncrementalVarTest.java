package io.colin.risk.var;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnPeriod;
import io.colin.risk.returns.Returns;
import io.colin.risk.var.VarSettings.HorizonRule;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementalVarTest {
    private static final int ASSETS = 12;

    private static Map<Symbol, BigDecimal> exposures(VarModel model, double[] values) {
        Map<Symbol, BigDecimal> map = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(model.symbols().get(i), BigDecimal.valueOf(values[i]));
        }
        return map;
    }

    private static double gross(double[] values) {
        return Arrays.stream(values).map(Math::abs).sum();
    }

    /** The plain oracle: everything measured anew from the exposures. */
    private static void compare(VarModel model, double[] values, double multiplier, GateFigures figures) {
        PortfolioVar full = PortfolioVar.of(model, exposures(model, values));
        TailAnswer day = full.gate(0.99, 1);
        if (day instanceof TailAnswer.Absent absent) {
            if (absent.reason() == AbsentReason.EMPTY_PORTFOLIO) {
                assertThat(figures.isKnown()).isTrue();
                assertThat(figures.valueAtRisk(0.99, 1)).isZero();
                assertThat(figures.expectedShortfall()).isZero();
            } else {
                assertThat(figures.isKnown()).isFalse();
                assertThat(figures.valueAtRisk(0.99, 1)).isNaN();
            }
            return;
        }
        double tolerance = 1e-9 * Math.max(1, gross(values));
        for (int days : new int[] {1, 5}) {
            for (double confidence : new double[] {0.95, 0.99}) {
                double expected =
                        full.gate(confidence, days).measured().orElseThrow().valueAtRisk();
                assertThat(figures.valueAtRisk(confidence, days))
                        .as("%s %sd", confidence, days)
                        .isCloseTo(multiplier * expected, within(tolerance));
            }
        }
        double shortfall = day.measured().orElseThrow().expectedShortfall();
        assertThat(figures.expectedShortfall()).isCloseTo(multiplier * shortfall, within(tolerance));
    }

    private static void walk(VarModel model, long seed, double multiplier, int steps) {
        Random random = new Random(seed);
        IncrementalVar incremental = IncrementalVar.of(model, multiplier);
        int n = model.symbols().size();
        double[] values = new double[n];
        for (int step = 0; step < steps; step++) {
            int asset = random.nextInt(n);
            double scale = Math.pow(10, random.nextInt(7));
            values[asset] = random.nextInt(4) == 0 ? 0 : scale * random.nextGaussian();
            incremental.setExposure(asset, values[asset]);
            assertThat(incremental.exposure(asset)).isEqualTo(values[asset]);
            compare(model, values, multiplier, incremental.current());
            int other = random.nextInt(n);
            double delta = random.nextInt(5) == 0 ? -values[other] : scale * random.nextGaussian();
            double[] after = values.clone();
            after[other] += delta;
            compare(model, after, multiplier, incremental.withOrder(other, delta));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void equalsFullRecomputationOverRandomSequences(long seed) {
        VarModel model = VarModel.of(Returns.of(Returns.random(seed, ASSETS, 252)), VarSettings.defaults());
        walk(model, seed, 1, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void equalsItWithGapsTooWhereHistoricalComesAndGoes(long seed) {
        double[][] rows = Returns.random(seed, ASSETS, 260);
        Random random = new Random(seed);
        for (int gap = 0; gap < 16; gap++) {
            rows[random.nextInt(ASSETS)][random.nextInt(260)] = Double.NaN;
        }
        Arrays.fill(rows[3], 0, 200, Double.NaN);
        Arrays.fill(rows[4], 25, 228, Double.NaN);
        VarSettings settings = VarSettings.builder().lookBack(260).build();
        walk(VarModel.of(Returns.of(rows), settings), seed, 1.2, 300);
    }

    @Test
    void equalsItWithScaledHorizonsShortHistoriesAndHours() {
        VarSettings root =
                VarSettings.builder().horizonRule(HorizonRule.SQUARE_ROOT).build();
        walk(VarModel.of(Returns.of(Returns.random(6, ASSETS, 252)), root), 6, 1, 100);
        walk(VarModel.of(Returns.of(Returns.random(7, ASSETS, 40)), VarSettings.defaults()), 7, 1, 100);
        VarSettings hours = VarSettings.builder().shortHistory(true).build();
        walk(VarModel.of(Returns.of(ReturnPeriod.HOUR.ns(), Returns.random(8, ASSETS, 100)), hours), 8, 1, 100);
    }

    @Test
    void anOrderThatHedgesLowersTheFigureAndOneThatAddsRaisesIt() {
        double[][] rows = Returns.random(9, 2, 252);
        rows[1] = Arrays.stream(rows[0]).map(r -> 1.1 * r).toArray();
        VarModel model = VarModel.of(Returns.of(rows), VarSettings.defaults());
        IncrementalVar book = IncrementalVar.of(model, 1);
        book.setExposure(1, 10_000);
        double held = book.valueAtRisk(0.99, 1);
        assertThat(held).isPositive();
        assertThat(book.withOrder(1, 1_000).valueAtRisk(0.99, 1)).isCloseTo(held * 1.1, within(1e-9));
        assertThat(book.withOrder(0, -1_000).valueAtRisk(0.99, 1)).isLessThan(held);
        assertThat(book.withOrder(1, -10_000).valueAtRisk(0.99, 1)).isZero();
        assertThat(book.valueAtRisk(0.99, 1)).isEqualTo(held);
        assertThat(book.valueAtRisk(0.99, 10)).isNaN();
        assertThat(book.valueAtRisk(0.9, 1)).isNaN();
    }

    @Test
    void aFailedBackTestRaisesEveryFigure() {
        VarModel model = VarModel.of(Returns.of(Returns.random(9, 1, 252)), VarSettings.defaults());
        IncrementalVar plain = IncrementalVar.of(model, 1);
        IncrementalVar raised = IncrementalVar.of(model, 1.2);
        GateFigures one = plain.withOrder(0, 100);
        GateFigures two = raised.withOrder(0, 100);
        assertThat(two.valueAtRisk(0.95, 5)).isCloseTo(1.2 * one.valueAtRisk(0.95, 5), within(1e-12));
        assertThat(two.expectedShortfall()).isCloseTo(1.2 * one.expectedShortfall(), within(1e-12));
        assertThat(raised.multiplier()).isEqualTo(1.2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IncrementalVar.of(model, 0.9))
                .withMessageStartingWith("multiplier");
    }

    @Test
    void whatIsNotFiniteIsAProblemUntilItIsMended() {
        VarModel model = VarModel.of(Returns.of(Returns.random(9, 2, 252)), VarSettings.defaults());
        IncrementalVar book = IncrementalVar.of(model, 1);
        book.setExposure(0, 100);
        double sound = book.valueAtRisk(0.99, 1);
        book.setExposure(1, Double.NaN);
        assertThat(book.current().problem()).isEqualTo("an exposure is not a finite number");
        assertThat(book.withOrder(0, 5).isKnown()).isFalse();
        assertThat(book.withOrder(0, 5).expectedShortfall()).isNaN();
        book.setExposure(1, Double.POSITIVE_INFINITY);
        assertThat(book.current().isKnown()).isFalse();
        book.setExposure(1, 0);
        assertThat(book.valueAtRisk(0.99, 1)).isEqualTo(sound);
        assertThat(book.withOrder(0, Double.NaN).problem()).isEqualTo("an exposure is not a finite number");
        assertThat(book.withOrder(0, 1e200).problem()).isEqualTo("a figure overflows");
        assertThat(book.valueAtRisk(0.99, 1)).isEqualTo(sound);
        assertThatThrownBy(() -> book.withOrder(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> book.withOrder(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aPastOfGainsOnlyAndOneThatHardlyMeetsAreProblems() {
        double[][] rows = Returns.random(9, 2, 80);
        for (int t = 0; t < 80; t++) {
            rows[0][t] = Math.abs(rows[0][t]);
        }
        IncrementalVar book = IncrementalVar.of(VarModel.of(Returns.of(rows), VarSettings.defaults()), 1);
        assertThat(book.withOrder(0, 100).problem()).isEqualTo("no point of the past holds a loss of these exposures");
        assertThat(book.withOrder(0, -100).isKnown()).isTrue();
        assertThat(book.withOrder(0, -100).toString()).startsWith("VaR 95/1d ");
        assertThat(book.withOrder(0, 100)).hasToString("no point of the past holds a loss of these exposures");
    }

    @Test
    void threeThatMeetOnlyInPairsHaveTooFewCommonPoints() {
        double[][] rows = Returns.random(10, 3, 60);
        Arrays.fill(rows[0], 0, 15, Double.NaN);
        Arrays.fill(rows[1], 15, 30, Double.NaN);
        Arrays.fill(rows[2], 30, 45, Double.NaN);
        IncrementalVar book = IncrementalVar.of(VarModel.of(Returns.of(rows), VarSettings.defaults()), 1);
        assertThat(book.assets()).hasSize(3);
        book.setExposure(0, 10);
        assertThat(book.withOrder(1, 10).isKnown()).isTrue();
        book.setExposure(1, 10);
        assertThat(book.withOrder(2, 10).problem()).isEqualTo("the assets held share fewer than 30 returns");
        assertThat(book.withOrder(0, -10).isKnown()).isTrue();
    }

    @Test
    void aLargeExposureThatCameAndWentLeavesNothingBehind() {
        VarModel model = VarModel.of(Returns.of(Returns.random(11, 3, 252)), VarSettings.defaults());
        IncrementalVar book = IncrementalVar.of(model, 1);
        book.setExposure(0, 1);
        book.setExposure(1, 1e14);
        book.setExposure(1, 1e-3);
        compare(model, new double[] {1, 1e-3, 0}, 1, book.current());
        book.setExposure(1, 0);
        compare(model, new double[] {1, 0, 0}, 1, book.current());
        book.setExposure(0, 0);
        assertThat(book.current().expectedShortfall()).isZero();
    }

    @Test
    void manyChangesLeaveNoRoundingBehind() {
        int assets = 20;
        VarModel model = VarModel.of(Returns.of(Returns.random(12, assets, 252)), VarSettings.defaults());
        IncrementalVar book = IncrementalVar.of(model, 1);
        Random random = new Random(12);
        for (int change = 0; change < 400_000; change++) {
            book.setExposure(random.nextInt(assets), 500 + 500 * random.nextDouble());
        }
        IncrementalVar anew = IncrementalVar.of(model, 1);
        for (int asset = 0; asset < assets; asset++) {
            anew.setExposure(asset, book.exposure(asset));
        }
        double rounding = 4e-15; // ten times as much and more without any of the renewals
        assertThat(book.variance()).isCloseTo(anew.variance(), within(rounding * anew.variance()));
        for (int days : new int[] {1, 5}) {
            double expected = anew.valueAtRisk(0.99, days);
            assertThat(book.valueAtRisk(0.99, days)).isCloseTo(expected, within(rounding * expected));
        }
    }

    @Test
    void anOrderThatClosesAVastExposureLeavesTheFiguresOfTheRest() {
        VarModel model = VarModel.of(Returns.of(Returns.random(11, 3, 252)), VarSettings.defaults());
        IncrementalVar book = IncrementalVar.of(model, 1);
        book.setExposure(0, 3);
        book.setExposure(1, 1e9);
        compare(model, new double[] {3, 0, 0}, 1, book.withOrder(1, -1e9));
        compare(model, new double[] {3, 2, 0}, 1, book.withOrder(1, 2 - 1e9));
        compare(model, new double[] {3, 1e9, 0}, 1, book.current());
        book.setExposure(1, 0);
        compare(model, new double[] {3, 0, 0}, 1, book.current());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void equalsFullRecomputationWithHedgesUnderProxiesAndAgeWeights(long seed) {
        VarSettings.Builder settings = VarSettings.builder().ageDecay(0.97);
        Returns.symbols(3).forEach(spot -> settings.proxy(Symbol.of(spot + ":USD"), spot));
        double[][] rows = Returns.random(seed, 3, 252);
        Arrays.fill(rows[2], 0);
        VarModel model = VarModel.of(Returns.of(rows), settings.build());
        assertThat(model.symbols()).hasSize(6);
        walk(model, seed, 1, 200);
        Random random = new Random(seed);
        IncrementalVar book = IncrementalVar.of(model, 1);
        double[] values = new double[6];
        for (int step = 0; step < 400; step++) {
            int pair = 2 * random.nextInt(3);
            double size = Math.rint(1e6 * random.nextGaussian());
            values[pair] = size;
            values[pair + 1] = random.nextInt(3) == 0 ? size / 2 : -size;
            book.setExposure(pair, size);
            book.setExposure(pair + 1, values[pair + 1]);
            compare(model, values, 1, book.current());
        }
    }
}
