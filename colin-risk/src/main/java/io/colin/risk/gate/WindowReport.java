package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;

/** How much of the cycles of filling and entering again, and of the drift of own prices, strategies have used. */
record WindowReport(Memory memory, RiskLimits limits, long nowNs) {
    void addTo(LimitReport.Uses uses) {
        if (nowNs == Long.MIN_VALUE) {
            return; // After a restart, before the first event: what the record gave is kept for the time that comes.
        }
        BigDecimal cycles = BigDecimal.valueOf(limits.repeat().maxCycles());
        memory.repeats.each(
                nowNs,
                (strategy, symbol, count) ->
                        uses.add(RepeatCheck.NAME, scope(strategy, symbol), "cycles", cycles, count));
        memory.ownPrices.each(
                nowNs,
                (strategy, symbol, range) -> uses.add(
                        PriceDriftCheck.NAME,
                        scope(strategy, symbol),
                        "ratio",
                        limits.price().maxDrift(),
                        PriceDriftCheck.moved(range)));
    }

    /** As scopes of caps are shown. */
    private static String scope(String strategy, Symbol symbol) {
        return strategy + "|" + symbol;
    }
}
