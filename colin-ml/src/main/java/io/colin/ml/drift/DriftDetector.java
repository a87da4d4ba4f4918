package io.colin.ml.drift;

import io.colin.ml.drift.DriftReport.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.stat.inference.ChiSquareTest;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.hipparchus.stat.inference.MannWhitneyUTest;

/**
 * Compares the last 100 observations with the training, α = 0.05. A column has drifted when Kolmogorov–Smirnov and
 * Mann–Whitney (for a flag: chi-square over its values) are significant after Benjamini–Hochberg control over the columns,
 * or its Kullback–Leibler divergence over 20 training-quantile bins, half an observation added to each, exceeds 0.2. One
 * column is a warning; a tenth of them, or a score more than 20 % below its reference, asks for retraining.
 */
public final class DriftDetector {
    private static final double ALPHA = 0.05;
    private static final double DIVERGENCE = 0.2;
    private static final double SCORE_DROP = 0.20;
    private static final double RETRAIN_SHARE = 0.10;
    private static final double SMOOTHING = 0.5;
    /** Fewer present values of a column than this say nothing about it. */
    private static final int FEWEST = 20;

    private DriftDetector() {}

    /**
     * Compares.
     *
     * @param reference of the training
     * @param names of the columns of a row, in order
     * @param rows observations, one value a name, NaN where absent; fewer than 100 are not judged
     * @param scoreDrop how far the score fell below its reference, relative; empty when not known
     * @return the report
     */
    public static DriftReport check(
            TrainingReference reference, List<String> names, List<double[]> rows, OptionalDouble scoreDrop) {
        boolean dropped = scoreDrop.isPresent() && scoreDrop.getAsDouble() > SCORE_DROP;
        if (rows.size() < DriftWindow.OBSERVATIONS) {
            return new DriftReport(dropped ? Verdict.RETRAIN : Verdict.NOT_JUDGED, List.of(), scoreDrop);
        }
        List<ColumnReference> compared = new ArrayList<>();
        List<double[]> live = new ArrayList<>();
        for (ColumnReference column : reference.columns()) {
            double[] values = present(rows, names.indexOf(column.name()));
            if (values.length >= FEWEST) {
                compared.add(column);
                live.add(values);
            }
        }
        List<ColumnDrift> columns = compare(compared, live);
        DriftReport report = new DriftReport(Verdict.STABLE, columns, scoreDrop);
        boolean retrain = dropped || (!columns.isEmpty() && report.driftedShare() >= RETRAIN_SHARE);
        boolean warn = columns.stream().anyMatch(ColumnDrift::drifted);
        Verdict verdict = retrain ? Verdict.RETRAIN : warn ? Verdict.WARNING : Verdict.STABLE;
        return new DriftReport(verdict, columns, scoreDrop);
    }

    private static List<ColumnDrift> compare(List<ColumnReference> columns, List<double[]> live) {
        double[] first = new double[columns.size()];
        double[] second = new double[columns.size()];
        for (int i = 0; i < first.length; i++) {
            ColumnReference column = columns.get(i);
            if (column.flag()) {
                first[i] = chiSquare(column, live.get(i));
                second[i] = first[i];
            } else {
                double[] sample = column.sample().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                first[i] = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(sample, live.get(i));
                second[i] = new MannWhitneyUTest().mannWhitneyUTest(sample, live.get(i));
            }
        }
        boolean[] oneSays = FalseDiscovery.significant(first, ALPHA);
        boolean[] otherSays = FalseDiscovery.significant(second, ALPHA);
        List<ColumnDrift> drifts = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            drifts.add(
                    drift(columns.get(i), live.get(i), new double[] {first[i], second[i]}, oneSays[i] && otherSays[i]));
        }
        return drifts;
    }

    private static ColumnDrift drift(ColumnReference column, double[] live, double[] p, boolean significant) {
        double[] q = smoothed(column.counts(live));
        double[] shares = column.shares().stream()
                .mapToDouble(share -> share * column.sample().size())
                .toArray();
        double[] trained = smoothed(shares);
        double divergence = 0;
        double stability = 0;
        for (int i = 0; i < q.length; i++) {
            double log = Math.log(q[i] / trained[i]);
            divergence += q[i] * log;
            stability += (q[i] - trained[i]) * log;
        }
        boolean flag = column.flag();
        return new ColumnDrift(
                column.name(),
                flag ? OptionalDouble.empty() : OptionalDouble.of(p[0]),
                flag ? OptionalDouble.empty() : OptionalDouble.of(p[1]),
                flag && !Double.isNaN(p[0]) ? OptionalDouble.of(p[0]) : OptionalDouble.empty(),
                Math.max(0, stability),
                Math.max(0, divergence),
                significant || divergence > DIVERGENCE);
    }

    /** A p-value, NaN where the flag had one value in both. */
    private static double chiSquare(ColumnReference column, double[] live) {
        double[] counts = column.counts(live);
        List<Long> trained = new ArrayList<>();
        List<Long> now = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            long before = Math.round(column.shares().get(i) * column.sample().size());
            long after = Math.round(counts[i]);
            if (before + after > 0) {
                trained.add(before);
                now.add(after);
            }
        }
        if (trained.size() < 2) {
            return Double.NaN;
        }
        return new ChiSquareTest().chiSquareTestDataSetsComparison(array(trained), array(now));
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private static double[] smoothed(double[] counts) {
        double total = Arrays.stream(counts).sum() + SMOOTHING * counts.length;
        return Arrays.stream(counts).map(count -> (count + SMOOTHING) / total).toArray();
    }

    private static double[] present(List<double[]> rows, int column) {
        return column < 0
                ? new double[0]
                : rows.stream()
                        .mapToDouble(row -> row[column])
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
    }
}
