package io.colin.execution.routing;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How good venues are beside their prices: 0.3 fee + 0.4 fill ratio + 0.2 latency + 0.1 depth, each ranked among the
 * venues compared from 0, the worst, to 1, the best; equals share their ranks.
 */
final class Quality {
    private static final double FEE = 0.3;
    private static final double FILL = 0.4;
    private static final double LATENCY = 0.2;
    private static final double DEPTH = 0.1;

    private Quality() {}

    static void rank(List<Offer> offers) {
        for (Offer offer : offers) {
            offer.quality =
                    FEE * rank(offers, offer, o -> -o.costs.fees().takerRate().doubleValue())
                            + FILL * rank(offers, offer, o -> o.shown.evidence().fillRatio())
                            + LATENCY
                                    * rank(offers, offer, o ->
                                            -(double) o.shown.evidence().p95LatencyNs())
                            + DEPTH * rank(offers, offer, o -> o.depth);
        }
    }

    private static double rank(List<Offer> offers, Offer of, ToDoubleFunction<Offer> by) {
        if (offers.size() == 1) {
            return 1;
        }
        double own = by.applyAsDouble(of);
        double below = 0;
        for (Offer other : offers) {
            double value = by.applyAsDouble(other);
            below += value < own ? 1 : value == own && other != of ? 0.5 : 0;
        }
        return below / (offers.size() - 1);
    }
}
