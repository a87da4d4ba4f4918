package io.colin.risk.correlation;

import static io.colin.risk.correlation.CorrelationDesk.factor;
import static io.colin.risk.correlation.CorrelationDesk.history;
import static io.colin.risk.correlation.CorrelationDesk.symbol;
import static io.colin.risk.correlation.CorrelationDesk.symbols;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationsTest {
    private static final double[] UP_DOWN = alternating(1, -1);
    private static final double[] PAIRS = alternating(1, 1, -1, -1);

    private static double[] alternating(double... pattern) {
        double[] values = new double[60];
        Arrays.setAll(values, t -> pattern[t % pattern.length] * 0.01);
        return values;
    }

    private static double[] mixed(double weight) {
        double[] values = new double[60];
        Arrays.setAll(values, t -> weight * UP_DOWN[t] + Math.sqrt(1 - weight * weight) * PAIRS[t]);
        return values;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithHipparchusOnTheLastSixtyDays(long seed) {
        double[][] returns = factor(new Random(seed), 6, 100, 0.8);
        Correlations correlations = Correlations.of(history(returns));
        PearsonsCorrelation oracle = new PearsonsCorrelation();
        double[][] matrix = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                matrix[i][j] = oracle.correlation(
                        Arrays.copyOfRange(returns[i], 40, 100), Arrays.copyOfRange(returns[j], 40, 100));
                assertThat(correlations.rho(symbol(i), symbol(j))).hasValueCloseTo(matrix[i][j], within(1e-12));
                assertThat(correlations.nearest(symbol(i), symbol(j))).hasValueCloseTo(matrix[i][j], within(1e-12));
            }
        }
        double[] lambda = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(matrix)).getEigenvalues();
        Arrays.sort(lambda);

        assertThat(correlations.adjusted()).isFalse();
        assertThat(correlations.eigenvalues()).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(correlations.eigenvalues().get(i)).isEqualTo(lambda[5 - i], within(1e-10));
        }
        assertThat(correlations.condition()).hasValueCloseTo(lambda[5] / lambda[0], within(1e-8));
        assertThat(correlations.asOfNs()).isEqualTo(100 * CorrelationDesk.DAY_NS);
    }

    @Test
    void aPairIsAbsentBelowThirtyPointsInCommon() {
        double[] few = UP_DOWN.clone();
        Arrays.fill(few, 0, 31, Double.NaN);
        double[] enough = UP_DOWN.clone();
        Arrays.fill(enough, 0, 30, Double.NaN);
        Correlations correlations = Correlations.of(history(UP_DOWN, few, enough));

        assertThat(correlations.rho(symbol(0), symbol(1))).isEmpty();
        assertThat(correlations.rho(symbol(0), symbol(2))).hasValueCloseTo(1.0, within(1e-12));
        assertThat(correlations.rho(symbol(1), symbol(1))).hasValue(1);
        assertThat(correlations.covered()).containsExactly(symbol(0), symbol(2));
        assertThat(correlations.warnings(Map.of())).contains("not_covered:" + symbol(1));
    }

    @Test
    void pointsAlignByTimeAndOthersDoNotCount() {
        double[] odd = UP_DOWN.clone();
        double[] even = UP_DOWN.clone();
        for (int t = 0; t < 60; t++) {
            (t % 2 == 0 ? odd : even)[t] = Double.NaN;
        }

        // Thirty points each, none in common.
        assertThat(Correlations.of(history(odd, even)).rho(symbol(0), symbol(1)))
                .isEmpty();
    }

    @Test
    void aPriceThatStoodStillHasNoCorrelation() {
        double[] still = new double[60];
        double[] steady = alternating(0.123);
        Correlations correlations = Correlations.of(history(UP_DOWN, still, steady));

        assertThat(correlations.rho(symbol(0), symbol(1))).isEmpty();
        assertThat(correlations.rho(symbol(0), symbol(2))).isEmpty();
        assertThat(correlations.covered()).containsExactly(symbol(0));
        assertThat(correlations.max()).isEmpty();
        assertThat(correlations.average()).isEmpty();
    }

    @Test
    void theRowOfASymbolSaysWhatEachPairDoes() {
        Correlations correlations = Correlations.of(history(UP_DOWN, mixed(0.6), new double[60]));
        Symbol unknown = Symbol.of("ZZZ/USD");

        ToDoubleFunction<Symbol> row = correlations.rhosOf(symbol(0));
        assertThat(row.applyAsDouble(symbol(0))).isEqualTo(1);
        assertThat(row.applyAsDouble(symbol(1))).isEqualTo(0.6, within(1e-12));
        assertThat(row.applyAsDouble(symbol(2))).isNaN();
        assertThat(row.applyAsDouble(unknown)).isNaN();
        assertThat(correlations.rhosOf(symbol(1)).applyAsDouble(symbol(0))).isEqualTo(0.6, within(1e-12));
        assertThat(correlations.rhosOf(unknown).applyAsDouble(symbol(0))).isNaN();
        assertThat(correlations.rhosOf(unknown).applyAsDouble(unknown)).isEqualTo(1);
    }

    @Test
    void theSameSymbolGoesWithItselfAndAnUnknownOneIsAbsent() {
        Correlations correlations = Correlations.of(history(UP_DOWN));
        Symbol unknown = Symbol.of("ZZZ/USD");

        assertThat(correlations.rho(unknown, unknown)).hasValue(1);
        assertThat(correlations.rho(unknown, symbol(0))).isEmpty();
        assertThat(correlations.rho(symbol(0), unknown)).isEmpty();
        assertThat(correlations.nearest(unknown, symbol(0))).isEmpty();
    }

    @Test
    void theDefaultWindowLeavesOutTheSixtyFirstDay() {
        double[] a = new double[61];
        double[] b = new double[61];
        System.arraycopy(UP_DOWN, 0, a, 1, 60);
        System.arraycopy(UP_DOWN, 0, b, 1, 60);
        a[0] = 1;
        b[0] = -1;

        assertThat(Correlations.of(history(a, b)).rho(symbol(0), symbol(1))).hasValueCloseTo(1.0, within(1e-12));
        assertThat(Correlations.of(history(a, b), new CorrelationSettings(61, 30, 1.1, 3, 5, 0.6))
                        .rho(symbol(0), symbol(1))
                        .orElseThrow())
                .isLessThan(0);
    }

    @Test
    void aGroupHoldsWhatIsAboveTheThresholdAndWhatNobodyMeasured() {
        double[] few = UP_DOWN.clone();
        Arrays.fill(few, 0, 40, Double.NaN);
        Correlations correlations = Correlations.of(history(UP_DOWN, mixed(0.71), mixed(0.69), few, negative()));

        assertThat(correlations.group(symbol(0), 0.70)).containsExactly(symbol(0), symbol(1), symbol(3));
        assertThat(correlations.group(symbol(2), 0.70)).contains(symbol(1), symbol(2), symbol(3));
        assertThat(correlations.group(Symbol.of("ZZZ/USD"), 0.70)).hasSize(6);
    }

    private static double[] negative() {
        return Arrays.stream(UP_DOWN).map(x -> -x).toArray();
    }

    @Test
    void namesPairsAboveAThresholdHighestFirst() {
        Correlations correlations = Correlations.of(history(UP_DOWN, mixed(0.65), negative()));

        assertThat(correlations.pairsAbove(0.60)).hasSize(1);
        assertThat(correlations.pairsAbove(0.60).getFirst().first()).isEqualTo(symbol(0));
        assertThat(correlations.pairsAbove(0.60).getFirst().second()).isEqualTo(symbol(1));
        assertThat(correlations.pairsAbove(0.60).getFirst().rho()).isEqualTo(0.65, within(1e-12));
        assertThat(correlations.pairsAbove(0.66)).isEmpty();
        assertThat(correlations.pairsAbove(-1.1))
                .extracting(CorrelatedPair::rho)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(correlations.max()).hasValueCloseTo(0.65, within(1e-12));
        assertThat(correlations.average()).hasValueCloseTo((0.65 - 1 - 0.65) / 3, within(1e-12));
    }

    @Test
    void independentSymbolsAreAsManyBetsAndTwinsAreOne() {
        Correlations independent = Correlations.of(history(UP_DOWN, PAIRS));
        Correlations twins = Correlations.of(history(UP_DOWN, UP_DOWN));

        assertThat(independent.effectiveBets()).hasValueCloseTo(2.0, within(1e-12));
        assertThat(independent.condition()).hasValueCloseTo(1.0, within(1e-12));
        assertThat(twins.effectiveBets()).hasValueCloseTo(1.0, within(1e-12));
        assertThat(twins.condition()).isEmpty();
        assertThat(twins.warnings(Map.of())).containsExactly("correlation_singular");
    }

    @Test
    void theDiversificationRatioIsTheSumOfRisksByTheirJointRisk() {
        Correlations correlations = Correlations.of(history(UP_DOWN, doubled(PAIRS)));
        double sigma = new StandardDeviation().evaluate(UP_DOWN);

        // 100 · 2 risks of 1 and 50 · 2 risks of 2 that are independent: (100 + 100) / √(100² + 100²)
        assertThat(sigma).isPositive();
        assertThat(correlations.diversificationRatio(Map.of(symbol(0), 100.0, symbol(1), 50.0)))
                .hasValueCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(correlations.diversificationRatio(Map.of(symbol(0), 100.0, symbol(1), -50.0)))
                .hasValueCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(correlations.diversificationRatio(Map.of(symbol(0), 100.0, symbol(1), 0.0)))
                .hasValueCloseTo(1.0, within(1e-12));
        assertThat(correlations.diversificationRatio(Map.of())).isEmpty();
        assertThat(correlations.diversificationRatio(Map.of(symbol(0), Double.NaN)))
                .isEmpty();
        assertThat(correlations.diversificationRatio(Map.of(Symbol.of("ZZZ/USD"), 1.0)))
                .isEmpty();
        assertThat(correlations.diversificationRatio(Map.of(Symbol.of("ZZZ/USD"), 0.0, symbol(0), 1.0)))
                .hasValueCloseTo(1.0, within(1e-12));
    }

    private static double[] doubled(double[] values) {
        return Arrays.stream(values).map(x -> 2 * x).toArray();
    }

    @Test
    void aPerfectHedgeHasNoRatio() {
        Correlations twins = Correlations.of(history(UP_DOWN, UP_DOWN));

        assertThat(twins.diversificationRatio(Map.of(symbol(0), 100.0, symbol(1), -100.0)))
                .isEmpty();
    }

    @Test
    void warnsOfLittleDiversificationFewBetsAndPairsHeld() {
        double[][] same = factor(new Random(1), 5, 60, 5);
        Correlations correlations = Correlations.of(history(same));
        Map<Symbol, Double> held = new TreeMap<>();
        symbols(5).forEach(s -> held.put(s, 1_000.0));

        assertThat(correlations.warnings(held))
                .contains("low_diversification", "few_effective_bets", "correlated:AAA/USD|AAB/USD");
        assertThat(correlations.warnings(Map.of(symbol(0), 1.0, symbol(1), 0.0)))
                .contains("few_effective_bets")
                .doesNotContain("low_diversification")
                .noneMatch(w -> w.startsWith("correlated"));
        assertThat(Correlations.of(history(Arrays.copyOf(same, 4))).warnings(Map.of()))
                .doesNotContain("few_effective_bets");
        assertThat(Correlations.of(history(factor(new Random(1), 5, 60, 0))).warnings(held))
                .isEmpty();
    }

    @Test
    void theFiguresOfAReportAreThoseThatExist() {
        Correlations correlations = Correlations.of(history(UP_DOWN, PAIRS));

        assertThat(correlations.figures(Map.of(symbol(0), 1.0)))
                .containsOnlyKeys("average", "condition", "diversification_ratio", "effective_bets", "max");
        assertThat(correlations.figures(Map.of())).doesNotContainKey("diversification_ratio");
        assertThat(Correlations.of(history(new double[][] {{}})).figures(Map.of()))
                .isEmpty();
    }

    @Test
    void anEmptyHistoryHasNoFigures() {
        Correlations correlations = Correlations.of(history(new double[][] {{}}));

        assertThat(correlations.covered()).isEmpty();
        assertThat(correlations.eigenvalues()).isEmpty();
        assertThat(correlations.effectiveBets()).isEmpty();
        assertThat(correlations.condition()).isEmpty();
        assertThat(correlations.asOfNs()).isZero();
        assertThat(correlations.warnings(Map.of())).containsExactly("not_covered:" + symbol(0));
    }

    @Test
    void theMeanChangeIsOverPairsMeasuredBothTimes() {
        double[] few = UP_DOWN.clone();
        Arrays.fill(few, 0, 40, Double.NaN);
        Correlations before = Correlations.of(history(UP_DOWN, mixed(0.2), UP_DOWN));
        Correlations after = Correlations.of(history(UP_DOWN, mixed(0.8), few));
        Correlations mirrored = Correlations.of(history(UP_DOWN, mixed(-0.2), negative()));

        assertThat(after.meanChange(before)).hasValueCloseTo(0.6, within(1e-12));
        assertThat(before.meanChange(after)).hasValueCloseTo(0.6, within(1e-12));
        // pairs 0-1: 0.4, 0-2: 2, 1-2: 0.4
        assertThat(mirrored.meanChange(before)).hasValueCloseTo((0.4 + 2 + 0.0) / 3, within(0.2));
        assertThat(before.meanChange(before)).hasValue(0);
        assertThat(Correlations.of(history(new double[][] {{}})).meanChange(before))
                .isEmpty();
    }

    @Test
    void pairsMeasuredOverDifferentPointsAreMadeToFit() {
        // 0 goes with 1, 1 with 2, and 2 against 0: no three columns can, over different days they do.
        double[] a = new double[180];
        double[] b = new double[180];
        double[] c = new double[180];
        for (int t = 0; t < 180; t++) {
            double x = UP_DOWN[t % 60];
            a[t] = t < 60 || t >= 120 ? x : Double.NaN;
            b[t] = t < 120 ? x : Double.NaN;
            c[t] = t < 60 ? Double.NaN : t < 120 ? x : -x;
        }
        Correlations correlations = Correlations.of(history(a, b, c), new CorrelationSettings(365, 30, 1.1, 3, 5, 0.6));

        assertThat(correlations.rho(symbol(0), symbol(1))).hasValueCloseTo(1.0, within(1e-12));
        assertThat(correlations.rho(symbol(0), symbol(2))).hasValueCloseTo(-1.0, within(1e-12));
        assertThat(correlations.adjusted()).isTrue();
        assertThat(correlations.nearest(symbol(0), symbol(1))).hasValueCloseTo(0.5, within(1e-6));
        assertThat(correlations.nearest(symbol(0), symbol(2))).hasValueCloseTo(-0.5, within(1e-6));
        assertThat(correlations.eigenvalues().getLast()).isGreaterThanOrEqualTo(0);
        assertThat(correlations.eigenvalues().stream().mapToDouble(x -> x).sum())
                .isEqualTo(3, within(1e-9));
        assertThat(correlations.warnings(Map.of())).contains("correlation_adjusted");
    }

    @Test
    void theOrderOfSymbolsChangesNothing() {
        double[][] returns = factor(new Random(4), 3, 60, 1);
        long[] times = new long[60];
        Arrays.setAll(times, t -> (t + 1) * CorrelationDesk.DAY_NS);
        Correlations there = Correlations.of(history(returns));
        Correlations back = Correlations.of(ReturnHistory.ofReturns(
                CorrelationDesk.DAY_NS, List.of(symbol(2), symbol(0), symbol(1)), times, new double[][] {
                    returns[2], returns[0], returns[1]
                }));

        assertThat(back.symbols()).isEqualTo(there.symbols());
        assertThat(back.eigenvalues()).isEqualTo(there.eigenvalues());
        assertThat(back.rho(symbol(0), symbol(2))).isEqualTo(there.rho(symbol(2), symbol(0)));
    }

    @Test
    void leavesOutAsFewSymbolsAsItCan() {
        double[] early = UP_DOWN.clone();
        Arrays.fill(early, 35, 60, Double.NaN);
        double[] late = UP_DOWN.clone();
        Arrays.fill(late, 0, 20, Double.NaN);
        // Thirty-five early points meet two symbols of forty late ones in fifteen: the early one goes.
        Correlations early0 = Correlations.of(history(early, late, late));
        // One against one: the later name goes.
        Correlations tie = Correlations.of(history(early, late));

        assertThat(early0.covered()).containsExactly(symbol(1), symbol(2));
        assertThat(tie.covered()).containsExactly(symbol(0));
        assertThat(Correlations.of(history(late, early, UP_DOWN)).covered()).containsExactly(symbol(0), symbol(2));
        assertThat(early0.symbols()).isEqualTo(symbols(3));
    }

    @Test
    void exactlyAtAThresholdIsNotAbove() {
        Correlations correlations = Correlations.of(history(UP_DOWN, mixed(0.8)));
        double rho = correlations.rho(symbol(0), symbol(1)).orElseThrow();

        assertThat(correlations.group(symbol(0), rho)).containsExactly(symbol(0));
        assertThat(correlations.group(symbol(0), Math.nextDown(rho))).hasSize(2);
        assertThat(correlations.pairsAbove(rho)).isEmpty();
        assertThat(correlations.pairsAbove(Math.nextDown(rho))).hasSize(1);
        assertThat(correlations.nearest(symbol(0), Symbol.of("ZZZ/USD"))).isEmpty();
    }

    @Test
    void aPairIsWarnedOfOnlyWhenBothAreHeld() {
        Correlations correlations = Correlations.of(history(UP_DOWN, mixed(0.8)));
        String warning = "correlated:" + symbol(0) + "|" + symbol(1);

        assertThat(correlations.warnings(Map.of(symbol(0), 1.0, symbol(1), -1.0)))
                .contains(warning);
        assertThat(correlations.warnings(Map.of(symbol(0), 1.0))).doesNotContain(warning);
        assertThat(correlations.warnings(Map.of(symbol(1), 1.0))).doesNotContain(warning);
    }

    @Test
    void aVolatilityIsThatOfASampleAndAbsentWithTooFewPoints() {
        double[] few = UP_DOWN.clone();
        Arrays.fill(few, 0, 31, Double.NaN);
        double[] trend = new double[60];
        Arrays.setAll(trend, t -> 0.01 * t);
        Pearson pearson = new Pearson(history(trend, few), 0, 30);

        assertThat(pearson.volatility(0)).isEqualTo(new StandardDeviation().evaluate(trend), within(1e-12));
        assertThat(pearson.volatility(1)).isNaN();
    }

    @Test
    void settingsRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> new CorrelationSettings(0, 30, 1, 3, 5, 0.6)).hasMessageContaining("lookBackDays");
        assertThatThrownBy(() -> new CorrelationSettings(60, 2, 1, 3, 5, 0.6)).hasMessageContaining("fewestPoints");
        assertThatThrownBy(() -> new CorrelationSettings(60, 30, -1, 3, 5, 0.6))
                .hasMessageContaining("lowestDiversification");
        assertThatThrownBy(() -> new CorrelationSettings(60, 30, 1, -1, 5, 0.6)).hasMessageContaining("fewestBets");
        assertThatThrownBy(() -> new CorrelationSettings(60, 30, 1, 3, 0, 0.6)).hasMessageContaining("betsFromSymbols");
        assertThatThrownBy(() -> new CorrelationSettings(60, 30, 1, 3, 5, Double.NaN))
                .hasMessageContaining("pairWarning");
    }
}
