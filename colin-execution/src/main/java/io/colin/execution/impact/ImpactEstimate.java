package io.colin.execution.impact;

/**
 * The law in force for a symbol at a venue, and how sure it is.
 *
 * @param law the coefficients
 * @param etaError standard error of η, above 0
 * @param gammaError standard error of γ, above 0
 * @param covariance of both
 * @param noise what a single parent strays by, in units of daily volatility; 0 while it is unknown
 * @param parents of this symbol at this venue that were learnt from
 * @param source what the coefficients rest on
 */
public record ImpactEstimate(
        ImpactLaw law,
        double etaError,
        double gammaError,
        double covariance,
        double noise,
        long parents,
        Source source) {
    /** What coefficients rest on. */
    public enum Source {
        /** The start values: too few parents anywhere. */
        PRIOR,
        /** All symbols of the venue: too few parents of the symbol. */
        VENUE,
        /** The symbol's own parents, shrunk to its venue. */
        SYMBOL
    }
}
