package io.colin.execution.impact;

import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.List;
import java.util.Optional;

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
     * What an analysis teaches a model of its realm.
     *
     * @param analysis of a parent
     * @return the sample; empty where the model could not speak of it, where both kinds of venues filled it, and where it was
     *     filled at another price than the symbol's: the distance between two markets is no impact
     */
    public static Optional<ImpactSample> of(ExecutionAnalysis analysis) {
        if (analysis.realm().isEmpty() || analysis.isInterchanged()) {
            return Optional.empty();
        }
        return analysis.impact()
                .map(impact -> new ImpactSample(
                        analysis.realm().orElseThrow(),
                        analysis.venue(),
                        analysis.terms().symbol(),
                        new ImpactMarket(impact.dailyVolatility(), impact.dailyVolume(), impact.relativeSpread()),
                        impact.steps().stream()
                                .map(step -> new ImpactStep(step.quantity(), step.marketQuantity()))
                                .toList(),
                        impact.slippage(),
                        impact.drift()));
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
