package io.colin.risk.sizing;

import static io.colin.risk.sizing.SizingDesk.OTHER;
import static io.colin.risk.sizing.SizingDesk.PERPETUAL;
import static io.colin.risk.sizing.SizingDesk.SPOT;
import static io.colin.risk.sizing.SizingDesk.request;
import static io.colin.risk.sizing.SizingDesk.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.SampleFill;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.signal.Direction;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.SizingRequest;
import io.colin.risk.returns.Covariance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizersTest {
    private static final SizingCaps WIDE = new SizingCaps(BigDecimal.ONE, new BigDecimal("1e9"), false);
    private static final WinOdds.Odds EVEN = new WinOdds.Odds(0.5, 1, 1);

    private static VolatilityTarget volatility(OptionalDouble sigma, SizingCaps caps) {
        return VolatilityTarget.builder().volatility(s -> sigma).caps(caps).build();
    }

    private static FractionalKelly kelly(WinOdds.Odds odds, SizingCaps caps) {
        return FractionalKelly.builder().odds(r -> Optional.of(odds)).caps(caps).build();
    }

    private static RiskParity parity(double[][] covariance, SizingCaps caps) {
        JointRisk.Estimate estimate = new JointRisk.Estimate(
                covariance.length == 1 ? List.of(PERPETUAL.symbol()) : List.of(PERPETUAL.symbol(), OTHER.symbol()),
                Covariance.of(covariance));
        return RiskParity.builder().risk(() -> Optional.of(estimate)).caps(caps).build();
    }

    @Test
    void aFixedFractionRisksItsShareUntilTheBarrier() {
        FixedFraction sizer = FixedFraction.builder().risk(0.001).caps(WIDE).build();

        // 0.1 % of 1 000 000 at a barrier of 1 %, then of 4 %
        assertThat(value(sizer)).isEqualTo(100_000);
        assertThat(value(sizer, request(PERPETUAL, Direction.SHORT, "1000000", 0.04)))
                .isEqualTo(-25_000);
        // by default 1 bp: 2 % of equity at 0.5 %
        assertThat(value(
                        FixedFraction.builder().caps(WIDE).build(),
                        request(PERPETUAL, Direction.LONG, "1000000", 0.005)))
                .isEqualTo(20_000);
    }

    @Test
    void aVolatilityTargetDividesItByTheVolatility() {
        // 15 % by 60 % is a quarter of equity
        assertThat(value(volatility(OptionalDouble.of(0.6), WIDE))).isEqualTo(250_000);
        assertThat(value(VolatilityTarget.builder()
                        .volatility(s -> OptionalDouble.of(0.8))
                        .target(0.1)
                        .caps(WIDE)
                        .build()))
                .isEqualTo(125_000);
        // under the standard caps 2 % of equity
        assertThat(value(volatility(OptionalDouble.of(0.6), SizingCaps.standard())))
                .isEqualTo(20_000);
    }

    @Test
    void aQuarterKellyIsAQuarterOfTheGrowthOptimalShare() {
        // p = 0.6 at even odds of the whole stake: f* = 0.2; gain 2, loss 1: 0.6 − 0.4 / 2 = 0.4
        assertThat(value(kelly(new WinOdds.Odds(0.6, 1, 1), WIDE))).isEqualTo(50_000, within(0.2));
        assertThat(value(kelly(new WinOdds.Odds(0.6, 2, 1), WIDE))).isEqualTo(100_000, within(0.2));
        assertThat(value(FractionalKelly.builder()
                        .odds(r -> Optional.of(new WinOdds.Odds(0.6, 1, 1)))
                        .fraction(1)
                        .caps(WIDE)
                        .build()))
                .isEqualTo(200_000, within(0.2));
        assertThat(value(kelly(new WinOdds.Odds(0.6, 0.01, 0.01), SizingCaps.standard())))
                .isEqualTo(20_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theKellyShareMaximisesExpectedLogarithmicGrowth(long seed) {
        Random random = new Random(seed);
        double p = 0.5 + 0.4 * random.nextDouble();
        double loss = 0.5 + random.nextDouble();
        double gain = loss * (1 + random.nextDouble());
        double best = value(FractionalKelly.builder()
                        .odds(r -> Optional.of(new WinOdds.Odds(p, gain, loss)))
                        .fraction(1)
                        .caps(WIDE)
                        .build())
                / 1_000_000;

        assertThat(growth(best, p, gain, loss)).isGreaterThan(growth(best * 0.99, p, gain, loss));
        if (best < 1) {
            assertThat(growth(best, p, gain, loss)).isGreaterThan(growth(best * 1.01, p, gain, loss));
        }
    }

    private static double growth(double share, double p, double gain, double loss) {
        return p * Math.log1p(share * gain) + (1 - p) * Math.log1p(-share * loss);
    }

    @Test
    void aBetWithoutAnEdgeIsNotTaken() {
        assertThat(value(kelly(EVEN, WIDE))).isZero();
        assertThat(value(kelly(new WinOdds.Odds(0.4, 1, 1), WIDE))).isZero();
        assertThat(value(kelly(new WinOdds.Odds(0.4, Double.MIN_NORMAL, Double.MIN_NORMAL), WIDE)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0.54, 0",
        "0.55, 25000",
        "0.599, 25000",
        "0.60, 50000",
        "0.65, 75000",
        "0.6999, 75000",
        "0.70, 100000",
        "0.99, 100000"
    })
    void theLadderStepsWithConfidence(double confidence, double expected) {
        ConfidenceLadder sizer = ConfidenceLadder.builder().build();

        // 2 % of 100 000 000 is above the 100 000 of the caps, which the ladder takes its parts of
        assertThat(value(sizer, request(PERPETUAL, Direction.LONG, "100000000", 0.01, confidence, 1, 1)))
                .isEqualTo(expected);
    }

    @Test
    void aLadderOfOnesOwn() {
        ConfidenceLadder sizer = ConfidenceLadder.builder()
                .steps(new TreeMap<>(Map.of(0.5, 0.1)))
                .build();

        assertThat(value(sizer, request(PERPETUAL, Direction.SHORT, "1000000", 0.01, 0.6, 1, 1)))
                .isEqualTo(-2_000);
    }

    @Test
    void riskParityOfIndependentAssetsIsByInverseVolatility() {
        // σ 0.02 and 0.06: weights 3/4 and 1/4 of a gross of 20 %
        RiskParity sizer = parity(new double[][] {{0.0004, 0}, {0, 0.0036}}, WIDE);

        assertThat(value(sizer)).isEqualTo(150_000, within(0.2));
        assertThat(value(sizer, request(OTHER, Direction.SHORT, "1000000", 0.01)))
                .isEqualTo(-50_000, within(0.2));
        assertThat(value(RiskParity.builder()
                        .risk(() -> Optional.of(new JointRisk.Estimate(
                                List.of(PERPETUAL.symbol()), Covariance.of(new double[][] {{0.01}}))))
                        .gross(0.5)
                        .caps(WIDE)
                        .build()))
                .isEqualTo(500_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyAssetAddsTheSameRisk(long seed) {
        Random random = new Random(seed);
        int n = 30;
        Covariance covariance = Covariance.of(randomCovariance(random, n));
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            symbols.add(Symbol.of("A" + i + "/USD"));
        }
        EqualRisk solved = EqualRisk.of(new JointRisk.Estimate(symbols, covariance));
        double[] w = symbols.stream()
                .mapToDouble(s -> solved.weight(s).orElseThrow())
                .toArray();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double row = 0;
            for (int j = 0; j < n; j++) {
                row += covariance.at(i, j) * w[j];
            }
            sum += w[i];
            assertThat(w[i]).isPositive();
            assertThat(w[i] * row * n / covariance.variance(w)).isEqualTo(1, within(1e-9));
        }
        assertThat(sum).isEqualTo(1, within(1e-12));
    }

    private static double[][] randomCovariance(Random random, int n) {
        double[][] factor = new double[n][n];
        for (double[] row : factor) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian() * 0.01;
            }
        }
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    covariance[i][j] += factor[i][k] * factor[j][k];
                }
                covariance[i][j] += i == j ? 1e-4 : 0;
            }
        }
        return covariance;
    }

    @Test
    void aNewEstimateReplacesTheOldOne() {
        List<JointRisk.Estimate> latest = new ArrayList<>();
        RiskParity sizer = RiskParity.builder()
                .risk(() -> latest.isEmpty() ? Optional.empty() : Optional.of(latest.getLast()))
                .caps(WIDE)
                .build();
        List<Symbol> both = List.of(PERPETUAL.symbol(), OTHER.symbol());

        assertThat(value(sizer)).isZero();
        latest.add(new JointRisk.Estimate(both, Covariance.of(new double[][] {{1, 0}, {0, 1}})));
        assertThat(value(sizer)).isEqualTo(100_000, within(0.2));
        latest.add(new JointRisk.Estimate(both, Covariance.of(new double[][] {{1, 0}, {0, 9}})));
        assertThat(value(sizer)).isEqualTo(150_000, within(0.2));
    }

    @Test
    void whatIsNotKnownIsNotSized() {
        assertThat(value(volatility(OptionalDouble.empty(), WIDE))).isZero();
        assertThat(value(volatility(OptionalDouble.of(0), WIDE))).isZero();
        assertThat(value(volatility(OptionalDouble.of(-1), WIDE))).isZero();
        assertThat(value(volatility(OptionalDouble.of(Double.NaN), WIDE))).isZero();
        assertThat(value(volatility(OptionalDouble.of(Double.POSITIVE_INFINITY), WIDE)))
                .isZero();
        assertThat(value(FractionalKelly.builder().odds(r -> Optional.empty()).build()))
                .isZero();
        RiskParity one = parity(new double[][] {{1}}, WIDE);
        assertThat(value(one, request(OTHER, Direction.LONG, "1000000", 0.01))).isZero();
        assertThat(value(parity(new double[][] {{0, 0}, {0, 0}}, WIDE))).isZero();
    }

    @Test
    void aSignalsOwnOddsAreItsConfidenceAndItsBandLessAndMoreTheCost() {
        // expected 1 %, net 0.5 %: a cost of 0.5 %
        assertThat(WinOdds.ofBarriers().of(request(PERPETUAL, Direction.LONG, "1000000", 0.01)))
                .hasValueSatisfying(odds -> {
                    assertThat(odds.winProbability()).isEqualTo(0.7);
                    assertThat(odds.gain()).isEqualTo(0.005, within(1e-15));
                    assertThat(odds.loss()).isEqualTo(0.015, within(1e-15));
                });
        assertThat(WinOdds.ofBarriers().of(request(PERPETUAL, Direction.SHORT, "1000000", 0.02)))
                .hasValueSatisfying(odds -> assertThat(odds.gain()).isEqualTo(0.015, within(1e-15)));
        assertThat(WinOdds.ofBarriers().of(request(PERPETUAL, Direction.LONG, "1000000", 0.005)))
                .as("the cost eats the band")
                .isEmpty();
    }

    static Stream<PositionSizer> all() {
        return Stream.of(
                FixedFraction.builder().risk(0.5).build(),
                volatility(OptionalDouble.of(0.01), SizingCaps.standard()),
                kelly(new WinOdds.Odds(0.9, 1, 0.001), SizingCaps.standard()),
                ConfidenceLadder.builder().build(),
                parity(new double[][] {{1}}, SizingCaps.standard()),
                EquityShare.builder().build());
    }

    @ParameterizedTest
    @MethodSource("all")
    void everySizerStaysUnderTheSameCapsTimesStrengthAndMultiplier(PositionSizer sizer) {
        assertThat(value(sizer)).isEqualTo(20_000);
        assertThat(value(sizer, request(PERPETUAL, Direction.SHORT, "100000000", 0.01)))
                .isEqualTo(-100_000);
        assertThat(value(sizer, request(PERPETUAL, Direction.LONG, "1000000", 0.01, 0.8, 0.5, 0.25)))
                .isEqualTo(2_500);
        assertThat(value(sizer, request(PERPETUAL, Direction.LONG, "1000000", 0.01, 0.8, 1, 0)))
                .isZero();
        assertThat(value(sizer, request(PERPETUAL, Direction.LONG, "0", 0.01))).isZero();
        // 2 % of 1 234.56 is 24.6912, 0.246 lots of 0.001 at 100
        assertThat(value(sizer, request(PERPETUAL, Direction.LONG, "1234.56", 0.01)))
                .isEqualTo(24.6);
    }

    @ParameterizedTest
    @MethodSource("all")
    void noSizerOpensAnythingForAnAccountThatOwes(PositionSizer sizer) {
        PortfolioBook account = PortfolioBook.of("main", "USD", BigDecimal.ZERO, List.of(PERPETUAL, OTHER));
        account.apply(SampleFill.buy(OTHER.symbol(), "100", "100").at(1).build());
        account.mark(OTHER.symbol(), new BigDecimal("90"), 1);
        assertThat(account.snapshot().equity()).isEqualByComparingTo("-1000");
        for (Direction direction : List.of(Direction.LONG, Direction.SHORT)) {
            SizingRequest solvent = request(PERPETUAL, direction, "1000000", 0.01);
            SizingRequest owing =
                    new SizingRequest(solvent.signal(), PERPETUAL, account.snapshot(), solvent.referencePrice(), 1);
            assertThat(value(sizer, solvent)).as("%s", direction).isNotZero();
            assertThat(value(sizer, owing)).as("%s", direction).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void noSizerSellsSpotItDoesNotHave(PositionSizer sizer) {
        assertThat(value(sizer, request(SPOT, Direction.SHORT, "1000000", 0.01)))
                .isZero();
    }

    @Test
    void capsOfOnesOwnHold() {
        SizingCaps caps = SizingCaps.standard()
                .withShare(new BigDecimal("0.5"))
                .withMaxValue(new BigDecimal("300000"))
                .withShortSpot(true);
        FixedFraction sizer = FixedFraction.builder().risk(1).caps(caps).build();

        assertThat(value(sizer, request(SPOT, Direction.SHORT, "500000", 0.01))).isEqualTo(-250_000);
        assertThat(value(sizer)).isEqualTo(300_000);
    }

    @Test
    void everySizerHasCapsOfItsOwn() {
        SizingCaps small = SizingCaps.standard().withMaxValue(new BigDecimal("1000"));

        assertThat(value(ConfidenceLadder.builder().caps(small).build())).isEqualTo(1_000);
        assertThat(value(EquityShare.builder()
                        .share(new BigDecimal("0.5"))
                        .maxValue(new BigDecimal("300000"))
                        .build()))
                .isEqualTo(300_000);
        assertThat(value(EquityShare.builder()
                        .share(BigDecimal.ONE)
                        .maxValue(new BigDecimal("3000000"))
                        .build()))
                .isEqualTo(1_000_000);
    }

    @Test
    void capsAreAboveNothingAndAtMostAllOfEquity() {
        SizingCaps standard = SizingCaps.standard();

        assertThat(standard.withShare(BigDecimal.ONE).share()).isEqualTo(BigDecimal.ONE);
        assertThatThrownBy(() -> standard.withShare(BigDecimal.ZERO)).hasMessageContaining("share: must be in (0, 1]");
        assertThatThrownBy(() -> standard.withShare(new BigDecimal("1.0001")))
                .hasMessageContaining("share: must be in (0, 1]");
        assertThatThrownBy(() -> standard.withMaxValue(BigDecimal.ZERO)).hasMessageContaining("maxValue");
    }

    @Test
    void stepsOfEqualPartsAreAllowed() {
        ConfidenceLadder sizer = ConfidenceLadder.builder()
                .steps(new TreeMap<>(Map.of(0.5, 0.5, 0.6, 0.5)))
                .build();

        assertThat(value(sizer)).isEqualTo(10_000);
    }

    @Test
    void refusesSettingsThatMakeNoSenseNamingThem() {
        assertThatThrownBy(() -> FixedFraction.builder().risk(0)).hasMessageContaining("risk");
        assertThatThrownBy(() -> FixedFraction.builder().risk(1.1)).hasMessageContaining("(1.1)");
        assertThatThrownBy(() -> VolatilityTarget.builder().target(0)).hasMessageContaining("target");
        assertThatThrownBy(() -> VolatilityTarget.builder().build()).hasMessageContaining("volatility: must be set");
        assertThatThrownBy(() -> FractionalKelly.builder().fraction(1.5)).hasMessageContaining("fraction");
        assertThatThrownBy(() -> FractionalKelly.builder().build()).hasMessageContaining("odds: must be set");
        assertThatThrownBy(() -> RiskParity.builder().gross(0)).hasMessageContaining("gross");
        assertThatThrownBy(() -> RiskParity.builder().build()).hasMessageContaining("risk: must be set");
        assertThatThrownBy(() -> ConfidenceLadder.builder().steps(new TreeMap<>()))
                .hasMessageContaining("steps");
        assertThatThrownBy(() -> ConfidenceLadder.builder().steps(new TreeMap<>(Map.of(0.5, 0.5, 0.6, 0.4))))
                .hasMessageContaining("part at 0.6: must not be below the step before, 0.5 (0.4)");
        assertThatThrownBy(() -> ConfidenceLadder.builder().steps(new TreeMap<>(Map.of(0.5, 1.5))))
                .hasMessageContaining("part at 0.5");
        assertThatThrownBy(() -> ConfidenceLadder.builder().steps(new TreeMap<>(Map.of(1.5, 0.5))))
                .hasMessageContaining("confidence");
        assertThatThrownBy(() -> new WinOdds.Odds(1.1, 1, 1)).hasMessageContaining("winProbability");
        assertThatThrownBy(() -> new WinOdds.Odds(0.5, 0, 1)).hasMessageContaining("gain");
        assertThatThrownBy(() -> new WinOdds.Odds(0.5, 1, Double.NaN)).hasMessageContaining("loss");
        Covariance one = Covariance.of(new double[][] {{1}});
        assertThatThrownBy(() -> new JointRisk.Estimate(List.of(), one)).hasMessageContaining("one a row");
        Covariance two = Covariance.of(new double[][] {{1, 0}, {0, 1}});
        assertThatThrownBy(() -> new JointRisk.Estimate(List.of(SPOT.symbol(), SPOT.symbol()), two))
                .hasMessageContaining("distinct");
    }
}
