package io.colin.ml.drift;

import java.util.OptionalDouble;

/**
 * How one column compares with its training.
 *
 * @param name of the column
 * @param kolmogorovSmirnov p-value; empty for a flag
 * @param mannWhitney p-value; empty for a flag
 * @param chiSquare p-value over its values; empty unless it is a flag
 * @param populationStability Σ (q − p)·ln(q/p) over the bins, 0 or more
 * @param kullbackLeibler Σ q·ln(q/p) of the live shares q against the training's p, 0 or more
 * @param drifted whether it counts as drifted
 */
public record ColumnDrift(
        String name,
        OptionalDouble kolmogorovSmirnov,
        OptionalDouble mannWhitney,
        OptionalDouble chiSquare,
        double populationStability,
        double kullbackLeibler,
        boolean drifted) {}
