package io.colin.api.signal;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;

/**
 * What one execution for a signal really cost, one way.
 *
 * @param signalId the signal
 * @param symbol what was traded
 * @param timeNs when the venue executed it, ns since epoch
 * @param quantity in base currency, above 0
 * @param slippageBps against the mid at arrival, in basis points of it; adverse is positive
 * @param feeBps in basis points of the value traded; negative is a rebate
 */
public record ExecutionCost(
        String signalId, Symbol symbol, long timeNs, BigDecimal quantity, double slippageBps, double feeBps) {
    /** Checks. */
    public ExecutionCost {
        Require.text("signalId", signalId);
        Require.positive("quantity", quantity);
        Require.finite("slippageBps", slippageBps);
        Require.finite("feeBps", feeBps);
    }

    /**
     * Both together.
     *
     * @return basis points, one way
     */
    public double costBps() {
        return slippageBps + feeBps;
    }
}
