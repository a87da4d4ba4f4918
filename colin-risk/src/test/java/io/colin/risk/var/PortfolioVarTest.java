package io.colin.risk.var;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.Covariance;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.returns.ReturnPeriod;
import io.colin.risk.returns.Returns;
import io.colin.risk.var.TailAnswer.Measured;
import io.colin.risk.var.VarSettings.Distribution;
import io.colin.risk.var.VarSettings.Estimator;
import io.colin.risk.var.VarSettings.HorizonRule;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortfolioVarTest {
    private static final double[] HELD = {5_000, -3_000, 2_000, -500};

    private static Map<Symbol, BigDecimal> exposures(double... values) {
        Map<Symbol, BigDecimal> map = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(Returns.symbols(values.length).get(i), BigDecimal.valueOf(values[i]));
        }
        return map;
    }

    private static PortfolioVar portfolio(double[][] rows, VarSettings settings, double... values) {
        return PortfolioVar.of(VarModel.of(Returns.of(rows), settings), exposures(values));
    }

    private static Measured measured(TailAnswer answer) {
        assertThat(answer).isInstanceOf(Measured.class);
        return (Measured) answer;
    }

    private static double[] losses(double[][] rows, int days, double... values) {
        return IntStream.rangeClosed(days, rows[0].length)
                .mapToDouble(end -> {
                    double loss = 0;
                    for (int i = 0; i < values.length; i++) {
                        double sum = Arrays.stream(rows[i], end - days, end).sum();
                        loss -= values[i] * (Math.exp(sum) - 1);
                    }
                    return loss;
                })
                .toArray();
    }

    private static double quantile(double[] losses, double confidence) {
        return new Percentile().withEstimationType(EstimationType.R_1).evaluate(losses, confidence * 100);
    }

    private static double meanBeyond(double[] losses, double quantile) {
        return Arrays.stream(losses).filter(loss -> loss >= quantile).average().orElseThrow();
    }

    @ParameterizedTest(name = "{0}, {1} days")
    @CsvSource({"0.95,1", "0.99,1", "0.95,5", "0.99,5", "0.95,10", "0.99,10"})
    void historicalIsTheLossQuantileOfRevaluedWindows(double confidence, int days) {
        double[][] rows = Returns.random(11, 4, 252);
        Measured tail =
                measured(portfolio(rows, VarSettings.defaults(), HELD).tail(TailMethod.HISTORICAL, confidence, days));
        double[] losses = losses(rows, days, HELD);
        double expected = quantile(losses, confidence);
        assertThat(expected).isPositive();
        assertThat(tail.valueAtRisk()).isCloseTo(expected, within(1e-8));
        assertThat(tail.expectedShortfall()).isCloseTo(meanBeyond(losses, expected), within(1e-8));
        assertThat(tail.method()).isEqualTo(TailMethod.HISTORICAL);
        assertThat(tail.notes()).isEqualTo(days == 1 ? List.of() : List.of("overlapping_windows"));
    }

    @Test
    void historicalMayScaleTheDayInstead() {
        double[][] rows = Returns.random(11, 4, 252);
        VarSettings settings =
                VarSettings.builder().horizonRule(HorizonRule.SQUARE_ROOT).build();
        Measured tail = measured(portfolio(rows, settings, HELD).tail(TailMethod.HISTORICAL, 0.99, 10));
        double expected = quantile(losses(rows, 1, HELD), 0.99);
        assertThat(tail.valueAtRisk()).isCloseTo(expected * Math.sqrt(10), within(1e-8));
        assertThat(tail.notes()).containsExactly("sqrt_time");
    }

    @Test
    void aWindowNeverSpansAGap() {
        double[][] rows = Returns.random(11, 1, 300);
        rows[0][100] = Double.NaN;
        ReturnHistory history = Returns.of(rows);
        VarModel model =
                VarModel.of(history, VarSettings.builder().lookBack(300).build());
        assertThat(model.scenarios(5).gaps(0)[96]).isEqualTo(1);
        assertThat(model.scenarios(5).gaps(0)[95]).isZero();
        assertThat(model.scenarios(5).gaps(0)[100]).isEqualTo(1);
        assertThat(model.scenarios(5).gaps(0)[101]).isZero();
        long[] times = {Returns.DAY, 2 * Returns.DAY, 4 * Returns.DAY, 5 * Returns.DAY};
        Scenarios pairs = Scenarios.of(
                ReturnHistory.ofReturns(Returns.DAY, Returns.symbols(1), times, new double[][] {{0.1, 0.2, 0.3, 0.4}}),
                2);
        assertThat(pairs.size()).isEqualTo(2);
        assertThat(pairs.gains(0)[0]).isCloseTo(Math.exp(0.3) - 1, within(1e-15));
        assertThat(pairs.gains(0)[1]).isCloseTo(Math.exp(0.7) - 1, within(1e-15));
    }

    @Test
    void ageWeightsMoveTheQuantileTowardsRecentLosses() {
        double[][] rows = {new double[250]};
        Arrays.fill(rows[0], 0.001);
        rows[0][0] = -0.5;
        rows[0][1] = -0.4;
        rows[0][2] = -0.3;
        rows[0][249] = -0.1;
        VarSettings aged = VarSettings.builder().ageDecay(0.95).build();
        Measured equal = measured(portfolio(rows, VarSettings.defaults(), 1_000).tail(TailMethod.HISTORICAL, 0.99, 1));
        Measured weighted = measured(portfolio(rows, aged, 1_000).tail(TailMethod.HISTORICAL, 0.99, 1));
        assertThat(equal.valueAtRisk()).isCloseTo(1_000 * (1 - Math.exp(-0.3)), within(1e-9));
        assertThat(weighted.valueAtRisk()).isCloseTo(1_000 * (1 - Math.exp(-0.1)), within(1e-9));
        assertThat(weighted.notes()).containsExactly("age_weighted");
        double old = Math.pow(0.95, 249);
        double mass = old * (1 + 1 / 0.95 + 1 / (0.95 * 0.95));
        double sum = 1_000
                * (old * (1 - Math.exp(-0.5))
                        + old / 0.95 * (1 - Math.exp(-0.4))
                        + old / (0.95 * 0.95) * (1 - Math.exp(-0.3))
                        + (1 - Math.exp(-0.1)));
        assertThat(weighted.expectedShortfall()).isCloseTo(sum / (mass + 1), within(1e-9));
    }

    @ParameterizedTest(name = "{0}, {1} days")
    @CsvSource({"0.95,1", "0.99,5", "0.95,10"})
    void parametricIsTheNormalQuantileOfThePortfoliosVariance(double confidence, int days) {
        double[][] rows = Returns.random(12, 4, 252);
        Covariance covariance = Covariance.shrunk(Returns.of(rows));
        double sigma = Math.sqrt(covariance.variance(HELD) * days);
        double drift = 0;
        for (int i = 0; i < 4; i++) {
            drift += HELD[i] * Arrays.stream(rows[i]).average().orElseThrow() * days;
        }
        NormalDistribution normal = new NormalDistribution();
        double z = normal.inverseCumulativeProbability(confidence);
        Measured tail =
                measured(portfolio(rows, VarSettings.defaults(), HELD).tail(TailMethod.PARAMETRIC, confidence, days));
        assertThat(tail.valueAtRisk()).isCloseTo(z * sigma - drift, within(1e-8));
        assertThat(tail.expectedShortfall())
                .isCloseTo(normal.density(z) / (1 - confidence) * sigma - drift, within(1e-6));
        VarSettings noMean = VarSettings.builder().meanReturn(false).build();
        assertThat(measured(portfolio(rows, noMean, HELD).tail(TailMethod.PARAMETRIC, confidence, days))
                        .valueAtRisk())
                .isCloseTo(z * sigma, within(1e-8));
    }

    @Test
    void theExponentialEstimatorIsUsedWhereAskedFor() {
        double[][] rows = Returns.random(12, 2, 100);
        VarSettings settings = VarSettings.builder()
                .estimator(Estimator.EXPONENTIAL)
                .lambda(0.9)
                .meanReturn(false)
                .build();
        double sigma = Covariance.exponential(Returns.of(rows), 0.9).volatility(1);
        assertThat(measured(portfolio(rows, settings, 0, 100).tail(TailMethod.PARAMETRIC, 0.95, 1))
                        .valueAtRisk())
                .isCloseTo(164.48536269514722 * sigma, within(1e-10));
    }

    @Test
    void cornishFisherBendsTheQuantileByTheMomentsOfTheLossAndTheDays() {
        double[][] rows = Returns.random(14, 4, 252);
        double[] losses = losses(rows, 1, HELD);
        double mean = Arrays.stream(losses).average().orElseThrow();
        double[] moments = new double[5];
        for (int p = 2; p <= 4; p++) {
            int power = p;
            moments[p] = Arrays.stream(losses)
                    .map(l -> Math.pow(l - mean, power))
                    .average()
                    .orElseThrow();
        }
        double skew = moments[3] / Math.pow(moments[2], 1.5);
        double kurtosis = moments[4] / (moments[2] * moments[2]) - 3;
        VarSettings noMean = VarSettings.builder().meanReturn(false).build();
        PortfolioVar portfolio = portfolio(rows, noMean, HELD);
        double sigma = Math.sqrt(Covariance.shrunk(Returns.of(rows)).variance(HELD));
        for (int days : new int[] {1, 5}) {
            double z = Normal.quantile(0.99);
            double s = skew / Math.sqrt(days);
            double k = kurtosis / days;
            assertThat(CornishFisher.isMonotone(s, k)).isTrue();
            Measured tail = measured(portfolio.tail(TailMethod.CORNISH_FISHER, 0.99, days));
            assertThat(tail.method()).isEqualTo(TailMethod.CORNISH_FISHER);
            double q = z + (z * z - 1) * s / 6 + (z * z * z - 3 * z) * k / 24 - (2 * z * z * z - 5 * z) * s * s / 36;
            assertThat(tail.valueAtRisk()).isCloseTo(q * sigma * Math.sqrt(days), within(1e-7));
            assertThat(tail.expectedShortfall())
                    .isCloseTo(CornishFisher.shortfall(z, 0.01, s, k) * sigma * Math.sqrt(days), within(1e-7));
        }
    }

    @Test
    void whereItIsNotMonotoneHistoricalStandsInAndSaysSo() {
        double[][] rows = Returns.random(14, 1, 252);
        rows[0][10] = -0.9;
        PortfolioVar portfolio = portfolio(rows, VarSettings.defaults(), 1_000);
        TailAnswer answer = portfolio.tail(TailMethod.CORNISH_FISHER, 0.99, 1);
        assertThat(answer).isEqualTo(portfolio.tail(TailMethod.HISTORICAL, 0.99, 1));
        assertThat(answer.method()).isEqualTo(TailMethod.HISTORICAL);
    }

    @Test
    void theGateTakesTheLargerOfCornishFisherAndHistorical() {
        boolean past = false;
        boolean bent = false;
        for (int seed = 0; seed < 20; seed++) {
            PortfolioVar portfolio = portfolio(Returns.random(seed, 4, 252), VarSettings.defaults(), HELD);
            Measured gate = measured(portfolio.gate(0.99, 1));
            Measured historical = measured(portfolio.tail(TailMethod.HISTORICAL, 0.99, 1));
            Measured corrected = measured(portfolio.tail(TailMethod.CORNISH_FISHER, 0.99, 1));
            assertThat(gate.valueAtRisk()).isEqualTo(Math.max(historical.valueAtRisk(), corrected.valueAtRisk()));
            assertThat(gate.expectedShortfall())
                    .isEqualTo(Math.max(historical.expectedShortfall(), corrected.expectedShortfall()));
            past |= gate.method() == TailMethod.HISTORICAL;
            bent |= gate.method() == TailMethod.CORNISH_FISHER;
        }
        assertThat(past && bent).isTrue();
    }

    @Test
    void belowTwoHundredAndFiftyPointsHistoricalFallsToParametric() {
        double[][] rows = Returns.random(15, 1, 250);
        assertThat(portfolio(rows, VarSettings.defaults(), 100)
                        .tail(TailMethod.HISTORICAL, 0.95, 1)
                        .method())
                .isEqualTo(TailMethod.HISTORICAL);
        rows[0][17] = Double.NaN;
        PortfolioVar portfolio = portfolio(rows, VarSettings.defaults(), 100);
        Measured answer = measured(portfolio.tail(TailMethod.HISTORICAL, 0.95, 1));
        assertThat(answer.method()).isEqualTo(TailMethod.PARAMETRIC);
        assertThat(answer.notes()).containsExactly("historical_needs_250");
        assertThat(answer.valueAtRisk())
                .isEqualTo(
                        measured(portfolio.tail(TailMethod.PARAMETRIC, 0.95, 1)).valueAtRisk());
    }

    @Test
    void belowThirtyPointsThereIsNoNumberUnlessAProxyStandsIn() {
        double[][] rows = Returns.random(16, 2, 60);
        Arrays.fill(rows[1], 0, 31, Double.NaN);
        VarModel model = VarModel.of(Returns.of(rows), VarSettings.defaults());
        Symbol young = Returns.symbols(2).get(1);
        assertThat(model.symbols()).containsExactly(Returns.symbols(2).get(0));
        assertThat(model.problemOf(young)).contains("S01/USD has 29 returns, needs 30");
        assertThat(model.problemOf(Symbol.of("X/USD"))).contains("X/USD has no returns");
        TailAnswer answer = PortfolioVar.of(model, exposures(100, 100)).tail(TailMethod.PARAMETRIC, 0.95, 1);
        assertThat(answer)
                .isEqualTo(new TailAnswer.Absent(
                        TailMethod.PARAMETRIC,
                        0.95,
                        1,
                        AbsentReason.TOO_FEW_POINTS,
                        "S01/USD has 29 returns, needs 30"));
        assertThat(answer.measured()).isEmpty();

        VarSettings proxied = VarSettings.builder()
                .proxy(young, Returns.symbols(2).get(0))
                .meanReturn(false)
                .build();
        VarModel stands = VarModel.of(Returns.of(rows), proxied);
        assertThat(stands.flags()).contains("proxy:S01/USD=S00/USD");
        assertThat(stands.problemOf(young)).isEmpty();
        double alone = measured(PortfolioVar.of(stands, exposures(100, 0)).tail(TailMethod.PARAMETRIC, 0.95, 1))
                .valueAtRisk();
        double both = measured(PortfolioVar.of(stands, exposures(100, 100)).tail(TailMethod.PARAMETRIC, 0.95, 1))
                .valueAtRisk();
        assertThat(both).isCloseTo(2 * alone, within(alone * 1e-6));

        rows[1][30] = 0.01;
        assertThat(VarModel.of(Returns.of(rows), proxied).flags()).doesNotContain("proxy:S01/USD=S00/USD");
    }

    @Test
    void symbolsThatHardlyMeetAreNotMeasuredTogether() {
        double[][] rows = Returns.random(17, 2, 90);
        Arrays.fill(rows[0], 61, 90, Double.NaN);
        Arrays.fill(rows[1], 0, 40, Double.NaN);
        VarModel model = VarModel.of(Returns.of(rows), VarSettings.defaults());
        assertThat(model.symbols()).containsExactly(Returns.symbols(2).get(0));
        assertThat(model.problemOf(Returns.symbols(2).get(1)))
                .contains("S01/USD shares 21 returns with S00/USD, needs 30");
    }

    @Test
    void hourlyReturnsStandInForDaysWhereAllowedFlaggedAndParametricOnly() {
        double[][] rows = Returns.random(18, 1, 48);
        ReturnHistory hours = Returns.of(ReturnPeriod.HOUR.ns(), rows);
        VarSettings settings = VarSettings.builder().shortHistory(true).build();
        VarModel model = VarModel.of(hours, settings);
        assertThat(model.flags()).contains("short_history");
        double sigma = Covariance.shrunk(hours).volatility(0) * Math.sqrt(24);
        PortfolioVar portfolio = PortfolioVar.of(model, exposures(1_000));
        double expected = 1_000 * Normal.quantile(0.99) * sigma * Math.sqrt(5);
        assertThat(measured(portfolio.tail(TailMethod.PARAMETRIC, 0.99, 5)).valueAtRisk())
                .isCloseTo(expected, within(1e-9));
        assertThat(measured(portfolio.gate(0.99, 5)).valueAtRisk()).isCloseTo(expected, within(1e-9));
        assertThat(portfolio.tail(TailMethod.HISTORICAL, 0.99, 1).method()).isEqualTo(TailMethod.PARAMETRIC);
        VarModel tooShort = VarModel.of(hours.last(47), settings);
        assertThat(tooShort.problemOf(Returns.symbols(1).get(0))).contains("S00/USD has 47 returns, needs 48");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarModel.of(hours, VarSettings.defaults()))
                .withMessageStartingWith("periodNs");
    }

    @Test
    void aRiseOfTwoDaysHidesNoLossOfAShortHistory() {
        double[] rise = new double[48];
        for (int hour = 0; hour < 48; hour++) {
            rise[hour] = hour % 4 == 0 ? -0.003 : 0.005;
        }
        VarSettings settings = VarSettings.builder().shortHistory(true).build();
        VarModel model = VarModel.of(Returns.of(ReturnPeriod.HOUR.ns(), rise), settings);
        double sigma = model.covariance().orElseThrow().volatility(0) * Math.sqrt(24);
        PortfolioVar portfolio = PortfolioVar.of(model, exposures(1_000));
        IncrementalVar book = IncrementalVar.of(model, 1);
        book.setExposure(0, 1_000);
        double expected = 1_000 * Normal.quantile(0.99) * sigma;
        assertThat(expected).isGreaterThan(30);
        for (TailMethod method : TailMethod.values()) {
            assertThat(measured(portfolio.tail(method, 0.99, 1)).valueAtRisk())
                    .as(method.text())
                    .isGreaterThan(0.9 * expected);
        }
        assertThat(measured(portfolio.gate(0.99, 1)).valueAtRisk()).isCloseTo(expected, within(1e-9));
        assertThat(book.valueAtRisk(0.99, 1)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theGateWeighsThePastAlikeWhateverTheAgeWeightsOfTheFullFigures() {
        double[][] rows = Returns.random(5, 2, 252);
        VarSettings aged = VarSettings.builder().ageDecay(0.97).build();
        PortfolioVar byAge = portfolio(rows, aged, 1_000, 1_000);
        PortfolioVar alike = portfolio(rows, VarSettings.defaults(), 1_000, 1_000);
        for (int days : new int[] {1, 5, 10}) {
            assertThat(byAge.gate(0.99, days)).isEqualTo(alike.gate(0.99, days));
            assertThat(byAge.gate(0.95, days)).isEqualTo(alike.gate(0.95, days));
        }
        assertThat(byAge.tail(TailMethod.HISTORICAL, 0.95, 1)).isNotEqualTo(alike.tail(TailMethod.HISTORICAL, 0.95, 1));
    }

    @ParameterizedTest(name = "{0} points")
    @ValueSource(ints = {60, 252})
    void aPositionAndItsHedgeUnderAProxyHaveNoRiskByAnyMethod(int points) {
        Symbol spot = Returns.symbols(1).get(0);
        Symbol perpetual = Symbol.of("S00/USD:USD");
        VarSettings settings = VarSettings.builder().proxy(perpetual, spot).build();
        VarModel model = VarModel.of(Returns.of(Returns.random(5, 1, points)), settings);
        BigDecimal size = new BigDecimal("123456.7");
        PortfolioVar carry = PortfolioVar.of(model, Map.of(spot, size, perpetual, size.negate()));
        for (TailAnswer answer : carry.all()) {
            assertThat(measured(answer).valueAtRisk()).isZero();
            assertThat(measured(answer).expectedShortfall()).isZero();
            assertThat(measured(answer).notes()).containsExactly("hedged");
        }
        assertThat(measured(carry.gate(0.99, 5)).valueAtRisk()).isZero();
        assertThat(((Decomposition.Parts) carry.decompose(TailMethod.PARAMETRIC, 0.99, 1)).contributions())
                .hasSize(2)
                .allSatisfy(c -> assertThat(c.component()).isZero());
        PortfolioVar almost = PortfolioVar.of(
                model, Map.of(spot, size, perpetual, size.negate().add(BigDecimal.ONE)));
        assertThat(measured(almost.gate(0.99, 1)).valueAtRisk()).isPositive();
        IncrementalVar book = IncrementalVar.of(model, 1);
        book.setExposure(0, size.doubleValue());
        assertThat(book.valueAtRisk(0.99, 1)).isPositive();
        assertThat(book.withOrder(1, -size.doubleValue()).isKnown()).isTrue();
        assertThat(book.withOrder(1, -size.doubleValue()).valueAtRisk(0.99, 1)).isZero();
        assertThat(book.withOrder(1, -size.doubleValue()).expectedShortfall()).isZero();
        assertThat(book.withOrder(1, 1 - size.doubleValue()).valueAtRisk(0.99, 1))
                .isCloseTo(measured(almost.gate(0.99, 1)).valueAtRisk(), within(1e-9));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0, 1e-11})
    void aPastWithoutAMoveIsNoHedge(double move) {
        double[][] rows = {new double[252], Returns.random(5, 1, 252)[0]};
        Arrays.fill(rows[0], move);
        VarModel model = VarModel.of(Returns.of(rows), VarSettings.defaults());
        PortfolioVar unmoved = portfolio(rows, VarSettings.defaults(), 1_000_000, 0);
        TailAnswer answer = unmoved.gate(0.99, 1);
        assertThat(answer)
                .isInstanceOfSatisfying(
                        TailAnswer.Absent.class,
                        absent -> assertThat(absent.reason()).isEqualTo(AbsentReason.NO_LOSS_IN_HISTORY));
        assertThat(unmoved.all()).allMatch(each -> each.measured().isEmpty());
        IncrementalVar book = IncrementalVar.of(model, 1);
        String problem = "no point of the past holds a loss of these exposures";
        assertThat(book.withOrder(0, 1_000_000).problem()).isEqualTo(problem);
        book.setExposure(0, 1_000_000);
        assertThat(book.current().problem()).isEqualTo(problem);
        assertThat(unmoved.gateFigures(1).problem()).isEqualTo(problem);
        // Beside what moves it is measured: it adds nothing
        PortfolioVar beside = portfolio(rows, VarSettings.defaults(), 1_000_000, 10_000);
        assertThat(book.withOrder(1, 10_000).valueAtRisk(0.99, 1))
                .isPositive()
                .isCloseTo(measured(beside.gate(0.99, 1)).valueAtRisk(), within(1e-6));
    }

    @Test
    void aSymbolWhoseNewestReturnIsTooOldHasNoneToSpeakOf() {
        double[][] rows = Returns.random(16, 2, 60);
        Arrays.fill(rows[1], 53, 60, Double.NaN);
        ReturnHistory history = Returns.of(rows);
        Symbol fresh = Returns.symbols(2).get(0);
        Symbol old = Returns.symbols(2).get(1);
        VarSettings settings = VarSettings.defaults();
        assertThat(VarModel.of(history, settings).symbols()).containsExactly(fresh, old);
        long endNs = 60 * Returns.DAY;
        assertThat(VarModel.of(history, settings, endNs + Returns.DAY - 1).symbols())
                .containsExactly(fresh, old);
        VarModel later = VarModel.of(history, settings, endNs + Returns.DAY);
        assertThat(later.symbols()).containsExactly(fresh);
        assertThat(later.problemOf(old))
                .contains("S01/USD has no return newer than 1970-02-23T00:00:00Z, needs one within 7 days");
        assertThat(VarModel.of(history, settings, endNs + 8 * Returns.DAY).symbols())
                .isEmpty();
        VarSettings patient =
                VarSettings.builder().maxReturnAge(8).proxy(old, fresh).build();
        assertThat(VarModel.of(history, patient, endNs + 8 * Returns.DAY).symbols())
                .containsExactly(fresh, old);
        assertThat(VarModel.of(history, patient, endNs + 8 * Returns.DAY).flags())
                .contains("proxy:S01/USD=S00/USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarSettings.builder().maxReturnAge(0))
                .withMessageStartingWith("maxReturnAge");
    }

    @Test
    void whereHistoricalNeedsMoreThanIsLookedAtItIsNeverUsed() {
        VarSettings settings = VarSettings.builder().lookBack(100).build();
        Measured tail =
                measured(portfolio(Returns.random(16, 1, 252), settings, 100).tail(TailMethod.HISTORICAL, 0.99, 1));
        assertThat(tail.method()).isEqualTo(TailMethod.PARAMETRIC);
        assertThat(tail.notes()).containsExactly("historical_needs_250");
    }

    @Test
    void namesAndNotesAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            BacktestLog log = BacktestLog.empty();
            log.add(new BacktestDay(1, 2, 3, 4, 5));
            Map<String, String> state = new TreeMap<>();
            log.save(state);
            assertThat(state).containsExactly(Map.entry("backtest.day.000", "1 2.0 3.0 4.0 5.0"));
            Locale.setDefault(Locale.GERMANY);
            Measured tail = measured(portfolio(Returns.random(5, 1, 252), VarSettings.defaults(), 100)
                    .tail(TailMethod.MONTE_CARLO, 0.99, 1));
            assertThat(tail.notes()).singleElement().asString().matches("student_t:\\d+\\.\\d");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theProfitOfAnInverseContractConvertedAtTheNewPriceIsItsValueTimesTheGain() {
        Instrument inverse = Instrument.perpetual("BTC/USD:BTC")
                .inverse()
                .contractSize("100")
                .build();
        double contracts = 7;
        double before = 40_000;
        for (double r : new double[] {-0.5, -0.01, 0.02, 0.4}) {
            double after = before * Math.exp(r);
            double inBase = contracts * 100 * (1 / before - 1 / after);
            double value = inverse.notional(BigDecimal.valueOf(contracts), BigDecimal.valueOf(before))
                    .doubleValue();
            assertThat(inBase * after).isCloseTo(value * Math.expm1(r), within(1e-9));
        }
        double[][] rows = Returns.random(19, 1, 252);
        double worst = quantile(
                Arrays.stream(rows[0])
                        .map(r -> {
                            double after = before * Math.exp(r);
                            return -contracts * 100 * (1 / before - 1 / after) * after;
                        })
                        .toArray(),
                0.99);
        assertThat(measured(portfolio(rows, VarSettings.defaults(), contracts * 100)
                                .tail(TailMethod.HISTORICAL, 0.99, 1))
                        .valueAtRisk())
                .isCloseTo(worst, within(1e-9));
    }

    @Test
    void aShortLosesWhereALongGains() {
        double[][] rows = {new double[250]};
        for (int t = 0; t < 250; t++) {
            rows[0][t] = t < 10 ? 0.3 : -0.001;
        }
        double longRisk = measured(
                        portfolio(rows, VarSettings.defaults(), 1_000).tail(TailMethod.HISTORICAL, 0.99, 1))
                .valueAtRisk();
        double shortRisk = measured(
                        portfolio(rows, VarSettings.defaults(), -1_000).tail(TailMethod.HISTORICAL, 0.99, 1))
                .valueAtRisk();
        assertThat(longRisk).isCloseTo(1_000 * (1 - Math.exp(-0.001)), within(1e-9));
        assertThat(shortRisk).isCloseTo(1_000 * (Math.exp(0.3) - 1), within(1e-9));
    }

    @Test
    void aQuantileThatIsAProfitCountsAsNothingAndNeverAsALoss() {
        double[][] rows = {new double[252]};
        Arrays.fill(rows[0], 0.05);
        rows[0][5] = -0.01;
        rows[0][6] = 0.04;
        PortfolioVar portfolio = portfolio(rows, VarSettings.defaults(), 1_000);
        Measured past = measured(portfolio.tail(TailMethod.HISTORICAL, 0.99, 1));
        assertThat(past.valueAtRisk()).isZero();
        assertThat(past.expectedShortfall()).isZero();
        Measured normal = measured(portfolio.tail(TailMethod.PARAMETRIC, 0.99, 10));
        assertThat(normal.valueAtRisk()).isZero();
        Decomposition parts = portfolio.decompose(TailMethod.HISTORICAL, 0.99, 1);
        assertThat(((Decomposition.Parts) parts).contributions())
                .containsExactly(
                        new Decomposition.Contribution(Returns.symbols(1).get(0), 1_000, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(TailMethod.class)
    void aHistoryOfGainsOnlyAnEmptyPortfolioAndAnOverflowGiveReasonsNotNumbers(TailMethod method) {
        double[][] gains = {new double[252]};
        Arrays.fill(gains[0], 0.01);
        gains[0][3] = 0;
        assertThat(portfolio(gains, VarSettings.defaults(), 1_000).tail(method, 0.99, 1))
                .isInstanceOfSatisfying(
                        TailAnswer.Absent.class,
                        a -> assertThat(a.reason()).isEqualTo(AbsentReason.NO_LOSS_IN_HISTORY));
        double[][] rows = Returns.random(20, 2, 252);
        assertThat(portfolio(rows, VarSettings.defaults(), 0, 0).tail(method, 0.95, 5))
                .isEqualTo(new TailAnswer.Absent(method, 0.95, 5, AbsentReason.EMPTY_PORTFOLIO, "nothing is held"));
        Map<Symbol, BigDecimal> huge = exposures(1, 1);
        huge.put(Returns.symbols(2).get(0), new BigDecimal("1e400"));
        PortfolioVar endless = PortfolioVar.of(VarModel.of(Returns.of(rows), VarSettings.defaults()), huge);
        assertThat(endless.tail(method, 0.95, 1))
                .isInstanceOfSatisfying(
                        TailAnswer.Absent.class, a -> assertThat(a.reason()).isEqualTo(AbsentReason.NOT_FINITE));
        assertThat(portfolio(rows, VarSettings.defaults(), 1e200, 0).tail(method, 0.95, 1))
                .isInstanceOfSatisfying(
                        TailAnswer.Absent.class, a -> assertThat(a.reason()).isEqualTo(AbsentReason.NOT_FINITE));
    }

    @Test
    void aCovarianceThatIsNoneIsRefused() {
        // Pairs that contradict each other, each on days of its own.
        double[][] rows = new double[3][120];
        double[][] noise = Returns.random(21, 1, 120);
        for (double[] row : rows) {
            Arrays.fill(row, Double.NaN);
        }
        for (int t = 0; t < 120; t++) {
            double r = noise[0][t];
            rows[t < 40 ? 0 : t < 80 ? 1 : 2][t] = r;
            rows[t < 40 ? 1 : t < 80 ? 2 : 0][t] = t < 80 ? r : -r;
        }
        PortfolioVar portfolio = portfolio(
                rows,
                VarSettings.builder().estimator(Estimator.EXPONENTIAL).lambda(1).build(),
                100,
                100,
                100);
        assertThat(portfolio.tail(TailMethod.PARAMETRIC, 0.99, 1))
                .isInstanceOfSatisfying(TailAnswer.Absent.class, a -> {
                    assertThat(a.reason()).isEqualTo(AbsentReason.COVARIANCE_NOT_POSITIVE);
                    assertThat(a.detail()).contains("must be -0.01 or more");
                });
        assertThat(portfolio.all()).hasSize(24).allMatch(a -> a.measured().isEmpty());
        assertThat(portfolio.decompose(TailMethod.PARAMETRIC, 0.99, 1)).isInstanceOf(Decomposition.Absent.class);
        assertThat(portfolio.stressed(2, 2, 0.95, 0.99, 1).measured()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}d")
    @CsvSource({
        "PARAMETRIC,0.99,1",
        "PARAMETRIC,0.95,10",
        "HISTORICAL,0.99,1",
        "HISTORICAL,0.95,5",
        "CORNISH_FISHER,0.99,1",
        "CORNISH_FISHER,0.95,10"
    })
    void componentsSumToTheWholeAndMarginalsAreItsSlope(TailMethod method, double confidence, int days) {
        double[][] rows = Returns.random(12, 4, 252);
        VarModel model = VarModel.of(Returns.of(rows), VarSettings.defaults());
        Map<Symbol, BigDecimal> held = exposures(HELD);
        Decomposition.Parts parts =
                (Decomposition.Parts) PortfolioVar.of(model, held).decompose(method, confidence, days);
        assertThat(parts.method()).isEqualTo(method);
        double sum = parts.contributions().stream()
                .mapToDouble(Decomposition.Contribution::component)
                .sum();
        assertThat(sum).isCloseTo(parts.valueAtRisk(), within(1e-9 * 10_000));
        for (Decomposition.Contribution part : parts.contributions()) {
            assertThat(part.component()).isEqualTo(part.exposure() * part.marginal());
            double slope = (at(model, held, part.symbol(), 0.01, method, confidence, days)
                            - at(model, held, part.symbol(), -0.01, method, confidence, days))
                    / 0.02;
            assertThat(part.marginal()).isCloseTo(slope, within(1e-6));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortfolioVar.of(model, held).decompose(TailMethod.MONTE_CARLO, 0.99, 1))
                .withMessageStartingWith("method");
    }

    @Test
    void aScaledHistoricalFigureSplitsToo() {
        VarSettings settings =
                VarSettings.builder().horizonRule(HorizonRule.SQUARE_ROOT).build();
        Decomposition.Parts parts = (Decomposition.Parts)
                portfolio(Returns.random(12, 4, 252), settings, HELD).decompose(TailMethod.HISTORICAL, 0.99, 10);
        double sum = parts.contributions().stream()
                .mapToDouble(Decomposition.Contribution::component)
                .sum();
        assertThat(sum).isCloseTo(parts.valueAtRisk(), within(1e-5)).isPositive();
    }

    @Test
    void hoursThatAreNotSharedDoNotCount() {
        double[][] rows = Returns.random(18, 2, 70);
        Arrays.fill(rows[0], 0, 11, Double.NaN);
        Arrays.fill(rows[1], 59, 70, Double.NaN);
        VarSettings settings = VarSettings.builder().shortHistory(true).build();
        VarModel model = VarModel.of(Returns.of(ReturnPeriod.HOUR.ns(), rows), settings);
        assertThat(model.symbols()).hasSize(2);
        rows[0][11] = Double.NaN;
        VarModel apart = VarModel.of(Returns.of(ReturnPeriod.HOUR.ns(), rows), settings);
        assertThat(apart.symbols()).hasSize(1);
        double[][] three = Returns.random(18, 3, 70);
        Arrays.fill(three[0], 0, 11, Double.NaN);
        Arrays.fill(three[1], 11, 22, Double.NaN);
        Arrays.fill(three[2], 22, 33, Double.NaN);
        VarModel pairs = VarModel.of(Returns.of(ReturnPeriod.HOUR.ns(), three), settings);
        assertThat(pairs.symbols()).hasSize(3);
        assertThat(PortfolioVar.of(pairs, exposures(1, 1, 1)).tail(TailMethod.PARAMETRIC, 0.95, 1))
                .isInstanceOfSatisfying(
                        TailAnswer.Absent.class,
                        a -> assertThat(a.detail()).isEqualTo("the assets held share 37 returns, need 48"));
    }

    private static double at(
            VarModel model,
            Map<Symbol, BigDecimal> held,
            Symbol symbol,
            double more,
            TailMethod method,
            double confidence,
            int days) {
        Map<Symbol, BigDecimal> moved = new TreeMap<>(held);
        moved.merge(symbol, BigDecimal.valueOf(more), BigDecimal::add);
        return measured(PortfolioVar.of(model, moved).tail(method, confidence, days))
                .valueAtRisk();
    }

    @Test
    void stressedFiguresComeFromTheStressedCovarianceWithoutAMean() {
        double[][] rows = Returns.random(23, 3, 252);
        PortfolioVar portfolio = portfolio(rows, VarSettings.defaults(), 1_000, 2_000, -500);
        Covariance crisis = Covariance.shrunk(Returns.of(rows)).stressed(3, 1.5, 0.95);
        double sigma = Math.sqrt(crisis.variance(new double[] {1_000, 2_000, -500}) * 10);
        Measured tail = measured(portfolio.stressed(3, 1.5, 0.95, 0.99, 10));
        assertThat(tail.valueAtRisk()).isCloseTo(Normal.quantile(0.99) * sigma, within(1e-8));
        assertThat(tail.notes()).containsExactly("stressed");
    }

    @Test
    void answersForEveryMethodConfidenceAndHorizon() {
        PortfolioVar portfolio = portfolio(Returns.random(24, 3, 252), VarSettings.defaults(), 100, 200, 300);
        assertThat(portfolio.all()).hasSize(24);
        for (TailAnswer answer : portfolio.all()) {
            Measured tail = measured(answer);
            assertThat(tail.expectedShortfall()).isGreaterThan(tail.valueAtRisk());
            assertThat(tail.valueAtRisk()).isPositive();
        }
        assertThat(portfolio.tail(TailMethod.MONTE_CARLO, 0.99, 5))
                .isEqualTo(portfolio.all().get(21));
    }

    @Test
    void simulationAgreesWithTheNormalQuantileAndRepeatsBitForBit() {
        double[][] rows = Returns.random(25, 5, 252);
        double[] small = {1_000, -400, 300, 0, 200};
        for (double[] row : rows) {
            for (int t = 0; t < row.length; t++) {
                row[t] /= 100; // so small that revaluing is linear
            }
        }
        VarSettings settings = VarSettings.builder()
                .distribution(Distribution.NORMAL)
                .paths(200_000)
                .build();
        PortfolioVar portfolio = portfolio(rows, settings, small);
        for (int days : new int[] {1, 10}) {
            Measured simulated = measured(portfolio.tail(TailMethod.MONTE_CARLO, 0.99, days));
            Measured exact = measured(portfolio.tail(TailMethod.PARAMETRIC, 0.99, days));
            assertThat(simulated.valueAtRisk()).isCloseTo(exact.valueAtRisk(), within(exact.valueAtRisk() * 0.02));
            assertThat(simulated.expectedShortfall())
                    .isCloseTo(exact.expectedShortfall(), within(exact.expectedShortfall() * 0.02));
            assertThat(simulated.notes()).containsExactly("normal");
        }
        assertThat(portfolio(rows, settings, small).tail(TailMethod.MONTE_CARLO, 0.99, 1))
                .isEqualTo(portfolio.tail(TailMethod.MONTE_CARLO, 0.99, 1));
        VarSettings other = VarSettings.builder()
                .distribution(Distribution.NORMAL)
                .paths(200_000)
                .seed(2)
                .build();
        assertThat(portfolio(rows, other, small).tail(TailMethod.MONTE_CARLO, 0.99, 1))
                .isNotEqualTo(portfolio.tail(TailMethod.MONTE_CARLO, 0.99, 1));
    }

    @Test
    void fatTailsLoseMoreFarOutAndLessNearTheMiddleAtTheSameVariance() {
        double[][] rows = {new double[252]};
        Draws draws = new Draws(5);
        for (int t = 0; t < 252; t++) {
            rows[0][t] = 0.001 * draws.normal() / Math.sqrt(draws.gamma(1.6));
        }
        VarSettings fat = VarSettings.builder().paths(100_000).build();
        VarSettings thin = VarSettings.builder()
                .paths(100_000)
                .distribution(Distribution.NORMAL)
                .build();
        Measured far = measured(portfolio(rows, fat, 1_000).tail(TailMethod.MONTE_CARLO, 0.999, 1));
        assertThat(far.notes().getFirst()).startsWith("student_t:");
        assertThat(far.valueAtRisk())
                .isGreaterThan(1.2
                        * measured(portfolio(rows, thin, 1_000).tail(TailMethod.MONTE_CARLO, 0.999, 1))
                                .valueAtRisk());
        assertThat(measured(portfolio(rows, fat, 1_000).tail(TailMethod.MONTE_CARLO, 0.9, 1))
                        .valueAtRisk())
                .isLessThan(measured(portfolio(rows, thin, 1_000).tail(TailMethod.MONTE_CARLO, 0.9, 1))
                        .valueAtRisk());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 0.99995, Double.NaN})
    void refusesConfidencesAndHorizonsItDoesNotMeasure(double confidence) {
        PortfolioVar portfolio = portfolio(Returns.random(26, 1, 252), VarSettings.defaults(), 100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> portfolio.tail(TailMethod.PARAMETRIC, confidence, 1))
                .withMessageStartingWith("confidence");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> portfolio.tail(TailMethod.PARAMETRIC, 0.95, 2))
                .withMessageStartingWith("horizonDays");
    }
}
