package io.colin.api.event;

import io.colin.api.risk.TradingState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a gate must remember over a restart changed.
 *
 * @param header where it stands
 * @param tradingState what may be traded
 * @param state the gate's durable state
 */
public record RiskStateChanged(EventHeader header, TradingState tradingState, SortedMap<String, String> state)
        implements LedgerEvent {
    /** Copies. */
    public RiskStateChanged {
        state = Collections.unmodifiableSortedMap(new TreeMap<>(state));
    }
}
