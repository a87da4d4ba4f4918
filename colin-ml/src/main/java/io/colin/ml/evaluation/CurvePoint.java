package io.colin.ml.evaluation;

/**
 * A bin of the calibration curve.
 *
 * @param confidence mean probability of the class named
 * @param accuracy share in which it came
 * @param count predictions in the bin, above 0
 */
public record CurvePoint(double confidence, double accuracy, int count) {}
