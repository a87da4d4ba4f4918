package io.colin.risk.var;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * What the gate holds against its limits: value at risk at 95 and 99 % over 1 and 5 days and the expected shortfall at
 * 99 % over 1 day, each the larger of Cornish–Fisher and historical. Owned by an {@link IncrementalVar} or a
 * {@link WorkingVar}, which writes it anew at every question: read it before the next.
 */
public final class GateFigures {
    /** The lower confidence. */
    static final double LOW = 0.95;
    /** The higher confidence. */
    static final double HIGH = 0.99;

    /** In days. */
    static final List<Integer> HORIZONS = List.of(1, 5);

    private double low1;
    private double high1;
    private double low5;
    private double high5;
    private double shortfall1;
    private String problem = "";

    GateFigures() {}

    /**
     * Figures that are not known.
     *
     * @param problem why, for a person
     * @return figures without numbers; nobody writes to them again
     */
    public static GateFigures unknown(String problem) {
        GateFigures figures = new GateFigures();
        figures.fail(Require.text("problem", problem));
        return figures;
    }

    void flat() {
        set("", 0, 0);
        setFiveDays(0, 0);
        shortfall1 = 0;
    }

    void fail(String why) {
        set(why, Double.NaN, Double.NaN);
        setFiveDays(Double.NaN, Double.NaN);
        shortfall1 = Double.NaN;
    }

    private void set(String why, double low, double high) {
        problem = why;
        low1 = low;
        high1 = high;
    }

    void setOneDay(double low, double high, double shortfall) {
        set("", low, high);
        shortfall1 = shortfall;
    }

    void setFiveDays(double low, double high) {
        low5 = low;
        high5 = high;
    }

    /** Becomes the same as another. */
    void take(GateFigures other) {
        set(other.problem, other.low1, other.high1);
        setFiveDays(other.low5, other.high5);
        shortfall1 = other.shortfall1;
    }

    /** Becomes the larger of both, number by number; not known when one is not. */
    void raise(GateFigures other) {
        if (!isKnown()) {
            return;
        }
        if (!other.isKnown()) {
            take(other);
            return;
        }
        set("", Math.max(low1, other.low1), Math.max(high1, other.high1));
        setFiveDays(Math.max(low5, other.low5), Math.max(high5, other.high5));
        shortfall1 = Math.max(shortfall1, other.shortfall1);
    }

    /** Whether all numbers are finite. */
    boolean isFinite() {
        return Double.isFinite(low1 + high1 + low5 + high5 + shortfall1);
    }

    /**
     * Whether there are numbers.
     *
     * @return false when {@link #problem} says why not; all numbers are NaN then
     */
    public boolean isKnown() {
        return problem.isEmpty();
    }

    /**
     * Why there are no numbers.
     *
     * @return for a person; empty when there are
     */
    public String problem() {
        return problem;
    }

    /**
     * The value at risk.
     *
     * @param confidence 0.95 or 0.99
     * @param horizonDays 1 or 5
     * @return loss in the account currency, 0 when the quantile is a profit; NaN when not known or not of these
     */
    public double valueAtRisk(double confidence, int horizonDays) {
        if (horizonDays == 1) {
            return confidence == LOW ? low1 : confidence == HIGH ? high1 : Double.NaN;
        }
        if (horizonDays == 5) {
            return confidence == LOW ? low5 : confidence == HIGH ? high5 : Double.NaN;
        }
        return Double.NaN;
    }

    /**
     * The expected shortfall at 99 % over 1 day.
     *
     * @return loss in the account currency, at least the value at risk; NaN when not known
     */
    public double expectedShortfall() {
        return shortfall1;
    }

    @Override
    public String toString() {
        return isKnown()
                ? "VaR 95/1d " + low1 + ", 99/1d " + high1 + ", 95/5d " + low5 + ", 99/5d " + high5 + ", ES 99/1d "
                        + shortfall1
                : problem;
    }
}
