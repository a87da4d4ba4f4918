package io.colin.execution.impact;

import io.colin.api.internal.Require;

/**
 * One step of a parent.
 *
 * @param quantity own quantity, above 0 and at most 1e30
 * @param marketQuantity what others trade in the step, as expected or as seen, 0 or more and at most 1e30; base currency or contracts
 */
public record ImpactStep(double quantity, double marketQuantity) {
    private static final double MOST = 1e30;

    /** Checks. */
    public ImpactStep {
        Require.within("quantity", quantity, Double.MIN_NORMAL, MOST);
        Require.within("marketQuantity", marketQuantity, 0, MOST);
    }

    /**
     * Own quantity over the market's.
     *
     * @return ρ, (0, 1]: capped at 1, and 1 where the market trades nothing
     */
    public double participation() {
        return marketQuantity <= quantity ? 1 : quantity / marketQuantity;
    }
}
