package io.colin.risk.reduction;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.drawdown.DrawdownLevel;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a plan is made from.
 *
 * @param portfolio what is held, with its marks
 * @param instruments terms of everything held
 * @param componentRisk share of each position in the value at risk, in any one unit; negative for a hedge. When it lacks
 *     one of the positions held, everything shrinks in proportion
 * @param level the rung that was crossed
 * @param exposureAtWarning gross exposure when the warning was crossed, in the account currency
 * @param working what reduce-only orders on their way already close, by symbol, unsigned; 0 for what is not in it
 */
public record ReductionRequest(
        Portfolio portfolio,
        Map<Symbol, Instrument> instruments,
        Map<Symbol, Double> componentRisk,
        DrawdownLevel level,
        BigDecimal exposureAtWarning,
        Map<Symbol, BigDecimal> working) {
    /** Checks and copies. */
    public ReductionRequest {
        Require.notNegative("exposureAtWarning", exposureAtWarning);
        instruments = Map.copyOf(instruments);
        componentRisk = Map.copyOf(componentRisk);
        working = Map.copyOf(working);
        working.forEach((symbol, quantity) -> Require.notNegative("working." + symbol, quantity));
    }
}
