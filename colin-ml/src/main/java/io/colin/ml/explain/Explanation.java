package io.colin.ml.explain;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import java.util.Comparator;
import java.util.List;

/**
 * Why a model named a class.
 *
 * @param direction the class that was named
 * @param unit of the numbers: {@code probability} (uncalibrated) for networks, {@code log odds} for trees
 * @param average what the model says of that class where every column stands at its training centre; of trees the mean
 *     over their training
 * @param value what it said here: the average plus all contributions, of networks to within the error of integration
 * @param contributions of the columns, the largest size first
 */
public record Explanation(
        Direction direction, String unit, double average, double value, List<Contribution> contributions) {
    /** Checks, copies and sorts. */
    public Explanation {
        Require.text("unit", unit);
        Require.finite("average", average);
        Require.finite("value", value);
        contributions = contributions.stream()
                .sorted(Comparator.comparingDouble((Contribution c) -> Math.abs(c.value()))
                        .reversed()
                        .thenComparing(Contribution::column))
                .toList();
    }

    /**
     * What a column did.
     *
     * @param column its name
     * @param value what it added, all rows of the window together; negative where it spoke against the class
     */
    public record Contribution(String column, double value) {
        /** Checks. */
        public Contribution {
            Require.text("column", column);
            Require.finite("value", value);
        }
    }

    /**
     * The largest contributions.
     *
     * @param most how many at most, above 0
     * @return by size, the largest first
     */
    public List<Contribution> top(int most) {
        Require.positive("most", most);
        return contributions.subList(0, Math.min(most, contributions.size()));
    }
}
