package io.colin.risk.figures;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnHistory;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What figures are computed from.
 *
 * @param asOfNs event time of positions and prices, ns since epoch
 * @param history returns up to then: of days, or of hours while a short history stands in
 * @param exposures signed value in the account currency of what is held, by symbol, none 0
 * @param equity in the account currency, above 0
 */
public record FigureInputs(
        long asOfNs, ReturnHistory history, SortedMap<Symbol, BigDecimal> exposures, BigDecimal equity) {
    /** Copies. */
    public FigureInputs {
        exposures = Collections.unmodifiableSortedMap(new TreeMap<>(exposures));
    }

    /**
     * The exposures for statistics.
     *
     * @return signed value by symbol
     */
    public SortedMap<Symbol, Double> statistics() {
        SortedMap<Symbol, Double> values = new TreeMap<>();
        exposures.forEach((symbol, value) -> values.put(symbol, value.doubleValue()));
        return values;
    }
}
