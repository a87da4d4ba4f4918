package io.colin.ml.calibration;

import io.colin.api.signal.Probabilities;

/**
 * Turns a network's raw answer into an opinion.
 *
 * @param map makes the probabilities honest
 * @param conformal rules classes out
 * @param returns what each class is worth
 */
public record Calibration(CalibrationMap map, ConformalThreshold conformal, ClassReturns returns) {
    /**
     * The opinion behind one raw answer.
     *
     * @param raw three probabilities a row: LONG, NEUTRAL, SHORT
     * @param row which
     * @param band θ of the decision, a fraction
     * @param cost round trip as known at the decision, a fraction
     * @return the opinion
     */
    public Opinion opinion(double[] raw, int row, double band, double cost) {
        Probabilities probabilities = map.apply(raw, row);
        return new Opinion(
                probabilities, returns.expected(probabilities, band), band, cost, conformal.set(probabilities));
    }
}
