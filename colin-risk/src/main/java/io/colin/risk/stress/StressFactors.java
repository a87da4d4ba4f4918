package io.colin.risk.stress;

import io.colin.api.internal.Require;

/**
 * What a crisis does to the market's statistics.
 *
 * @param volatility multiplies every σ in the stressed value at risk only, in (0, 100]
 * @param correlation multiplies every ρ in the stressed value at risk only, capped at 0.95; in [0, 100]
 * @param liquidity change of what the market trades in an hour: −0.5 leaves half; in [−0.999, 10]
 * @param spread multiplies the half spread, in [0, 1000]
 * @param impact multiplies the impact of unwinding, in [0, 1000]
 */
public record StressFactors(double volatility, double correlation, double liquidity, double spread, double impact) {
    /** Checks. */
    public StressFactors {
        Require.within("volatility", volatility, Double.MIN_NORMAL, 100);
        Require.within("correlation", correlation, 0, 100);
        Require.within("liquidity", liquidity, -0.999, 10);
        Require.within("spread", spread, 0, 1000);
        Require.within("impact", impact, 0, 1000);
    }

    /**
     * A market as it is.
     *
     * @return factors of 1, liquidity unchanged
     */
    public static StressFactors none() {
        return new StressFactors(1, 1, 0, 1, 1);
    }
}
