package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import io.colin.ml.evaluation.Drawdown;
import java.util.List;
import java.util.TreeMap;

/**
 * Net returns on an even grid of time, zeros where nothing resolved.
 *
 * @param fromNs start of the first step, ns since epoch
 * @param stepNs length of a step, ns, above 0
 * @param returns one a step, fractions, at least one
 */
public record ReturnSeries(long fromNs, long stepNs, List<Double> returns) {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final double DAYS_A_YEAR = 365;

    /** Checks and copies. */
    public ReturnSeries {
        Require.positive("stepNs", stepNs);
        returns = List.copyOf(returns);
        Require.positive("returns", returns.size());
        returns.forEach(value -> Require.finite("returns", value));
    }

    /**
     * Sums by UTC day.
     *
     * @return one a day that the series touches, oldest first
     */
    public double[] daily() {
        TreeMap<Long, Double> days = new TreeMap<>();
        for (int i = 0; i < returns.size(); i++) {
            days.merge(Math.floorDiv(fromNs + i * stepNs, DAY_NS), returns.get(i), Double::sum);
        }
        return days.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Mean daily return over its sample deviation × √365.
     *
     * @return 0 where the days are fewer than two or all alike
     */
    public double sharpe() {
        return ratio(daily()) * Math.sqrt(DAYS_A_YEAR);
    }

    /**
     * The largest fall of the compounded value from a peak before it.
     *
     * @return a fraction, 0 when it never fell
     */
    public double maxDrawdown() {
        return Drawdown.largest(returns);
    }

    double[] array() {
        return returns.stream().mapToDouble(Double::doubleValue).toArray();
    }

    boolean isBeside(ReturnSeries other) {
        return fromNs == other.fromNs
                && stepNs == other.stepNs
                && returns.size() == other.returns().size();
    }

    /** Mean over sample deviation; 0 where there is no deviation. */
    static double ratio(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (values.length - 1));
        return deviation <= Math.abs(mean) * 1e-12 ? 0 : mean / deviation;
    }
}
