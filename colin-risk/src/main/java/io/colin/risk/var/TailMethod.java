package io.colin.risk.var;

/** How a tail is measured. */
public enum TailMethod {
    /** Today's exposures under the returns of the past. */
    HISTORICAL("historical"),
    /** A normal distribution of the portfolio's variance. */
    PARAMETRIC("parametric"),
    /** The parametric quantile corrected for skew and kurtosis of the portfolio's past. */
    CORNISH_FISHER("cornish-fisher"),
    /** Simulated joint returns. */
    MONTE_CARLO("monte-carlo");

    private final String text;

    TailMethod(String text) {
        this.text = text;
    }

    /**
     * The name in figures and reports.
     *
     * @return lower case
     */
    public String text() {
        return text;
    }
}
