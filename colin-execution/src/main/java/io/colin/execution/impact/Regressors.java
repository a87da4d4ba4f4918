package io.colin.execution.impact;

import java.util.List;

/**
 * What the two coefficients multiply for a parent, in units of daily volatility.
 *
 * @param temporary Σ q_j·ρ_j^β / Σ q_j, (0, 1]
 * @param permanent Σ q_j·(Q_before j + q_j/2) / (V·Σ q_j) = Σ q_j / (2·V), above 0
 */
record Regressors(double temporary, double permanent) {
    static Regressors of(ImpactMarket market, List<ImpactStep> steps, double beta) {
        double quantity = 0;
        double pressed = 0;
        for (ImpactStep step : steps) {
            quantity += step.quantity();
            pressed += step.quantity() * Math.pow(step.participation(), beta);
        }
        return new Regressors(pressed / quantity, quantity / (2 * market.dailyVolume()));
    }
}
