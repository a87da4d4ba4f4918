package io.colin.execution.backtest;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last price of each symbol: the mid of a quote, a trade or the close of a bar, whichever came last. A price takes
 * effect at its own time, though whoever reads the market reads an event ahead.
 */
final class LastPrices {
    private final Map<Symbol, BigDecimal> prices = new HashMap<>();
    private final Deque<MarketEvent> ahead = new ArrayDeque<>(1);

    void on(MarketEvent event) {
        advance(Long.MAX_VALUE);
        ahead.addLast(event);
    }

    /** Lets the event that was read ahead take effect once its time has come. */
    void advance(long timeNs) {
        if (!ahead.isEmpty() && ahead.getFirst().timeNs() <= timeNs) {
            MarketEvent event = ahead.removeFirst();
            switch (event) {
                case Trade trade -> prices.put(trade.symbol(), trade.price());
                case Bar bar -> prices.put(bar.symbol(), bar.close());
                case Quote quote when !quote.isCrossed() -> prices.put(quote.symbol(), quote.mid());
                default -> {}
            }
        }
    }

    Optional<BigDecimal> price(Symbol symbol) {
        return Optional.ofNullable(prices.get(symbol));
    }
}
