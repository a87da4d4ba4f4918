package io.colin.risk.exposure;

import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import org.jspecify.annotations.Nullable;

/**
 * A symbol in which something is held or works, as {@link ExposureBook#beside} lists it. Valid until the book changes. What
 * it comes to is worked out when it is asked for: of a hundred symbols few matter to an order.
 */
public final class Exposed {
    private final Symbol symbol;
    private final Portfolio.@Nullable PositionView view;
    private final Totals working;

    Exposed(Symbol symbol, Portfolio.@Nullable PositionView view, Totals working) {
        this.symbol = symbol;
        this.view = view;
        this.working = working;
    }

    /**
     * The symbol.
     *
     * @return which
     */
    public Symbol symbol() {
        return symbol;
    }

    /**
     * The symbol at its worst case.
     *
     * @return position and working orders, in the account currency
     */
    public SymbolExposure exposure() {
        return WorkingSums.exposure(view, working);
    }
}
