package io.colin.execution.impact;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * The law of market impact: a temporary part that each step pays, η·σ·ρ^β beside half the spread, and a permanent part that
 * shifts the mid by γ·σ·(q/V), of which an order pays half of its own. With β = 0.5 this is the square-root law (Almgren and
 * others, 2005; Tóth and others, 2011).
 *
 * <p>All answers are fractions of the mid at arrival, positive = against us, whichever the side.
 *
 * @param eta η, coefficient of the temporary part, 0 to 100
 * @param beta β, its exponent, (0, 1]
 * @param gamma γ, coefficient of the permanent part, 0 to 100
 */
public record ImpactLaw(double eta, double beta, double gamma) {
    /** What is assumed before anything is learnt: η 0.15, β 0.5, γ 0.30. */
    public static final ImpactLaw START = new ImpactLaw(0.15, 0.5, 0.30);

    private static final double MOST = 100;

    /** Checks. */
    public ImpactLaw {
        Require.within("eta", eta, 0, MOST);
        Require.within("beta", beta, Double.MIN_NORMAL, 1);
        Require.within("gamma", gamma, 0, MOST);
    }

    /**
     * What a unit costs in a step, the permanent part left out.
     *
     * @param market at arrival
     * @param participation ρ; capped at 1, 0 or more
     * @return s/2 + η·σ·ρ^β
     */
    public double temporary(ImpactMarket market, double participation) {
        Require.that(participation >= 0, "participation", "must be 0 or more", participation);
        return market.relativeSpread() / 2
                + eta * market.dailyVolatility() * StrictMath.pow(Math.min(1, participation), beta);
    }

    /**
     * How far a quantity shifts the mid for good.
     *
     * @param market at arrival
     * @param quantity traded by us, 0 or more
     * @return γ·σ·(q/V)
     */
    public double permanent(ImpactMarket market, double quantity) {
        Require.that(quantity >= 0, "quantity", "must be 0 or more", quantity);
        return gamma * market.dailyVolatility() * quantity / market.dailyVolume();
    }

    /**
     * The permanent shift an execution meets: that of everything before it and half of its own.
     *
     * @param market at arrival
     * @param before what the parent had traded until then, 0 or more
     * @param own what it trades now, 0 or more
     * @return fraction of the mid at arrival
     */
    public double shiftAt(ImpactMarket market, double before, double own) {
        return permanent(market, before) + permanent(market, own) / 2;
    }

    /**
     * The expected cost of a parent, Σ q_j·(temporary_j + shift of the steps before j + ½ of its own) / Σ q_j.
     *
     * @param market at arrival
     * @param steps in order, at least one
     * @return mean cost of a unit as a fraction of the mid at arrival; times the parent's value at arrival is money
     */
    public double expectedCost(ImpactMarket market, List<ImpactStep> steps) {
        Require.that(!steps.isEmpty(), "steps", "must be at least one", 0);
        double cost = 0;
        double before = 0;
        for (ImpactStep step : steps) {
            double unit = temporary(market, step.participation()) + shiftAt(market, before, step.quantity());
            cost += step.quantity() * unit;
            before += step.quantity();
        }
        return cost / before;
    }
}
