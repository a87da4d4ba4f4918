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
    private final Map<Symbol, PriceTrail> prices = new HashMap<>();
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
                case Trade trade -> put(trade, trade.price());
                case Bar bar -> put(bar, bar.close());
                case Quote quote when !quote.isCrossed() -> put(quote, quote.mid());
                default -> {}
            }
        }
    }

    Optional<BigDecimal> price(Symbol symbol) {
        return Optional.ofNullable(prices.get(symbol)).flatMap(PriceTrail::last);
    }

    /** The last price before a time of the last minutes, as it was then. */
    Optional<BigDecimal> before(Symbol symbol, long timeNs) {
        return Optional.ofNullable(prices.get(symbol)).flatMap(trail -> trail.before(timeNs));
    }

    private void put(MarketEvent event, BigDecimal price) {
        prices.computeIfAbsent(event.symbol(), symbol -> new PriceTrail()).add(event.timeNs(), price);
    }
}
