package io.colin.ml.drift;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Benjamini and Hochberg's control of the share of false discoveries among many tests. */
final class FalseDiscovery {
    private FalseDiscovery() {}

    /** Which of the tests are significant together; those without a p-value (NaN) are no tests. */
    static boolean[] significant(double[] pValues, double alpha) {
        int[] order = IntStream.range(0, pValues.length)
                .filter(i -> !Double.isNaN(pValues[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int last = -1;
        for (int rank = 0; rank < order.length; rank++) {
            if (pValues[order[rank]] <= alpha * (rank + 1) / order.length) {
                last = rank;
            }
        }
        boolean[] significant = new boolean[pValues.length];
        for (int rank = 0; rank <= last; rank++) {
            significant[order[rank]] = true;
        }
        return significant;
    }
}
