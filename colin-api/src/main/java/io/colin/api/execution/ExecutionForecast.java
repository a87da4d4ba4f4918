package io.colin.api.execution;

import io.colin.api.internal.Require;
import java.util.Optional;

/**
 * What a parent was expected to cost when its first child was sent, before anything of it was filled. Costs are fractions of the
 * arrival mid, positive = against us.
 *
 * @param basis what it rests on
 * @param venue whose law or book: where most of the first slice was sent
 * @param share what part of the order its algorithm was expected to work, above 0; below 1 where the market trades too little
 *     for all of it
 * @param slices in how many slices, above 0
 * @param durationNs from the arrival to the last of them, ns, 0 or more
 * @param spread half the relative spread at arrival, 0 or more
 * @param impact what is paid beyond that: of a law its temporary and permanent part, of a book the levels behind the best and what
 *     earlier children paid beyond their plan. Below 0 where a venue's book was better than the symbol's quote
 * @param fee rate of the fee as the venues state it for what is taken, of the value; below 0 for a rebate
 * @param error standard error of spread and impact from that of the law's coefficients; 0 of a book
 * @param timing standard deviation of what the market may move while it is worked: σ·√Σ(what is left / all)²·Δt, Δt in days
 * @param deviation standard deviation of what one parent comes out at, fees apart: √(error² + max(timing, noise)²), noise being
 *     what earlier forecasts on the same basis missed by, and of timing only what a reference leaves of it where its move is taken
 *     off; empty before 30 of them came out
 * @param source what the law's coefficients rested on; empty of a book
 */
public record ExecutionForecast(
        Basis basis,
        String venue,
        double share,
        int slices,
        long durationNs,
        double spread,
        double impact,
        double fee,
        double error,
        double timing,
        Optional<Double> deviation,
        String source) {
    private static final double NORMAL_90 = 1.2815515655446004;

    /** What a forecast rests on. */
    public enum Basis {
        /** The book at arrival, for an order that is sent at once. */
        BOOK,
        /** The impact law over the slices that the algorithm plans. */
        LAW
    }

    /** Checks. */
    public ExecutionForecast {
        Require.text("venue", venue);
        Require.positive("slices", slices);
        Require.notNegative("durationNs", durationNs);
        Require.that(share > 0 && Double.isFinite(share), "share", "must be above 0", share);
        Require.finite("spread", spread);
        Require.finite("impact", impact);
        Require.finite("fee", fee);
        Require.that(error >= 0 && Double.isFinite(error), "error", "must be 0 or more", error);
        Require.that(timing >= 0 && Double.isFinite(timing), "timing", "must be 0 or more", timing);
        deviation.ifPresent(
                value -> Require.that(value > 0 && Double.isFinite(value), "deviation", "must be above 0", value));
    }

    /**
     * What it was expected to pay against the arrival mid, market drift and fees apart.
     *
     * @return a fraction
     */
    public double cost() {
        return spread + impact;
    }

    /**
     * The same with fees.
     *
     * @return a fraction
     */
    public double total() {
        return cost() + fee;
    }

    /**
     * What nine of ten parents cost at most, fees apart, were what they miss by normal.
     *
     * @return a fraction; empty while nothing is known of what single parents miss by
     */
    public Optional<Double> bound90() {
        return deviation.map(value -> cost() + NORMAL_90 * value);
    }
}
