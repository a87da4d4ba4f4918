package io.colin.api.event;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;

/**
 * The position wanted of a symbol changed.
 *
 * @param header where it stands
 * @param symbol what
 * @param quantity signed target, 0 flat
 * @param reason for a person: the signal, barrier or horizon
 */
public record TargetChanged(EventHeader header, Symbol symbol, BigDecimal quantity, String reason)
        implements LedgerEvent {
    /** Normalises. */
    public TargetChanged {
        quantity = Decimals.normal(quantity);
    }
}
