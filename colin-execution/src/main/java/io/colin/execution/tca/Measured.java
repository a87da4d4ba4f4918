package io.colin.execution.tca;

import java.util.List;
import java.util.Optional;

/**
 * A mean with how sure it is.
 *
 * @param mean of what was measured
 * @param standardError of the mean; empty with fewer than two
 * @param count how many were measured
 */
public record Measured(double mean, Optional<Double> standardError, long count) {
    private static final double NORMAL_95 = 1.959963984540054;

    /**
     * The mean of some values.
     *
     * @param values finite
     * @return empty without a value
     */
    public static Optional<Measured> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        double mean = values.stream().mapToDouble(each -> each).sum() / values.size();
        double squares = values.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        return Optional.of(new Measured(
                mean,
                values.size() < 2
                        ? Optional.empty()
                        : Optional.of(Math.sqrt(squares / (values.size() - 1) / values.size())),
                values.size()));
    }

    /**
     * The lower end of the central 95 % interval of the mean, were it normal.
     *
     * @return the mean itself where there is no standard error
     */
    public double low() {
        return mean - NORMAL_95 * standardError.orElse(0.0);
    }

    /**
     * The upper end of that interval.
     *
     * @return the mean itself where there is no standard error
     */
    public double high() {
        return mean + NORMAL_95 * standardError.orElse(0.0);
    }
}
