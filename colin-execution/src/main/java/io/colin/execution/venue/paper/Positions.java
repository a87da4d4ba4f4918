package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** What the orders sent to the venue have left there, signed, by symbol: all that reduce-only goes by. */
final class Positions {
    private final Map<Symbol, BigDecimal> held = new HashMap<>();

    void add(Symbol symbol, BigDecimal signed) {
        held.merge(symbol, signed, BigDecimal::add);
    }

    /** What own fills have left, signed. */
    BigDecimal of(Symbol symbol) {
        return held.getOrDefault(symbol, BigDecimal.ZERO);
    }

    /** How much an order of a side can reduce. */
    BigDecimal reducible(Symbol symbol, Side side) {
        BigDecimal position = of(symbol);
        return position.signum() == -side.sign() ? Decimals.normal(position.abs()) : BigDecimal.ZERO;
    }
}
