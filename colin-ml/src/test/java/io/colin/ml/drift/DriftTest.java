package io.colin.ml.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.drift.DriftReport.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.correlation.Covariance;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.hipparchus.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final int COLUMNS = 30;
    private static final List<String> NAMES =
            IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i).toList();

    @Test
    void liveDataLikeTheTrainingsAreStable() {
        int warned = 0;
        for (int seed = 0; seed < 20; seed++) {
            DriftReport report = check(live(seed, 0, 0));
            assertThat(report.verdict()).isIn(Verdict.STABLE, Verdict.WARNING);
            warned += report.verdict() == Verdict.WARNING ? 1 : 0;
        }
        // 20 bins and 100 observations exceed 0.2 by chance in 0.3 % of the columns: 2 of 20 reports of 30 columns.
        assertThat(warned).isLessThanOrEqualTo(6);
    }

    @Test
    void oneShiftedColumnIsAWarningAndATenthOfThemAskForRetraining() {
        assertThat(check(live(6, 1, 1.0)).verdict()).isEqualTo(Verdict.WARNING);
        DriftReport two = check(live(6, 2, 1.0));
        assertThat(two.columns().stream().filter(ColumnDrift::drifted).map(ColumnDrift::name))
                .containsExactly("c0", "c1");
        assertThat(two.verdict()).isEqualTo(Verdict.WARNING);
        DriftReport three = check(live(6, 3, 1.0));
        assertThat(three.driftedShare()).isEqualTo(0.1);
        assertThat(three.verdict()).isEqualTo(Verdict.RETRAIN);
    }

    @Test
    void aScoreMoreThanTwentyPercentBelowItsReferenceAsksForRetraining() {
        List<double[]> rows = live(5, 0, 0);
        assertThat(DriftDetector.check(reference(), NAMES, rows, OptionalDouble.of(0.20))
                        .verdict())
                .isNotEqualTo(Verdict.RETRAIN);
        assertThat(DriftDetector.check(reference(), NAMES, rows, OptionalDouble.of(0.201))
                        .verdict())
                .isEqualTo(Verdict.RETRAIN);
    }

    @Test
    void fewerThanAHundredObservationsAreNotJudged() {
        List<double[]> rows = live(5, 30, 5).subList(0, 99);
        assertThat(DriftDetector.check(reference(), NAMES, rows, OptionalDouble.empty())
                        .verdict())
                .isEqualTo(Verdict.NOT_JUDGED);
    }

    @Test
    void pValuesAreThoseOfHipparchus() {
        List<double[]> rows = live(7, 1, 0.3);
        double[] first = rows.stream().mapToDouble(row -> row[0]).toArray();
        double[] sample = reference().columns().getFirst().sample().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        ColumnDrift drift = check(rows).columns().getFirst();
        assertThat(drift.kolmogorovSmirnov().orElseThrow())
                .isEqualTo(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(sample, first));
        assertThat(drift.mannWhitney().orElseThrow()).isEqualTo(new MannWhitneyUTest().mannWhitneyUTest(sample, first));
    }

    @Test
    void divergenceAndStabilityAreThoseWorkedOutByHand() {
        ColumnReference column =
                new ColumnReference("c0", false, List.of(0.0), List.of(0.5, 0.5), List.of(-1.0, -0.5, 0.5, 1.0));
        TrainingReference reference = new TrainingReference(List.of(column), limit(rows(1, 50, 1)), List.of());
        List<double[]> live = IntStream.range(0, 100)
                .mapToObj(i -> new double[] {i < 80 ? 1 : -1})
                .toList();
        ColumnDrift drift = DriftDetector.check(reference, List.of("c0"), live, OptionalDouble.empty())
                .columns()
                .getFirst();
        double q = 20.5 / 101;
        double p = 0.5;
        double kl = q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / p);
        double psi = (q - p) * Math.log(q / p) + (p - q) * Math.log((1 - q) / p);
        assertThat(drift.kullbackLeibler()).isCloseTo(kl, within(1e-12));
        assertThat(drift.populationStability()).isCloseTo(psi, within(1e-12));
    }

    @Test
    void aFlagIsComparedByChiSquareOverItsValues() {
        SplittableRandom random = new SplittableRandom(4);
        double[] trained =
                random.doubles(3_000).map(u -> u < 0.7 ? 0 : u < 0.9 ? 1 : -1).toArray();
        ColumnReference column = ColumnReference.fit("flag", trained, 1);
        assertThat(column.flag()).isTrue();
        assertThat(column.edges()).containsExactly(-1.0, 0.0);
        assertThat(column.shares().get(1)).isCloseTo(0.7, within(0.03));
        TrainingReference reference = new TrainingReference(List.of(column), limit(rows(1, 50, 1)), List.of());
        List<double[]> same = random.doubles(100)
                .mapToObj(u -> new double[] {u < 0.7 ? 0 : u < 0.9 ? 1 : -1})
                .toList();
        List<double[]> other = random.doubles(100)
                .mapToObj(u -> new double[] {u < 0.3 ? 0 : 1})
                .toList();
        DriftReport calm = DriftDetector.check(reference, List.of("flag"), same, OptionalDouble.empty());
        DriftReport moved = DriftDetector.check(reference, List.of("flag"), other, OptionalDouble.empty());
        assertThat(calm.columns().getFirst().chiSquare().orElseThrow()).isGreaterThan(0.05);
        assertThat(calm.columns().getFirst().kolmogorovSmirnov()).isEmpty();
        assertThat(moved.columns().getFirst().chiSquare().orElseThrow()).isLessThan(1e-6);
        assertThat(moved.columns().getFirst().drifted()).isTrue();
    }

    @Test
    void benjaminiAndHochbergsExampleGivesTheirFourDiscoveries() {
        // The 15 p-values of their paper of 1995, section 4.1.
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0
        };
        boolean[] significant = FalseDiscovery.significant(p, 0.05);
        assertThat(IntStream.range(0, p.length).filter(i -> significant[i])).containsExactly(0, 1, 2, 3);
        assertThat(FalseDiscovery.significant(new double[] {Double.NaN, 0.04}, 0.05))
                .containsExactly(false, true);
    }

    @Test
    void absentValuesAreLeftOutAndAColumnThatIsMostlyAbsentIsNotCompared() {
        List<double[]> rows = live(9, 0, 0);
        rows.forEach(row -> row[1] = Double.NaN);
        for (int i = 0; i < 50; i++) {
            rows.get(i)[2] = Double.NaN;
        }
        assertThat(check(rows).columns())
                .extracting(ColumnDrift::name)
                .contains("c2")
                .doesNotContain("c1");
    }

    @Test
    void theWindowKeepsTheLastHundredAtLeastFifteenBarsApart() {
        DriftWindow window = DriftWindow.ofBars(SyntheticMarket.MINUTE_NS);
        for (int minute = 0; minute < 2_000; minute++) {
            window.add(row(minute, minute % 2 == 0 ? new double[] {minute} : new double[0]));
        }
        List<double[]> rows = window.rows(SyntheticMarket.SYMBOL);
        assertThat(rows).hasSize(100);
        assertThat(rows.get(99)[0] - rows.get(98)[0]).isEqualTo(16);
        assertThat(window.rows(Symbol.of("ETH/USD"))).isEmpty();
    }

    @Test
    void theDistanceIsThatOfTheShrunkCovarianceInvertedByHipparchus() {
        List<double[]> rows = rows(11, 400, 5);
        rows.forEach(row -> row[1] = row[0] * 0.8 + 0.2 * row[1]);
        DistributionLimit limit = limit(rows);
        RealMatrix sample = new Covariance(rows.toArray(double[][]::new), false).getCovarianceMatrix();
        double level = sample.getTrace() / 5;
        RealMatrix shrunk = sample.scalarMultiply(1 - limit.shrinkage());
        for (int i = 0; i < 5; i++) {
            shrunk.addToEntry(i, i, limit.shrinkage() * level);
        }
        double[] x = {1, -2, 0.5, 3, 0};
        double[] centred = new double[5];
        for (int i = 0; i < 5; i++) {
            centred[i] = x[i] - limit.mean().get(i);
        }
        RealMatrix column = new Array2DRowRealMatrix(centred);
        double square = column.transpose()
                .multiply(new LUDecomposition(shrunk).getSolver().getInverse())
                .multiply(column)
                .getEntry(0, 0);
        assertThat(OutOfDistribution.of(limit).distance(x)).isCloseTo(Math.sqrt(square), within(1e-9));
        assertThat(limit.shrinkage()).isBetween(0.0, 0.1);
    }

    @Test
    void fewRowsOfManyColumnsAreShrunkUntilTheyCanBeInverted() {
        DistributionLimit limit = limit(rows(13, 20, 40));
        assertThat(limit.shrinkage()).isGreaterThan(0.3);
        assertThat(OutOfDistribution.of(limit).distance(new double[40])).isFinite();
        List<double[]> still =
                IntStream.range(0, 30).mapToObj(i -> new double[] {1, i}).toList();
        assertThat(OutOfDistribution.of(limit(still)).distance(new double[] {2, 15}))
                .isFinite();
    }

    @Test
    void aRowFarAwayOrClippedInMoreThanATenthOfItsColumnsIsRefused() {
        List<double[]> rows = rows(15, 2_000, 20);
        OutOfDistribution check = OutOfDistribution.of(limit(rows));
        long refused =
                rows.stream().filter(row -> !check.refusal(row).isEmpty()).count();
        assertThat(refused).isEqualTo(10);
        double[] far = new double[20];
        Arrays.fill(far, 2);
        assertThat(check.refusal(far)).startsWith("distance ");
        assertThat(check.refusal(new double[20])).isEmpty();
        double[] clipped = new double[20];
        clipped[0] = 8;
        clipped[1] = -8;
        clipped[2] = 8;
        assertThat(check.refusal(clipped)).isEqualTo("3 of 20 columns clipped");
    }

    @Test
    void aReferenceComesBackFromItsBytesAndADamagedOneIsRefused() {
        TrainingReference reference = reference();
        assertThat(TrainingReference.parse(reference.bytes())).isEqualTo(reference);
        assertThatThrownBy(() -> TrainingReference.parse("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ColinException.class);
    }

    private static DriftReport check(List<double[]> rows) {
        return DriftDetector.check(reference(), NAMES, rows, OptionalDouble.empty());
    }

    private static TrainingReference reference() {
        List<double[]> rows = rows(1, 2_000, COLUMNS);
        List<ColumnReference> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS; i++) {
            int at = i;
            double[] values = rows.stream().mapToDouble(row -> row[at]).toArray();
            columns.add(ColumnReference.fit("c" + i, values, 1));
        }
        return new TrainingReference(columns, limit(rows), List.of());
    }

    private static List<double[]> live(long seed, int shifted, double by) {
        List<double[]> rows = rows(1_000 + seed, 100, COLUMNS);
        rows.forEach(row -> {
            for (int i = 0; i < shifted; i++) {
                row[i] += by;
            }
        });
        return rows;
    }

    private static DistributionLimit limit(List<double[]> rows) {
        return DistributionLimit.fit(rows);
    }

    private static List<double[]> rows(long seed, int count, int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] row = new double[columns];
            Arrays.setAll(row, column -> random.nextGaussian());
            rows.add(row);
        }
        return rows;
    }

    private static ObservedRow row(int minute, double[] values) {
        return new ObservedRow() {
            @Override
            public Symbol symbol() {
                return SyntheticMarket.SYMBOL;
            }

            @Override
            public long dataAsOfNs() {
                return minute * SyntheticMarket.MINUTE_NS;
            }

            @Override
            public double[] newestRow() {
                return values;
            }
        };
    }
}
