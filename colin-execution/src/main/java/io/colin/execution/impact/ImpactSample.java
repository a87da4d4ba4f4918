package io.colin.execution.impact;

import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.List;

/**
 * What one finished parent paid, to learn from.
 *
 * @param realm whose money
 * @param venue where most of it was filled
 * @param symbol what was traded
 * @param market at arrival
 * @param steps what was filled and what others traded meanwhile, in order, at least one
 * @param slippage d·(average fill − arrival mid) / arrival mid, a fraction; positive = against us
 * @param drift d·β·(move of the reference over the same time), a fraction; 0 without a reference
 */
public record ImpactSample(
        Realm realm,
        String venue,
        Symbol symbol,
        ImpactMarket market,
        List<ImpactStep> steps,
        double slippage,
        double drift) {
    /** Checks what it is made of; what the figures are worth is judged by the model. */
    public ImpactSample {
        Require.text("venue", venue);
        Require.that(!steps.isEmpty(), "steps", "must be at least one", 0);
        steps = List.copyOf(steps);
    }

    /**
     * What impact cost, as measured.
     *
     * @return slippage − s/2 − drift, a fraction
     */
    public double realised() {
        return slippage - market.relativeSpread() / 2 - drift;
    }

    /** The response in units of daily volatility, so that calm and wild markets count alike. */
    double response() {
        return realised() / market.dailyVolatility();
    }
}
