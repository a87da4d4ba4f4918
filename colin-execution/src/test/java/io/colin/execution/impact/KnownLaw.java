package io.colin.execution.impact;

import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Parents in a market whose law is known: sizes from 0.01 % to 5 % of a day, over one to sixty minutes, in markets of 1 % to 6 %
 * daily volatility, with noise and gross outliers.
 */
final class KnownLaw {
    static final Symbol BTC = Symbol.of("BTC/USD");
    /** About a twentieth of what parents cost on average. */
    static final double NOISE = 0.005;

    private static final double MINUTES = 1440;

    private final ImpactLaw law;
    private final double noise;
    private final double outliers;
    private final RandomGenerator random;

    /**
     * A market.
     *
     * @param law of it
     * @param noise deviation of a parent's cost, in units of daily volatility
     * @param outliers share of parents that cost 20 times what they should, either way
     */
    KnownLaw(ImpactLaw law, double noise, double outliers, long seed) {
        this.law = law;
        this.noise = noise;
        this.outliers = outliers;
        this.random = new SplittableRandom(seed);
    }

    List<ImpactSample> parents(int count, String venue, Symbol symbol) {
        List<ImpactSample> parents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parents.add(parent(venue, symbol));
        }
        return parents;
    }

    private ImpactSample parent(String venue, Symbol symbol) {
        double volume = between(1e3, 1e5);
        ImpactMarket market = new ImpactMarket(between(0.01, 0.06), volume, between(1e-5, 2e-4));
        int minutes = 1 + random.nextInt(60);
        double quantity = volume * between(1e-4, 0.05);
        List<ImpactStep> steps = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            steps.add(new ImpactStep(quantity / minutes, volume / MINUTES * (0.5 + random.nextDouble())));
        }
        double cost = law.expectedCost(market, steps);
        double impact = cost - market.relativeSpread() / 2;
        double strayed = market.dailyVolatility() * noise * random.nextGaussian();
        if (random.nextDouble() < outliers) {
            strayed = impact * (random.nextBoolean() ? 20 : -20);
        }
        double drift = 0.01 * random.nextGaussian();
        return new ImpactSample(Realm.PAPER, venue, symbol, market, steps, cost + strayed + drift, drift);
    }

    /** Evenly in logarithms. */
    private double between(double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }
}
