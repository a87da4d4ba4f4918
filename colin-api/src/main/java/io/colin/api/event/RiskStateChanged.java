package io.colin.api.event;

import io.colin.api.internal.Require;
import io.colin.api.risk.TradingState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a gate must remember over a restart changed.
 *
 * @param header where it stands
 * @param tradingState what may be traded
 * @param maxDrawdown largest share lost since a high-water mark so far, a fraction
 * @param state the gate's durable state
 */
public record RiskStateChanged(
        EventHeader header, TradingState tradingState, double maxDrawdown, SortedMap<String, String> state)
        implements LedgerEvent {
    /** Checks and copies. */
    public RiskStateChanged {
        Require.within("maxDrawdown", maxDrawdown, 0, 1e9);
        state = Collections.unmodifiableSortedMap(new TreeMap<>(state));
    }
}
