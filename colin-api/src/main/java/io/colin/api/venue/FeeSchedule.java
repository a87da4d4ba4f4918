package io.colin.api.venue;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.order.Liquidity;
import java.math.BigDecimal;

/**
 * What a venue charges, as fractions of the order value: 0.001 is 10 bp.
 *
 * @param makerRate for resting fills; negative is a rebate, above −1
 * @param takerRate for taking fills, [0, 1)
 * @param assumed whether the venue did not tell and the rates are a cautious guess
 */
public record FeeSchedule(BigDecimal makerRate, BigDecimal takerRate, boolean assumed) {
    /** What is assumed of a venue of which nothing is known: 20 bp either way. */
    public static final FeeSchedule ASSUMED = new FeeSchedule(new BigDecimal("0.002"), new BigDecimal("0.002"), true);

    /** Checks and normalises. */
    public FeeSchedule {
        Require.that(makerRate.abs().compareTo(BigDecimal.ONE) < 0, "makerRate", "must be in (-1, 1)", makerRate);
        Require.notNegative("takerRate", takerRate);
        Require.that(takerRate.compareTo(BigDecimal.ONE) < 0, "takerRate", "must be below 1", takerRate);
        makerRate = Decimals.normal(makerRate);
        takerRate = Decimals.normal(takerRate);
    }

    /**
     * A known schedule in basis points.
     *
     * @param makerBps maker rate, 10 is 0.1 %
     * @param takerBps taker rate
     * @return the schedule
     */
    public static FeeSchedule bps(double makerBps, double takerBps) {
        Require.finite("makerBps", makerBps);
        Require.finite("takerBps", takerBps);
        return new FeeSchedule(
                BigDecimal.valueOf(makerBps).movePointLeft(4),
                BigDecimal.valueOf(takerBps).movePointLeft(4),
                false);
    }

    /**
     * The rate of a fill.
     *
     * @param liquidity maker or taker
     * @return a fraction of the order value
     */
    public BigDecimal rate(Liquidity liquidity) {
        return liquidity == Liquidity.MAKER ? makerRate : takerRate;
    }
}
